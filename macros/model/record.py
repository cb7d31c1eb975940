"""The base of every record: its file and line, the kinds of text it may have, and no unknown keys."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Annotated, Any, Self
from urllib.parse import urlsplit

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    ModelWrapValidatorHandler,
    PrivateAttr,
    StringConstraints,
    model_validator,
)


@dataclass(frozen=True, order=True)
class Where:
    """The place of a record: a file below the project's root, and a line counted from 1."""

    file: str
    line: int = 1

    def __str__(self) -> str:
        return f"{self.file}:{self.line}"


@dataclass(frozen=True, order=True)
class Problem:
    """One thing that is wrong with the data: where, which rule says so, and what to do."""

    where: Where
    rule: str
    text: str

    def __str__(self) -> str:
        return f"{self.where}: {self.rule}: {self.text}"


CONTROL = r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]"


ID = r"^[a-z0-9]+(-[a-z0-9]+)*$"


def _one_line(text: str) -> str:
    if re.search(CONTROL, text):
        raise ValueError("must be one line of plain text, without control characters")
    return text


def _web_address(text: str) -> str:
    try:
        parts = urlsplit(text)
        whole = parts.scheme in {"http", "https"} and parts.hostname and parts.port != 0
    except ValueError:
        whole = False
    if not whole or re.search(r"[\s<>\"'`\\]", text):
        raise ValueError("must be a whole web address that starts with https:// or http://")
    return text


def _pattern(text: str) -> str:
    try:
        re.compile(text)
    except re.error as error:
        raise ValueError(f"is not a regular expression: {error}") from None
    return text


def _inside(text: str) -> str:
    if text.startswith("/") or ".." in text.split("/") or "\\" in text:
        raise ValueError("must be a path inside the release, without a leading / and without ..")
    return text


Text = Annotated[
    str,
    StringConstraints(min_length=1, max_length=1000, strip_whitespace=True),
    AfterValidator(_one_line),
]


Id = Annotated[str, StringConstraints(pattern=ID, max_length=80)]


Url = Annotated[str, StringConstraints(max_length=500), AfterValidator(_web_address)]


Pattern = Annotated[Text, AfterValidator(_pattern)]


Inside = Annotated[Text, AfterValidator(_inside)]


Sha256 = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]


class Record(BaseModel):
    """What every record shares: unknown keys are refused, nothing is coerced, nothing changes."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)

    _where: Where = PrivateAttr(default=Where("?"))
    _lines: dict[str, int] = PrivateAttr(default_factory=dict)

    @model_validator(mode="wrap")
    @classmethod
    def _keep_where(cls, value: Any, handler: ModelWrapValidatorHandler[Self]) -> Self:
        record = handler(value)
        lines = getattr(value, "lines", None)
        if lines is not None:
            record._where, record._lines = value.where, lines
        return record

    @property
    def where(self) -> Where:
        """The file and line this record was read from."""
        return self._where

    def at_key(self, key: str) -> Where:
        """The line of one of its keys, or of the record itself when the key was left out."""
        return Where(self._where.file, self._lines.get(key, self._where.line))
