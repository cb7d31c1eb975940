"""Rules about how a text begins, how it ends and how long it is, each field by its kind."""

from __future__ import annotations

import re

from macros.model import Comparison
from macros.rules.registry import Violations, rule
from macros.rules.texts import typed

SENTENCES = {
    ("Assertion", "because"), ("Assertion", "differs"), ("Assertion", "says"), ("Backed", "says"),
    ("Criterion", "leaves_out"), ("Criterion", "why"), ("Decision", "because"), ("Framework", "summary"),
    ("Definition", "because"), ("Definition", "means"), ("Example", "why"), ("FixedAnswer", "answer"),
    ("Note", "says"), ("Outcome", "first_steps"), ("Outcome", "summary"), ("Question", "why"), ("Term", "says"),
    ("Article", "take"), ("Merit", "says"), ("NotSo", "holds"), ("WorkedExample", "then"),
    ("Topic", "about"), ("Situation", "because"), ("Situation", "says"), ("Decided", "became"),
    ("Scenario", "does"), ("Scenario", "caveats"), ("Setup", "says"), ("Setup", "caveats"),
    ("Server", "says"), ("Server", "caveats"), ("Speed", "caveats"),
}  # fmt: skip
QUESTIONS = {("Criterion", "question"), ("Definition", "asks"), ("Question", "question")}
LABELS = {
    ("Choice", "title"), ("FixedAnswer", "title"), ("WorkedExample", "title"),
    ("Framework", "name"), ("Note", "when"), ("Option", "label"), ("Outcome", "title"), ("Topic", "title"),
}  # fmt: skip
STARTS = {("Advice", "then"), ("Advice", "when"), ("Article", "no_url"), ("Article", "undated"), ("Cell", "answer")}
"""Texts whose ends are for other rules, or free."""
LONGEST = {
    ("Advice", "then"): 320, ("Advice", "when"): 110, ("Article", "title"): 160, ("Assertion", "because"): 360,
    ("Assertion", "differs"): 240, ("Assertion", "says"): 200, ("Backed", "says"): 320, ("Claim", "says"): 340,
    ("Criterion", "also"): 60, ("Criterion", "question"): 130, ("Criterion", "why"): 240, ("Cell", "answer"): 130,
    ("Criterion", "leaves_out"): 280, ("Decision", "because"): 400, ("Framework", "name"): 30, ("Figure", "unit"): 30,
    ("Definition", "because"): 240, ("Definition", "means"): 240, ("FixedAnswer", "answer"): 480,
    ("FixedAnswer", "title"): 80, ("Framework", "summary"): 160, ("Note", "says"): 440,
    ("Note", "when"): 120, ("Option", "label"): 130,
    ("Outcome", "first_steps"): 240, ("Outcome", "summary"): 280, ("Outcome", "title"): 80, ("Choice", "title"): 60,
    ("Question", "question"): 130, ("Question", "why"): 320, ("Reason", "when"): 240, ("Source", "author"): 100,
    ("Situation", "says"): 240, ("Situation", "because"): 360, ("Decided", "became"): 240, ("Decided", "at"): 120,
    ("Source", "publisher"): 100, ("Article", "publisher"): 100, ("Article", "author"): 100, ("Term", "also"): 50,
    ("Source", "title"): 160, ("Term", "says"): 200, ("Term", "term"): 50, ("Topic", "title"): 50,
    ("Topic", "about"): 200, ("Article", "take"): 480, ("Merit", "says"): 240, ("NotSo", "holds"): 320,
    ("Lapse", "since"): 120, ("WorkedExample", "title"): 80, ("WorkedExample", "then"): 240,
    ("Scenario", "caveats"): 240, ("Setup", "says"): 400, ("Setup", "caveats"): 240, ("Server", "says"): 240,
    ("Server", "caveats"): 240, ("Speed", "caveats"): 240,
}  # fmt: skip
OTHERWISE = 160
"""The most characters of a text that has no line in LONGEST."""
_BEGINS = re.compile(r'["“(]?(?:[A-Z0-9]|[^\W\d_a-z])')


def _begins_well(text: str, titles: tuple[str, ...]) -> bool:
    """With a capital, a digit or code (an X here), or the name of a package that is written small."""
    return bool(_BEGINS.match(text)) or text.startswith(titles)


@rule
def text_begins_and_ends_as_its_kind_does(comparison: Comparison) -> Violations:
    """A sentence has a capital or code first and a full stop last; a question a question mark; a label no stop.

    The name of a package is written as the package writes it, at the beginning too.
    """
    titles = tuple(source.title for source in comparison.sources.values() if source.title[0].islower())
    for field, plain in typed(comparison):
        good = _begins_well(plain, titles)
        if field.key in SENTENCES and not (good and re.search(r"[.?!][\"”)]?$", plain)):
            yield field.where, f"`{field.name}` must begin with a capital and end with a full stop"
        elif field.key in QUESTIONS and not (good and plain.endswith("?")):
            yield field.where, f"`{field.name}` must begin with a capital and end with a question mark"
        elif field.key in LABELS and not (good and not plain.endswith((".", ",", ";", ":"))):
            yield field.where, f"`{field.name}` must begin with a capital and end without a stop"
        elif field.key in STARTS and not good:
            yield field.where, f"`{field.name}` must begin with a capital"
        elif field.key == ("Reason", "when") and plain.endswith("."):
            yield field.where, f"`{field.name}` follows the words of its choice; leave out the full stop"


@rule
def text_is_no_longer_than_its_place(comparison: Comparison) -> Violations:
    """Every text has a length that fits where it is shown: nobody reads a sentence of six lines."""
    for field, _ in typed(comparison):
        most = LONGEST.get(field.key, OTHERWISE)
        if len(field.text) > most:
            yield field.where, f"`{field.name}` has {len(field.text)} characters; say it in at most {most}"
