"""The probe runner, with real tests in their own folder: what it reports for each way in which a probe can end."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from unittest.mock import Mock

import pytest

from macros.evidence import ReleaseUnavailable, probes
from macros.model import Code, Comparison, Pair, Probe, ProbeTest, Where

from .parts import Shelf, claim

NEW, OLD = "django-2.0", "django-1.0"
PAIRS = [Pair((("django", "2.0"),)), Pair((("django", "1.0"),))]
TESTS = """
import os, time

def test_passes():
    pass

def test_fails():
    assert [200] == [400]

def test_crashes():
    os._exit(3)

def test_hangs():
    time.sleep(600)

def test_skips():
    import pytest
    pytest.skip("not today")

def test_passes_when_new():
    assert os.environ["PAIR"] == "2.0"
"""


@pytest.fixture
def runs(shelf: Shelf, monkeypatch: pytest.MonkeyPatch):
    """Run the probes that claims name; the environment of a pair is this one, which says which pair it is for.

    No worker takes part, since each takes longer to start than all the tests here; tests of crashes ask for one.
    """
    folder = shelf.folder / probes.FOLDER
    folder.mkdir(parents=True)
    # The plugins of this environment that no probe here needs would take longer to start than all the rest.
    unwanted = "-p no:cacheprovider -p no:playwright"
    (folder / "pytest.ini").write_text(f"[pytest]\naddopts = {unwanted} --import-mode=importlib\n")
    (folder / "test_all.py").write_text(TESTS)
    shelf.add("django", {"2.0": {}, "1.0": {}})

    def environment(_comparison: Comparison, _releases: object, pair: Pair, _progress: object) -> Path:
        monkeypatch.setenv("PAIR", pair.version("django"))
        return Path(sys.executable)

    monkeypatch.setattr(probes, "environment", environment)
    monkeypatch.setattr(probes, "WORKERS", 0)

    def run(*claims, pairs=PAIRS, only=None, progress=lambda line: None):
        comparison = shelf.comparison(*claims)
        lines = TESTS.splitlines()
        found = {
            line[9:].partition("(")[0]: number for number, line in enumerate(lines, 1) if line.startswith("def test_")
        }
        named = {
            name: ProbeTest(name, Where(f"{probes.FOLDER}/test_all.py", line), line + 1, ("a",))
            for name, line in found.items()
        }
        comparison = replace(comparison, probes=named)
        results = probes.run(comparison, shelf.releases(), pairs, only=only, progress=progress)
        told = {}
        for result in results:
            assert isinstance(result.evidence, Probe)
            told[result.id, result.evidence.probe, result.version] = result.finding.problem
        return told

    return run


def probe(name: str, id: str = "a", **bounds: str):
    return claim(Probe(probe=name), id=id, **bounds)


def test_a_probe_that_passes_holds_in_each_pair(runs) -> None:
    assert runs(probe("passes")) == {("a", "passes", NEW): None, ("a", "passes", OLD): None}


def test_a_probe_that_fails_says_what_was_asserted(runs) -> None:
    assert runs(probe("fails"), pairs=PAIRS[:1]) == {("a", "fails", NEW): "failure: assert [200] == [400]"}


def test_a_probe_that_is_not_written_is_a_problem_and_runs_nothing(runs) -> None:
    assert runs(probe("missing"), pairs=PAIRS[:1]) == {
        ("a", "missing", NEW): "there is no test `test_missing` below tests/probes"
    }


def test_a_skipped_probe_has_not_passed(runs) -> None:
    assert runs(probe("skips"), pairs=PAIRS[:1]) == {("a", "skips", NEW): "skipped: not today"}


def test_a_crash_is_a_problem_of_its_own_probe_alone(runs, monkeypatch) -> None:
    monkeypatch.setattr(probes, "WORKERS", 1)
    found = runs(probe("crashes"), probe("passes", "b"), pairs=PAIRS[:1])
    assert found["b", "passes", NEW] is None
    assert "worker 'gw0' crashed while running 'tests/probes/test_all.py::test_crashes'" in found["a", "crashes", NEW]


def test_a_run_that_takes_too_long_is_a_problem_of_every_probe(runs, monkeypatch) -> None:
    monkeypatch.setattr(probes, "WORKERS", 1)
    monkeypatch.setattr(probes, "SECONDS", 2)
    found = runs(probe("hangs"), probe("passes", "b"), pairs=PAIRS[:1])
    assert set(found) == {("a", "hangs", NEW), ("b", "passes", NEW)}
    for problem in found.values():
        assert problem.startswith(f"the pair {NEW} could not be run: Command ")
        assert problem.endswith(" timed out after 2 seconds")


def test_what_outlives_a_command_that_takes_too_long_is_ended_too(tmp_path, monkeypatch) -> None:
    monkeypatch.setattr(probes, "SECONDS", 1)
    os.mkfifo(tmp_path / "said")
    reader = os.open(tmp_path / "said", os.O_RDONLY | os.O_NONBLOCK)
    with pytest.raises(subprocess.TimeoutExpired):
        probes._ended(["sh", "-c", "(echo began; sleep 20; echo ended) > said & sleep 20"], tmp_path, dict(os.environ))
    os.set_blocking(reader, True)
    with os.fdopen(reader) as said:
        assert said.read() == "began\n"


def test_a_command_says_its_code_and_all_its_output(tmp_path) -> None:
    command = ["/bin/sh", "-c", 'echo "$SAYS" >&2; pwd; exit 3']
    assert probes._ended(command, tmp_path, {"SAYS": "this"}) == (3, f"this\n{tmp_path.resolve()}\n")


@pytest.fixture
def answers(runs, monkeypatch: pytest.MonkeyPatch):
    """Run probes with something else in the place of pytest; what it was asked, and with which settings."""
    asked: list[tuple[list[str], Path, dict[str, str]]] = []

    def answer(said: str, report: str | None = None):
        def ended(command: list[str], folder: Path, environment: dict[str, str]) -> tuple[int, str]:
            asked.append((command, folder, environment))
            if report is not None:
                Path(command[command.index("--junitxml") + 1]).write_text(report, encoding="utf-8")
            return 4, said

        monkeypatch.setattr(probes, "_ended", ended)
        return asked

    return answer


def test_the_probes_of_all_claims_are_asked_for_once_by_name_and_with_no_settings_of_ours(
    runs, answers, shelf, monkeypatch
) -> None:
    for name in ("PYTEST_ADDOPTS", "DJANGO_SETTINGS_MODULE", "FLASK_DEBUG"):
        monkeypatch.setenv(name, "ours")
    monkeypatch.setenv("OTHER", "kept")
    monkeypatch.setattr(probes, "WORKERS", 7)
    asked = answers("", '<testsuite><testcase name="test_fails"/></testsuite>')
    told: list[str] = []
    claims = probe("passes"), probe("fails", "b"), probe("passes", "c"), probe("missing", "d")
    found = runs(*claims, pairs=PAIRS[:1], progress=told.append)
    assert told == ["probes in django-2.0: 2"]
    ((command, folder, environment),) = asked
    report = command.pop(command.index("--junitxml") + 1)
    assert Path(report).name == "report.xml"
    assert command == [
        sys.executable, "-m", "pytest", "-c", "tests/probes/pytest.ini", "--rootdir", ".", "-q", "-n", "7",
        "--junitxml", "tests/probes/test_all.py::test_fails", "tests/probes/test_all.py::test_passes",
    ]  # fmt: skip
    assert folder == shelf.folder
    assert not [name for name in environment if name.startswith(("PYTEST", "DJANGO", "FLASK"))]
    assert environment["OTHER"] == "kept"
    assert {id: problem for (id, *_), problem in found.items()} == {
        "a": "the test was not run",
        "b": None,
        "c": "the test was not run",
        "d": "there is no test `test_missing` below tests/probes",
    }


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("collecting ...\nERROR: not found: test_all.py\n", "ERROR: not found: test_all.py"),
        ("", "Command 'pytest' returned non-zero exit status 4."),
    ],
)
def test_a_run_without_a_report_is_a_problem_of_every_probe(runs, answers, said: str, told: str) -> None:
    answers(said)
    assert runs(probe("passes"), pairs=PAIRS[:1]) == {
        ("a", "passes", NEW): f"the pair django-2.0 could not be run: {told}"
    }


def test_a_pair_that_cannot_be_installed_is_a_problem_of_every_probe(runs, monkeypatch) -> None:
    def fails(*_: object) -> Path:
        raise ReleaseUnavailable("Django 2.0 could not be downloaded")

    monkeypatch.setattr(probes, "environment", fails)
    assert runs(probe("passes"), pairs=PAIRS[:1]) == {
        ("a", "passes", NEW): f"the pair {NEW} could not be run: Django 2.0 could not be downloaded"
    }


def test_a_probe_that_passes_outside_the_bounds_of_its_claim_makes_them_wrong(runs) -> None:
    assert runs(probe("passes", since="2.0")) == {
        ("a", "passes", NEW): None,
        ("a", "passes", OLD): "passes in 1.0 too, which the claim's bounds exclude; change `since` or `until`",
    }


def test_a_probe_that_fails_outside_the_bounds_of_its_claim_says_nothing_there(runs) -> None:
    assert runs(probe("passes_when_new", since="2.0")) == {("a", "passes_when_new", NEW): None}


def test_one_claim_alone_can_be_run(runs) -> None:
    assert list(runs(probe("passes"), probe("fails", "b"), pairs=PAIRS[:1], only="a")) == [("a", "passes", NEW)]


def test_without_a_probe_no_environment_is_made(shelf: Shelf, monkeypatch) -> None:
    monkeypatch.setattr(probes, "environment", lambda *_: pytest.fail("an environment was made"))
    shelf.add("django", {"2.0": {}})
    assert (
        probes.run(shelf.comparison(claim(Code(code="django", file="a.py", symbol="a"))), shelf.releases(), PAIRS) == []
    )


@pytest.fixture
def installs(shelf: Shelf, monkeypatch: pytest.MonkeyPatch):
    """Make the environment of a pair; pip and venv only write down what they were asked."""
    asked: list[tuple[str, ...]] = []

    def create(folder: Path, *, with_pip: bool) -> None:
        assert with_pip
        folder.mkdir(parents=True)

    monkeypatch.setattr(probes, "_pip", lambda python, *arguments: asked.append((str(python), *arguments)))
    monkeypatch.setattr("macros.evidence.probes.venv.create", create)
    lock = shelf.folder / probes.LOCK
    lock.parent.mkdir(parents=True)
    lock.write_text("pytest==1\n")

    def make(progress=lambda line: None) -> tuple[Path, list[tuple[str, ...]]]:
        asked.clear()
        pair = Pair((("django", "2.0"),))
        python = probes.environment(shelf.comparison(probe("any")), shelf.releases(), pair, progress)
        return python.parent.parent, list(asked)

    return make


def test_an_environment_is_made_once(shelf: Shelf, installs) -> None:
    (release,) = shelf.add("django", {"2.0": {}}).releases
    told: list[str] = []
    folder, asked = installs(told.append)
    key = hashlib.sha256(f"pytest==1\n{release.sha256}{sys.version}".encode()).hexdigest()
    assert folder == shelf.folder / ".cache/pairs" / f"django-2.0-{key[:12]}"
    python = str(folder / "bin/python")
    assert asked == [
        (python, "--no-deps", "--require-hashes", "--requirement", str(shelf.folder / "tests/probes/requirements.txt")),
        (
            python, "--no-deps", "--no-build-isolation", "--force-reinstall",
            str(shelf.folder / f"cache/{release.sha256}.tar.gz"),
        ),
    ]  # fmt: skip
    assert (folder / "ready").exists()
    assert installs(told.append) == (folder, [])
    assert told == ["installing django-2.0"]


def test_a_new_pin_makes_a_new_environment(shelf: Shelf, installs) -> None:
    shelf.add("django", {"2.0": {}})
    folder, _ = installs()
    shelf.add("django", {"2.0": {"changed.py": "x = 1"}})
    other, asked = installs()
    assert other != folder
    assert len(asked) == 2


def test_a_new_lock_makes_a_new_environment(shelf: Shelf, installs) -> None:
    shelf.add("django", {"2.0": {}})
    folder, _ = installs()
    (shelf.folder / probes.LOCK).write_text("pytest==2\n")
    assert installs()[0] != folder


def test_an_environment_that_was_left_half_made_is_made_again(shelf: Shelf, installs) -> None:
    shelf.add("django", {"2.0": {}})
    folder, _ = installs()
    (folder / "ready").unlink()
    (folder / "leftover").touch()
    again, asked = installs()
    assert again == folder
    assert len(asked) == 2
    assert not (folder / "leftover").exists()


def test_the_reason_of_a_failed_installation_is_its_last_line() -> None:
    error = subprocess.CalledProcessError(1, "pip", stderr="looking ...\nERROR: No matching distribution\n")
    assert probes._last_line(error) == "ERROR: No matching distribution"
    assert probes._last_line(RuntimeError()) == "RuntimeError"


def test_pip_is_the_one_of_the_environment_and_its_failure_is_one(monkeypatch) -> None:
    ran = Mock()
    monkeypatch.setattr("macros.evidence.probes.subprocess.run", ran)
    probes._pip(Path("bin/python"), "--no-deps", "package")
    command = [
        "bin/python", "-m", "pip", "install", "--disable-pip-version-check", "--quiet", "--no-deps", "package",
    ]  # fmt: skip
    ran.assert_called_once_with(command, check=True, capture_output=True, text=True, timeout=900)
