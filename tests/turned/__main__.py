"""Run each probe of this folder on its changed framework, where it must fail by assertion, and unchanged."""

from __future__ import annotations

import argparse
import re
import sys
import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path

from macros.evidence import Releases, probes_of_pairs
from macros.evidence.environments import environment
from macros.evidence.probe_runs import outcomes
from macros.load import load
from macros.model import ProbeTest

from .entries import Entry, entries
from .environment import Turned, turned

ROOT = Path(__file__).resolve().parents[2]


def main(arguments: Sequence[str] | None = None) -> int:
    """Print how each probe ended; 1 when one fails unchanged, or on the changed framework fails by no assertion."""
    parser = argparse.ArgumentParser(prog="python -m tests.turned", description=__doc__)
    parser.add_argument("--only", default="", help="only probes whose name, or the file of their entry, has this text")
    wanted = parser.parse_args(arguments).only
    left = {entry.probe: entry for entry in entries() if wanted in entry.probe or wanted in entry.file}
    comparison = load(ROOT)
    code = 0
    for pair, tests in probes_of_pairs(comparison).items():
        here = [test for test in tests if test.name in left]
        if here:
            python = environment(comparison, Releases(comparison.root / ".cache" / "releases"), pair, print)
            # An entry is tried in the newest pair that its probe belongs to.
            code |= _in_pair(python, here, [left.pop(test.name) for test in here])
    return code | _told(dict.fromkeys(left, "belongs to no pair of versions"))


def _in_pair(python: Path, tests: list[ProbeTest], wanted: Iterable[Entry]) -> int:
    unchanged = outcomes(ROOT, python, tests)
    code = _told({name: f"fails on the unchanged framework: {why}" for name, why in unchanged.items() if why})
    for test, entry in zip(tests, wanted, strict=True):
        print(f"{entry.probe}: {entry.says}", flush=True)
        with tempfile.TemporaryDirectory() as folder:
            there = turned(Path(folder), python, entry)
            outcome = outcomes(ROOT, there.python, [test]).get(test.name)
            print(f"    {outcome}", flush=True)
            problem = judged(outcome, there)
        code |= _told({entry.probe: problem} if problem else {})
    return code


def judged(outcome: str | None, there: Turned) -> str:
    """What is wrong with how a probe ended on a changed framework; empty when it failed by assertion."""
    if there.broken:
        return f"its code did not change the framework: {there.broken}"
    if outcome is None:
        return "passes although its claim is false"
    by_assertion = re.match(r"failure: (assert |AssertionError)", outcome)
    elsewhere = re.search(r"\b(ImportError|ModuleNotFoundError|SyntaxError|NameError)\b", outcome)
    return "" if by_assertion and not elsewhere else "fails, but not by an assertion of its own"


def _told(problems: dict[str, str]) -> int:
    for name, problem in problems.items():
        print(f"problem: {name} {problem}", flush=True)
    return int(bool(problems))


if __name__ == "__main__":
    sys.exit(main())
