"""The header of a release's PKG-INFO: its fields, values and line numbers."""

from __future__ import annotations

import difflib
import re
from collections.abc import Sequence
from dataclasses import dataclass

from packaging.requirements import InvalidRequirement, Requirement
from packaging.utils import canonicalize_name

MOST_SHOWN = 3


@dataclass(frozen=True)
class Header:
    """One field with its value, folded to one line, and its lines in the file."""

    field: str
    value: str
    line: int
    end: int


def headers(text: str) -> list[Header]:
    """The fields of a PKG-INFO in its order, up to the description.

    Only an empty line ends the header: a line of white space continues a licence text.
    """
    found: list[Header] = []
    for number, line in enumerate(text.replace("\r\n", "\n").split("\n"), 1):
        if not line:
            break
        if line[0] in " \t" and found:
            last = found[-1]
            found[-1] = Header(last.field, f"{last.value} {_folded(line)}".strip(), last.line, number)
        elif match := re.match(r"([\w-]+):(.*)", line):
            found.append(Header(match[1], _folded(match[2]), number, number))
    return found


def same(field: str, one: str, other: str) -> bool:
    """Whether two values of a field say the same; requirements are compared as requirements."""
    return _comparable(field, one) == _comparable(field, other)


def _comparable(field: str, value: str) -> str:
    if field.lower() == "requires-dist":
        try:
            requirement = Requirement(value)
        except InvalidRequirement:
            return _folded(value)
        requirement.name = canonicalize_name(requirement.name)
        return str(requirement)
    return _folded(value)


def _folded(text: str) -> str:
    return " ".join(text.split())


def nearest(value: str, values: Sequence[str]) -> list[str]:
    """At most three of the values, the most similar first."""
    matcher = difflib.SequenceMatcher(None, autojunk=False)
    matcher.set_seq2(value.lower())

    def difference(other: str) -> float:
        matcher.set_seq1(other.lower())
        return -matcher.ratio()

    return sorted(values, key=difference)[:MOST_SHOWN]
