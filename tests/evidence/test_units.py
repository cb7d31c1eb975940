"""The numbers of a claim are near what it cites in their unit, and those of a glossary entry too."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from macros.evidence import Result, check, unsupported_numbers
from macros.model import Code, Docs, Finding, Term

from .parts import Shelf, claim

HERE = Code(code="django", file="a.py", symbol="limit")
WORDS = Docs(docs="django", at="a", phrase="support for three years")


def of_claim(shelf: Shelf, says: str, code: str, **more: Any) -> list[str | None]:
    shelf.add("django", {"6.1.3": {"a.py": code}})
    comparison = shelf.comparison(claim(HERE, says=says, **more))
    releases = shelf.releases()
    results = check(comparison, releases)
    return [result.finding.problem for result in unsupported_numbers(comparison, releases, results)]


@pytest.mark.parametrize(
    ("says", "code"),
    [
        ("It waits 30 minutes.", "limit = 30  # minutes\n"),
        ("It waits 2 weeks.", "limit = timedelta(days=2)\n"),
        ("It waits 30 seconds.", "limit = 30\n"),
        ("It waits 30 minutes.", "limit = 30 * 60\n"),
        ("It waits 30 hours.", "limit = 30  # hours\n"),
        ("It waits 30 hours.", "limit = 30 * 3600\n"),
        ("It waits 30 days.", "limit = 30  # days\n"),
        ("It waits 30 weeks.", "limit = 30  # weeks\n"),
        ("It waits 30 months.", "limit = 30  # months\n"),
        ("It waits 30 years.", "limit = 30  # years\n"),
        ("It waits a day.", "limit = 30\n"),
    ],
)
def test_a_number_in_a_unit_that_is_near_is_let_through(says: str, code: str, shelf: Shelf) -> None:
    assert of_claim(shelf, says, code) == []


@pytest.mark.parametrize("unit", ["minutes", "hours", "days", "weeks", "months", "years"])
def test_a_number_in_another_unit_is_told(unit: str, shelf: Shelf) -> None:
    assert of_claim(shelf, f"It waits 30 {unit}.", "limit = 30  # seconds\n") == [
        f'the number "30 {unit}" is within 12 lines of nothing in that unit; correct it, or, if it follows from what '
        'is there, add `computed: ["30"]`'
    ]


def test_a_number_that_is_computed_may_have_any_unit(shelf: Shelf) -> None:
    assert of_claim(shelf, "It waits 30 hours.", "limit = 30  # seconds\n", computed=("30",)) == []


@pytest.mark.parametrize(("file", "have"), [("gone.py", True), ("a.py", False)])
def test_what_can_not_be_read_has_no_number(file: str, have: bool, shelf: Shelf) -> None:
    shelf.add("django", {"6.1.3": {"a.py": "limit = 30\n"}}, have=have)
    comparison = shelf.comparison(claim(HERE, says="It waits 30."))
    found = Result(next(comparison.placed_claims()), HERE, "6.1.3", Finding(file=file, line=1))
    (told,) = unsupported_numbers(comparison, shelf.releases(), [found])
    assert told.finding.problem
    assert told.finding.problem.startswith('the number "30" is within 12 lines of nothing')


def of_term(shelf: Shelf, says: str) -> list[str | None]:
    shelf.add("django", {"6.1.3": {"docs/a.rst": "A\n=\n\nIt has support for three years.\n", "a.py": "limit = 1\n"}})
    terms = {"lts": Term(id="lts", term="LTS", says=says, docs=WORDS)}
    comparison = replace(shelf.comparison(claim(HERE)), glossary=terms)
    releases = shelf.releases()
    results = check(comparison, releases)
    return [result.finding.problem for result in unsupported_numbers(comparison, releases, results)]


@pytest.mark.parametrize("says", ["Three years.", "A key of two or more columns.", "No number."])
def test_a_term_may_say_the_numbers_of_what_it_cites(says: str, shelf: Shelf) -> None:
    assert of_term(shelf, says) == []


def test_any_other_number_of_a_term_is_told(shelf: Shelf) -> None:
    assert of_term(shelf, "Four years.") == [
        'the number "Four" is within 12 lines of nothing that the term cites; correct it, or cite where it is'
    ]
