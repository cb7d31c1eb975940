"""The numbers of a claim are near what it cites."""

from __future__ import annotations

import datetime
from dataclasses import replace
from typing import Any

import pytest

from macros.evidence import Result, check, unsupported_numbers
from macros.model import Code, Finding, Publication, Task, TaskTest
from tests.small_task import TASK

from .parts import Shelf, claim

HERE = Code(code="django", file="a.py", symbol="limit")
FAR = "\n" * 12


def told(shelf: Shelf, says: str, code: str = "limit = 50\n", **more: Any) -> list[str]:
    """What is said of a claim that cites a symbol of this code."""
    shelf.add("django", {"6.1.3": {"a.py": code}})
    comparison = shelf.comparison(claim(HERE, says=says, **more))
    releases = shelf.releases()
    return [
        result.finding.problem or ""
        for result in unsupported_numbers(comparison, releases, check(comparison, releases))
    ]


@pytest.mark.parametrize(
    ("says", "code"),
    [
        ("It takes 50 parts.", "limit = 50\n"),
        ("It takes fifty parts.", "limit = 50\n"),
        ("It takes five parts.", "# 5 parts\n" + "\n" * 11 + "limit = 50\n"),
        ("It takes parts since 6.1.", "limit = 50\n"),
        ("It takes parts since 2026.", "limit = 50\n"),
        ("It takes three: a, b and c.", "limit = 50\n"),
        ("It takes `limit = 7`.", "limit = 50\n"),
    ],
)
def test_a_number_may_be_where_the_citation_is(says: str, code: str, shelf: Shelf) -> None:
    assert told(shelf, says, code) == []


@pytest.mark.parametrize(
    ("says", "code", "number"),
    [
        ("It takes 51 parts.", "limit = 50\n", "51"),
        ("It takes eight parts.", "limit = 50\n", "eight"),
        ("It takes five parts.", f"# 5 parts{FAR}\nlimit = 50\n", "five"),
        ("It takes parts since 7.0.", "limit = 50\n", "7.0"),
    ],
)
def test_any_other_number_is_told(says: str, code: str, number: str, shelf: Shelf) -> None:
    assert told(shelf, says, code) == [
        f'the number "{number}" is within 12 lines of nothing that the claim cites; correct it, cite where it is, or, '
        f'if it follows from what is there, add `computed: ["{number}"]`'
    ]


def test_a_number_that_is_computed_is_let_through(shelf: Shelf) -> None:
    assert told(shelf, "It takes 51 parts.", computed=("51",)) == []


def test_what_a_person_read_and_what_was_not_found_is_left_out(shelf: Shelf) -> None:
    shelf.add("django", {"6.1.3": {"a.py": "other = 1\n"}})
    read = Publication(publication="survey", at="page 3", read=datetime.date(2026, 1, 2))
    comparison = shelf.comparison(claim(HERE, says="It takes 51."), claim(HERE, read, id="b", says="It takes 51."))
    releases = shelf.releases()
    assert unsupported_numbers(comparison, releases, check(comparison, releases)) == []


@pytest.mark.parametrize(("says", "problems"), [("It takes 7.", 0), ("It takes 50.", 0), ("It takes 51.", 1)])
def test_a_number_may_be_in_the_test_of_a_task_or_in_the_file_of_its_side(
    says: str, problems: int, shelf: Shelf
) -> None:
    shelf.add("django", {"2.0": {}})
    item = TaskTest(task="a-page", test="asks", file="config/urls.py", phrase="b = 2")
    task = Task.model_validate({**TASK, "id": "a-page"})
    (shelf.folder / task.test).parent.mkdir(parents=True)
    (shelf.folder / task.test).write_text("assert pages == 7\n")
    comparison = replace(
        shelf.comparison(claim(item, says=says)),
        tasks={"a-page": task},
        side_files={("a-page", "django"): {"config/urls.py": "b = 2\nlimit = 50\n"}},
    )
    placed = comparison.claims["a"]
    results = [Result(placed, item, "django-2.0", Finding(file=task.test))]
    assert len(unsupported_numbers(comparison, shelf.releases(), results)) == problems
