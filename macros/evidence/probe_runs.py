"""Runs tests in an environment, and reads how each of them ended."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import re
import signal
import subprocess
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from xml.etree import ElementTree

from macros.model import ProbeTest

FOLDER = "tests/probes"
SECONDS = 1800
WORKERS = os.cpu_count() or 1


class Passed:
    """The tests that passed before in an environment, with the same file and the same helpers; kept in a file.

    A failure is never kept. What is recorded comes from a run that did not look here.
    """

    def __init__(self, root: Path, environment: str, tests: Iterable[ProbeTest]) -> None:
        self.file = root / ".cache" / "probes" / f"{environment}.json"
        self.known = self._read()
        helpers = (path for path in sorted((root / FOLDER).rglob("*")) if path.suffix in {".py", ".ini"})
        shared = _digest(path for path in helpers if not path.name.startswith("test_"))
        # The files as they are before the run: one that is edited meanwhile has not passed as it is then.
        files = {test.name: test.where.file for test in tests}
        digests = {file: _digest([root / file]) for file in {*files.values()}}
        self.keys = {name: f"{shared}-{digests[file]}" for name, file in files.items()}

    def __contains__(self, test: ProbeTest) -> bool:
        return self.known.get(test.name) == self.keys[test.name]

    def keep(self, outcomes: Mapping[str, str | None]) -> None:
        """Add the tests that have just passed."""
        now = {name: self.keys[name] for name, failure in outcomes.items() if failure is None and name in self.keys}
        self.file.parent.mkdir(parents=True, exist_ok=True)
        self.file.write_text(json.dumps(self.known | now, indent=1, sort_keys=True), encoding="utf-8")

    def _read(self) -> dict[str, str]:
        # A file that is not there, or was cut short, means that everything runs again.
        with contextlib.suppress(FileNotFoundError, ValueError):
            known: dict[str, str] = json.loads(self.file.read_text(encoding="utf-8"))
            return known
        return {}


def _digest(paths: Iterable[Path]) -> str:
    whole = hashlib.sha256()
    for path in paths:
        whole.update(hashlib.sha256(path.read_bytes()).digest())
    return whole.hexdigest()[:16]


def outcomes(root: Path, python: Path, tests: list[ProbeTest]) -> dict[str, str | None]:
    """Run tests with a Python: each test's name, and None when it passed or else the first line of why not.

    Raises TimeoutExpired, or CalledProcessError when there is no report.
    """
    if not tests:
        return {}  # without a name pytest would run every test there is
    command = [str(python), "-m", "pytest", "-c", f"{FOLDER}/pytest.ini", "--rootdir", "."]
    return reported(root, command, [f"{test.where.file}::test_{test.name}" for test in tests], _read)


def reported[T](root: Path, command: list[str], tests: Iterable[str], read: Callable[[Path], T]) -> T:
    """Run tests with a command that begins pytest, and read its report with a function.

    Raises TimeoutExpired, or CalledProcessError when there is no report.
    """
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.xml"
        command = [*command, "-q", "-n", str(WORKERS), "--junitxml", str(report), *tests]
        kept = {key: value for key, value in os.environ.items() if not key.startswith(("PYTEST", "DJANGO", "FLASK"))}
        code, said = _ended(command, root, kept)
        if not report.exists():
            raise subprocess.CalledProcessError(code, "pytest", said, said)
        return read(report)


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
    return merged((case.attrib["name"].partition("[")[0].removeprefix("test_"), said) for case, said in cases(report))


def cases(report: Path) -> Iterator[tuple[ElementTree.Element, str | None]]:
    """Each test of a report of pytest, and None when it passed or else the first line of why not."""
    for case in ElementTree.parse(report).iter("testcase"):  # noqa: S314 - pytest wrote it a moment ago
        trouble = next((child for child in case if child.tag in {"failure", "error", "skipped"}), None)
        yield case, None if trouble is None else f"{trouble.tag}: {_reason(trouble)}"[:300]


def merged[K](outcomes: Iterable[tuple[K, str | None]]) -> dict[K, str | None]:
    """One outcome for each test: one with parameters passes when all of them do."""
    found: dict[K, str | None] = {}
    for name, said in outcomes:
        found[name] = found.get(name) or said
    return found


def _reason(trouble: ElementTree.Element) -> str:
    """The most useful line: the exception that a child process ended with, or else what was asserted."""
    raised = re.findall(r"^E +([A-Za-z_][\w.]*: \S.*)", trouble.text or "", re.MULTILINE)
    # pytest shortens a long message; the text has all of it.
    asserted = trouble.attrib.get("message", "").split("\n")[0]
    return raised[-1] if raised and re.search(r'^E +File "', trouble.text or "", re.MULTILINE) else asserted
