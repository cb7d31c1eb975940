"""Examples of people who must choose: what they say, the outcomes an expert accepts, and why."""

from __future__ import annotations

import datetime
from enum import StrEnum
from typing import Annotated

from pydantic import Field

from .record import Id, Record, Text


class Group(StrEnum):
    """Under which heading a situation is shown."""

    SITE = "site"
    API = "api"
    SERVICE = "service"
    LIVE = "live"
    PLACE = "place"
    DATABASE = "database"
    EXISTING = "existing"
    REWRITE = "rewrite"
    LEARNING = "learning"
    NEITHER = "neither"
    UNSURE = "unsure"


class Decided(Record):
    """A public decision: the publication, where in it, the day it was read, and what became of it."""

    publication: Id
    at: Text
    read: datetime.date
    became: Text


class Situation(Record):
    """One sentence, the answers to the chooser that it gives, and the outcomes that an expert accepts.

    The file's name is its id. A question that the sentence does not answer counts as "not sure".
    """

    id: Id
    group: Annotated[Group, Field(strict=False)]
    says: Text
    answers: dict[Id, Id] = Field(default_factory=dict)
    accepts: tuple[Id, ...] = Field(strict=False, min_length=1)
    because: Text
    claims: tuple[Id, ...] = Field(default=(), strict=False)
    decided: Decided | None = None
