"""Every string that somebody wrote, found by walking the records: no rule lists the fields and forgets a new one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from functools import cache
from typing import Any, get_args

from .record import LINK, WORDS, Record, Where


@dataclass(frozen=True)
class Written:
    """One string of one record: where it is, the record's class, the field's name, and what it holds.

    It holds words, a web address, or neither: an id, a version or the like.
    """

    where: Where
    record: str
    name: str
    text: str
    is_words: bool = False
    is_link: bool = False

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
        for where, text in _strings(record, name):
            yield Written(where, shape.__name__, name, text, is_words, is_link)


def _strings(record: Record, name: str) -> Iterator[tuple[Where, str]]:
    value = getattr(record, name)
    if isinstance(value, str) and not isinstance(value, Enum):
        yield record.at_key(name), value
    elif isinstance(value, tuple | dict):
        for entry, each in value.items() if isinstance(value, dict) else enumerate(value):
            if isinstance(each, str):
                yield record.at_entry(name, entry), each


@cache
def _marked(shape: type[Record]) -> dict[str, tuple[bool, bool]]:
    """Whether each field of a shape holds words, and whether it holds web addresses, as its type is marked."""
    marks = {name: list(_marks(info.annotation, info.metadata)) for name, info in shape.model_fields.items()}
    return {name: (WORDS in found, LINK in found) for name, found in marks.items()}


def _marks(annotation: Any, metadata: list[Any]) -> Iterator[object]:
    yield from (mark for mark in (WORDS, LINK) if mark in [*metadata, *getattr(annotation, "__metadata__", ())])
    for part in get_args(annotation):
        yield from _marks(part, [])
