"""The record of an evidence run, and how it differs from what is found now."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from macros.model import EvidenceRecord, Finding, citation

from .citations import Result


def record(results: Iterable[Result], today: datetime.date) -> EvidenceRecord:
    """What was found, by citation and version: the same data whatever the order of the results."""
    findings: dict[str, dict[str, Finding]] = {}
    for result in sorted(results, key=lambda result: (citation(result.evidence), result.version)):
        findings.setdefault(citation(result.evidence), {})[result.version] = result.finding
    return EvidenceRecord(checked=today, findings=findings)


class Drift(StrEnum):
    """How the record of the last evidence run differs from what was found now."""

    NEW = "is not recorded"
    GONE = "is recorded but no longer cited"
    OTHER = "was recorded otherwise"


@dataclass(frozen=True)
class Stale:
    """One citation in one version for which the record is out of date."""

    citation: str
    version: str
    drift: Drift

    def __str__(self) -> str:
        return f"{self.citation}: {self.version}: {self.drift}"


def stale(results: Iterable[Result], recorded: EvidenceRecord) -> Iterator[Stale]:
    """Each citation that is not recorded, was recorded otherwise, or is recorded but no longer made."""
    found = record(results, recorded.checked).findings
    for name in sorted({*found, *recorded.findings}):
        for version in sorted({*found.get(name, {}), *recorded.findings.get(name, {})}):
            now = found.get(name, {}).get(version)
            then = recorded.findings.get(name, {}).get(version)
            if now is None:
                yield Stale(name, version, Drift.GONE)
            elif then is None:
                yield Stale(name, version, Drift.NEW)
            elif now != then:
                yield Stale(name, version, Drift.OTHER)
