"""The base of every record: its file and line, the kinds of text it may have, and no unknown keys."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Annotated, Any, Self
from urllib.parse import urlsplit

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
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


CONTROL = (
    r"[\x00-\x1f\x7f-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u2028-\u202e"
    r"\u2060-\u206f\u2800\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\U000e0000-\U000e0fff]"
)
"""Every character that a reviewer does not see: control characters, direction marks, zero widths, blank letters."""


ID = r"^[a-z0-9]+(-[a-z0-9]+)*$"


def _one_line(text: str) -> str:
    text = text.removesuffix("\n")  # YAML's `>` leaves one
    if not (text.isascii() and text.isprintable()):
        _refuse_control(text)
    if not text.strip():
        raise ValueError("is empty; write a text")
    if text != text.strip():
        raise ValueError("begins or ends with a space; delete it")
    return text


def _refuse_control(text: str) -> None:
    if re.search(r"[\t\n\r\x85\u2028\u2029]", text):
        raise ValueError("must be one line of plain text, without control characters")
    if found := re.search(CONTROL, text):
        name = unicodedata.name(found[0], "a control character")
        raise ValueError(f"holds an invisible character, U+{ord(found[0]):04X} {name}; delete it")


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
    if text.startswith(("https://", "http://")):
        raise ValueError("must be a path inside the release, not a URL; leave out what is in front of the page's name")
    if text.startswith("/") or ".." in text.split("/") or "\\" in text:
        raise ValueError("must be a path inside the release, without a leading / and without ..")
    return text


def _whole(value: Any) -> Any:
    written = getattr(value, "written", value)  # data/ keeps a number as it was written
    if isinstance(written, int):
        return written
    if not isinstance(written, str) or not re.fullmatch("[1-9][0-9]{0,8}", written):
        raise ValueError("must be a whole number above 0, in digits")
    return int(written)


WORDS = AfterValidator(_one_line)
"""Marks the type of a field that holds words."""


LINK = AfterValidator(_web_address)
"""Marks the type of a field that holds a web address."""


Text = Annotated[str, StringConstraints(min_length=1, max_length=1000), WORDS]


Line = Annotated[str, StringConstraints(min_length=1, max_length=300), AfterValidator(lambda text: _one_line(text))]
"""One line that is no words: a command, or a name that a program gave. It is checked through a function of its own,
because a validator with the same function equals WORDS, which marks what holds words."""


Id = Annotated[str, StringConstraints(pattern=ID, max_length=80)]


Url = Annotated[str, StringConstraints(max_length=500), LINK]


Pattern = Annotated[Text, AfterValidator(_pattern)]


Inside = Annotated[Text, AfterValidator(_inside)]


Whole = Annotated[int, BeforeValidator(_whole)]
"""A whole number above 0."""


Sha256 = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]


@dataclass(frozen=True)
class Lines:
    """Where a record is, and the line of each of its keys and of each entry of its lists and mappings."""

    where: Where
    keys: dict[str, int] = field(default_factory=dict)
    entries: dict[tuple[str, int | str], int] = field(default_factory=dict)


_NOWHERE = Lines(Where("?"))


class Record(BaseModel):
    """What every record shares: unknown keys are refused, nothing is coerced, nothing changes."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)

    # One attribute, and a default that pydantic does not copy: there are thousands of records.
    _lines: Lines = PrivateAttr(default_factory=lambda: _NOWHERE)

    @model_validator(mode="wrap")
    @classmethod
    def _keep_where(cls, value: Any, handler: ModelWrapValidatorHandler[Self]) -> Self:
        record = handler(value)
        lines = getattr(value, "lines", None)
        if lines is not None:
            record._lines = Lines(value.where, lines, dict(_entry_lines(value)))
        return record

    @property
    def where(self) -> Where:
        """The file and line this record was read from."""
        return self._lines.where

    def at_key(self, key: str) -> Where:
        """The line of one of its keys, or of the record itself when the key was left out.

        Raises AttributeError for a key that such a record can't have: a rule that misspells it would name a wrong line.
        """
        if key not in type(self).model_fields:
            raise AttributeError(f"{type(self).__name__} has no key {key!r}")
        lines = self._lines
        return Where(lines.where.file, lines.keys.get(key, lines.where.line))

    def at_entry(self, key: str, entry: int | str) -> Where:
        """Where one entry of a list (by its index) or of a mapping (by its key) is, or the key that holds it."""
        of_key = self.at_key(key)
        return Where(of_key.file, self._lines.entries.get((key, entry), of_key.line))


def _entry_lines(value: dict[str, Any]) -> Iterator[tuple[tuple[str, int | str], int]]:
    """The line of every entry of each list and mapping that a record holds."""
    for key, held in value.items():
        if lines := getattr(held, "lines", None):
            numbered = lines.items() if isinstance(lines, dict) else enumerate(lines)
            yield from (((key, entry), line) for entry, line in numbered)
