"""The tests of tasks, read without running them."""

from __future__ import annotations

import ast

from macros.model import TESTS, SideTest, Where

from .probes import Module, written
from .reader import Reader

_SIDE = {"side", "address", "client"}
"""The fixtures of tests/tasks/conftest.py with which a test asks a side of its task."""


def task_tests(reader: Reader) -> dict[str, dict[str, SideTest]]:
    """The tests in each file of tests/tasks/, by their names without `test_`."""
    found = {}
    for path in sorted((reader.root / TESTS).glob("test_*.py")):
        file = path.relative_to(reader.root).as_posix()
        statements = reader.python(path, file)
        module = Module(statements)
        lines = path.read_text(encoding="utf-8").splitlines() if statements else []
        found[file] = {
            node.name.removeprefix("test_"): SideTest(
                node.name.removeprefix("test_"), Where(file, node.lineno), node.end_lineno or node.lineno,
                takes_a_side=bool(_fixtures(node, statements) & _SIDE), code=written(module.parts(node), lines),
            )
            for node in statements
            if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")
        }  # fmt: skip
    return found


def _fixtures(test: ast.FunctionDef, module: list[ast.stmt]) -> set[str]:
    """The fixtures that a test asks for, those that these ask for, and those that run around every test."""
    functions = {node.name: node for node in module if isinstance(node, ast.FunctionDef)}
    around = [
        node for node in functions.values() if any("autouse" in ast.unparse(each) for each in node.decorator_list)
    ]
    waiting, seen = [test, *around], set[str]()
    while waiting:
        for argument in waiting.pop().args.args:
            if argument.arg not in seen:
                seen.add(argument.arg)
                waiting += [functions[argument.arg]] if argument.arg in functions else []
    return seen
