"""What turned between two wordings, and what only words it otherwise."""

import pytest

from macros.rules.wordings import Turned, turned

NAMES = {"Django", "Flask", "django-axes", "gunicorn"}
TURNED = [
    ("It keeps the file.", "It does not keep the file.", "", "not"),
    ("It isn't kept.", "It is kept.", "not", ""),
    ("You cannot read it.", "You can read it.", "not", ""),
    ("It ships no ORM.", "It ships an ORM.", "no", ""),
    ("It never waits.", "It waits.", "never", ""),
    ("It runs before the view.", "It runs after the view.", "before", "after"),
    ("A project with models", "A project without models", "with", "without"),
    ("It refuses the key.", "It accepts the key.", "refuse", "accept"),
    ("It raised an error.", "It ignores an error.", "raised", "ignore"),
    ("An official image", "An unofficial image", "official", "unofficial"),
    ("It runs an async view.", "It runs a sync view.", "async", "sync"),
    ("Both teach it.", "Neither teaches it.", "both", "neither"),
    ("It does not apply them.", "It applies them.", "not", ""),
    ("It waits 30 seconds.", "It waits 30 minutes.", "second", "minute"),
    ("It waits 30 seconds.", "It waits 300 seconds.", "30", "300"),
    ("Released in May 2026.", "Released in June 2026.", "May", "June"),
    ("It needs one package.", "It needs two packages.", "one", "two"),
    ("Version 6.0 and 6.1", "Version 6.1 and 6.1", "6.0", "6.1"),
    ("`max_length=255` is set.", "`max_length=256` is set.", "`max_length=255`", "`max_length=256`"),
    ("Flask says so.", "Django says so.", "Flask", "Django"),
    ("Take gunicorn.", "Take django-axes.", "gunicorn", "django-axes"),
    ("Only the newest release is fixed.", "The newest release is fixed.", "only", ""),
    ("It caches views.", "It caches all views.", "", "all"),
    ("By default it waits.", "It waits.", "default", ""),
    ("Flask is larger than Django.", "Django is larger than Flask.", "Flask", "Django"),
    ("It is kept and not raised.", "It is raised and not kept.", "raised", "kept"),
    ("Take a call in place of a signal.", "Take a signal in place of a call.", "signal", "call"),
    ("The content shows.", "The content is hidden.", "show", "hidden"),
]
WORDED = [
    ("It takes two arguments.", "It takes 2 arguments."),
    ("It takes 1,000 files.", "It takes 1000 files."),
    ("SQLite 3.37.0 or newer", "SQLite 3.37 or newer"),
    ("It waits.", "By default it waits."),
    ("It has no cache.", "It does not have a cache."),
    ("It doesn't wait.", "It does not wait."),
    ("A project can be one file.", "A project without models can be one file."),
    ("Flask's views wait.", "The views of Flask wait."),
    ("`orm` maps rows.", "The module `orm` maps rows."),
    ("It keeps files.", "It keeps a file."),
    ("It is read before the view.", "When the view is called, all of it was parsed and kept."),
    ("Read it, and keep it.", "Keep it, and read it."),
    ("It runs before the view, and not after it.", "Not after the view but before it, it runs."),
]


@pytest.mark.parametrize(("before", "now", "lost", "gained"), TURNED)
def test_what_turned_is_named(before, now, lost, gained):
    turn = turned(before, now, NAMES)
    assert turn is not None
    assert (turn.before, turn.now) == (lost, gained)
    assert turned(now, now, NAMES) is None


def test_names_that_change_places_are_told_apart_from_one_that_is_exchanged():
    assert turned("Flask beats Django.", "Django beats Flask.", NAMES) == Turned("Flask", "Django", moved=True)
    assert turned("Flask beats it.", "Django beats it.", NAMES) == Turned("Flask", "Django")


@pytest.mark.parametrize(("before", "now"), WORDED)
def test_another_wording_of_the_same_turns_nothing(before, now):
    assert turned(before, now, NAMES) is None
