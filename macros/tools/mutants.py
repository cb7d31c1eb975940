"""Change the code in many places, one at a time, and list what no test notices: `python -m macros.tools.mutants`.

Each change is made in a copy of the project, and the tests that run the changed line are run on it. A change that they
let pass is a survivor: a test is missing there, or the code is not needed. The exit code is 1 when a part misses
its goal. A change that no test can notice is listed with its reason in macros/tools/unnoticed.yml, and is not tried.
"""

from __future__ import annotations

import argparse
import multiprocessing
import os
import shutil
import sys
import tempfile
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from queue import SimpleQueue
from typing import Any

from macros.tools.line_tests import ENVIRONMENT, Ran, covering, file_of, options
from macros.tools.mutations import Mutant, chosen, mutants, part
from macros.tools.unnoticed import unnoticed

ROOT = Path(__file__).resolve().parents[2]
LEFT_OUT = {"tools", "host", "plugin", "__main__"}
GOALS = {"rules": 95, "evidence": 95, "load": 95, "walk": 95, "model": 95}
OTHERS = 90
SECONDS = 180
PASSED = (0, 5)
"""How pytest ends when no test fails; 5 when there was none to run."""
UNNOTICED = "macros/tools/unnoticed.yml"
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


def project(folder: Path) -> Path:
    """A copy of the project to change."""
    for name in filter(lambda name: (ROOT / name).is_dir(), COPIED):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    for path in ROOT.iterdir():
        if path.is_file() and path.name != ".git":
            shutil.copy(path, folder / path.name)
    return folder


class _Only:
    """Runs some of the known tests, in their order, then those whose name follows from what was changed."""

    def __init__(self, tests: Sequence[str], known: Collection[str]) -> None:
        self.left_out = {*known} - {*tests}
        self.place = {test: place for place, test in enumerate(tests)}

    def pytest_collection_modifyitems(self, items: list[Any]) -> None:
        """Leave out the others, and sort."""
        kept = (item for item in items if item.nodeid not in self.left_out)
        items[:] = sorted(kept, key=lambda item: self.place.get(item.nodeid, len(self.place)))


def _try(folder: str, tests: Sequence[str], known: Collection[str]) -> None:
    """Run tests on a changed copy, in its own process; it ends with pytest's exit code."""
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
    files = sorted({file_of(test) for test in tests})
    os._exit(pytest.main([*options(Path(folder)), *files], plugins=[_Only(tests, known)]))


def noticed(mutant: Mutant, tests: Sequence[str], known: Collection[str], folder: Path) -> bool:
    """Whether one of these tests, or one that is none of the known ones, fails on the change, or hangs."""
    path = folder / mutant.file
    kept = path.read_text(encoding="utf-8")
    path.write_text(mutant.source, encoding="utf-8")
    process = PROCESSES.Process(target=_try, args=(str(folder), list(tests), list(known)))
    process.start()
    try:
        process.join(SECONDS)
        return process.exitcode not in PASSED
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
            return not noticed(mutant, tests, ran.seconds, folder)
        finally:
            free.put(folder)

    with ThreadPoolExecutor(free.qsize()) as pool:
        yield from zip(wanted, pool.map(survives, wanted), strict=True)


def main(arguments: Sequence[str] | None = None) -> int:
    """Make the changes and print the survivors; 1 when a part misses its goal."""
    parser = argparse.ArgumentParser(prog="python -m macros.tools.mutants", description=__doc__)
    parser.add_argument("--count", type=int, default=240, help="how many places to change (default: 240)")
    parser.add_argument("--only", nargs="+", default=[""], help="only lines in whose path:line: is one of these texts")
    parser.add_argument("--seed", type=int, default=0, help="another number picks other places (default: 0)")
    parser.add_argument("--processes", type=int, default=os.cpu_count() or 1, help="how many to try at once")
    wanted = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as place:
        folders = [project(Path(place) / str(number)) for number in range(wanted.processes)]
        PROCESSES.set_forkserver_preload(LIBRARIES)
        ran = covering(folders[0], ROOT / ".cache" / "mutants")
        reasons = unnoticed(ROOT / UNNOTICED)
        every = list(_every(wanted.only))
        left = [mutant for mutant in every if not any(each.explains(mutant) for each in reasons)]
        picked = chosen(left, wanted.count, wanted.seed)
        print(f"{len(picked)} of {len(left)} changes; {len(every) - len(left)} are explained", flush=True)
        alive: dict[str, list[Mutant]] = defaultdict(list)
        total: dict[str, int] = defaultdict(int)
        for number, (mutant, survived) in enumerate(survivors(picked, ran, folders), start=1):
            total[part(mutant.file)] += 1
            if survived:
                alive[part(mutant.file)].append(mutant)
                print(f"survived: {mutant}", flush=True)
            if number % 20 == 0:
                print(f"{number} of {len(picked)}", file=sys.stderr, flush=True)
    return _summary(total, alive)


def _every(only: Sequence[str]) -> Iterator[Mutant]:
    for path in sorted((ROOT / "macros").rglob("*.py")):
        file = path.relative_to(ROOT).as_posix()
        if part(file) not in LEFT_OUT and any(text.partition(":")[0] in file for text in only):
            every = mutants(file, path.read_text(encoding="utf-8"))
            yield from (mutant for mutant in every if any(text in mutant.place for text in only))


def _summary(total: dict[str, int], alive: dict[str, list[Mutant]]) -> int:
    missed = False
    for name, count in sorted(total.items()):
        share = 100 * (count - len(alive[name])) / count
        goal = GOALS.get(name, OTHERS)
        missed |= share < goal
        print(f"{name}: {count - len(alive[name])} of {count} noticed, {share:.0f} % (goal {goal} %)")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
