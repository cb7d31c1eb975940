"""What each verdict means, and the answers to questions that come up again and again."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, StringConstraints

from .home import Backed
from .record import Id, Record, Text

StatementName = Annotated[str, StringConstraints(pattern=r"^[a-z0-9-]+/[a-z0-9-]+$", max_length=161)]
"""An article and one of its statements: `simform/flask-is-popular`."""


class Example(Record):
    """A statement of an article, and why it has the verdict that it has."""

    statement: StatementName
    why: Text


class Definition(Record):
    """What one verdict means: its test question, what a reason must say, examples, and one that is like it but is not.

    Its id is the verdict.
    """

    id: Id
    means: Text
    asks: Text
    because: Text
    examples: tuple[Example, ...] = Field(default=(), strict=False)
    unlike: Example | None = None


class NotSo(Record):
    """What holds in place of something that articles repeat, the claims that show it, and where the other came from.

    Its id is the `same` of the statements. Without an `origin`, none was found.
    """

    id: Id
    holds: Text
    claims: tuple[Id, ...] = Field(strict=False, min_length=1)
    origin: Backed | None = None


class FixedAnswer(Record):
    """The verdict in a kind of case that comes up again and again, with statements of which it decided."""

    id: Id
    title: Text
    answer: Text
    examples: tuple[StatementName, ...] = Field(default=(), strict=False)
