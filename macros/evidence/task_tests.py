"""The tests of tasks that claims name, run against the sides of their frameworks, in every version that we check."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

from macros.model import Comparison, PlacedClaim, TaskTest

from .citations import Result
from .probe_runs import cases, merged, reported
from .probes import judged, last_line

Placed = tuple[PlacedClaim, TaskTest]
Side = tuple[str, str, str]
"""The file and the name of a test, and the side that it ran against, such as django-6.1.3."""


def run(
    comparison: Comparison,
    *,
    only: str | None = None,
    newest: bool = False,
    progress: Callable[[str], None] = lambda line: None,
) -> list[Result]:
    """Run the tests of tasks that claims name, and judge each claim's bounds by them as probes do.

    The harness in tests/tasks/ makes the environments and knows the versions; it runs as a program of its own, and
    says of each test which side it ran against. With `newest` only the newest version of each framework is judged.
    """
    wanted = [(placed, item) for placed, item in comparison.cited(TaskTest) if only in {None, placed.claim.id}]
    ended, otherwise = _ended(comparison, wanted, progress)
    results = []
    for placed, item in wanted:
        places = comparison.runs_of(item, placed.framework.id)
        for place in list(places)[: 1 if newest else None]:
            failure = ended.get((*_named(comparison, item), place), otherwise)
            finding = judged(placed, places[place], comparison.tasks[item.task].test, failure)
            results += [Result(placed, item, place, finding)] if finding else []
    return results


def _named(comparison: Comparison, item: TaskTest) -> tuple[str, str]:
    return comparison.tasks[item.task].test, item.test


def _ended(
    comparison: Comparison, wanted: list[Placed], progress: Callable[[str], None]
) -> tuple[dict[Side, str | None], str]:
    """How each test ended against each side, None when it passed, or else why not; and what holds for all others."""
    names = sorted({"{}::test_{}".format(*_named(comparison, item)) for _, item in wanted})
    if not names:
        return {}, ""
    progress(f"tests of tasks: {len(names)}")
    # The name of a side is in that of its tests; one that has it otherwise is run for nothing.
    sides = " or ".join(sorted({placed.framework.id for placed, _ in wanted}))
    # A file's tests share a server, so they stay together.
    command = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", "--dist", "loadfile", "-k", sides]
    try:
        return reported(comparison.root, command, names, _read), "the test was not run"
    except subprocess.SubprocessError as error:
        return {}, f"the tests of tasks could not be run: {last_line(error)}"


def _read(report: Path) -> dict[Side, str | None]:
    def named() -> Iterator[tuple[Side, str | None]]:
        for case, said in cases(report):
            file = case.attrib["classname"].replace(".", "/") + ".py"
            side = case.find("properties/property[@name='side']")
            name = case.attrib["name"].partition("[")[0].removeprefix("test_")
            yield (file, name, "" if side is None else side.attrib["value"]), said

    return merged(named())
