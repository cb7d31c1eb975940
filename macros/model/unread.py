"""What of data/ could not be read, so that a rule does not report what only follows from it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from .record import Problem, Where

ANY = "*"
"""A word that stands for all: of an empty file nobody knows what was in it."""


@dataclass(frozen=True)
class Unread:
    """What could not be read whole: the ids that are defined there, every word in it, and the lines it is on."""

    ids: frozenset[str] = frozenset()
    words: frozenset[str] = frozenset()
    places: frozenset[Where] = frozenset()

    def __bool__(self) -> bool:
        return bool(self.ids or self.words or self.places)

    def mentions(self, id: str) -> bool:
        """Whether something that could not be read may name this."""
        return id in self.words or ANY in self.words

    def explains(self, problem: Problem) -> bool:
        """Whether a problem only follows: it is on a line of a record with a gap, or names what could not be read."""
        named = re.findall(r"`([^`]+)`", problem.text)
        return problem.where in self.places or any(_last(name) in self.ids for name in named)


def _last(name: str) -> str:
    """The last part of an address, which is an id; any other name is one itself."""
    return name.rpartition("#")[2].strip("/").rpartition("/")[2]
