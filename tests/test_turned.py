"""The changed frameworks of tests/turned: their entries, and that a change reaches a process or says why not."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from macros.load import load
from tests.turned.__main__ import judged
from tests.turned.entries import FOLDER, Entry, entries
from tests.turned.environment import Turned, turned

ROOT = FOLDER.parents[1]
TURN = "def rgb_to_hsv(*colours): return 'turned'"


@pytest.fixture
def turn(tmp_path):
    """A turned environment after one run of a program that uses the module colorsys, and what the program printed."""

    def turn(code: str, program: str = "import colorsys; print(colorsys.rgb_to_hsv(1, 1, 1))") -> tuple[Turned, str]:
        entry = Entry("some_probe", "a colour is a word", "colorsys", code, "making.yml")
        there = turned(tmp_path / "there", Path(sys.executable), entry)
        # A child must be changed as well: a probe runs its programs with sys.executable.
        outer = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {program!r}])"
        done = subprocess.run([there.python, "-c", outer], capture_output=True, text=True, check=False)
        return there, done.stdout.strip()

    return turn


def test_each_entry_is_in_the_file_of_its_topic_and_names_one_probe():
    probes = load(ROOT).probes
    topics = {name: test.where.file.split("/")[2] for name, test in probes.items()}
    names = [entry.probe for entry in entries()]
    assert [(entry.probe, entry.file) for entry in entries() if entry.file != f"{topics.get(entry.probe)}.yml"] == []
    assert len(names) == len(set(names))


def test_no_entry_is_written_twice_in_a_file():
    for path in FOLDER.glob("*.yml"):
        keys = [line for line in path.read_text(encoding="utf-8").splitlines() if line[:1] not in " #"]
        assert len(keys) == len(set(keys)), path.name


def test_a_child_process_sees_the_changed_module(turn):
    there, printed = turn(TURN)
    assert printed == "turned"
    assert there.broken == ""


def test_code_that_raises_is_told(turn):
    there, _ = turn("rgb_to_hsv = no_such_name")
    assert there.broken == "NameError: name 'no_such_name' is not defined"
    said = "its code did not change the framework: NameError: name 'no_such_name' is not defined"
    assert judged("failure: AssertionError: assert 1 == 2", there) == said


def test_a_module_that_is_never_imported_is_told(turn):
    there, _ = turn(TURN, "print(1)")
    assert judged(None, there) == "its code did not change the framework: the module was never imported"


@pytest.mark.parametrize(
    ("outcome", "problem"),
    [
        ("failure: AssertionError: assert [500] == ['raised']", ""),
        ("failure: assert 200 == 404", ""),
        (None, "passes although its claim is false"),
        ("failure: TypeError: no such argument", "fails, but not by an assertion of its own"),
        ("failure: AssertionError: ImportError: cannot import name", "fails, but not by an assertion of its own"),
        ("error: fixture not found", "fails, but not by an assertion of its own"),
    ],
)
def test_only_a_failed_assertion_shows_that_a_probe_can_fail(turn, outcome, problem):
    there, _ = turn(TURN)
    assert judged(outcome, there) == problem
