"""The record of an evidence run: the same for the same findings, and what differs from it."""

from __future__ import annotations

import datetime

from macros.evidence import check, record, stale
from macros.model import Code, EvidenceRecord, Finding, Source

from .package import docs
from .parts import Shelf, claim


def test_the_record_does_not_depend_on_the_order_of_the_claims(shelf: Shelf, django: Source) -> None:
    day = datetime.date(2026, 11, 21)
    first = docs("ref/databases#databases", "are these five")
    second = Code(code="django", file="django/db/query.py", symbol="QuerySet")
    one = record(check(shelf.comparison(claim(first, second)), shelf.releases()), day)
    other = record(check(shelf.comparison(claim(second), claim(first, id="b")), shelf.releases()), day)
    assert one.model_dump_json() == other.model_dump_json()
    assert one.checked == day
    assert list(one.findings) == [
        "code: django | file: django/db/query.py | symbol: QuerySet",
        "docs: django | at: ref/databases#databases | phrase: are these five",
    ]
    assert one.findings["code: django | file: django/db/query.py | symbol: QuerySet"]["5.2.19"].line == 1


def test_a_record_that_no_longer_fits_is_told(shelf: Shelf, django: Source) -> None:
    results = check(shelf.comparison(claim(docs("ref/databases#databases", "are these five"))), shelf.releases())
    recorded = record(results, datetime.date(2026, 11, 21))
    assert list(stale(results, recorded)) == []
    name = "docs: django | at: ref/databases#databases | phrase: are these five"
    old = EvidenceRecord(
        checked=recorded.checked,
        findings={"gone": {"1.0": Finding()}, name: {"6.1.3": Finding(file="elsewhere", line=1, end=1)}},
    )
    assert [str(each) for each in stale(results, old)] == [
        f"{name}: 5.2.19: is not recorded",
        f"{name}: 6.1.3: was recorded otherwise",
        "gone: 1.0: is recorded but no longer cited",
    ]
