"""What an evidence run found is told in the order of files and lines, each thing once."""

from __future__ import annotations

import datetime

from macros.evidence import Lapse, Result, stale
from macros.model import Docs, EvidenceRecord, Finding
from macros.report import LAPSED, of_evidence
from tests.tree import compared


def test_problems_are_in_the_order_of_files_and_lines() -> None:
    places = [(file, line) for file in ("data/a.yml", "data/b.yml") for line in range(2, 12)]
    lapsed = [Lapse(f"claim-{line}", "S.", file, line, ("gone", "gone too")) for file, line in reversed(places)]
    assert [str(problem) for problem in of_evidence([], [*lapsed, *lapsed], [])] == [
        f"{file}:{line}: {LAPSED}: `claim-{line}`: gone; gone too" for file, line in places
    ]


def test_what_the_record_says_otherwise_is_told_at_its_citation(tmp_path) -> None:
    placed = compared(tmp_path).claims["django-ships-an-orm"]
    (item,) = placed.claim.evidence
    assert isinstance(item, Docs)
    results = [Result(placed, item, "6.1.3", Finding(file="docs/a.txt", line=1))]
    recorded = EvidenceRecord(checked=datetime.date(2026, 11, 21), findings={})
    (problem,) = of_evidence(results, [], stale(results, recorded))
    assert str(problem) == (
        f"{item.where}: record-is-what-was-found: `django-ships-an-orm`: 6.1.3: is not recorded; "
        "only `make record` may write it: if you edited it, restore it with git; if a release or a probe changed, a "
        "maintainer records it when the change is merged"
    )
