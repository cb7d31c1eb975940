"""The changes of code that no test can notice, each with why."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from macros.load.strict import parse
from macros.tools.mutations import Mutant


@dataclass(frozen=True)
class Unnoticed:
    """A change: its file, the whole line, what is changed in it, and why no test can notice it."""

    file: str
    line: str
    change: str
    why: str

    def explains(self, mutant: Mutant) -> bool:
        """Whether it is this change."""
        return (self.file, self.line, self.change) == (mutant.file, mutant.text, mutant.change)


def unnoticed(path: Path) -> list[Unnoticed]:
    """What a file lists; nothing when there is no such file. Raises DataError."""
    if not path.is_file():
        return []
    return [Unnoticed(file, **entry) for file, entries in parse(path, path.name).items() for entry in entries]
