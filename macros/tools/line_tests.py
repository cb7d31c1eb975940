"""Which tests run which line of the package, and how long each test takes."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import batched
from pathlib import Path, PurePosixPath
from typing import Any

import coverage

from macros.tools.mutations import Mutant

BUDGET = 40
SLOW = 2.5
AT_ONCE = 12
ENVIRONMENT = {"PYTHONDONTWRITEBYTECODE": "1", "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}
# A plugin of pytest for the first run: it reports to coverage which test runs, and keeps the seconds of each.
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
class Ran:
    """What the tests ran: for each line of the package the tests that ran it, and the seconds each test took."""

    lines: dict[tuple[str, int], set[str]]
    seconds: dict[str, float]

    def of(self, mutant: Mutant) -> list[str]:
        """The tests to try on a change: those that run the line, then those that run others of its file.

        First come those in a file named like it, and those that run what few others run in that file. What is cached
        runs in one test alone, and what runs when its module is imported in none, so others may notice a change there.
        """
        running = self.lines.get((mutant.file, mutant.line), set())
        score: dict[str, float] = defaultdict(float)
        for (file, _), tests in self.lines.items():
            if file == mutant.file:
                for test in tests:
                    score[test] += 1 / len(tests)

        def rank(test: str) -> tuple[bool, bool, float, float, str]:
            return test not in running, not _named(test, mutant.file), -score[test], self.seconds[test], test

        wanted: list[str] = []
        spent = 0.0
        every = score.keys() if running else self.seconds.keys()
        for test in sorted(every, key=rank):
            if not wanted or (spent + self.seconds[test] <= BUDGET and self.seconds[test] <= SLOW):
                wanted.append(test)
                spent += self.seconds[test]
        return wanted


def covering(folder: Path, cache: Path) -> Ran:
    """What each fast test runs. A test file is run again only when it, or code that it ran, has changed."""
    files = [path.relative_to(folder).as_posix() for path in sorted((folder / "tests").rglob("test_*.py"))]
    files = [file for file in files if not file.startswith(("tests/site/", "tests/probes/", "tests/tasks/"))]
    cache.mkdir(parents=True, exist_ok=True)
    kept = {file: cache / f"{_key(folder, file)}.json" for file in files}
    stale = [file for file in files if not _still_holds(kept[file], folder)]
    if stale:
        print(f"running {len(stale)} of {len(files)} test files once, to learn which test runs which line", flush=True)
    for some in batched(stale, AT_ONCE):  # a failure, or whoever stops this, loses no more than the last of them
        for file, found in _measured(folder, some).items():
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
    """For each test file: the lines and seconds of its tests, and the hashes of the code that they ran."""
    plugin = folder / "each_test.py"
    plugin.write_text(EACH_TEST, encoding="utf-8")
    settings = folder / "coverage.ini"
    settings.write_text(f"[run]\nsource = macros\ndata_file = {folder}/coverage.db\n", encoding="utf-8")
    command = [sys.executable, "-m", "coverage", "run", f"--rcfile={settings}", "-m", "pytest", "-p", "each_test"]
    command += [*options(folder), *files]
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
                touched[file_of(test)].add(file)
    return {
        each: {
            "code": {file: sha for file, sha in code.items() if file in touched[each]},
            "seconds": {test: taken for test, taken in seconds.items() if file_of(test) == each},
            "lines": {test: found for test, found in lines.items() if file_of(test) == each},
        }
        for each in files
    }


def _named(test: str, file: str) -> bool:
    """Whether a test's file has the name of a file of code, as tests/test_rules_links.py has of rules/links.py."""
    return PurePosixPath(file_of(test)).stem.endswith(f"_{PurePosixPath(file).stem}")


def file_of(test: str) -> str:
    """The file of a test, by pytest's name for it."""
    return test.partition("::")[0]


def options(folder: Path) -> list[str]:
    """What pytest is called with in a copy of the project."""
    return ["-q", "-x", "-p", "no:cacheprovider", "--rootdir", str(folder)]
