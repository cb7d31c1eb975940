"""Claims on speed: what a card says of the comparison that they cite, and what is held against the record."""

from __future__ import annotations

import pytest

from macros import rules
from macros.model import IN_PROCESS
from macros.views import Site
from tests.measured_speed import laid
from tests.tree import compared, laid_over

ROW = "features-in-process-plain-text"
ORM = "data/criteria/data/orm.yml"
OWN = {"timing-is-recorded", "timing-agrees-with-the-record", "timing-is-said-with-its-conditions"}


def claim(says, **item):
    evidence = [{}, {"speed": ROW, "quantity": IN_PROCESS, **item}]
    cell = {"claims": [{"kind": "measurement", "says": says, "evidence": evidence}]}
    return laid_over(laid(), {ORM: {"frameworks": {"django": cell}}})


def told(tmp_path, says, **item):
    found = rules.check(compared(tmp_path, claim(says, **item)))
    return [problem.text for problem in found if problem.rule in OWN]


@pytest.mark.parametrize(
    ("times", "count"), [("2 times", 0), ("2.0 times", 0), ("twice", 0), ("1.9 times", 1), ("three times", 1)]
)
def test_a_ratio_is_that_of_the_record_rounded(tmp_path, times, count):
    says = f"In a recorded run, a page took Django {times} as long."
    assert len(told(tmp_path, says, less="flask", more="django")) == count


def test_a_row_that_is_not_there_is_told_once(tmp_path):
    says = "In a recorded run, a page took Django 2 times as long."
    (text,) = told(tmp_path, says, speed=f"{ROW}s", less="flask", more="django")
    assert text == f"there is no comparison `{ROW}s`; did you mean `{ROW}`?"


def test_who_has_less_is_not_turned_round(tmp_path):
    (text,) = told(tmp_path, "In a recorded run, a page took Flask longer.", less="django", more="flask")
    assert text.startswith(f"`{ROW}` does not show more of `flask` than of `django`: the ratio is 0.")


def test_who_is_alike_in_the_record_can_be_said_to_be(tmp_path):
    says = "In a recorded run, rows took Django as long as Flask."
    row = "features-in-process-books-one-query-sqlite"
    assert told(tmp_path, says, speed=row, alike=["django", "flask"]) == []
    assert len(told(tmp_path / "b", says, speed=row, less="flask", more="django")) == 1


def test_a_card_leads_to_the_row_and_says_what_was_measured(tmp_path):
    says = "In a recorded run, a page took Django twice as long."
    comparison = compared(tmp_path, claim(says, less="flask", more="django"))
    card = Site(comparison, "../../").cards["django-ships-an-orm"]
    item = card.evidence[-1]
    assert item.source is not None
    assert item.source.href == f"../../speed/#{ROW}"
    assert "Django took 2." in item.place
    assert "as long as Flask" in item.place
    assert [mark.name for mark in card.keys] == ["docs", "measured"]
