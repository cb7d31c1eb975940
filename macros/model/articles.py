"""Published comparisons, their assertions, and our verdicts."""

from __future__ import annotations

import datetime
from enum import StrEnum
from typing import Annotated

from pydantic import Field

from .record import Id, Record, Text, Url
from .verdicts import StatementName


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
    other framework. `contradicts` are statements that cannot hold if this one does.
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

    @property
    def claims(self) -> tuple[str, ...]:
        """The ids of every claim it was weighed against."""
        return (*self.supported_by, *self.contradicted_by)


class Article(Record):
    """A published comparison whose every statement we check. The file's name is its id.

    `leaves_out` says which of its statements are not here, because they are about none of the frameworks of the site.
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
    assertions: tuple[Assertion, ...] = Field(strict=False, min_length=1)
