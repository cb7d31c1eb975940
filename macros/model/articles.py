"""Published comparisons, their assertions, and our verdicts."""

from __future__ import annotations

import datetime
from enum import StrEnum
from typing import Annotated

from pydantic import Field, StringConstraints

from .record import Id, Record, Text, Url
from .verdicts import StatementName

Day = Annotated[str, StringConstraints(pattern=r"^\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?$")]
"""A day, a month or a year, in quotes: "2017-12-02", "2017-12" or "2017"."""
MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip


class Verdict(StrEnum):
    """Our finding on an assertion, against our claims."""

    RIGHT = "right"
    INCOMPLETE = "incomplete"
    OUTDATED = "outdated"
    WRONG = "wrong"
    UNSUPPORTED = "unsupported"
    OPINION = "opinion"


class Assertion(Record):
    """One statement of an article, in our own words, with our verdict and the claims it was weighed against.

    `about` are frameworks, or packages of data/sources/ that are another framework and have no column, as FastAPI is.
    `same` names what it says: statements with one name say the same. `mirrors` is the name of those that say it of the
    other framework. `contradicts` are statements that cannot hold if this one does. `tasks` are those in which what it
    says was done and run.
    """

    id: Id
    section: Text
    about: tuple[Id, ...] = Field(strict=False, min_length=1)
    criterion: Id | None = None
    same: Id | None = None
    mirrors: Id | None = None
    contradicts: tuple[StatementName, ...] = Field(default=(), strict=False)
    says: Text
    verdict: Annotated[Verdict, Field(strict=False)]
    supported_by: tuple[Id, ...] = Field(default=(), strict=False)
    contradicted_by: tuple[Id, ...] = Field(default=(), strict=False)
    because: Text
    differs: Text | None = None
    tasks: tuple[Id, ...] = Field(default=(), strict=False)

    @property
    def claims(self) -> tuple[str, ...]:
        """The ids of every claim it was weighed against."""
        return (*self.supported_by, *self.contradicted_by)


class Merit(Record):
    """One thing that an article gets right and that others miss, with its statements that show it."""

    says: Text
    statements: tuple[Id, ...] = Field(strict=False, min_length=1)


class Lapse(Record):
    """Since when some statements of an article are outdated, with the claims that show it.

    `day` is the day of that, or the month or the year where no more is known; without it there is none that can be
    named.
    """

    since: Text
    day: Day | None = None
    statements: tuple[Id, ...] = Field(strict=False, min_length=1)
    claims: tuple[Id, ...] = Field(strict=False, min_length=1)

    @property
    def day_in_words(self) -> str:
        """The day as a text has it: 2 December 2017, December 2017 or 2017; empty without one."""
        year, *rest = (self.day or "").split("-")
        month = [MONTHS[int(rest[0]) - 1]] if rest else []
        return " ".join([*(str(int(day)) for day in rest[1:]), *month, year])


class Article(Record):
    """A published comparison whose every statement we check. The file's name is its id.

    `leaves_out` says which of its statements are not here, because they are about none of the frameworks of the site.
    What a reader sees first of it: what it `gets_right`, what to `take` from it, and how old its errors are.
    """

    id: Id
    title: Text
    publisher: Text
    author: Text | None = None
    url: Url | None = None
    no_url: Text | None = None
    published: datetime.date | None = None
    updated: datetime.date | None = None
    undated: Text | None = None
    read: datetime.date
    cites: Text
    copies: Id | None = None
    leaves_out: Text | None = None
    gets_right: tuple[Merit, ...] = Field(default=(), strict=False)
    take: Text | None = None
    errors_from: tuple[Lapse, ...] = Field(default=(), strict=False)
    assertions: tuple[Assertion, ...] = Field(strict=False, min_length=1)
