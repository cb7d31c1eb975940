"""What the tests and probes of one side do, read from their code without running it."""

from __future__ import annotations

import ast
import re
import warnings
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property

from .trees import Tree, text

TESTS = "tests/"
PROBES = "tests/probes/"
SHOWN = ("tests/broken/", "tests/reviewed/")

Function = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True)
class Check:
    """A function of tests/ (or of the rules), or what a file's names hold; `kind` is the word a reviewer reads."""

    kind: str
    file: str
    name: str
    line: int
    code: str
    node: ast.AST = field(compare=False, repr=False)
    constants: dict[str, ast.expr] = field(compare=False, repr=False, default_factory=dict)

    @property
    def key(self) -> tuple[str, str]:
        """What makes it the same on both sides: a probe is known by its name, all else by its file as well."""
        return ("", self.name) if self.kind == "probe" else (self.file, self.name)

    @cached_property
    def assertions(self) -> list[str]:
        """Every assertion as it is written, and each part of one that is joined by `and`."""
        return [part for node in ast.walk(self.node) for part in _assertions(node)]

    @property
    def says(self) -> str:
        """The first line of a function's docstring; a probe says there what would make it fail."""
        documented = ast.get_docstring(self.node) if isinstance(self.node, Function) else None
        return (documented or "").partition("\n")[0]

    @cached_property
    def claims(self) -> list[str]:
        """The claims that a probe says it is for."""
        return [claim for mark in self._marks("claim") for claim in mark]

    @cached_property
    def tries(self) -> list[tuple[str, str]]:
        """Claim and case of each attempt to break a claim."""
        return [(mark[0], case) for mark in self._marks("tries") for case in mark[1:]]

    @cached_property
    def cases(self) -> dict[str, int]:
        """How many cases each `parametrize` has, by what it names; for a fixture its `params`."""
        return dict(self._cases())

    @property
    def decorators(self) -> list[ast.expr]:
        """The decorators of a function."""
        return self.node.decorator_list if isinstance(self.node, Function) else []

    def _marks(self, name: str) -> Iterator[list[str]]:
        for each in self.decorators:
            if isinstance(each, ast.Call) and ast.unparse(each.func) == f"pytest.mark.{name}":
                values = [self._known(argument) for argument in each.args]
                yield [str(value.value) if isinstance(value, ast.Constant) else ast.unparse(value) for value in values]

    def _cases(self) -> Iterator[tuple[str, int]]:
        for each in self.decorators:
            if not isinstance(each, ast.Call):
                continue
            if ast.unparse(each.func).endswith(".parametrize") and len(each.args) > 1:
                yield ast.unparse(each.args[0]), entries(self._known(each.args[1]))
            for keyword in each.keywords:
                if keyword.arg == "params":
                    yield "params", entries(self._known(keyword.value))

    def _known(self, value: ast.expr) -> ast.expr:
        """What a name of the same file holds; anything else as it is."""
        return self.constants.get(value.id, value) if isinstance(value, ast.Name) else value


def entries(value: ast.AST) -> int:
    """How many values are written out in an expression."""
    if isinstance(value, ast.List | ast.Tuple | ast.Set):
        return len(value.elts)
    if isinstance(value, ast.Dict):
        return len(value.keys)
    return sum(isinstance(part, ast.Constant) for part in ast.walk(value))


def _assertions(node: ast.AST) -> Iterator[str]:
    if isinstance(node, ast.Assert):
        parts = (
            node.test.values if isinstance(node.test, ast.BoolOp) and isinstance(node.test.op, ast.And) else [node.test]
        )
        yield from map(ast.unparse, parts)
    elif isinstance(node, ast.Call) and _asserts(ast.unparse(node.func)):
        yield ast.unparse(node)
    elif isinstance(node, ast.Constant) and isinstance(node.value, str):
        # The program of a probe runs in a process of its own, and may assert there.
        yield from (f"{line} (in a program)" for line in re.findall(r"^ *(assert .*)", node.value, re.MULTILINE))


def _asserts(function: str) -> bool:
    return function in {"tried", "pytest.raises", "pytest.warns", "pytest.fail", "expect"}


def checks(tree: Tree, folder: str = TESTS) -> list[Check]:
    """Every test, probe, fixture, helper and named value in the Python files of a folder, in their order."""
    names = [name for name in tree if name.startswith(folder) and name.endswith(".py")]
    # A conftest.py or plugin at the top is loaded by pytest too.
    names += [name for name in tree if name.endswith("conftest.py") and name not in names and folder == TESTS]
    return [check for name in names for check in _in_file(name, text(tree, name))]


def _in_file(file: str, code: str) -> Iterator[Check]:
    try:
        with warnings.catch_warnings(action="ignore"):
            module = ast.parse(code)
    except (SyntaxError, ValueError, RecursionError):
        yield Check("file", file, "(not valid Python)", 1, code, ast.Pass())
        return
    constants = dict(_constants(module.body))
    lines = code.split("\n")
    rest: list[ast.stmt] = []
    for node, prefix in _statements(module.body):
        names = _names(node)
        if names is None:
            rest.append(node)
            continue
        first = min([node.lineno, *(each.lineno for each in getattr(node, "decorator_list", []))])
        written = "\n".join(lines[first - 1 : node.end_lineno])
        yield Check(_kind(file, node), file, prefix + names, node.lineno, written, node, constants)
    if rest:
        line = rest[0].lineno
        yield Check(
            "code",
            file,
            "(outside functions)",
            line,
            "\n".join(map(ast.unparse, rest)),
            ast.Module(rest, []),
            constants,
        )


def _statements(body: Iterable[ast.stmt], prefix: str = "") -> Iterator[tuple[ast.stmt, str]]:
    """The statements of a module, and of a class of tests with the class's name before theirs."""
    for node in body:
        if isinstance(node, ast.ClassDef):
            yield from _statements(node.body, f"{prefix}{node.name}.")
        elif not (isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)):
            yield node, prefix


def _names(node: ast.stmt) -> str | None:
    if isinstance(node, Function):
        return node.name
    targets = node.targets if isinstance(node, ast.Assign) else [node.target] if isinstance(node, ast.AnnAssign) else []
    return ", ".join(map(ast.unparse, targets)) or None


def _constants(body: Iterable[ast.stmt]) -> Iterator[tuple[str, ast.expr]]:
    for node in body:
        if isinstance(node, ast.Assign):
            yield from ((target.id, node.value) for target in node.targets if isinstance(target, ast.Name))


def _kind(file: str, node: ast.stmt) -> str:
    if not isinstance(node, Function):
        return "value"
    decorators = [ast.unparse(each) for each in node.decorator_list]
    if any(re.match(r"(pytest\.)?fixture\b", each) for each in decorators):
        return "fixture"
    if {"rule", "change_rule"} & set(decorators):
        return "rule"
    if node.name.startswith("pytest_"):
        return "hook of pytest"
    if node.name.startswith("test") and file.rpartition("/")[2].startswith("test_"):
        return "probe" if file.startswith(PROBES) else "test"
    return "helper"


def twice(found: Iterable[Check]) -> list[Check]:
    """Each test that a later one of the same name in its file replaces, so that it never runs."""
    last = {(check.file, check.name): check for check in found if check.kind in {"test", "probe"}}
    return [check for check in found if check.kind in {"test", "probe"} and last[check.file, check.name] is not check]


def matched(before: list[Check], after: list[Check]) -> list[tuple[Check | None, Check | None]]:
    """The two sides side by side: by key, then what moved to another file, then what was only renamed."""
    olds, news = ({check.key: check for check in side} for side in (before, after))
    pairs: list[tuple[Check | None, Check | None]] = [(olds.pop(key), news.pop(key)) for key in [*olds] if key in news]
    for same in (lambda check: (check.kind, check.name), lambda check: (check.kind, _body(check))):
        known: dict[object, list[Check]] = {}
        for check in news.values():
            known.setdefault(same(check), []).append(check)
        for check in list(olds.values()):
            fits = known.get(same(check), [])
            if len(fits) == 1 and fits[0].key in news:
                pairs.append((olds.pop(check.key), news.pop(fits[0].key)))
    return [*pairs, *((check, None) for check in olds.values()), *((None, check) for check in news.values())]


def _body(check: Check) -> str:
    return ast.dump(ast.Module(check.node.body, [])) if isinstance(check.node, Function) else check.code
