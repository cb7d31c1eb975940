"""What is read first of an article, and how a reader checks a sentence."""

from __future__ import annotations

import datetime

import pytest

from macros import rules
from macros.pages import generated
from macros.views import Site
from tests.test_articles import WRONG, article, assertion, site
from tests.tree import compared

OUTDATED = {**WRONG, "verdict": "outdated", "because": "Since then it is so no longer."}
LAPSE = {"since": "A day", "statements": ["old"], "claims": ["flask-ships-no-orm"]}


def merit(*statements):
    return [{"says": "It says what Flask leaves out.", "statements": list(statements)}]


def start(tmp_path, **articles):
    return site(tmp_path, **articles).article_start("a")


@pytest.mark.parametrize(
    ("others", "rare"),
    [
        ([], ""),
        ([assertion("y", same=None)], "Not in the other article."),
        ([assertion("y", same="y")], "1 of these 2 statements in no other article."),
    ],
    ids=["no other article", "none says it", "one says half of it"],
)
def test_how_rare_it_is_comes_from_what_others_get_right(others, rare, tmp_path):
    said = article(assertion("x", same="x"), assertion("y", same="y"), gets_right=merit("x", "y"))
    more = {"b": article(*others)} if others else {}
    (line,) = start(tmp_path, a=said, **more).merits
    assert line.rare == rare
    assert [(cite.number, cite.href) for cite in line.cites] == [(1, "#x"), (2, "#y")]


def test_what_another_has_wrong_it_does_not_get_right(tmp_path):
    said = article(assertion("x", same="x"), gets_right=merit("x"))
    other = article(assertion("y", same="x", differs="They differ.", **WRONG))
    (line,) = start(tmp_path, a=said, b=other, c=article(assertion("z", same=None))).merits
    assert line.rare == "In none of the 2 other articles."


@pytest.mark.parametrize(
    ("day", "dates", "age"),
    [
        ("2017-12-02", {}, "6 years before it was published"),
        ("2023-05", {}, "1 year before it was published"),
        ("2024-01", {}, "less than a year before it was published"),
        ("2024-11", {}, "less than a year after it was published"),
        ("2026", {}, "2 years after it was published"),
        ("2017-12", {"updated": datetime.date(2025, 1, 2)}, "7 years before it was updated"),
        ("2017-12", {"published": None, "undated": "No day"}, "8 years before we read it (it gives no date)"),
    ],
)
def test_an_error_is_as_old_as_its_day_is_before_the_article(day, dates, age, tmp_path):
    content = article(assertion("old", **OUTDATED), errors_from=[{**LAPSE, "day": day}], **dates)
    kept = {key: value for key, value in content.items() if value is not None}
    (line,) = start(tmp_path, a=kept).lapses
    assert line.age == age


@pytest.mark.parametrize(
    ("day", "words"), [("2017-12-02", "2 December 2017"), ("2017-12", "December 2017"), ("2017", "2017")]
)
def test_a_day_is_said_in_words(day, words, tmp_path):
    content = article(assertion("old", **OUTDATED), errors_from=[{**LAPSE, "day": day}])
    (line,) = start(tmp_path, a=content).lapses
    assert line.day == f"Since {words}"


def test_the_oldest_error_is_first_and_what_has_no_day_is_last(tmp_path):
    old = [assertion(name, same=None, **OUTDATED) for name in ("none", "late", "early")]
    lapses = [
        {**LAPSE, "statements": ["none"]},
        {**LAPSE, "statements": ["late"], "day": "2020"},
        {**LAPSE, "statements": ["early"], "day": "2017-12"},
    ]
    lines = start(tmp_path, a=article(*old, errors_from=lapses)).lapses
    assert [(line.day, line.statements[0].href) for line in lines] == [
        ("Since December 2017", "#early"), ("Since 2020", "#late"), ("No day known", "#none"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("wrong", "aged", "rest"),
    [
        (0, False, "No statement in it is outdated."),
        (
            1,
            False,
            "No statement in it is outdated. "
            "For the one that is wrong, we found no version and no day on which it was true.",
        ),
        (2, True, "For the other 2 that are wrong, we found no version and no day on which they were true."),
        (0, True, ""),
    ],
)
def test_of_the_other_errors_it_says_that_no_day_was_found(wrong, aged, rest, tmp_path):
    said = [assertion(f"w{number}", same=None, **WRONG) for number in range(wrong)]
    said += [assertion("old", same=None, **OUTDATED)] if aged else [assertion("fine", same=None)]
    content = article(*said, **({"errors_from": [LAPSE]} if aged else {}))
    assert start(tmp_path, a=content).rest == rest


def test_a_short_article_needs_no_head(tmp_path):
    change = {"data/articles/example.yml": {"gets_right": None, "take": None}}
    assert rules.check(compared(tmp_path, change)) == []


def test_fewer_than_half_of_the_others_is_rare(tmp_path):
    """One of three others may have it right too."""
    said = article(assertion("x", same="x"), gets_right=merit("x"))
    others = {"b": article(assertion("y", same="x"))}
    others |= {id: article(assertion("z", same=None, says="Flask ships no ORM at all.")) for id in ("c",)}
    change = {f"data/articles/{id}.yml": each for id, each in {"a": said, **others}.items()}
    found = rules.check(compared(tmp_path, {"data/articles/example.yml": None, **change}))
    assert [problem.text for problem in found if problem.rule == "what-others-miss-is-rare"] == [
        "1 of 2 other articles get this right too; name a statement that fewer make"
    ]
    third = {"data/articles/d.yml": article(assertion("w", same=None, says="Flask leaves an ORM to you."))}
    found = rules.check(compared(tmp_path / "more", {"data/articles/example.yml": None, **change, **third}))
    assert [problem for problem in found if problem.rule == "what-others-miss-is-rare"] == []


def test_the_page_of_an_article_begins_with_its_head(tmp_path):
    page = generated(compared(tmp_path))["articles/example.md"]
    calls = [line for line in page.splitlines() if line.startswith("{{")]
    assert [call.partition("(")[0].removeprefix("{{ ") for call in calls] == [
        "article_start", "article_head", "article_sections",
    ]  # fmt: skip


def test_a_worked_example_takes_all_but_its_advice_from_the_data(tmp_path):
    example = {
        "title": "An example",
        "statement": "example/django-has-no-orm",
        "verdict": "wrong",
        "search": "orm",
        "case": "only",
        "then": "Look again.",
    }
    change = {
        "data/worked-examples.yml": {"first": example},
        "data/fixed-answers.yml": {"only": {"examples": ["example/django-has-no-orm"]}},
    }
    (shown,) = Site(compared(tmp_path, change), "../").worked_examples()
    assert (shown.says, shown.verdict.name, shown.because) == ("Django comes without an ORM.", "wrong", "It ships one.")
    assert (shown.row.href, shown.search.href) == ("../compare/data/#orm", "../?q=orm")
    assert [claim.id for claim in shown.claims] == ["django-ships-an-orm"]
    assert shown.case is not None
    assert (shown.case.href, shown.asks) == ("../method/#case-only", "Is it so?")
    assert dict(shown.answers) == {"Flask": "None; you choose one", "Django": "Its own"}
