"""Where a file of Python code defines a symbol, and what is written there."""

from __future__ import annotations

import ast
import re
import warnings
from collections.abc import Iterator
from dataclasses import dataclass

from .phrases import find


class NotPython(Exception):  # noqa: N818
    """A file that this Python can't parse, with one line that says why."""


@dataclass(frozen=True)
class Symbol:
    """One definition: its dotted name and its lines, with decorators and the comment above an assignment."""

    name: str
    line: int
    end: int


def symbols(code: str) -> list[Symbol]:
    """Every class, function and assigned name of a file, nested ones too. Raises NotPython.

    An import defines nothing: what a module only re-exports is cited where it is written.
    """
    try:
        with warnings.catch_warnings(action="ignore"):
            tree = ast.parse(code)
    except (SyntaxError, ValueError, RecursionError) as error:
        raise NotPython(" ".join(str(error).split())) from error
    return list(_defined(tree.body, "", code.split("\n")))


def _defined(body: list[ast.stmt], prefix: str, lines: list[str]) -> Iterator[Symbol]:
    for place, node in enumerate(body):
        if isinstance(node, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            first = min([node.lineno, *(decorator.lineno for decorator in node.decorator_list)])
            yield Symbol(prefix + node.name, first, node.end_lineno or first)
            yield from _defined(node.body, f"{prefix}{node.name}.", lines)
            continue
        for name in _assigned(node):
            end = node.end_lineno or node.lineno
            following = body[place + 1] if place + 1 < len(body) else None
            if isinstance(following, ast.Expr) and _is_text(following.value):
                end = following.end_lineno or end
            yield Symbol(prefix + name, _comment_above(node.lineno, lines), end)
        for block in _blocks(node):
            yield from _defined(block, prefix, lines)


def _is_text(value: ast.expr) -> bool:
    return isinstance(value, ast.Constant) and isinstance(value.value, str)


def _assigned(node: ast.stmt) -> Iterator[str]:
    targets: list[ast.expr] = []
    if isinstance(node, ast.Assign):
        targets = list(node.targets)
    elif isinstance(node, ast.AnnAssign):
        targets = [node.target]
    elif isinstance(node, ast.TypeAlias):
        targets = [node.name]
    for target in targets:
        for part in ast.walk(target):
            if isinstance(part, ast.Name) and isinstance(part.ctx, ast.Store):
                yield part.id


def _blocks(node: ast.stmt) -> Iterator[list[ast.stmt]]:
    for name in ("body", "orelse", "finalbody"):
        yield getattr(node, name, [])
    for part in [*getattr(node, "handlers", []), *getattr(node, "cases", [])]:
        yield part.body


def _comment_above(line: int, lines: list[str]) -> int:
    while line > 1 and lines[line - 2].lstrip().startswith("#"):
        line -= 1
    return line


def words(lines: list[str], first: int, last: int) -> str:
    """What is written between two lines, without the signs of comments and docstrings; line for line."""
    return "\n".join(re.sub(r"^\s*#+:?|\"{3}|'{3}", " ", line) for line in lines[first - 1 : last])


def find_in_lines(phrase: str, lines: list[str], first: int, last: int) -> tuple[str, int, int] | None:
    """A phrase between two lines of code: its words as written, and its first and last line."""
    text = words(lines, first, last)
    found = find(phrase, text)
    if not found:
        return None
    line = first + text.count("\n", 0, found[0].start)
    return found[0].words, line, line + text.count("\n", found[0].start, found[0].end)
