"""What commands write to data/recorded/: findings of an evidence run, and measured figures."""

from __future__ import annotations

import datetime
import hashlib
import statistics
from typing import Self

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


PACKAGES, BYTES, READY = (
    "packages installed",
    "bytes installed, without bytecode",
    "time until the application is ready",
)
UNITS = {PACKAGES: "packages", BYTES: "MB", READY: "ms"}
"""Each quantity that is measured, with its unit."""


class Figure(Record):
    """One quantity of one subject: each sample, and their median, least and most."""

    subject: Text
    quantity: Text
    unit: Text
    median: float
    least: float
    most: float
    runs: int
    samples: tuple[float, ...] = Field(strict=False, min_length=1)

    @classmethod
    def of(cls, subject: str, quantity: str, values: list[float]) -> Self:
        """The figure of these samples, each rounded to one decimal."""
        samples = tuple(round(value, 1) for value in values)
        return cls(
            subject=subject,
            quantity=quantity,
            unit=UNITS[quantity],
            median=round(statistics.median(samples), 1),
            least=min(samples),
            most=max(samples),
            runs=len(samples),
            samples=samples,
        )


class Run(Record):
    """A recorded run: what was measured, where, with which commands, and the spread.

    `stacks` are the packages of each set of extensions that was measured. `digest` is computed from the rest: it
    notices a careless edit, and no more.
    """

    measured: datetime.date
    machine: Text
    python: Version
    commands: tuple[Text, ...] = Field(strict=False, min_length=1)
    stacks: dict[Text, tuple[Text, ...]] = Field(default_factory=dict, strict=False)
    figures: tuple[Figure, ...] = Field(strict=False, min_length=1)
    digest: Text

    def computed_digest(self) -> str:
        """The digest of everything but the digest."""
        return hashlib.sha256(self.model_dump_json(exclude={"digest"}).encode()).hexdigest()[:16]

    def sealed(self) -> Self:
        """The same run with the digest that fits it."""
        return self.model_copy(update={"digest": self.computed_digest()})


class EvidenceRecord(Record):
    """The committed record of the last evidence run: citation to version to finding."""

    checked: datetime.date
    findings: dict[str, dict[str, Finding]] = Field(default_factory=dict)
