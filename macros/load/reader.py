"""Reads records below a root and collects every problem it finds."""

from __future__ import annotations

import ast
import re
from pathlib import Path

from pydantic import ValidationError

from macros.model import ID, ProbeTest, Problem, Record, Run, Where

from .explain import NO_ID, explain
from .probes import attempts, imported, locked, marks
from .strict import RULE, DataError, YamlMapping, parse

RECORDED = "data/recorded/evidence.json"


PERMALINKS = "data/permalinks.txt"


PROBES = "tests/probes"


PROBES_LOCK = "tests/probes/requirements.txt"


class Reader:
    """Reads records below a root and collects every problem it finds."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.problems: list[Problem] = []
        self.read: set[str] = set()

    def one[R: Record](self, file: str, shape: type[R]) -> R | None:
        """One file that is one record."""
        parsed = self._parse(file)
        return None if parsed is None else self._record(shape, parsed, file)

    def each[R: Record](self, file: str, shape: type[R]) -> dict[str, R]:
        """One file that maps an id to a record."""
        records: dict[str, R] = {}
        parsed = self._parse(file) or YamlMapping(Where(file))
        for name, value in parsed.items():
            where = Where(file, parsed.lines[name])
            if not isinstance(value, YamlMapping):
                self._add(where, f"`{name}` must contain lines of `key: value`")
            elif self._id_fits(name, where):
                record = self._record(shape, value, file, id=name)
                if record is not None:
                    records[name] = record
        return records

    def files[R: Record](self, pattern: str, shape: type[R], *, topic: bool = False) -> dict[str, R]:
        """One file a record; the file's name is the id, and for criteria the folder is the topic."""
        records: dict[str, R] = {}
        for path in sorted(self.root.glob(pattern)):
            file = path.relative_to(self.root).as_posix()
            parsed = self._parse(file)
            named = {"topic": path.parent.name, "id": path.stem} if topic else {"id": path.stem}
            if parsed is None or not all(self._id_fits(name, Where(file)) for name in named.values()):
                continue
            record = self._record(shape, parsed, file, **named)
            if record is None:
                continue
            if path.stem in records:
                other = records[path.stem].where.file
                self._add(Where(file), f"the id `{path.stem}` is taken by {other}; rename this file")
            records[path.stem] = record
        return records

    def recorded[R: Record](self, file: str, shape: type[R]) -> R | None:
        """What a command wrote, or nothing before it was first run."""
        path = self.root / file
        self.read.add(file)
        if not path.exists():
            return None
        try:
            return shape.model_validate_json(path.read_bytes(), strict=False)
        except ValidationError:
            self._add(Where(file), "is not what the command writes; run `make record` or `make measure` again")
            return None

    def runs(self) -> dict[str, Run]:
        """Every recorded run by the name of its file."""
        files = sorted((self.root / "data/recorded").glob("*.json"))
        found = {
            path.stem: self.recorded(path.relative_to(self.root).as_posix(), Run)
            for path in files
            if path.relative_to(self.root).as_posix() != RECORDED
        }
        return {name: run for name, run in found.items() if run}

    def probes(self) -> dict[str, ProbeTest]:
        """Every test below tests/probes/ by name, with the claims its `@pytest.mark.claim(...)` names."""
        tests: dict[str, ProbeTest] = {}
        lock = locked(self.root / PROBES_LOCK)
        for path in sorted((self.root / PROBES).rglob("test_*.py")):
            file = path.relative_to(self.root).as_posix()
            module = self._python(path, file)
            for node in module:
                if isinstance(node, ast.FunctionDef) and node.name.startswith("test_"):
                    name, where = node.name.removeprefix("test_"), Where(file, node.lineno)
                    if name in tests:
                        self._add(where, f"`{node.name}` is in {tests[name].where.file} too; rename one")
                    claims = tuple(claim for mark in marks(node, "claim") for claim in mark)
                    uses = sorted(imported(node, module) & lock.keys())
                    tests[name] = ProbeTest(
                        name, where, node.end_lineno or node.lineno, claims, attempts(node),
                        tuple(lock[module] for module in uses),
                    )  # fmt: skip
        return tests

    def _python(self, path: Path, file: str) -> list[ast.stmt]:
        try:
            return ast.parse(path.read_bytes(), file).body
        except SyntaxError as error:
            self._add(Where(file, error.lineno or 1), f"is not valid Python: {error.msg}")
            return []

    def strays(self) -> None:
        """Report each file that nothing reads: otherwise it would be ignored silently."""
        for path in sorted((self.root / "data").rglob("*")):
            file = path.relative_to(self.root).as_posix()
            if path.is_file() and file not in self.read | {PERMALINKS}:
                self._add(Where(file), "nothing reads this file; see CONTRIBUTING.md for where data goes")

    def _add(self, where: Where, text: str) -> None:
        self.problems.append(Problem(where, RULE, text))

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
            return None
