"""Worked examples: how a reader checks a sentence that they have read."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from .articles import Verdict
from .record import Id, Record, Text
from .verdicts import StatementName


class WorkedExample(Record):
    """A statement of an article that is checked step by step, with the verdict that the example is there to show.

    `search` are the words that find its row, `case` is the fixed answer that decides it, `then` what a reader does.
    """

    id: Id
    title: Text
    statement: StatementName
    verdict: Annotated[Verdict, Field(strict=False)]
    search: Text
    case: Id | None = None
    then: Text
