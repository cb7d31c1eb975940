"""Change the code in many places, one at a time, and list what no test notices: `python -m macros.tools.mutants`.

Each change is made in a copy of the project, and the tests that run the changed line are run on it. A change that they
let pass is a survivor: a test is missing there, or the code is not needed. The exit code is 1 when a part misses
its goal.
"""

from __future__ import annotations

import argparse
import ast
import copy
import hashlib
import json
import multiprocessing
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
BUDGET = 40
ENVIRONMENT = {"PYTHONDONTWRITEBYTECODE": "1", "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}
SLOW = 2.5
SECONDS = 180
LIBRARIES = [
    "pytest",
    "pydantic",
    "yaml",
    "jinja2",
    "markdown",
    "docutils.core",
    "markdown_it",
    "coverage",
]
PROCESSES = multiprocessing.get_context("forkserver")
COPIED = ("macros", "tests", "data", "docs", ".github")
SWAPS: dict[type[ast.AST], type[ast.AST]] = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq,
    ast.Is: ast.IsNot, ast.IsNot: ast.Is, ast.In: ast.NotIn, ast.NotIn: ast.In, ast.And: ast.Or, ast.Or: ast.And,
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Add, ast.FloorDiv: ast.Mult, ast.BitAnd: ast.BitOr,
}  # fmt: skip
# A plugin of pytest for the first run: it tells coverage which test runs, and keeps the seconds of each.
EACH_TEST = """
import json
from collections import defaultdict

import coverage
import pytest

taken = defaultdict(float)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item):
    coverage.Coverage.current().switch_context(item.nodeid)
    try:
        return (yield)
    finally:
        coverage.Coverage.current().switch_context("")


def pytest_runtest_logreport(report):
    taken[report.nodeid] += report.duration


def pytest_sessionfinish():
    with open("seconds.json", "w") as file:
        json.dump(taken, file)
"""


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
        case ast.Return(value=ast.expr()):
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
    for name in filter(lambda name: (ROOT / name).is_dir(), COPIED):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    for path in ROOT.iterdir():
        if path.is_file() and path.name != ".git":
            shutil.copy(path, folder / path.name)
    return folder


@dataclass(frozen=True)
class Ran:
    """What the tests ran: for each line of the package the tests that ran it, and the seconds each test took."""

    lines: dict[tuple[str, int], set[str]]
    seconds: dict[str, float]

    def of(self, mutant: Mutant) -> list[str]:
        """The tests to try on a change: those that run the line, then those that run others of its file.

        First come those that run what few others run in that file. What is cached runs in one test alone, and what runs
        when its module is imported in none, so others may notice a change there.
        """
        running = self.lines.get((mutant.file, mutant.line), set())
        score: dict[str, float] = defaultdict(float)
        for (file, _), tests in self.lines.items():
            if file == mutant.file:
                for test in tests:
                    score[test] += 1 / len(tests)
        wanted: list[str] = []
        spent = 0.0
        every = score.keys() if running else self.seconds.keys()
        for test in sorted(every, key=lambda test: (test not in running, -score[test], self.seconds[test], test)):
            if not wanted or (spent + self.seconds[test] <= BUDGET and self.seconds[test] <= SLOW):
                wanted.append(test)
                spent += self.seconds[test]
        return wanted


def covering(folder: Path, cache: Path) -> Ran:
    """What each fast test runs. A test file is run again only when it, or code that it ran, has changed."""
    files = [path.relative_to(folder).as_posix() for path in sorted((folder / "tests").rglob("test_*.py"))]
    files = [file for file in files if not file.startswith(("tests/site/", "tests/probes/"))]
    cache.mkdir(parents=True, exist_ok=True)
    kept = {file: cache / f"{_key(folder, file)}.json" for file in files}
    stale = [file for file in files if not _still_holds(kept[file], folder)]
    if stale:
        print(f"running {len(stale)} of {len(files)} test files once, to learn which test runs which line", flush=True)
        for file, found in _measured(folder, stale).items():
            kept[file].write_text(json.dumps(found), encoding="utf-8")
    ran = Ran(defaultdict(set), {})
    for path in kept.values():
        found = json.loads(path.read_text(encoding="utf-8"))
        ran.seconds.update(found["seconds"])
        for test, lines in found["lines"].items():
            for file, numbers in lines.items():
                for number in numbers:
                    ran.lines[file, number].add(test)
    return ran


def _sha(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else ""


def _key(folder: Path, file: str) -> str:
    """A name for a test file with what it may use: files beside it or on top, and in folders that it names."""
    tests, here = folder / "tests", folder / file
    text = here.read_text(encoding="utf-8")
    used = [path for path in sorted(tests.rglob("*")) if path.is_file() and not path.name.startswith("test_")]
    used = [path for path in used if path.parent in {tests, here.parent} or path.parent.name in text]
    parts = [file, text, *(_sha(path) for path in used if path.suffix != ".pyc")]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def _still_holds(path: Path, folder: Path) -> bool:
    if not path.is_file():
        return False
    code = json.loads(path.read_text(encoding="utf-8"))["code"]
    return all(_sha(folder / file) == sha for file, sha in code.items())


def _measured(folder: Path, files: Sequence[str]) -> dict[str, Any]:
    """For each test file: the lines and seconds of its tests, and the code of the package as it is."""
    plugin = folder / "each_test.py"
    plugin.write_text(EACH_TEST, encoding="utf-8")
    settings = folder / "coverage.ini"
    settings.write_text(f"[run]\nsource = macros\ndata_file = {folder}/coverage.db\n", encoding="utf-8")
    command = [sys.executable, "-m", "coverage", "run", f"--rcfile={settings}", "-m", "pytest", "-p", "each_test"]
    command += [*_options(folder), *files]
    environment = {**os.environ, "PYTHONPATH": str(folder), **ENVIRONMENT}
    done = subprocess.run(command, cwd=folder, env=environment, check=False, capture_output=True, text=True)  # noqa: S603
    if done.returncode:
        raise SystemExit(f"the tests must pass before anything is changed:\n{done.stdout[-3000:]}")
    seconds: dict[str, float] = json.loads((folder / "seconds.json").read_text(encoding="utf-8"))
    code = {path.relative_to(folder).as_posix(): _sha(path) for path in (folder / "macros").rglob("*.py")}
    lines: dict[str, dict[str, list[int]]] = {test: defaultdict(list) for test in seconds}
    data = coverage.CoverageData(basename=f"{folder}/coverage.db")
    data.read()
    touched: dict[str, set[str]] = defaultdict(set)
    for measured in data.measured_files():
        file = Path(measured).relative_to(folder).as_posix()
        for line, tests in data.contexts_by_lineno(measured).items():
            for test in filter(None, tests):
                lines[test][file].append(line)
                touched[_file(test)].add(file)
    return {
        each: {
            "code": {file: sha for file, sha in code.items() if file in touched[each]},
            "seconds": {test: taken for test, taken in seconds.items() if _file(test) == each},
            "lines": {test: found for test, found in lines.items() if _file(test) == each},
        }
        for each in files
    }


def _file(test: str) -> str:
    return test.partition("::")[0]


def _options(folder: Path) -> list[str]:
    return ["-q", "-x", "-p", "no:cacheprovider", "--rootdir", str(folder)]


class _Only:
    """Runs these tests alone, in their order."""

    def __init__(self, tests: Sequence[str]) -> None:
        self.place = {test: place for place, test in enumerate(tests)}

    def pytest_collection_modifyitems(self, items: list[Any]) -> None:
        """Leave out the others, and sort."""
        items[:] = sorted((item for item in items if item.nodeid in self.place), key=lambda it: self.place[it.nodeid])


def _try(folder: str, tests: Sequence[str]) -> None:
    """Run tests on a changed copy, in a process of its own; it ends with pytest's exit code."""
    import pytest

    output = os.open(os.devnull, os.O_WRONLY)
    os.dup2(output, 1)
    os.dup2(output, 2)
    for name in [name for name in sys.modules if name.partition(".")[0] in {"macros", "tests"}]:
        del sys.modules[name]
    sys.path[:] = [folder, *(place for place in sys.path if place not in {"", str(ROOT)})]
    os.environ.update(ENVIRONMENT)
    sys.dont_write_bytecode = True
    os.chdir(folder)
    os._exit(pytest.main([*_options(Path(folder)), *sorted({_file(test) for test in tests})], plugins=[_Only(tests)]))


def noticed(mutant: Mutant, tests: Sequence[str], folder: Path) -> bool:
    """Whether one of these tests fails on the change, or hangs."""
    path = folder / mutant.file
    kept = path.read_text(encoding="utf-8")
    path.write_text(mutant.source, encoding="utf-8")
    process = PROCESSES.Process(target=_try, args=(str(folder), list(tests)))
    process.start()
    try:
        process.join(SECONDS)
        return process.exitcode != 0
    finally:
        process.kill()
        process.join()
        path.write_text(kept, encoding="utf-8")


def survivors(wanted: Sequence[Mutant], ran: Ran, folders: Iterable[Path]) -> Iterator[tuple[Mutant, bool]]:
    """Each mutant with whether it survived, in their order; as many at once as there are copies of the project."""
    free: SimpleQueue[Path] = SimpleQueue()
    for folder in folders:
        free.put(folder)

    def survives(mutant: Mutant) -> bool:
        tests = ran.of(mutant)
        folder = free.get()
        try:
            return not noticed(mutant, tests, folder)
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
        PROCESSES.set_forkserver_preload(LIBRARIES)
        ran = covering(folders[0], ROOT / ".cache" / "mutants")
        files = [path for path in _files() if wanted.only in path]
        every = [mutant for path in files for mutant in mutants(path, (ROOT / path).read_text(encoding="utf-8"))]
        picked = chosen(every, wanted.count)
        print(f"{len(picked)} of {len(every)} changes", flush=True)
        alive: dict[str, list[Mutant]] = defaultdict(list)
        total: dict[str, int] = defaultdict(int)
        for number, (mutant, survived) in enumerate(survivors(picked, ran, folders), start=1):
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
