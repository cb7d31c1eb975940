"""The probe runner, with real tests in their own folder: what it reports for each way in which a probe can end."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from macros.evidence import ReleaseUnavailable, probe_runs, probes
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
    folder = shelf.folder / probe_runs.FOLDER
    folder.mkdir(parents=True)
    # The plugins of this environment that no probe here needs would take longer to start than all the rest.
    unwanted = "-p no:cacheprovider -p no:playwright"
    (folder / "pytest.ini").write_text(f"[pytest]\naddopts = {unwanted} --import-mode=importlib\n")
    (folder / "test_all.py").write_text(TESTS)
    shelf.add("django", {"2.0": {}, "1.0": {}})

    # Written before any process starts: a file that a child still holds open for writing can't be run.
    for pair in PAIRS:
        python = shelf.folder / pair.name / "bin" / "python"
        python.parent.mkdir(parents=True)
        python.write_text(f'#!/bin/sh\nPAIR={pair.version("django")} exec {sys.executable} "$@"\n')
        python.chmod(0o755)

    def environment(_comparison: Comparison, _releases: object, pair: Pair, _progress: object) -> Path:
        return shelf.folder / pair.name / "bin" / "python"

    monkeypatch.setattr(probes, "environment", environment)
    monkeypatch.setattr(probe_runs, "WORKERS", 0)

    def run(*claims, pairs=PAIRS, only=None, fresh=True, progress=lambda line: None):
        comparison = shelf.comparison(*claims)
        lines = TESTS.splitlines()
        found = {
            line[9:].partition("(")[0]: number for number, line in enumerate(lines, 1) if line.startswith("def test_")
        }
        named = {
            name: ProbeTest(name, Where(f"{probe_runs.FOLDER}/test_all.py", line), line + 1, ("a",))
            for name, line in found.items()
        }
        comparison = replace(comparison, probes=named)
        results = probes.run(comparison, shelf.releases(), pairs, only=only, fresh=fresh, progress=progress)
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
    monkeypatch.setattr(probe_runs, "WORKERS", 1)
    found = runs(probe("crashes"), probe("passes", "b"), pairs=PAIRS[:1])
    assert found["b", "passes", NEW] is None
    assert "worker 'gw0' crashed while running 'tests/probes/test_all.py::test_crashes'" in found["a", "crashes", NEW]


def test_a_run_that_takes_too_long_is_a_problem_of_every_probe(runs, monkeypatch) -> None:
    monkeypatch.setattr(probe_runs, "WORKERS", 1)
    monkeypatch.setattr(probe_runs, "SECONDS", 2)
    found = runs(probe("hangs"), probe("passes", "b"), pairs=PAIRS[:1])
    assert set(found) == {("a", "hangs", NEW), ("b", "passes", NEW)}
    for problem in found.values():
        assert problem.startswith(f"the pair {NEW} could not be run: Command ")
        assert problem.endswith(" timed out after 2 seconds")


def test_what_outlives_a_command_that_takes_too_long_is_ended_too(tmp_path, monkeypatch) -> None:
    monkeypatch.setattr(probe_runs, "SECONDS", 1)
    os.mkfifo(tmp_path / "said")
    reader = os.open(tmp_path / "said", os.O_RDONLY | os.O_NONBLOCK)
    with pytest.raises(subprocess.TimeoutExpired):
        probe_runs._ended(
            ["sh", "-c", "(echo began; sleep 20; echo ended) > said & sleep 20"], tmp_path, dict(os.environ)
        )
    os.set_blocking(reader, True)
    with os.fdopen(reader) as said:
        assert said.read() == "began\n"


def test_a_command_says_its_code_and_all_its_output(tmp_path) -> None:
    command = ["/bin/sh", "-c", 'echo "$SAYS" >&2; pwd; exit 3']
    assert probe_runs._ended(command, tmp_path, {"SAYS": "this"}) == (3, f"this\n{tmp_path.resolve()}\n")


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

        monkeypatch.setattr(probe_runs, "_ended", ended)
        return asked

    return answer


def test_the_probes_of_all_claims_are_asked_for_once_by_name_and_with_no_settings_of_ours(
    runs, answers, shelf, monkeypatch
) -> None:
    for name in ("PYTEST_ADDOPTS", "DJANGO_SETTINGS_MODULE", "FLASK_DEBUG"):
        monkeypatch.setenv(name, "ours")
    monkeypatch.setenv("OTHER", "kept")
    monkeypatch.setattr(probe_runs, "WORKERS", 7)
    asked = answers("", '<testsuite><testcase name="test_fails"/></testsuite>')
    told: list[str] = []
    claims = probe("passes"), probe("fails", "b"), probe("passes", "c"), probe("missing", "d")
    found = runs(*claims, pairs=PAIRS[:1], progress=told.append)
    assert told == ["probes in django-2.0: 2"]
    ((command, folder, environment),) = asked
    report = command.pop(command.index("--junitxml") + 1)
    assert Path(report).name == "report.xml"
    assert command == [
        str(shelf.folder / NEW / "bin/python"), "-m", "pytest", "-c", "tests/probes/pytest.ini", "--rootdir", ".",
        "-q", "-n", "7",
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


def test_what_passed_before_is_not_run_again_until_its_file_or_a_helper_changes(runs, shelf) -> None:
    told: list[str] = []

    def again() -> tuple[dict[tuple[str, str, str], str | None], list[str]]:
        told.clear()
        return runs(probe("passes"), probe("fails", "b"), pairs=PAIRS[:1], fresh=False, progress=told.append), list(
            told
        )

    expected = {("a", "passes", NEW): None, ("b", "fails", NEW): "failure: assert [200] == [400]"}
    anew, kept = ["probes in django-2.0: 2"], ["probes in django-2.0: 1, 1 passed before with the same files"]
    assert again() == (expected, anew)
    assert again() == (expected, kept)
    for name in ("test_all.py", "conftest.py", "pytest.ini"):
        with (shelf.folder / probe_runs.FOLDER / name).open("a") as file:
            file.write("\n")
        assert again() == (expected, anew), name
        assert again() == (expected, kept), name


def test_a_test_that_passed_and_was_then_broken_does_not_pass(runs, shelf) -> None:
    assert set(runs(probe("passes"), fresh=False).values()) == {None}
    file = shelf.folder / probe_runs.FOLDER / "test_all.py"
    file.write_text(TESTS.replace("    pass\n", "    assert 1 == 2\n", 1))
    assert set(runs(probe("passes"), fresh=False).values()) == {"failure: assert 1 == 2"}


def test_a_file_that_is_edited_while_it_runs_has_not_passed_as_it_is_then(runs, answers, shelf, monkeypatch) -> None:
    answers("", '<testsuite><testcase name="test_passes"/></testsuite>')
    real = probe_runs._ended

    def edits(*arguments):
        with (shelf.folder / probe_runs.FOLDER / "test_all.py").open("a") as file:
            file.write("\n")
        return real(*arguments)

    monkeypatch.setattr(probe_runs, "_ended", edits)
    told: list[str] = []
    for _ in range(2):
        runs(probe("passes"), pairs=PAIRS[:1], fresh=False, progress=told.append)
    assert told == ["probes in django-2.0: 1"] * 2


def test_what_passed_in_one_pair_has_not_passed_in_another(runs) -> None:
    runs(probe("passes_when_new"), pairs=PAIRS[:1], fresh=False)
    assert runs(probe("passes_when_new"), pairs=PAIRS[1:], fresh=False) == {
        ("a", "passes_when_new", OLD): "failure: AssertionError: assert '1.0' == '2.0'"
    }


def test_a_fresh_run_believes_nothing_that_was_kept(runs, shelf) -> None:
    runs(probe("passes"), pairs=PAIRS[:1], fresh=False)
    told: list[str] = []
    runs(probe("passes"), pairs=PAIRS[:1], progress=told.append)
    assert told == ["probes in django-2.0: 1"]
    (shelf.folder / ".cache/probes/django-2.0.json").write_text("{")
    runs(probe("passes"), pairs=PAIRS[:1], fresh=False, progress=told.append)
    assert told[1:] == ["probes in django-2.0: 1"]


def test_one_claim_alone_can_be_run(runs) -> None:
    assert list(runs(probe("passes"), probe("fails", "b"), pairs=PAIRS[:1], only="a")) == [("a", "passes", NEW)]


def test_without_a_probe_no_environment_is_made(shelf: Shelf, monkeypatch) -> None:
    monkeypatch.setattr(probes, "environment", lambda *_: pytest.fail("an environment was made"))
    shelf.add("django", {"2.0": {}})
    assert (
        probes.run(shelf.comparison(claim(Code(code="django", file="a.py", symbol="a"))), shelf.releases(), PAIRS) == []
    )


def test_the_reason_of_a_failed_installation_is_its_last_line() -> None:
    error = subprocess.CalledProcessError(1, "pip", stderr="looking ...\nERROR: No matching distribution\n")
    assert probes.last_line(error) == "ERROR: No matching distribution"
    assert probes.last_line(RuntimeError()) == "RuntimeError"
