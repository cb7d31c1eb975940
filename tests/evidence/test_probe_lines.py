"""Each probe says in its docstring what would make it fail, so that a reviewer can hold it against its claim."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.test_contributing import examples

ROOT = Path(__file__).resolve().parents[2]
PROBES = sorted((ROOT / "tests/probes").rglob("test_*.py"))
BEGINS = "Fails if "
LONGEST = 120


def problems(file: str, code: str) -> Iterator[str]:
    """A line for each probe of a file that does not say so in one line."""
    for node in ast.walk(ast.parse(code)):
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_"):
            says = ast.get_docstring(node) or ""
            place = f"{file}:{node.lineno}: {node.name}:"
            if not says.startswith(BEGINS):
                yield f'{place} begin its docstring with "{BEGINS}" and say what change of the framework makes it fail'
            elif "\n" in says or len(says) > LONGEST or not says.endswith("."):
                yield f"{place} its docstring is one line of at most {LONGEST} characters that ends with a full stop"


@pytest.mark.parametrize("path", PROBES, ids=lambda path: path.stem)
def test_each_probe_says_what_would_make_it_fail(path):
    assert list(problems(path.relative_to(ROOT).as_posix(), path.read_text(encoding="utf-8"))) == []


@pytest.mark.parametrize(
    ("docstring", "problem"),
    [
        ('"""Fails if HEAD is refused."""', None),
        (
            "pass",
            'begin its docstring with "Fails if " and say what change of the framework makes it fail',
        ),
        (
            '"""HEAD is answered."""',
            'begin its docstring with "Fails if " and say what change of the framework makes it fail',
        ),
        (
            '"""Fails if HEAD is refused.\n\n    And more.\n    """',
            "its docstring is one line of at most 120 characters that ends with a full stop",
        ),
        (
            '"""Fails if HEAD is refused"""',
            "its docstring is one line of at most 120 characters that ends with a full stop",
        ),
        (
            f'"""Fails if {"x" * 111}."""',
            "its docstring is one line of at most 120 characters that ends with a full stop",
        ),
    ],
)
def test_a_probe_that_does_not_say_so_is_named(docstring, problem):
    expected = [f"tests/probes/x/test_x.py:2: test_x: {problem}"] if problem else []
    assert list(problems("tests/probes/x/test_x.py", f"\ndef test_x(run):\n    {docstring}\n    run()\n")) == expected


def test_the_probes_shown_to_contributors_say_so_too():
    shown = [example for example in examples("python") if "pytest.mark.claim" in example]
    assert shown
    assert [line for example in shown for line in problems("CONTRIBUTING.md", example)] == []
