"""Topics, their criteria, the answers of the frameworks, and the claims under them."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum
from typing import Annotated

from pydantic import Field

from .evidence import Evidence, Publication, Ran, Recorded, Released
from .record import Id, Record, Text
from .versions import Version, holds_in


class Kind(StrEnum):
    """What sort of statement a claim is, which decides the evidence it needs."""

    FACT = "fact"
    MEASUREMENT = "measurement"
    JUDGEMENT = "judgement"


class Grade(StrEnum):
    """Who provides a thing, where the question is whether it is there."""

    BUILT_IN = "built-in"
    FIRST_PARTY = "first-party"
    THIRD_PARTY = "third-party"
    ABSENT = "absent"
    NOT_APPLICABLE = "not-applicable"


class Rows(StrEnum):
    """Which criteria a framework answers: every one, or some so far."""

    ALL = "all"
    SOME = "some"


NOT_COMPARED = "not compared yet"
"""What a cell says of a framework that answers some rows, and not this one."""


class Claim(Record):
    """One checkable sentence about a framework, and why it may be believed.

    `computed` are the numbers in it that follow from its evidence without being there, as a difference does.
    """

    id: Id
    kind: Annotated[Kind, Field(strict=False)]
    says: Text
    since: Version | None = None
    until: Version | None = None
    computed: tuple[Text, ...] = Field(default=(), strict=False)
    evidence: tuple[Evidence, ...] = Field(strict=False, min_length=1)

    def holds_in(self, version: str) -> bool:
        """Whether its bounds admit a version of its framework."""
        return holds_in(self.since, self.until, version)

    def sourced(self) -> Iterator[Released | Publication]:
        """Its evidence that lies in a source, not in one of our tests or runs."""
        return (item for item in self.evidence if not isinstance(item, Ran | Recorded))


class Cell(Record):
    """The answer of one framework to one criterion, and the claims the answer is based on."""

    answer: Text
    grade: Annotated[Grade | None, Field(strict=False)] = None
    claims: tuple[Claim, ...] = Field(strict=False, min_length=1)


class Advice(Record):
    """One line of a takeaway: when it applies (None: always), what then, and the claims it is based on."""

    when: Text | None = None
    then: Text
    claims: tuple[Id, ...] = Field(strict=False, min_length=1)

    def __str__(self) -> str:
        return f"{self.when}: {self.then}" if self.when else self.then


class Criterion(Record):
    """One question a reader has, answered for each framework. The file's name is its id."""

    id: Id
    topic: Id
    question: Text
    also: tuple[Text, ...] = Field(default=(), strict=False)
    why: Text
    leaves_out: Text
    advice: tuple[Advice, ...] = Field(strict=False, min_length=1)
    frameworks: dict[Id, Cell]


class Topic(Record):
    """A group of criteria, in reading order; one page."""

    id: Id
    title: Text
    about: Text
    criteria: tuple[Id, ...] = Field(strict=False, min_length=1)


class Framework(Record):
    """A column: one framework, what it is in a sentence, and the claims the sentence is based on.

    One whose column has only begun says `rows: some`: it may answer any row, and no rule demands that it does.
    """

    id: Id
    name: Text
    source: Id
    rows: Annotated[Rows, Field(strict=False)] = Rows.ALL
    summary: Text
    claims: tuple[Id, ...] = Field(strict=False, min_length=1)
