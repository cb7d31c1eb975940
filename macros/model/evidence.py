"""The kinds of evidence that a claim can cite, and the name of one citation."""

from __future__ import annotations

import datetime
from enum import StrEnum
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, Discriminator, Field, StringConstraints, Tag

from .record import Id, Inside, Line, Pattern, Record, Text, _inside


class Key(StrEnum):
    """How a claim can be held: what a reader sees beside it."""

    DOCS = "docs"
    CODE = "code"
    RAN = "ran"
    MEASURED = "measured"
    PUBLISHED = "published"


class Docs(Record):
    """A phrase of at most eight words in one section of a release's documentation."""

    key: Literal[Key.DOCS] = Field(default=Key.DOCS, exclude=True)
    docs: Id
    at: Annotated[Text, StringConstraints(pattern=r"^[^#\s]+(#[^#\s]+)?$"), AfterValidator(_inside)]
    phrase: Text

    @property
    def source(self) -> str:
        """The id of the source cited."""
        return self.docs

    @property
    def page(self) -> str:
        """The page without its ending, say `ref/databases`."""
        return self.at.partition("#")[0]

    @property
    def anchor(self) -> str:
        """The section's anchor, or nothing for the page's own introduction."""
        return self.at.partition("#")[2]


class Code(Record):
    """A symbol defined in one file of a release, and optionally a phrase inside it."""

    key: Literal[Key.CODE] = Field(default=Key.CODE, exclude=True)
    code: Id
    file: Inside
    symbol: Annotated[str, StringConstraints(pattern=r"^[A-Za-z_]\w*(\.[A-Za-z_]\w*)*$")]
    phrase: Text | None = None

    @property
    def source(self) -> str:
        """The id of the source cited."""
        return self.code


class Metadata(Record):
    """A field of a release's own metadata, with its value."""

    key: Literal[Key.CODE] = Field(default=Key.CODE, exclude=True)
    metadata: Id
    field: Text
    value: Text

    @property
    def source(self) -> str:
        """The id of the source cited."""
        return self.metadata


class Absence(Record):
    """A pattern that matches nowhere in a folder of a release; `finds` is text that it would have matched.

    `found_in` is a package in which it does match, so that it is known to match something real; without it that is
    another framework's. `nowhere` says why there is none.
    """

    key: Literal[Key.CODE] = Field(default=Key.CODE, exclude=True)
    absence: Id
    pattern: Pattern
    folder: Inside
    finds: Text
    found_in: Id | None = None
    nowhere: Text | None = None

    @property
    def source(self) -> str:
        """The id of the source cited."""
        return self.absence


class Probe(Record):
    """A test in tests/probes/ that runs the installed frameworks."""

    key: Literal[Key.RAN] = Field(default=Key.RAN, exclude=True)
    probe: Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$")]


class TaskTest(Record):
    """A test of a task that passes against its framework's side, and the line there that does what the claim says."""

    key: Literal[Key.RAN] = Field(default=Key.RAN, exclude=True)
    task: Id
    test: Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$")]
    file: Line
    phrase: Line


class Measurement(Record):
    """A recorded run of our own in data/recorded/, and the quantity in it that the claim speaks of.

    A claim that compares names the subjects whose figure is less and those whose figure is more, without versions.
    """

    key: Literal[Key.MEASURED] = Field(default=Key.MEASURED, exclude=True)
    measurement: Id
    quantity: Text
    less: tuple[Text, ...] | None = Field(default=None, strict=False, min_length=1)
    more: tuple[Text, ...] | None = Field(default=None, strict=False, min_length=1)


class Timing(Record):
    """A comparison in the recorded run of speed, by the anchor of its row there, and what a claim says of its sides.

    The quantity is `less` for one side and `more` for another, or `alike` for two: the interval of their ratio holds 1.
    """

    key: Literal[Key.MEASURED] = Field(default=Key.MEASURED, exclude=True)
    speed: Line
    quantity: Text
    less: Id | None = None
    more: Id | None = None
    alike: tuple[Id, ...] | None = Field(default=None, strict=False, min_length=2, max_length=2)

    @property
    def sides(self) -> tuple[str, ...]:
        """The sides that are compared, the one with more of it first."""
        return self.alike or tuple(side for side in (self.more, self.less) if side)


class Publication(Record):
    """A published work, where in it, and the day it was read. A person checks this one."""

    key: Literal[Key.PUBLISHED] = Field(default=Key.PUBLISHED, exclude=True)
    publication: Id
    at: Text
    read: datetime.date

    @property
    def source(self) -> str:
        """The id of the source cited."""
        return self.publication


Released = Docs | Code | Metadata | Absence
Ran = Probe | TaskTest
Recorded = Measurement | Timing


KINDS: dict[str, type[Record]] = {
    "docs": Docs,
    "code": Code,
    "metadata": Metadata,
    "absence": Absence,
    "probe": Probe,
    "task": TaskTest,
    "measurement": Measurement,
    "speed": Timing,
    "publication": Publication,
}


def _kind_of(value: Any) -> str | None:
    return next((kind for kind in KINDS if kind in value), None) if isinstance(value, dict) else None


Evidence = Annotated[
    Annotated[Docs, Tag("docs")]
    | Annotated[Code, Tag("code")]
    | Annotated[Metadata, Tag("metadata")]
    | Annotated[Absence, Tag("absence")]
    | Annotated[Probe, Tag("probe")]
    | Annotated[TaskTest, Tag("task")]
    | Annotated[Measurement, Tag("measurement")]
    | Annotated[Timing, Tag("speed")]
    | Annotated[Publication, Tag("publication")],
    Discriminator(
        _kind_of,
        custom_error_type="evidence_kind",
        custom_error_message=f"must begin with one of the kinds of evidence: {', '.join(KINDS)}",
    ),
]


def kind_of(evidence: Record) -> str:
    """The word that a piece of evidence begins with in data/."""
    return next(kind for kind, shape in KINDS.items() if type(evidence) is shape)


def citation(evidence: Released | Ran) -> str:
    """A name for one citation that is the same wherever it is made: the key of the evidence record.

    Where else an absent pattern is found belongs to the check of the pattern, not to what is cited.
    """
    fields = evidence.model_dump(exclude_none=True, exclude={"found_in", "nowhere"})
    return " | ".join(f"{name}: {value}" for name, value in fields.items())
