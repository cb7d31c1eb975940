"""What an evidence run found is told in the order of files and lines, each thing once."""

from __future__ import annotations

from macros.evidence import Lapse
from macros.report import LAPSED, of_evidence


def test_problems_are_in_the_order_of_files_and_lines() -> None:
    places = [(file, line) for file in ("data/a.yml", "data/b.yml") for line in range(2, 12)]
    lapsed = [Lapse(f"claim-{line}", "S.", file, line, ("gone", "gone too")) for file, line in reversed(places)]
    assert [str(problem) for problem in of_evidence([], [*lapsed, *lapsed], [])] == [
        f"{file}:{line}: {LAPSED}: `claim-{line}`: gone; gone too" for file, line in places
    ]
