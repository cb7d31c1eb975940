"""What the marks and the code of a test in tests/probes/ say, read without running it."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from macros.model import Attempt


def marks(test: ast.FunctionDef, name: str) -> Iterator[tuple[str, ...]]:
    """The arguments of each `@pytest.mark.<name>(...)` on a test, as far as they are written out."""
    for mark in test.decorator_list:
        if isinstance(mark, ast.Call) and ast.unparse(mark.func) == f"pytest.mark.{name}":
            yield tuple(str(argument.value) for argument in mark.args if isinstance(argument, ast.Constant))


def attempts(test: ast.FunctionDef) -> tuple[Attempt, ...]:
    """What a test's `tries` marks say."""
    return tuple(Attempt(mark[0], mark[1:]) for mark in marks(test, "tries") if mark)


def parts(test: ast.FunctionDef, module: list[ast.stmt]) -> list[ast.stmt]:
    """A test, and the programs and functions of its file that it names, or that they name."""
    named = {name: node for node in module for name in _defines(node)}
    seen: dict[str, ast.stmt] = {test.name: test}
    waiting: list[ast.stmt] = [test]
    while waiting:
        for node in ast.walk(waiting.pop()):
            if isinstance(node, ast.Name) and node.id in named and node.id not in seen:
                seen[node.id] = named[node.id]
                waiting.append(named[node.id])
    return list(seen.values())


def imported(parts: list[ast.stmt]) -> set[str]:
    """The modules that the parts of a test import."""
    found: set[str] = set()
    for part in parts:
        for node in ast.walk(part):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                found |= set(re.findall(r"^\s*(?:from|import) +(\w+)", node.value, re.MULTILINE))
                found |= set(re.findall(r"^\w+$", node.value))  # `python -m gunicorn`
    return found


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
