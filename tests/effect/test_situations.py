"""Which situations a change of the chooser moves, in the summary and on a terminal."""

from __future__ import annotations

import subprocess

import pytest

from macros.tools import moved as command
from macros.tools.effect.situations import block, moved
from macros.tools.effect.values import parsed
from macros.tools.effect.weight import Weight
from tests.effect.sides import plain, section, shown, side
from tests.tree import write

FILE = "data/situations/a-site.yml"
SITE = {
    FILE: {
        "group": "site",
        "says": "A site with tables.",
        "answers": {"kind": "site", "data": "ours"},
        "accepts": ["django", "either"],
        "because": "Both fit.",
    }
}
TO_FLASK = {"data/chooser.yml": {"rules": [{}, {"then": "flask"}]}}
TO_EITHER = {"data/chooser.yml": {"rules": [{}, {"then": "either"}]}}


def ends(before, after):
    return [str(each) for each in moved(parsed(before), parsed(after))]


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ({}, TO_FLASK, "a-site (A site with tables.) django -> flask, which it does not accept"),
        ({}, TO_EITHER, "a-site (A site with tables.) django -> either, both of which it accepts"),
        (TO_FLASK, {}, "a-site (A site with tables.) flask -> django, which it accepts, unlike the one before"),
    ],
)
def test_a_situation_that_ends_elsewhere_says_whether_it_may(before, after, told):
    assert ends(side({**SITE, **before}), side({**SITE, **after})) == [told]


def test_one_that_stays_is_new_or_is_gone_does_not_move():
    assert ends(side(SITE), side(SITE)) == []
    assert ends(side(), side({**SITE, **TO_FLASK})) == []
    assert ends(side(SITE), side(TO_FLASK)) == []


def test_an_answer_that_one_side_does_not_know_counts_as_not_sure():
    new = {FILE: {**SITE[FILE], "answers": {"kind": "site", "data": "ours", "colour": "red"}}}
    assert ends(side(new), side({**new, **TO_EITHER})) == [
        "a-site (A site with tables.) django -> either, both of which it accepts"
    ]


def test_the_summary_lists_them_with_what_decides():
    told = section(shown(side(SITE), side({**SITE, **TO_FLASK})), Weight.DECIDES)
    place = told.index("**Situations that end elsewhere: 1**")
    assert plain(told[place + 1]) == ("- `a-site`: `A site with tables.` `django` → `flask`, which it does not accept")


def test_a_chooser_of_another_shape_moves_none():
    after = side({**SITE, "data/chooser.yml": {"questions": [{"options": None}]}})
    assert block(parsed(side(SITE)), parsed(after)) == []


@pytest.fixture
def project(tmp_path):
    """A repository whose chooser was changed after its last commit."""
    write(tmp_path, SITE)
    for words in (("init", "-q", "-b", "main"), ("add", "."), ("commit", "-q", "-m", "One")):
        who = ("-c", "user.name=A", "-c", "user.email=a@example.org")
        subprocess.run(["git", *who, *words], cwd=tmp_path, check=True)
    return write(tmp_path, {**SITE, **TO_FLASK})


def test_the_command_lists_what_moved_since_main(project, capsys):
    assert command.main([], project) == 0
    assert capsys.readouterr().out == (
        "Situations that end elsewhere than in main: 1\n"
        "  a-site (A site with tables.) django -> flask, which it does not accept\n"
    )


def test_the_command_tells_when_the_shapes_differ(project, capsys):
    write(project, {**SITE, "data/chooser.yml": {"questions": [{"options": None}]}})
    assert command.main(["HEAD"], project) == 0
    assert capsys.readouterr().out == "The chooser of HEAD has another shape, so the situations can't be compared.\n"


def test_the_command_needs_something_to_compare_with(project, capsys):
    assert command.main(["nowhere"], project) == 1
    assert capsys.readouterr().err == "git knows none of nowhere; name a revision\n"
