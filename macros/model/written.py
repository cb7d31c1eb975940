"""Every string that somebody wrote, found by walking the records: no rule lists the fields and forgets a new one."""

from __future__ import annotations

from collections.abc import Iterator
from enum import Enum
from functools import cache
from typing import Any, NamedTuple, get_args

from .record import LINK, WORDS, Record, Where


class Written(NamedTuple):
    """One string of one record: the record or its place, its class, the field's name, and what it holds.

    It holds words, a web address, or neither: an id, a version or the like. `entry` is its index or key in a list or
    mapping.
    """

    holder: Record | Where
    record: str
    name: str
    text: str
    is_words: bool = False
    is_link: bool = False
    entry: int | str | None = None

    @property
    def where(self) -> Where:
        """Where it is, which is asked for few of all the strings."""
        if isinstance(self.holder, Where):
            return self.holder
        return self.holder.at_key(self.name) if self.entry is None else self.holder.at_entry(self.name, self.entry)

    @property
    def key(self) -> tuple[str, str]:
        """The class and the field, as the tables of the rules name it."""
        return self.record, self.name


def records(value: Any) -> Iterator[Record]:
    """Every record in a record, a list or a mapping, those inside others too."""
    if isinstance(value, Record):
        yield value
        for name in type(value).model_fields:
            yield from records(getattr(value, name))
    elif isinstance(value, dict | tuple):
        for each in value.values() if isinstance(value, dict) else value:
            yield from records(each)


def written(record: Record) -> Iterator[Written]:
    """The strings of one record, without those of the records inside it."""
    shape = type(record)
    for name, (is_words, is_link) in _marked(shape).items():
        for entry, text in _strings(getattr(record, name)):
            yield Written(record, shape.__name__, name, text, is_words, is_link, entry)


def _strings(value: Any) -> Iterator[tuple[int | str | None, str]]:
    if isinstance(value, str) and not isinstance(value, Enum):
        yield None, value
    elif isinstance(value, tuple | dict):
        for entry, each in value.items() if isinstance(value, dict) else enumerate(value):
            if isinstance(each, str):
                yield entry, each


@cache
def _marked(shape: type[Record]) -> dict[str, tuple[bool, bool]]:
    """Whether each field of a shape holds words, and whether it holds web addresses, as its type is marked."""
    marks = {name: list(_marks(info.annotation, info.metadata)) for name, info in shape.model_fields.items()}
    return {name: (WORDS in found, LINK in found) for name, found in marks.items()}


def _marks(annotation: Any, metadata: list[Any]) -> Iterator[object]:
    yield from (mark for mark in (WORDS, LINK) if mark in [*metadata, *getattr(annotation, "__metadata__", ())])
    for part in get_args(annotation):
        yield from _marks(part, [])
