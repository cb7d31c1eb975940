"""Rules about days. None looks at today's date."""

import datetime
import json

import pytest

from macros import rules
from tests.test_rules import READ, SURVEY, django, found
from tests.tree import compared

ARTICLE, FLASK, DJANGO = "data/articles/example.yml", "data/sources/flask.yml", "data/sources/django.yml"
ORDER, PLAUSIBLE = "days-are-in-order", "day-is-plausible"
USED = "release-is-no-later-than-what-was-done-with-it"


def day(text):
    return datetime.date.fromisoformat(text)


def recorded(checked):
    return {"data/recorded/evidence.json": json.dumps({"checked": checked, "findings": {}})}


@pytest.mark.parametrize(
    ("published", "updated", "read", "told"),
    [
        ("2024-05-06", "2024-05-06", "2024-05-06", []),
        ("2024-05-06", None, "2024-05-05", ["`read` is 2024-05-05, before `published`, 2024-05-06; correct one"]),
        (None, "2024-05-06", "2024-05-05", ["`read` is 2024-05-05, before `updated`, 2024-05-06; correct one"]),
        ("2024-05-06", "2024-05-05", "2024-05-07",
         ["`updated` is 2024-05-05, before `published`, 2024-05-06; correct one"]),
    ],
)  # fmt: skip
def test_an_article_is_published_then_updated_then_read(published, updated, read, told, tmp_path):
    days = {"published": published, "updated": updated, "read": read}
    change = {ARTICLE: {name: day(text) if text else None for name, text in days.items()}}
    assert found(ORDER, tmp_path, change) == told


@pytest.mark.parametrize(("published", "count"), [("2025-01-01", 0), ("2025-01-02", 1)])
def test_a_work_is_read_when_it_is_out(published, count, tmp_path):
    change = {**django(evidence=[{}, READ]), "data/sources/survey.yml": {**SURVEY, "published": day(published)}}
    assert len(found(ORDER, tmp_path, change)) == count


@pytest.mark.parametrize(
    ("first", "second", "count"),
    [("6.1.2", "2026-11-03", 0), ("6.1.2", "2026-11-04", 1), ("5.2.20", "2026-11-04", 0), ("6.1.4", "2026-11-02", 1),
     ("6.1rc1", "2026-11-04", 1), ("6.2", "2026-11-02", 0)],
)  # fmt: skip
def test_releases_of_a_series_are_in_order(first, second, count, tmp_path):
    change = {DJANGO: {"releases": [{}, {"version": first, "released": day(second)}]}}
    assert len(found("releases-come-in-the-order-of-their-versions", tmp_path, change)) == count


@pytest.mark.parametrize(
    ("read", "count"),
    [("2026-12-31", 0), ("2027-02-28", 0), ("2027-03-01", 1), ("2062-11-20", 1), ("2026-11-20", 0)],
)
def test_a_day_may_be_after_the_last_run_but_not_long_after(read, count, tmp_path):
    change = {ARTICLE: {"read": day(read)}, **recorded("2026-11-28")}
    assert len(found(PLAUSIBLE, tmp_path, change)) == count


@pytest.mark.parametrize(("checked", "count"), [("2026-11-20", 0), ("2027-11-21", 0), ("2027-11-22", 1)])
def test_a_run_is_not_years_after_everything_else(checked, count, tmp_path):
    assert len(found(PLAUSIBLE, tmp_path, recorded(checked))) == count


@pytest.mark.parametrize(("published", "count"), [("2005-01-01", 0), ("2004-12-31", 1)])
def test_nothing_is_older_than_django(published, count, tmp_path):
    assert len(found(PLAUSIBLE, tmp_path, {ARTICLE: {"published": day(published)}})) == count


def test_without_a_run_no_day_is_in_the_future(tmp_path):
    assert rules.check(compared(tmp_path, {ARTICLE: {"read": day("2062-01-01")}})) == []


CITED = "docs: django | at: topics/db/models#models | phrase: single, definitive source of information"


@pytest.mark.parametrize(("checked", "versions", "count"), [("2026-11-03", ["6.1.3"], 0), ("2026-11-02", ["6.1.3"], 1),
                                                            ("2026-11-02", [], 0)])  # fmt: skip
def test_a_release_that_was_looked_up_was_out(checked, versions, count, tmp_path):
    findings = {CITED: {version: {"file": "a.txt", "line": 1} for version in versions}}
    change = {"data/recorded/evidence.json": json.dumps({"checked": checked, "findings": findings})}
    assert len(found(USED, tmp_path, change)) == count
