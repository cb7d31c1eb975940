"""The probes: what claims name, run in each pair of versions, and judged by the bounds of the claims."""

from __future__ import annotations

import subprocess
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor

from macros.model import Comparison, Finding, Pair, PlacedClaim, Probe, ProbeTest

from .citations import Result
from .environments import environment
from .probe_runs import FOLDER, Passed, outcomes
from .releases import Releases, ReleaseUnavailable

Placed = tuple[PlacedClaim, Probe]
Progress = Callable[[str], None]


def run(
    comparison: Comparison,
    releases: Releases,
    pairs: Iterable[Pair],
    *,
    only: str | None = None,
    fresh: bool = True,
    progress: Progress = lambda line: None,
) -> list[Result]:
    """Run the probes that claims name, in each pair of their framework, and judge each claim's bounds by them.

    In a pair that a claim's bounds admit, its probes must pass; in one that they exclude, its probes must
    fail, or the bound is wrong. Nothing is skipped: a pair that can't be installed is a problem of every probe.
    Unless `fresh`, a probe that passed before in the same environment with the same files has passed.
    """
    wanted = [
        (placed, item)
        for placed in comparison.placed_claims()
        if only in {None, placed.claim.id}
        for item in placed.claim.evidence
        if isinstance(item, Probe)
    ]
    named = {
        pair: [(placed, item) for placed, item in wanted if pair in comparison.pairs_of(placed.framework.id)]
        for pair in pairs
    }
    named = {pair: here for pair, here in named.items() if here}
    # Probes wait for servers more than they compute, so that all pairs together take less time than one after another.
    with ThreadPoolExecutor(len(named) or 1) as pool:
        ended = pool.map(lambda pair: _run(comparison, releases, pair, named[pair], fresh, progress), named)
        return [
            Result(placed, item, pair.name, finding)
            for pair, outcomes in zip(named, ended, strict=True)
            for placed, item in named[pair]
            if (finding := _judged(comparison, placed, item, pair, outcomes)) is not None
        ]


def probes_of_pairs(comparison: Comparison) -> dict[Pair, list[ProbeTest]]:
    """The probes that must pass in each pair: those of claims that hold in its versions, by name."""
    named = [
        (placed, comparison.probes[item.probe])
        for placed in comparison.placed_claims()
        for item in placed.claim.evidence
        if isinstance(item, Probe) and item.probe in comparison.probes
    ]
    return {
        pair: sorted({test for placed, test in named if _belongs(comparison, placed, pair)}, key=lambda test: test.name)
        for pair in comparison.pairs()
    }


def _belongs(comparison: Comparison, placed: PlacedClaim, pair: Pair) -> bool:
    id = placed.framework.id
    return pair in comparison.pairs_of(id) and placed.claim.holds_in(pair.version(id))


def _run(
    comparison: Comparison, releases: Releases, pair: Pair, wanted: list[Placed], fresh: bool, progress: Progress
) -> dict[str, str | None]:
    """How each probe ended in one pair: None when it passed, or else why not."""
    names = sorted({item.probe for _, item in wanted if item.probe in comparison.probes})
    if not names:
        return {}
    try:
        python = environment(comparison, releases, pair, progress)
        tests = [comparison.probes[name] for name in names]
        passed = Passed(comparison.root, python.parent.parent.name, tests)
        left = [test for test in tests if fresh or test not in passed]
        before: dict[str, str | None] = dict.fromkeys({test.name for test in tests} - {test.name for test in left})
        told = f", {len(before)} passed before with the same files" if before else ""
        progress(f"probes in {pair.name}: {len(left)}{told}")
        found = outcomes(comparison.root, python, left)
        passed.keep(found)
    except (ReleaseUnavailable, subprocess.SubprocessError) as error:
        return dict.fromkeys(names, f"the pair {pair.name} could not be run: {last_line(error)}")
    return before | found


def _judged(
    comparison: Comparison, placed: PlacedClaim, item: Probe, pair: Pair, outcomes: dict[str, str | None]
) -> Finding | None:
    """The finding for one claim; None for a probe that fails, as it should, outside the claim's bounds."""
    test = comparison.probes.get(item.probe)
    if test is None:
        return Finding(problem=f"there is no test `test_{item.probe}` below {FOLDER}")
    failure = outcomes.get(item.probe, "the test was not run")
    return judged(placed, pair.version(placed.framework.id), test.where.file, failure)


def judged(placed: PlacedClaim, version: str, file: str, failure: str | None) -> Finding | None:
    """What a test that ended in a version says of a claim; None where it fails, as it should, outside its bounds."""
    if not placed.claim.holds_in(version):
        wrong = f"passes in {version} too, which the claim's bounds exclude; change `since` or `until`"
        return None if failure else Finding(problem=wrong)
    # The lines are not recorded: they move with every edit of the file, and the page reads them from it.
    return Finding(file=file, problem=failure)


def last_line(error: Exception) -> str:
    """What a command that failed said last."""
    lines = (getattr(error, "stderr", None) or str(error)).strip().splitlines()
    return str(lines[-1]) if lines else type(error).__name__
