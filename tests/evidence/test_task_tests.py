"""The tests of tasks as evidence, run by a pytest of their own: what is found for each way in which one can end."""

from __future__ import annotations

import subprocess
from dataclasses import replace
from pathlib import Path

import pytest

from macros.evidence import probe_runs, run_task_tests, task_tests
from macros.model import Code, SideTest, Task, TaskTest, Where
from tests.small_task import TASK

from .parts import Shelf, claim

FILE = "tests/tasks/test_a_page.py"
NEW, OLD = "django-2.0", "django-1.0"
CONFTEST = """
import pytest

def pytest_generate_tests(metafunc):
    if "side" in metafunc.fixturenames:
        metafunc.parametrize("side", ["flask-1.0", "django-2.0", "django-1.0"], ids=["flask", "django", "django 1.0"])

def pytest_runtest_setup(item):
    item.user_properties.append(("side", item.callspec.params["side"]))
"""
TESTS = """
import pytest

def test_passes(side):
    assert side != "flask-1.0"  # no claim here is of Flask, so that it is not even run

def test_passes_in_the_new(side):
    assert side == "django-2.0"

@pytest.mark.parametrize("word", ["django", "b"])
def test_has_cases(side, word):
    assert word == "django"

def test_breaks(side):
    raise RuntimeError("on the way")
"""


@pytest.fixture
def runs(shelf: Shelf, monkeypatch: pytest.MonkeyPatch):
    """Run the tests that claims name, in this environment and without workers, which take long to start."""
    folder = shelf.folder / "tests/tasks"
    folder.mkdir(parents=True)
    (shelf.folder / "pytest.ini").write_text("[pytest]\naddopts = -p no:playwright\n")
    for package in (folder.parent, folder):
        (package / "__init__.py").write_text("")
    (folder / "conftest.py").write_text(CONFTEST)
    (folder / "test_a_page.py").write_text(TESTS)
    shelf.add("django", {"2.0": {}, "1.0": {}})
    monkeypatch.setattr(probe_runs, "WORKERS", 0)

    def run(*claims, only=None, newest=False, progress=lambda line: None):
        comparison = shelf.comparison(*claims)
        task = Task.model_validate({**TASK, "id": "a-page"})
        tests = {"passes": SideTest("passes", Where(FILE, 3), 4, True, "")}
        comparison = replace(comparison, tasks={"a-page": task}, task_tests={FILE: tests})
        results = run_task_tests(comparison, only=only, newest=newest, progress=progress)
        return {(result.id, result.version): result.finding.problem for result in results}

    return run


def cites(test: str, id: str = "a", **bounds: str):
    return claim(TaskTest(task="a-page", test=test, file="config/urls.py", phrase="b = 2"), id=id, **bounds)


def test_a_test_that_passes_holds_in_each_version_of_its_framework(runs) -> None:
    told: list[str] = []
    assert runs(cites("passes"), cites("passes", "b"), progress=told.append) == {
        ("a", NEW): None, ("a", OLD): None, ("b", NEW): None, ("b", OLD): None,
    }  # fmt: skip
    assert told == ["tests of tasks: 1"]


def test_a_test_fails_in_the_version_in_which_it_fails_and_with_each_of_its_cases(runs) -> None:
    assert runs(cites("passes_in_the_new"), cites("has_cases", "b"), cites("breaks", "c")) == {
        ("a", NEW): None,
        ("a", OLD): "failure: AssertionError: assert 'django-1.0' == 'django-2.0'",
        ("b", NEW): "failure: AssertionError: assert 'b' == 'django'",
        ("b", OLD): "failure: AssertionError: assert 'b' == 'django'",
        ("c", NEW): "failure: RuntimeError: on the way",
        ("c", OLD): "failure: RuntimeError: on the way",
    }


def test_bounds_are_judged_as_those_of_a_probe(runs) -> None:
    assert runs(cites("passes", since="2.0"), cites("passes_in_the_new", "b", since="2.0")) == {
        ("a", NEW): None,
        ("a", OLD): "passes in 1.0 too, which the claim's bounds exclude; change `since` or `until`",
        ("b", NEW): None,
    }


def test_the_newest_version_or_one_claim_alone_can_be_judged(runs) -> None:
    assert runs(cites("passes"), cites("breaks", "b"), newest=True, only="a") == {("a", NEW): None}


def test_a_test_that_is_not_there_is_a_problem(runs) -> None:
    (problem,) = {*runs(cites("is_not_there")).values()}
    assert problem is not None
    assert problem.startswith(("the tests of tasks could not be run: ", "the test was not run"))


def test_a_run_that_takes_too_long_is_a_problem_of_each_test(runs, monkeypatch) -> None:
    def ended(command: list[str], folder: Path, environment: dict[str, str]) -> tuple[int, str]:
        raise subprocess.TimeoutExpired("pytest", 9)

    monkeypatch.setattr(probe_runs, "_ended", ended)
    why = "the tests of tasks could not be run: Command 'pytest' timed out after 9 seconds"
    assert runs(cites("passes")) == {("a", NEW): why, ("a", OLD): why}


def test_without_a_task_nothing_is_run(shelf: Shelf, monkeypatch) -> None:
    monkeypatch.setattr(task_tests, "reported", lambda *_: pytest.fail("a test was run"))
    shelf.add("django", {"2.0": {}})
    assert run_task_tests(shelf.comparison(claim(Code(code="django", file="a.py", symbol="a")))) == []
