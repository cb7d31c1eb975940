"""Search a set of files for a pattern, for claims that it matches nothing."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Hit:
    """The first match of a pattern: file, line and the text of that line."""

    file: str
    line: int
    text: str


def first_hit(pattern: str, files: Iterable[tuple[str, str]]) -> Hit | None:
    """The first match in these files (path and text), or None; `^` and `$` match at each line."""
    wanted = re.compile(pattern, re.MULTILINE)
    for path, text in files:
        if match := wanted.search(text):
            line = text.count("\n", 0, match.start()) + 1
            return Hit(path, line, " ".join(text.split("\n")[line - 1].split()))
    return None


def finds(pattern: str, text: str) -> bool:
    """Whether the pattern matches somewhere in this text."""
    return re.search(pattern, text, re.MULTILINE) is not None
