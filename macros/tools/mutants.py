"""Change the code in many places, one at a time, and list what no test notices: `python -m macros.tools.mutants`.

Each change is made in a copy of the project, and the tests that run the changed line are run on it. A change that they
let pass is a survivor: a test is missing there, or the code is not needed. The exit code is 1 when a part misses
its goal.
"""

from __future__ import annotations

import argparse
import ast
import copy
import os
import shutil
import subprocess
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from queue import SimpleQueue
from typing import Any

import coverage

ROOT = Path(__file__).resolve().parents[2]
LEFT_OUT = ("tools", "templates", "host.py", "plugin.py", "__main__.py")
GOALS = {"rules": 95, "evidence": 95, "load": 95, "walk": 95, "model": 95}
OTHERS = 90
MOST_TESTS = 60
SECONDS = 120
COPIED = ("macros", "tests", "data", "docs", ".github")
SWAPS: dict[type[ast.AST], type[ast.AST]] = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq,
    ast.Is: ast.IsNot, ast.IsNot: ast.Is, ast.In: ast.NotIn, ast.NotIn: ast.In, ast.And: ast.Or, ast.Or: ast.And,
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Add, ast.FloorDiv: ast.Mult, ast.BitAnd: ast.BitOr,
}  # fmt: skip


@dataclass(frozen=True)
class Mutant:
    """One change: a file below the project's root, the line, what is there and what is put in its place."""

    file: str
    line: int
    before: str
    after: str
    source: str

    @property
    def part(self) -> str:
        """The part of the package that the file belongs to."""
        return self.file.split("/")[1].removesuffix(".py")

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.before}  ->  {self.after}"


def mutants(file: str, text: str) -> Iterator[Mutant]:
    """Every change this program knows for one file, in the order of its lines."""
    tree = ast.parse(text)
    silent = _not_run(tree)
    kinds = ast.expr | ast.stmt
    places = [node for node in ast.walk(tree) if isinstance(node, kinds) and node not in silent]
    for node in sorted(places, key=lambda node: (node.lineno, node.col_offset)):
        for changed in _changes(node):
            before, after = ast.unparse(node), ast.unparse(changed)
            if before != after:
                yield Mutant(file, node.lineno, _short(before), _short(after), _replaced(tree, node, changed))


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
        elif isinstance(node, ast.Assert):
            roots.append(node)
        silent |= {child for root in roots if root for child in ast.walk(root)}
    return silent


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
        case ast.Return(value=ast.expr()):
            yield ast.Return(value=ast.Constant(value=None))
        case ast.Continue():
            yield ast.Pass()
        case ast.Call(func=ast.Name(id="sorted" | "tuple"), args=[first, *_]) if isinstance(first, ast.expr):
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

    # The tree itself must stay as it is; a copy keeps no identity, so the node is put back afterwards.
    text = ast.unparse(ast.fix_missing_locations(Replace().visit(tree)))
    for parent in ast.walk(tree):
        for name, value in ast.iter_fields(parent):
            if value is changed:
                setattr(parent, name, node)
            elif isinstance(value, list):
                value[:] = [node if each is changed else each for each in value]
    return text


def chosen(every: Sequence[Mutant], count: int) -> list[Mutant]:
    """As many as wanted, spread evenly over all: the same ones at each run of the same code."""
    step = max(1, len(every) / count)
    return [every[int(place * step)] for place in range(min(count, len(every)))]


def project(folder: Path) -> Path:
    """A copy of the project to change."""
    for name in COPIED:
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    for path in ROOT.iterdir():
        if path.is_file() and path.name != ".git":
            shutil.copy(path, folder / path.name)
    return folder


def _pytest(folder: Path, *arguments: str) -> list[str]:
    return ["-m", "pytest", "-q", "-p", "no:cacheprovider", "-p", "no:xdist", "--rootdir", str(folder), *arguments]


def covering(folder: Path) -> dict[tuple[str, int], list[str]]:
    """For each line of the package, the tests that run it; one run of all fast tests finds out."""
    settings = folder / "coverage.ini"
    settings.write_text(f"[run]\nsource = macros\ndynamic_context = test_function\ndata_file = {folder}/coverage.db\n")
    command = [sys.executable, "-m", "coverage", "run", f"--rcfile={settings}"]
    command += _pytest(folder, "tests", "--ignore", "tests/site", "--ignore", "tests/probes")
    done = subprocess.run(command, cwd=folder, check=False, capture_output=True, text=True)  # noqa: S603
    if done.returncode:
        raise SystemExit(f"the tests must pass before anything is changed:\n{done.stdout[-3000:]}")
    data = coverage.CoverageData(basename=f"{folder}/coverage.db")
    data.read()
    lines: dict[tuple[str, int], list[str]] = {}
    for measured in data.measured_files():
        file = Path(measured).relative_to(folder).as_posix()
        for line, contexts in data.contexts_by_lineno(measured).items():
            lines[file, line] = sorted({_node(context) for context in contexts if context})
    return lines


def _node(context: str) -> str:
    """A coverage context as pytest names the test: tests.test_load.test_x -> tests/test_load.py::test_x."""
    module, _, name = context.rpartition(".")
    return f"{module.replace('.', '/')}.py::{name}"


def noticed(mutant: Mutant, tests: Sequence[str], folder: Path) -> bool:
    """Whether one of these tests fails on the change, or hangs."""
    path = folder / mutant.file
    kept = path.read_text(encoding="utf-8")
    path.write_text(mutant.source, encoding="utf-8")
    command = [sys.executable, *_pytest(folder, "-x", *tests)]
    environment = {**os.environ, "PYTHONDONTWRITEBYTECODE": "1"}
    try:
        done = subprocess.run(  # noqa: S603
            command, cwd=folder, env=environment, check=False, capture_output=True, timeout=SECONDS
        )
        return done.returncode != 0
    except subprocess.TimeoutExpired:
        return True
    finally:
        path.write_text(kept, encoding="utf-8")


def survivors(
    wanted: Sequence[Mutant], tests: dict[tuple[str, int], list[str]], folders: Iterable[Path]
) -> Iterator[tuple[Mutant, bool]]:
    """Each mutant with whether it survived, in their order; as many at once as there are copies of the project."""
    free: SimpleQueue[Path] = SimpleQueue()
    for folder in folders:
        free.put(folder)

    def survives(mutant: Mutant) -> bool:
        found = tests.get((mutant.file, mutant.line), [])
        folder = free.get()
        try:
            return not found or not noticed(mutant, found[:MOST_TESTS], folder)
        finally:
            free.put(folder)

    with ThreadPoolExecutor(free.qsize()) as pool:
        yield from zip(wanted, pool.map(survives, wanted), strict=True)


def main(arguments: Sequence[str] | None = None) -> int:
    """Make the changes and print the survivors; 1 when a part misses its goal."""
    parser = argparse.ArgumentParser(prog="python -m macros.tools.mutants", description=__doc__)
    parser.add_argument("--count", type=int, default=240, help="how many places to change (default: 240)")
    parser.add_argument("--only", default="", help="only files whose path contains this text")
    wanted = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as place:
        folders = [project(Path(place) / str(number)) for number in range(os.cpu_count() or 1)]
        print("running all fast tests once, to learn which test runs which line ...", flush=True)
        tests = covering(folders[0])
        every = [mutant for path in _files() for mutant in mutants(path, (ROOT / path).read_text(encoding="utf-8"))]
        picked = chosen([mutant for mutant in every if wanted.only in mutant.file], wanted.count)
        print(f"{len(picked)} of {len(every)} changes", flush=True)
        alive: dict[str, list[Mutant]] = defaultdict(list)
        total: dict[str, int] = defaultdict(int)
        for number, (mutant, survived) in enumerate(survivors(picked, tests, folders), start=1):
            total[mutant.part] += 1
            if survived:
                alive[mutant.part].append(mutant)
                print(f"survived: {mutant}", flush=True)
            if number % 20 == 0:
                print(f"{number} of {len(picked)}", file=sys.stderr, flush=True)
    return _summary(total, alive)


def _files() -> list[str]:
    paths = sorted((ROOT / "macros").rglob("*.py"))
    names = [path.relative_to(ROOT).as_posix() for path in paths]
    return [name for name in names if name.split("/")[1] not in LEFT_OUT]


def _summary(total: dict[str, int], alive: dict[str, list[Mutant]]) -> int:
    missed = False
    for part, count in sorted(total.items()):
        share = 100 * (count - len(alive[part])) / count
        goal = GOALS.get(part, OTHERS)
        missed |= share < goal
        print(f"{part}: {count - len(alive[part])} of {count} noticed, {share:.0f} % (goal {goal} %)")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
