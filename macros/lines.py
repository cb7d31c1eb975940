"""Which lines of a file somebody wrote by hand, and which are new since an earlier version of it."""

from __future__ import annotations

import ast
import io
import re
import tokenize
from collections.abc import Iterator
from difflib import SequenceMatcher
from functools import cache

_NO_CODE = {
    tokenize.COMMENT, tokenize.NL, tokenize.NEWLINE, tokenize.INDENT, tokenize.DEDENT, tokenize.ENCODING,
    tokenize.ENDMARKER,
}  # fmt: skip
_COMMENTS = {
    "html": re.compile(r"<!--.*?-->|\{#.*?#\}|\{% comment.*?endcomment %\}", re.DOTALL),
    "css": re.compile(r"/\*.*?\*/", re.DOTALL),
    "txt": re.compile(r"^\s*#.*$", re.MULTILINE),
}


@cache
def written(path: str, text: str, begun: str = "") -> frozenset[int]:
    """The numbers of the lines with code, from 1, that are not in `begun`, which a command wrote at the same place.

    Blank lines, comments and docstrings are not code.
    """
    return frozenset(_code(path, text)) & new(text, begun)


def new(text: str, before: str) -> frozenset[int]:
    """The numbers of the lines, from 1, that an earlier text does not have at their place."""
    lines, old = text.splitlines(), before.splitlines()
    matcher = SequenceMatcher(None, old, lines, autojunk=False)
    parts = (part for part in matcher.get_opcodes() if part[0] in {"insert", "replace"})
    return frozenset(number + 1 for _, _, _, start, end in parts for number in range(start, end))


def _code(path: str, text: str) -> Iterator[int]:
    if path.endswith(".py"):
        yield from _python(text)
        return
    pattern = _COMMENTS.get(path.rpartition(".")[2], _COMMENTS["txt"])
    bare = pattern.sub(lambda found: "\n" * found[0].count("\n"), text)
    yield from (number for number, line in enumerate(bare.splitlines(), start=1) if line.strip())


def _python(text: str) -> set[int]:
    """The lines that hold a token other than a comment or a docstring."""
    docstrings = {line for node in ast.walk(ast.parse(text)) for line in _docstring(node)}
    lines: set[int] = set()
    for token in tokenize.generate_tokens(io.StringIO(text).readline):
        if token.type not in _NO_CODE:
            lines.update(range(token.start[0], token.end[0] + 1))
    return lines - docstrings


def _docstring(node: ast.AST) -> range:
    if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef) and ast.get_docstring(node):
        return range(node.body[0].lineno, (node.body[0].end_lineno or 0) + 1)
    return range(0)
