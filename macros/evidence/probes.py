"""Run the probes: tests against the installed frameworks, in one environment for each pair of versions.

The frameworks themselves are installed from the very source distributions that data/sources/ pins by sha256, and
everything else from its own lock file; so an upgrade of a framework is one edit in data/sources/.
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import venv
from collections.abc import Callable, Iterable
from pathlib import Path
from xml.etree import ElementTree

from macros.model import Comparison, Finding, Pair, PlacedClaim, Probe, ProbeTest

from .citations import Result
from .releases import Releases, ReleaseUnavailable

LOCK = "tests/probes/requirements.txt"
FOLDER = "tests/probes"
SECONDS = 900
WORKERS = os.cpu_count() or 1


def run(
    comparison: Comparison,
    releases: Releases,
    pairs: Iterable[Pair],
    *,
    only: str | None = None,
    progress: Callable[[str], None] = lambda line: None,
) -> list[Result]:
    """Run the probes that claims name, in each pair of their framework, and judge each claim's bounds by them.

    In a pair that a claim's bounds admit, its probes must pass; in one that they exclude, its probes must
    fail, or the bound is wrong. Nothing is skipped: a pair that can't be installed is a problem of every probe.
    """
    wanted = [
        (placed, item)
        for placed in comparison.placed_claims()
        if only in {None, placed.claim.id}
        for item in placed.claim.evidence
        if isinstance(item, Probe)
    ]
    results = []
    for pair in pairs:
        here = [(placed, item) for placed, item in wanted if pair in comparison.pairs_of(placed.framework.id)]
        names = sorted({item.probe for _, item in here if item.probe in comparison.probes})
        if not here:
            continue
        try:
            progress(f"probes in {pair.name}: {len(names)}")
            python = environment(comparison, releases, pair, progress) if names else None
            # Without a name pytest would run every test there is.
            tests = [comparison.probes[name] for name in names]
            outcomes = _outcomes(comparison.root, python, tests) if python else {}
        except (ReleaseUnavailable, subprocess.SubprocessError) as error:
            outcomes = dict.fromkeys(names, f"the pair {pair.name} could not be run: {_last_line(error)}")
        for placed, item in here:
            finding = _judged(comparison, placed, item, pair, outcomes)
            if finding is not None:
                results.append(Result(placed, item, pair.name, finding))
    return results


def _judged(
    comparison: Comparison, placed: PlacedClaim, item: Probe, pair: Pair, outcomes: dict[str, str | None]
) -> Finding | None:
    """The finding for one claim; None for a probe that fails, as it should, outside the claim's bounds."""
    test = comparison.probes.get(item.probe)
    if test is None:
        return Finding(problem=f"there is no test `test_{item.probe}` below {FOLDER}")
    failure = outcomes.get(item.probe, "the test was not run")
    version = pair.version(placed.framework.id)
    if not placed.claim.holds_in(version):
        wrong = f"passes in {version} too, which the claim's bounds exclude; change `since` or `until`"
        return None if failure else Finding(problem=wrong)
    # The lines are not recorded: they move with every edit of the file, and the page reads them from it.
    return Finding(file=test.where.file, problem=failure)


def environment(
    comparison: Comparison, releases: Releases, pair: Pair, progress: Callable[[str], None] = lambda line: None
) -> Path:
    """The Python of the pair's environment below .cache/pairs/, made when it is not there yet.

    Raises ReleaseUnavailable or CalledProcessError when something can't be installed.
    """
    lock = comparison.root / LOCK
    pins = [
        (source, source.release(version))
        for id, version in pair.versions
        for source in [comparison.sources[comparison.frameworks[id].source]]
    ]
    contents = lock.read_bytes() + "".join(release.sha256 for _, release in pins).encode() + sys.version.encode()
    folder = comparison.root / ".cache" / "pairs" / f"{pair.name}-{hashlib.sha256(contents).hexdigest()[:12]}"
    python = folder / "bin" / "python"
    if (folder / "ready").exists():
        return python
    progress(f"installing {pair.name}")
    shutil.rmtree(folder, ignore_errors=True)
    venv.create(folder, with_pip=True)
    _pip(python, "--no-deps", "--require-hashes", "--requirement", str(lock))
    for source, release in pins:
        # The lock carries the build backends, so that nothing unpinned is fetched to build these.
        _pip(python, "--no-deps", "--no-build-isolation", "--force-reinstall", str(releases.kept(source, release)))
    (folder / "ready").touch()
    return python


def _pip(python: Path, *arguments: str) -> None:
    command = [str(python), "-m", "pip", "install", "--disable-pip-version-check", "--quiet", *arguments]
    subprocess.run(command, check=True, capture_output=True, text=True, timeout=SECONDS)  # noqa: S603


def _outcomes(root: Path, python: Path, tests: list[ProbeTest]) -> dict[str, str | None]:
    """Each test's name, and None when it passed or else the first line of why not."""
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.xml"
        command = [str(python), "-m", "pytest", "-c", f"{FOLDER}/pytest.ini", "--rootdir", ".", "-q"]
        command += ["-n", str(WORKERS), "--junitxml", str(report)]
        command += [f"{test.where.file}::test_{test.name}" for test in tests]
        kept = {key: value for key, value in os.environ.items() if not key.startswith(("PYTEST", "DJANGO", "FLASK"))}
        code, said = _ended(command, root, kept)
        if not report.exists():
            raise subprocess.CalledProcessError(code, "pytest", said, said)
        return _read(report)


def _ended(command: list[str], folder: Path, environment: dict[str, str]) -> tuple[int, str]:
    """Run a command to its end, or end it and all that it started after SECONDS: its code and its output.

    Raises TimeoutExpired. The workers of pytest outlive it and keep its pipes open, so the whole group is ended.
    """
    pipes = subprocess.PIPE, subprocess.STDOUT
    with subprocess.Popen(  # noqa: S603
        command, cwd=folder, env=environment, text=True, stdout=pipes[0], stderr=pipes[1], start_new_session=True
    ) as process:
        try:
            said, _ = process.communicate(timeout=SECONDS)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            raise
        return process.returncode, said


def _read(report: Path) -> dict[str, str | None]:
    outcomes: dict[str, str | None] = {}
    for case in ElementTree.parse(report).iter("testcase"):  # noqa: S314 - pytest wrote it a moment ago
        name = case.attrib["name"].partition("[")[0].removeprefix("test_")
        trouble = next((child for child in case if child.tag in {"failure", "error", "skipped"}), None)
        said = None if trouble is None else f"{trouble.tag}: {_reason(trouble)}"
        # A test with parameters passes when all of them do.
        outcomes[name] = outcomes.get(name) or (said[:300] if said else None)
    return outcomes


def _reason(trouble: ElementTree.Element) -> str:
    """The most useful line: the exception that a child process ended with, or else what was asserted."""
    raised = re.findall(r"^E +([A-Za-z_][\w.]*: \S.*)", trouble.text or "", re.MULTILINE)
    # pytest shortens a long message; the text has all of it.
    asserted = trouble.attrib.get("message", "").split("\n")[0]
    return raised[-1] if raised and re.search(r'^E +File "', trouble.text or "", re.MULTILINE) else asserted


def _last_line(error: Exception) -> str:
    lines = (getattr(error, "stderr", None) or str(error)).strip().splitlines()
    return str(lines[-1]) if lines else type(error).__name__
