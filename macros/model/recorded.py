"""What commands write to data/recorded/: findings of an evidence run, and measured figures."""

from __future__ import annotations

import datetime

from pydantic import Field

from .record import Record, Text
from .versions import Version


class Finding(Record):
    """What the machine found for one citation in one version: lines counted from 1, or why not."""

    file: str | None = None
    line: int | None = None
    end: int | None = None
    text: str | None = None
    problem: str | None = None

    @property
    def found(self) -> bool:
        """Whether the citation holds in this version."""
        return self.problem is None


class Figure(Record):
    """One quantity of one subject: the median of its runs, with the least and the most."""

    subject: Text
    quantity: Text
    unit: Text
    median: float
    least: float
    most: float
    runs: int


class Run(Record):
    """A recorded run: what was measured, where, with which commands, and the spread."""

    measured: datetime.date
    machine: Text
    python: Version
    commands: tuple[Text, ...] = Field(strict=False, min_length=1)
    figures: tuple[Figure, ...] = Field(strict=False, min_length=1)


class EvidenceRecord(Record):
    """The committed record of the last evidence run: citation to version to finding."""

    checked: datetime.date
    findings: dict[str, dict[str, Finding]] = Field(default_factory=dict)
