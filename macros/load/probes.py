"""What the marks and the code of a test in tests/probes/ say, read without running it."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from macros.model import Attempt

_IMPORT = re.compile(r"^\s*(?:from|import) +(\w+)", re.MULTILINE)
_ONE_WORD = re.compile(r"^\w+$")
"""What may be a module of `python -m gunicorn`."""


def marks(test: ast.FunctionDef, name: str) -> Iterator[tuple[str, ...]]:
    """The arguments of each `@pytest.mark.<name>(...)` on a test, as far as they are written out."""
    for mark in test.decorator_list:
        if isinstance(mark, ast.Call) and isinstance(mark.func, ast.Attribute) and _is_mark(mark.func, name):
            yield tuple(str(argument.value) for argument in mark.args if isinstance(argument, ast.Constant))


def _is_mark(function: ast.Attribute, name: str) -> bool:
    return function.attr == name and ast.unparse(function.value) == "pytest.mark"


def attempts(test: ast.FunctionDef) -> tuple[Attempt, ...]:
    """What a test's `tries` marks say."""
    return tuple(Attempt(mark[0], mark[1:]) for mark in marks(test, "tries") if mark)


class Module:
    """The statements of a file of tests, of which several tests use the same: each is walked once."""

    def __init__(self, statements: list[ast.stmt]) -> None:
        self._named = {name: node for node in statements for name in _defines(node)}
        self._walked: dict[ast.stmt, tuple[set[str], set[str]]] = {}

    def parts(self, test: ast.FunctionDef) -> list[ast.stmt]:
        """A test, and the programs and functions of its file that it names, or that they name."""
        seen: dict[str, ast.stmt] = {test.name: test}
        waiting: list[ast.stmt] = [test]
        while waiting:
            names, _ = self._walk(waiting.pop())
            new = {name: self._named[name] for name in names & self._named.keys() - seen.keys()}
            seen |= new
            waiting += new.values()
        return list(seen.values())

    def imported(self, parts: list[ast.stmt]) -> set[str]:
        """The modules that the parts of a test import."""
        return {module for part in parts for module in self._walk(part)[1]}

    def _walk(self, node: ast.stmt) -> tuple[set[str], set[str]]:
        """The names in a statement, and what the programs in it import."""
        if node not in self._walked:
            inner = list(ast.walk(node))
            names = {each.id for each in inner if isinstance(each, ast.Name)}
            texts = [each.value for each in inner if isinstance(each, ast.Constant) and isinstance(each.value, str)]
            found = {module for text in texts for module in (*_IMPORT.findall(text), *_ONE_WORD.findall(text))}
            self._walked[node] = names, found
        return self._walked[node]


def written(parts: list[ast.stmt], lines: list[str]) -> str:
    """The parts of a test as they are written, in the order of the file."""
    ordered = sorted(parts, key=lambda part: part.lineno)
    return "\n".join(line for part in ordered for line in lines[part.lineno - 1 : part.end_lineno])


def _defines(node: ast.stmt) -> list[str]:
    if isinstance(node, ast.FunctionDef):
        return [node.name]
    if isinstance(node, ast.Assign):
        return [target.id for target in node.targets if isinstance(target, ast.Name)]
    return []


def locked(path: Path) -> dict[str, tuple[str, str]]:
    """The packages of a lock file by the module that they are imported as: name and version."""
    lines = path.read_text(encoding="utf-8", errors="replace").splitlines() if path.is_file() else []
    pins = (re.match(r"([\w.-]+)==([\w.]+)", line) for line in lines)
    return {pin[1].lower().replace("-", "_"): (pin[1], pin[2]) for pin in pins if pin}
