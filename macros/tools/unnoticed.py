"""The changes of code that no test can notice, each with why."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import yaml

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
    """What a file lists; nothing when there is no such file."""
    if not path.is_file():
        return []
    listed: dict[str, list[dict[str, str]]] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return [Unnoticed(file, **entry) for file, entries in listed.items() for entry in entries]
