"""Run every probe many times and list those that ever failed: `python -m macros.tools.flakes`.

A probe that passes nineteen times of twenty stops somebody's change for no reason. Each is run in every pair of
versions in which it must pass. The exit code is 1 when one ever failed.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from macros.evidence import Releases, probes_of_pairs
from macros.evidence.environments import environment
from macros.evidence.probe_runs import outcomes
from macros.load import load
from macros.model import Comparison, Pair, ProbeTest

ROOT = Path(__file__).resolve().parents[2]
Wanted = dict[tuple[Pair, str], list[ProbeTest]]


@dataclass
class Tally:
    """How often each probe ran and failed in each pair, and why it failed the first time."""

    ran: Counter[tuple[str, str]] = field(default_factory=Counter)
    failed: Counter[tuple[str, str]] = field(default_factory=Counter)
    first: dict[tuple[str, str], str] = field(default_factory=dict)

    def add(self, pair: str, found: dict[str, str | None]) -> None:
        """Count the outcomes of one run."""
        for name, why in found.items():
            self.ran[name, pair] += 1
            if why is not None:
                self.failed[name, pair] += 1
                self.first.setdefault((name, pair), why)

    def table(self) -> Iterator[str]:
        """A line for each probe that ever failed in a pair, with its first failure below it."""
        for (name, pair), count in self.failed.most_common():
            yield f"{name} in {pair}: failed {count} of {self.ran[name, pair]} times"
            yield f"    {self.first[name, pair]}"


def chosen(comparison: Comparison, text: str) -> Wanted:
    """The probes that must pass in each pair, by their folder, as far as their claim, name or file has the text."""
    wanted: Wanted = {}
    for pair, tests in probes_of_pairs(comparison).items():
        for test in tests:
            if text in " ".join((test.name, test.where.file, *test.claims)):
                wanted.setdefault((pair, test.where.file.rpartition("/")[0]), []).append(test)
    return wanted


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the probes and print what ever failed."""
    parser = argparse.ArgumentParser(prog="python -m macros.tools.flakes", description=__doc__)
    parser.add_argument("--times", type=int, default=20, help="how often to run each probe (default: 20)")
    parser.add_argument("--only", default="", help="only probes whose claim, name or file has this text")
    parser.add_argument("--minutes", type=float, default=120, help="begin no run after these minutes (default: 120)")
    wanted = parser.parse_args(arguments)
    comparison = load(ROOT)
    tests = chosen(comparison, wanted.only)
    if not tests:
        parser.error(f"no claim, name or file of a probe has the text {wanted.only!r}")
    tally = Tally()
    _run(comparison, tests, wanted.times, time.monotonic() + 60 * wanted.minutes, tally)
    for line in tally.table():
        print(line)
    print(f"{len({name for name, _ in tally.failed})} of {len({name for name, _ in tally.ran})} probes ever failed")
    return int(bool(tally.failed))


def _run(comparison: Comparison, wanted: Wanted, times: int, deadline: float, tally: Tally) -> None:
    releases = Releases(comparison.root / ".cache" / "releases")
    pythons = {pair: environment(comparison, releases, pair, print) for pair, _ in wanted}
    for number in range(1, times + 1):
        for (pair, folder), tests in wanted.items():
            begun = time.monotonic()
            if begun > deadline:
                print(f"the time is up before run {number} of {times} of {folder} in {pair.name}", flush=True)
                return
            found = _outcomes(pythons[pair], tests)
            tally.add(pair.name, found)
            failed = sum(why is not None for why in found.values())
            took = f"{time.monotonic() - begun:.0f} s"
            print(f"{number} of {times}: {folder} in {pair.name}: {failed} of {len(found)} failed, {took}", flush=True)


def _outcomes(python: Path, tests: list[ProbeTest]) -> dict[str, str | None]:
    """How each probe ended; a run without a report counts as a failure of each."""
    missing: dict[str, str | None] = dict.fromkeys((test.name for test in tests), "no outcome was reported")
    try:
        return missing | outcomes(ROOT, python, tests)
    except subprocess.SubprocessError as error:
        return dict.fromkeys(missing, f"the run ended without a report: {type(error).__name__}")


if __name__ == "__main__":
    sys.exit(main())
