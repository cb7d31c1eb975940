"""A text turns with what is under it: which texts that are, and what counts as under them."""

import datetime

import pytest

from macros import rules
from tests.tree import compared, laid_over

ORM = "data/criteria/data/orm.yml"
HOME = "data/home.yml"
CHOOSER = "data/chooser.yml"
PROBE = "tests/probes/test_orm.py"
TESTED = """import pytest

MODELS = {models}


@pytest.mark.claim("django-ships-an-orm")
def test_orm():
    assert MODELS
"""
ARTICLE = {
    "title": "Which one",
    "publisher": "Example",
    "no_url": "It was printed.",
    "undated": "It names no day.",
    "read": datetime.date(2026, 1, 2),
    "cites": "nothing",
    "assertions": [
        {
            "id": "has-an-orm",
            "section": "Data",
            "about": ["django"],
            "criterion": "orm",
            "says": "Django has an ORM.",
            "verdict": "right",
            "supported_by": ["django-ships-an-orm"],
            "because": "Django ships one.",
        }
    ],
}
SITUATION = {
    "group": "site",
    "says": "We have tables.",
    "answers": {"data": "ours"},
    "accepts": ["django"],
    "because": "Django maps them.",
    "claims": ["django-ships-an-orm"],
}


def django(**claim):
    return {ORM: {"frameworks": {"django": {"claims": [{"id": "django-ships-an-orm", **claim}]}}}}


def told(root, before, after):
    """What the rule says of a change, without the places; `after` is laid over `before`."""
    both = (compared(root / "before", before), compared(root / "after", laid_over(before, after)))
    return [each.text for each in rules.check_change(*both)]


SAYS = django(says="Django ships no ORM.")


@pytest.mark.parametrize(
    "more",
    [
        {"since": "6.0"},
        {"evidence": [{"phrase": "single source of information"}]},
        {"kind": "judgement"},
    ],
)
def test_a_claim_may_turn_with_its_evidence_its_bounds_or_its_kind(more, tmp_path):
    assert len(told(tmp_path / "alone", {}, SAYS)) == 1
    assert told(tmp_path / "with", {}, laid_over(SAYS, django(**more))) == []


def test_a_claim_may_turn_with_what_its_probe_does(tmp_path):
    before = {**django(evidence=[{}, {"probe": "orm"}]), PROBE: TESTED.format(models="True")}
    assert len(told(tmp_path / "alone", before, SAYS)) == 1
    assert told(tmp_path / "with", before, {**SAYS, PROBE: TESTED.format(models="[1, 2]")}) == []


def test_a_claim_may_turn_with_the_releases_that_it_is_looked_up_in(tmp_path):
    before = django(says="Django 6.1 ships an ORM.")
    after = django(says="Django 6.2 ships an ORM.")
    newer = {"data/sources/django.yml": {"releases": [{"version": "6.2"}]}}
    assert len(told(tmp_path / "alone", before, after)) == 1
    assert told(tmp_path / "with", before, {**after, **newer}) == []


def test_an_old_wording_that_is_said_to_be_wrong_may_turn(tmp_path):
    wrong = {"was": "Django ships an ORM.", "why": "It ships none."}
    corrected = {"data/corrections.yml": {"corrected": [wrong]}}
    assert told(tmp_path / "this", {}, {**SAYS, **corrected}) == []
    other = {"data/corrections.yml": {"corrected": [{**wrong, "was": "Django ships one."}]}}
    assert len(told(tmp_path / "other", {}, {**SAYS, **other})) == 1


WHICH, OURS = "data/articles/which.yml", "data/situations/ours.yml"
CHOICE = {"choices": [{"advice": [{"when": "you never choose the database layer yourself"}]}]}
OPTION = {"questions": [{}, {"options": [{"label": "Not in our own tables"}]}]}
TERM = {"orm": {"says": "Code that never turns rows into objects and back."}}
CLAIMS, VERDICT = "its claims", "its verdict and its claims"


@pytest.mark.parametrize(
    ("file", "change", "field", "under"),
    [
        (ORM, {"frameworks": {"flask": {"answer": "None; you choose two"}}}, "answer", "its grade and its claims"),
        (ORM, {"advice": [{"then": "With Django you choose one."}]}, "then", CLAIMS),
        (ORM, {"why": "All sites keep data."}, "why", CLAIMS),
        (HOME, {"answer": [{"says": "Take the smaller one for its ORM."}]}, "says", CLAIMS),
        (HOME, CHOICE, "when", CLAIMS),
        (CHOOSER, {"rules": [{"because": "Neither teaches."}]}, "because", "its answers and its claims"),
        (CHOOSER, OPTION, "label", CLAIMS),
        (CHOOSER, {"notes": [{"says": "Never measure it."}]}, "says", CLAIMS),
        (CHOOSER, {"outcomes": [{"summary": "Never take it whole."}]}, "summary", CLAIMS),
        ("data/glossary.yml", TERM, "says", "its source"),
        (WHICH, {"assertions": [{"says": "Django has no ORM."}]}, "says", VERDICT),
        (WHICH, {"assertions": [{"because": "Django ships none."}]}, "because", VERDICT),
        (OURS, {"says": "We have no tables."}, "says", "its answers and what it accepts"),
        (OURS, {"because": "Flask maps them."}, "because", "its answers and its claims"),
    ],
)
def test_a_text_of_each_kind_is_held_to_what_is_under_it(file, change, field, under, tmp_path):
    (text,) = told(tmp_path, {WHICH: ARTICLE, OURS: SITUATION}, {file: change})
    assert text.startswith(f"`{field}` ")
    assert f", and {under} are as before; " in text


def test_a_text_may_turn_with_the_claim_that_it_names(tmp_path):
    advice = {ORM: {"advice": [{"then": "With Flask you choose none."}]}}
    assert len(told(tmp_path / "alone", {}, advice)) == 1
    cells = {
        "frameworks": {
            "flask": {"claims": [{"id": "flask-ships-no-orm", "says": "Flask ships one ORM.", "since": "3.0"}]}
        }
    }
    assert told(tmp_path / "with", {}, {ORM: {**advice[ORM], **cells}}) == []


def test_a_reason_may_turn_with_its_verdict(tmp_path):
    before = {WHICH: ARTICLE}
    assertion = {"because": "Django ships none.", "verdict": "incomplete"}
    assert told(tmp_path, before, {WHICH: {"assertions": [assertion]}}) == []


def test_a_line_that_moves_or_that_another_joins_is_no_change_of_its_text(tmp_path):
    lines = [{"then": "With Flask you choose one.", "claims": ["flask-ships-no-orm"]}]
    more = {"then": "With Flask you choose two.", "claims": ["flask-ships-no-orm"]}
    comparisons = [
        compared(tmp_path / name, {ORM: {"advice": advice}})
        for name, advice in {"one": lines, "two": [more, *lines]}.items()
    ]
    assert rules.check_change(*comparisons) == []


def test_one_of_two_equal_lines_may_not_turn_either(tmp_path):
    step = "Make a file."
    same = {"outcomes": [{"first_steps": [step, "Make a model."]}, {"first_steps": [step, "Run it."]}]}
    turned = {"outcomes": [{"first_steps": ["Make no file.", "Make a model."]}]}
    (text,) = told(tmp_path, {CHOOSER: same}, {CHOOSER: turned})
    assert text.startswith('`first_steps` now says "no", and its claims are as before; ')
