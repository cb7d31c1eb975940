"""Reads records below a root and collects every problem it finds."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable
from pathlib import Path

from pydantic import ValidationError

from macros.model import (
    CONTROL,
    ID,
    SPEED_RECORD,
    TASKS,
    Article,
    Criterion,
    Lines,
    ProbeTest,
    Problem,
    Record,
    Run,
    Situation,
    Source,
    SpeedRun,
    Task,
    Where,
)

from .explain import NO_ID, explain
from .lost import Lost, rest
from .probes import Module, attempts, locked, marks, written
from .strict import RULE, DataError, YamlMapping, bytes_of, parse

RECORDED = "data/recorded/evidence.json"


PERMALINKS = "data/permalinks.txt"


PROBES = "tests/probes"


LARGEST_RECORD = 64 * 1024 * 1024


PLACES: dict[str, type[Record]] = {
    "data/criteria/<topic>/": Criterion, "data/sources/": Source, "data/articles/": Article,
    "data/situations/": Situation, f"{TASKS}/<task>/": Task,
}  # fmt: skip


PROBES_LOCK = "tests/probes/requirements.txt"


class Reader:
    """Reads records below a root and collects every problem it finds."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.problems: list[Problem] = []
        self.read: set[str] = set()
        self.lost = Lost()
        self.short: set[str] = set()

    def one[R: Record](self, file: str, shape: type[R]) -> R | None:
        """One file that is one record."""
        parsed = self._parse(file)
        return None if parsed is None else self._record(shape, parsed, file)

    def each[R: Record](self, file: str, shape: type[R]) -> dict[str, R]:
        """One file that maps an id to a record."""
        records: dict[str, R] = {}
        parsed = self._parse(file)
        if parsed is None:
            self.lost.keys(_text(self.root / file))
            self.short.add(file)
            return records
        for name, value in parsed.items():
            where = Where(file, parsed.lines[name])
            self.lost.ids(*([] if isinstance(value, YamlMapping) else [name]))
            if not isinstance(value, YamlMapping):
                self._add(where, f"`{name}` must contain lines of `key: value`")
            elif self._id_fits(name, where):
                record = self._record(shape, value, file, id=name)
                if record is not None:
                    records[name] = record
        if len(records) < len(parsed):
            self.short.add(file)
        return records

    def files[R: Record](self, pattern: str, shape: type[R], *, topic: bool = False) -> dict[str, R]:
        """One file a record; the file's name is the id, and for criteria the folder is the topic.

        Where the pattern spells the file's name, as in `tasks/*/task.yml`, the id is the name of its folder.
        """
        records: dict[str, R] = {}
        for path in sorted(self.root.glob(pattern)):
            file = _shown(path, self.root)
            if path.parent.is_symlink():
                continue  # strays() tells it
            id = path.stem if pattern.endswith("*.yml") else path.parent.name
            named = {"topic": path.parent.name, "id": id} if topic else {"id": id}
            fits = [self._id_fits(name, Where(file)) for name in named.values()]
            record = self._file(shape, file, **named) if all(fits) else None
            if record is None:
                self.read.add(file)
                self.lost.ids(id, id.lower())
                self.lost.text(_text(path))
                continue
            if id in records:
                other = records[id].where.file
                self._add(Where(file), f"the id `{id}` is taken by {other}; rename this file")
            records[id] = record
        return records

    def texts(self, folder: str) -> dict[str, str]:
        """The text of every file below a folder, by its path there."""
        found: dict[str, str] = {}
        for path in sorted((self.root / folder).rglob("*")):
            file = _shown(path, self.root)
            if not path.is_file() or path.is_symlink() or _left_over(path):
                continue  # strays() tells a link
            self.read.add(file)
            try:
                found[path.relative_to(self.root / folder).as_posix()] = bytes_of(path, file).decode("utf-8")
            except DataError as error:
                self.problems.extend(error.problems)
            except UnicodeDecodeError:
                self._add(Where(file), "is not UTF-8 text; a task has text files only")
        return found

    def _file[R: Record](self, shape: type[R], file: str, **named: str) -> R | None:
        """One file that is one of many."""
        parsed = self._parse(file)
        if parsed is None:
            return None
        fitting = max(PLACES, key=lambda place: len(PLACES[place].model_fields.keys() & parsed.keys()))
        if PLACES[fitting] is not shape and not shape.model_fields.keys() & parsed.keys():
            self._add(Where(file), f"is in the wrong folder: move it to {fitting}")
            return None
        return self._record(shape, parsed, file, **named)

    def recorded[R: Record](self, file: str, shape: type[R]) -> R | None:
        """What a command wrote, or nothing before it was first run."""
        path = self.root / file
        self.read.add(file)
        if not path.exists() and not path.is_symlink():
            return None
        try:
            return shape.model_validate_json(bytes_of(path, file, LARGEST_RECORD), strict=False)
        except DataError as error:
            self.problems.extend(error.problems)
            return None
        except ValidationError:
            self.lost.ids(path.stem)
            self._add(
                Where(file), "is not what the command wrote; restore it with git, and leave writing it to a maintainer"
            )
            return None

    def runs(self) -> dict[str, Run]:
        """Every recorded run by the name of its file."""
        files = sorted((self.root / "data/recorded").glob("*.json"))
        found = {
            path.stem: self.recorded(path.relative_to(self.root).as_posix(), Run)
            for path in files
            if path.relative_to(self.root).as_posix() not in {RECORDED, SPEED_RECORD}
        }
        for name, run in found.items():
            if run:
                self._place(run, f"data/recorded/{name}.json", run.figures, "subject")
        return {name: run for name, run in found.items() if run}

    def speed_run(self) -> SpeedRun | None:
        """The recorded run of the measurements of speed."""
        run = self.recorded(SPEED_RECORD, SpeedRun)
        if run:
            self._place(run, SPEED_RECORD, run.series, "setup")
        return run

    def _place(self, run: Record, file: str, parts: Iterable[Record], first: str) -> None:
        """Tell a run and its parts where they are, which JSON does not: each part begins with the same key."""
        text = (self.root / file).read_text(encoding="utf-8")
        starts = [text.count("\n", 0, match.start()) + 1 for match in re.finditer(rf'"{first}"\s*:', text)]
        run._lines = Lines(Where(file))
        for part, line in zip(parts, starts, strict=False):
            part._lines = Lines(Where(file, line))

    def probes(self) -> dict[str, ProbeTest]:
        """Every test below tests/probes/ by name, with the claims its `@pytest.mark.claim(...)` names."""
        tests: dict[str, ProbeTest] = {}
        lock = locked(self.root / PROBES_LOCK)
        for path in sorted((self.root / PROBES).rglob("test_*.py")):
            file = _shown(path, self.root)
            statements = self.python(path, file)
            module = Module(statements)
            lines = _text(path).splitlines() if statements else []
            for node in statements:
                if isinstance(node, ast.FunctionDef) and node.name.startswith("test_"):
                    name, where = node.name.removeprefix("test_"), Where(file, node.lineno)
                    if name in tests:
                        self._add(where, f"`{node.name}` is in {tests[name].where.file} too; rename one")
                    if any(not mark for mark in marks(node, "tries")):
                        self._add(
                            where, f"a `tries` mark of `{node.name}` is empty; write the claim and then the cases"
                        )
                    claims = tuple(claim for mark in marks(node, "claim") for claim in mark)
                    parts = module.parts(node)
                    uses = sorted(module.imported(parts) & lock.keys())
                    tests[name] = ProbeTest(
                        name, where, node.end_lineno or node.lineno, claims, attempts(node),
                        tuple(lock[name] for name in uses), written(parts, lines),
                    )  # fmt: skip
        return tests

    def python(self, path: Path, file: str) -> list[ast.stmt]:
        """The statements of a file; none of one that is no Python, which is a problem."""
        try:
            return ast.parse(bytes_of(path, file), file).body
        except DataError as error:
            self.problems.extend(error.problems)
        except SyntaxError as error:
            self._add(Where(file, error.lineno or 1), f"is not valid Python: {error.msg}")
        except UnicodeDecodeError:
            self._add(Where(file), "is not UTF-8 text; save the file as UTF-8")
        except (MemoryError, RecursionError):
            self._add(Where(file), "is nested too deeply for Python to read it; write it with fewer brackets or signs")
        self.lost.probes(_text(path))
        return []

    def strays(self) -> None:
        """Report each file that nothing reads: otherwise it would be ignored silently."""
        known = self.read | {PERMALINKS}
        for path in (self.root / "data").rglob("*"):
            file = _shown(path, self.root)
            if path.is_symlink() and path.is_dir():
                self._add(Where(file), "is a link to another folder; put the files themselves here")
            elif file not in known and (path.is_file() or path.is_symlink()) and not _left_over(path):
                self._add(Where(file), self._stray(path))
                self.lost.ids(path.stem, path.stem.lower())
                self.lost.text(_text(path))

    def _stray(self, path: Path) -> str:
        if path.suffix == ".yaml":
            return f"nothing reads this file, because its name ends in .yaml; rename it to {path.stem}.yml"
        if path.suffix.lower() == ".yml" and path.parent in (self.root / "data/criteria", self.root / "data"):
            return (
                "nothing reads this file here; a criterion belongs in data/criteria/<topic>/, a source in data/sources/"
            )
        return "nothing reads this file; see CONTRIBUTING.md for where data goes"

    def _add(self, where: Where, text: str) -> None:
        # A key of a file may hold a line break, and a line of our own must not begin in the middle of a problem.
        self.problems.append(Problem(where, RULE, re.sub(CONTROL, lambda sign: repr(sign[0])[1:-1], text)))

    def _id_fits(self, name: str, where: Where) -> bool:
        if len(name) <= 80 and re.fullmatch(ID, name):
            return True
        self._add(where, f"`{name}` {NO_ID}")
        return False

    def _parse(self, file: str) -> YamlMapping | None:
        self.read.add(file)
        try:
            return parse(self.root / file, file)
        except DataError as error:
            self.problems.extend(error.problems)
            self.lost.text(_text(self.root / file))
            return None

    def _record[R: Record](self, shape: type[R], value: YamlMapping, file: str, **named: str) -> R | None:
        """One record; `named` are the keys that the file's own name or place gives."""
        for key, text in named.items():
            if key in value:
                self._add(
                    Where(file, value.lines[key]),
                    f"`{key}` is not a key here, its place makes it `{text}`; remove the line",
                )
            value[key] = text
            value.lines[key] = value.where.line
        try:
            return shape.model_validate(value)
        except ValidationError as error:
            for details in error.errors(include_url=False):
                line, text = explain(details, value, shape)
                if text:
                    self._add(Where(file, line), text)
            return rest(shape, value, error, self.lost)


def _left_over(path: Path) -> bool:
    """Whether a file is left from running a task where it is; .gitignore names the same."""
    return "__pycache__" in path.parts or path.suffix in {".pyc", ".sqlite3"}


def _shown(path: Path, root: Path) -> str:
    """The path of a file below the root as it can be printed on one line, whatever its name holds."""
    file = path.relative_to(root).as_posix().encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    return re.sub(CONTROL, lambda sign: repr(sign[0])[1:-1], file)


def _text(path: Path) -> str:
    """What can be made out of a file that can't be read as data."""
    try:
        return bytes_of(path, path.name).decode("utf-8", "replace")
    except DataError:
        return ""
