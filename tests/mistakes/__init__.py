"""A hundred mistakes of a careless contributor, made in the repository's own data, and all that `check` says of each.

They are in mistakes.yml. Each changes one file: `old` is a regular expression, `new` is put in the place of its first
match. So that an edit of the data breaks none of this, what `check` says is written with places for what may move:
`{line}` is the line of the match, `{line+2}` the second below it, `*` a line far away or of another file, or a wording
as it was, `{name}` a named group, `{here}` the id that is next above.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from unittest.mock import patch

import yaml

from macros import rules
from macros.load import read
from macros.load.reader import Reader
from macros.model import Comparison, ProbeTest

HERE = Path(__file__).parent
MOST_AT_ONCE = 40
NEAR = 5
"""So many lines away from a mistake another edit of the file may not move what is told."""
ROOT = HERE.parents[1]
LIST = HERE / "mistakes.yml"
HEAD = (
    "# Written by people, but for `says`, which `python -m tests.mistakes` writes: read what it changes.\n"
    "# How the places in it are filled is in __init__.py.\n"
)


@dataclass(frozen=True, kw_only=True)
class Mistake:
    """One mistake: the file, what is put in the place of what, or the file's new name; and what `check` says of it."""

    what: str
    file: str
    old: str = ""
    new: str | None = None
    moved: str = ""
    says: tuple[str, ...] = field(default=(), compare=False)

    def made(self, root: Path) -> dict[str, str]:
        """Make the mistake below a copy of the data; returns what the places in `says` stand for."""
        path = root / self.file
        if self.moved:
            (root / self.moved).parent.mkdir(parents=True, exist_ok=True)
            path.rename(root / self.moved)
            return {}
        if not self.old:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(self.new, encoding="utf-8") if self.new is not None else path.unlink()
            return {}
        text = path.read_text(encoding="utf-8")
        match = re.search(self.old, text, re.MULTILINE)
        assert match, f"{self.what}: {self.file} has nothing like {self.old}"
        path.write_text(text[: match.start()] + match.expand(self.new or "") + text[match.end() :], encoding="utf-8")
        here = re.findall(r"^ *- id: ([a-z0-9-]+)$", text[: match.end()], re.MULTILINE)[-1:]
        return {
            "line": str(text.count("\n", 0, match.start()) + 1),
            **match.groupdict(),
            **dict.fromkeys(["here"], *here),
        }

    def undone(self, root: Path) -> None:
        """Put the file back as it is in the repository."""
        for file in filter(None, (self.file, self.moved)):
            if (ROOT / file).exists():
                shutil.copy(ROOT / file, root / file)
            else:
                (root / file).unlink()


def mistakes() -> list[Mistake]:
    """All of them."""
    return [
        Mistake(**{**each, "says": tuple(each.get("says", ()))})
        for each in yaml.safe_load(LIST.read_text(encoding="utf-8"))
    ]


def copied(root: Path) -> Path:
    """A copy of what `check` reads, below `root`."""
    skipped = shutil.ignore_patterns("__pycache__", "javascripts", "stylesheets", "assets", "*.png")
    for name in ("data", "docs", "tests/probes", "tests/tasks"):
        shutil.copytree(ROOT / name, root / name, ignore=skipped)
    return root


_READ = Reader.probes


@cache
def _probes(root: Path) -> dict[str, ProbeTest]:
    return _READ(Reader(root))


@cache
def _before() -> Comparison:
    return read(ROOT)[0]


def told(root: Path) -> list[str]:
    """All that `check` says, also of the change. No mistake is made in a probe, so they are read once."""
    with patch.object(Reader, "probes", lambda reader: _probes(reader.root)):
        comparison, problems = read(root)
    problems += rules.check(comparison) + rules.check_change(_before(), comparison)
    return [str(problem) for problem in sorted(problems)]


def general(mistake: Mistake, line: str, found: dict[str, str]) -> str:
    """A line that `check` says, with places for what may move."""
    file, number, text = re.match(r"(.*?):(\d+): (.*)", line).groups()  # type: ignore[union-attr]
    text = re.sub(r'(?<=\{was: )"(?:[^"\\]|\\.)*"', "*", text)
    for name, value in found.items():
        if name != "line" and value:
            text = re.sub(rf"(?<![\w-]){re.escape(value)}(?![\w-])", f"{{{name}}}", text)
    text = re.sub(r"(\.(?:yml|py)):\d+", r"\1:*", text)
    text = re.sub(r"(?<=on line )\d+", "*", text)
    away = int(number) - int(found.get("line", 0))
    if file != mistake.file or "line" not in found or abs(away) > NEAR:
        return f"{file}:*: {text}"
    return f"{file}:{{line{away:+}}}: {text}" if away else f"{file}:{{line}}: {text}"


def batches(every: list[Mistake]) -> Iterator[list[Mistake]]:
    """The mistakes in groups that are made at once: in different files, and of those that concern no other file."""
    waiting = list(every)
    while waiting:
        batch: dict[str, Mistake] = {}
        for mistake in waiting:
            if mistake.file not in batch and len(batch) < MOST_AT_ONCE and not (batch and alone(mistake)):
                batch[mistake.file] = mistake
            if alone(mistake) and len(batch) == 1:
                break
        yield list(batch.values())
        waiting = [mistake for mistake in waiting if mistake not in batch.values()]


def alone(mistake: Mistake) -> bool:
    """Whether a mistake is also told in other files, or hides what is told there, as an empty file does."""
    own = (f"{mistake.file}:", f"{mistake.moved}:")
    return mistake.new == "" or not all(line.startswith(own) for line in mistake.says)
