"""Changes of a file of Python code, one at a time, that a test should notice."""

from __future__ import annotations

import ast
import copy
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any

SWAPS: dict[type[ast.AST], type[ast.AST]] = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq,
    ast.Is: ast.IsNot, ast.IsNot: ast.Is, ast.In: ast.NotIn, ast.NotIn: ast.In, ast.And: ast.Or, ast.Or: ast.And,
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Add, ast.FloorDiv: ast.Mult, ast.BitAnd: ast.BitOr,
}  # fmt: skip
# Steps of this share of a gap never come back to a place that an earlier step was at.
GOLDEN = 0.618


@dataclass(frozen=True)
class Mutant:
    """One change: a file below the project's root, the line, its text, what is there and what is put in its place."""

    file: str
    line: int
    text: str
    before: str
    after: str
    source: str

    @property
    def place(self) -> str:
        """The file and line, as they are printed."""
        return f"{self.file}:{self.line}:"

    @property
    def change(self) -> str:
        """What is there, and what is put in its place."""
        return f"{self.before}  ->  {self.after}"

    def __str__(self) -> str:
        return f"{self.place} {self.change}"


def part(file: str) -> str:
    """The part of the package that a file belongs to: its folder, or itself when it is on top."""
    path = PurePosixPath(file)
    return path.stem if path.parent.name == "macros" else path.parent.name


def mutants(file: str, text: str) -> Iterator[Mutant]:
    """Every change this program knows for one file, in the order of its lines."""
    tree, lines = ast.parse(text), text.split("\n")
    silent = _not_run(tree)
    kinds = ast.expr | ast.stmt
    places = [node for node in ast.walk(tree) if isinstance(node, kinds) and node not in silent]
    for node in sorted(places, key=lambda node: (node.lineno, node.col_offset)):
        for changed in _changes(node):
            before, after = ast.unparse(node), ast.unparse(changed)
            if before != after:
                line, source = lines[node.lineno - 1].strip(), _replaced(tree, node, changed)
                yield Mutant(file, node.lineno, line, _short(before), _short(after), source)


def _not_run(tree: ast.AST) -> set[ast.AST]:
    """Nodes whose change could not be noticed: docstrings, annotations, decorators, and what a type checker reads."""
    silent: set[ast.AST] = set()
    for node in ast.walk(tree):
        roots: list[ast.AST | None] = []
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            roots.append(node)
        elif isinstance(node, ast.FunctionDef):
            roots += [*node.decorator_list, node.returns, *(each.annotation for each in _arguments(node))]
        elif isinstance(node, ast.ClassDef):
            roots += node.decorator_list
        elif isinstance(node, ast.AnnAssign):
            roots.append(node.annotation)
        elif isinstance(node, ast.Assert) or _names_exports(node):
            roots.append(node)
        elif isinstance(node, ast.keyword) and node.arg == "description":
            roots.append(node.value)
        elif isinstance(node, ast.Call) and ast.unparse(node.func) in {"cast", "TypeVar", "NewType"}:
            roots += node.args[:1]
        silent |= {child for root in roots if root for child in ast.walk(root)}
    return silent


def _names_exports(node: ast.AST) -> bool:
    return isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "__all__"


def _arguments(node: ast.FunctionDef) -> list[ast.arg]:
    return [*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs]


def _changes(node: ast.expr | ast.stmt) -> Iterator[ast.AST]:
    changed: Any = copy.deepcopy(node)
    match changed:
        case ast.Compare(ops=[one]) if type(one) in SWAPS:
            changed.ops = [_swapped(one)]
            yield changed
        case ast.BoolOp() | ast.BinOp() if type(changed.op) in SWAPS:
            changed.op = _swapped(changed.op)
            yield changed
        case ast.UnaryOp(op=ast.Not()):
            yield changed.operand
        case ast.If() | ast.IfExp():
            changed.test = ast.UnaryOp(op=ast.Not(), operand=changed.test)
            yield changed
        case ast.Constant(value=bool() as value):
            yield ast.Constant(value=not value)
        case ast.Constant(value=int() as value):
            yield ast.Constant(value=value + 1)
        case ast.Constant(value=str() as value) if value:
            yield ast.Constant(value=f"{value}X")
        case ast.Return(value=ast.expr() as value) if ast.unparse(value) != "False":  # whose callers take None alike
            yield ast.Return(value=ast.Constant(value=None))
        case ast.Continue():
            yield ast.Pass()
        case ast.Call(func=ast.Name(id="sorted"), args=[first, *_]) if isinstance(first, ast.expr):
            yield ast.Call(func=ast.Name(id="list", ctx=ast.Load()), args=[first], keywords=[])


def _swapped(operator: ast.AST) -> Any:
    return SWAPS[type(operator)]()


def _short(text: str) -> str:
    first = text.splitlines()[0]
    return first if len(first) <= 90 else f"{first[:88]} …"


def _replaced(tree: ast.AST, node: ast.AST, changed: ast.AST) -> str:
    """The file's code with one node replaced."""

    class Replace(ast.NodeTransformer):
        def visit(self, here: ast.AST) -> ast.AST:
            return changed if here is node else super().generic_visit(here)

    # The tree must not change; in a copy the node would be another object, so it is put back afterwards.
    text = ast.unparse(ast.fix_missing_locations(Replace().visit(tree)))
    for parent in ast.walk(tree):
        for name, value in ast.iter_fields(parent):
            if value is changed:
                setattr(parent, name, node)
            elif isinstance(value, list):
                value[:] = [node if each is changed else each for each in value]
    return text


def chosen(every: Sequence[Mutant], count: int, seed: int = 0) -> list[Mutant]:
    """As many as wanted, spread evenly over all: the same ones at each run of the same code with the same seed."""
    step = max(1, len(every) / count)
    shift = seed * GOLDEN % 1
    return [every[int((place + shift) * step)] for place in range(min(count, len(every)))]
