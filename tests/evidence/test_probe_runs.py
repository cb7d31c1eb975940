"""The probe runner, with real tests in a folder of their own: what it says of each way in which a probe can end."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from pathlib import Path

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
    """Run the probes that claims name; the environment of a pair is this one, which says which pair it stands for."""
    folder = shelf.folder / probes.FOLDER
    folder.mkdir(parents=True)
    (folder / "pytest.ini").write_text("[pytest]\naddopts = -p no:cacheprovider --import-mode=importlib\n")
    (folder / "test_all.py").write_text(TESTS)
    shelf.add("django", {"2.0": {}, "1.0": {}})

    def environment(_comparison: Comparison, _releases: object, pair: Pair, _progress: object) -> Path:
        monkeypatch.setenv("PAIR", pair.version("django"))
        return Path(sys.executable)

    monkeypatch.setattr(probes, "environment", environment)

    def run(*claims, pairs=PAIRS, only=None):
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
        results = probes.run(comparison, shelf.releases(), pairs, only=only)
        return {(result.id, result.evidence.probe, result.version): result.finding.problem for result in results}

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
    (problem,) = runs(probe("skips"), pairs=PAIRS[:1]).values()
    assert problem is not None
    assert problem.startswith("skipped: ")


def test_a_crash_is_a_problem_of_its_own_probe_alone(runs) -> None:
    found = runs(probe("crashes"), probe("passes", "b"), pairs=PAIRS[:1])
    assert found["b", "passes", NEW] is None
    assert found["a", "crashes", NEW] is not None


def test_a_run_that_takes_too_long_is_a_problem_of_every_probe(runs, monkeypatch) -> None:
    monkeypatch.setattr(probes, "SECONDS", 3)
    found = runs(probe("hangs"), probe("passes", "b"), pairs=PAIRS[:1])
    assert all(problem.startswith(f"the pair {NEW} could not be run: ") for problem in found.values())
    assert len(found) == 2


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
        ("a", "passes", OLD): "passes in 1.0 too, which the claim's bounds leave out; mend since or until",
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
    monkeypatch.setattr(probes, "_pip", lambda _python, *arguments: asked.append(arguments))
    monkeypatch.setattr(probes.venv, "create", lambda folder, **_: Path(folder).mkdir(parents=True))
    lock = shelf.folder / probes.LOCK
    lock.parent.mkdir(parents=True)
    lock.write_text("pytest==1\n")

    def make(version: str = "2.0") -> tuple[Path, list[tuple[str, ...]]]:
        asked.clear()
        pair = Pair((("django", version),))
        python = probes.environment(shelf.comparison(probe("any")), shelf.releases(), pair)
        return python.parent.parent, list(asked)

    return make


def test_an_environment_is_made_once(shelf: Shelf, installs) -> None:
    shelf.add("django", {"2.0": {}})
    folder, asked = installs()
    assert [arguments[0] for arguments in asked] == ["--no-deps", "--no-deps"]
    assert "--require-hashes" in asked[0]
    assert "--no-build-isolation" in asked[1]
    assert installs() == (folder, [])


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
