"""The entries of the files beside this one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import yaml

FOLDER = Path(__file__).resolve().parent


@dataclass(frozen=True)
class Entry:
    """A probe, and a change of a framework that must make it fail."""

    probe: str
    says: str
    module: str
    code: str
    file: str


def entries(folder: Path = FOLDER) -> Iterator[Entry]:
    """Every entry, by file. Raises TypeError when one lacks a field or has another."""
    for path in sorted(folder.glob("*.yml")):
        for probe, fields in yaml.safe_load(path.read_text(encoding="utf-8")).items():
            yield Entry(probe, **fields, file=path.name)
