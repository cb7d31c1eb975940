"""The program that runs probes many times, with runs that end as the test says."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from macros.load import load
from macros.tools import flakes


@pytest.fixture
def ends(monkeypatch):
    """Have each run of a probe end as a list says, in turn; an exception is raised."""
    comparison = load(flakes.ROOT)
    (pair, _), (test, *_) = next(iter(flakes.chosen(comparison, "flask_route_answers_get").items()))
    monkeypatch.setattr(flakes, "environment", lambda *_: Path("python"))
    monkeypatch.setattr(flakes, "load", lambda root: comparison)

    def ends(*outcomes: str | Exception | None) -> str:
        left = iter(outcomes)

        def run(root, python, tests):
            assert [each.name for each in tests] == [test.name]
            outcome = next(left)
            if isinstance(outcome, Exception):
                raise outcome
            return {test.name: outcome}

        monkeypatch.setattr(flakes, "outcomes", run)
        return pair.name

    return ends


def told(capsys, *arguments: str) -> tuple[int, list[str]]:
    code = flakes.main(["--only", "flask_route_answers_get", *arguments])
    return code, [line.partition(" failed, ")[0] for line in capsys.readouterr().out.splitlines()]


def test_a_probe_that_fails_once_is_listed_with_its_first_failure(ends, capsys):
    pair = ends(None, "failure: assert 1 == 2", "failure: assert 1 == 3")
    code, lines = told(capsys, "--times", "3")
    assert code == 1
    assert lines == [
        f"1 of 3: tests/probes/apis in {pair}: 0 of 1",
        f"2 of 3: tests/probes/apis in {pair}: 1 of 1",
        f"3 of 3: tests/probes/apis in {pair}: 1 of 1",
        f"flask_route_answers_get_unless_told_otherwise in {pair}: failed 2 of 3 times",
        "    failure: assert 1 == 2",
        "1 of 1 probes ever failed",
    ]


def test_probes_that_always_pass_are_no_problem(ends, capsys):
    ends(None, None)
    code, lines = told(capsys, "--times", "2")
    assert (code, lines[2:]) == (0, ["0 of 1 probes ever failed"])


def test_a_run_that_hangs_is_a_failure_of_its_probes(ends, capsys):
    ends(subprocess.TimeoutExpired("pytest", 1))
    code, lines = told(capsys, "--times", "1")
    assert (code, lines[-2]) == (1, "    the run ended without a report: TimeoutExpired")


def test_no_run_begins_when_the_time_is_up(ends, capsys):
    pair = ends()
    code, lines = told(capsys, "--times", "1", "--minutes", "-1")
    assert code == 0
    assert lines == [
        f"the time is up before run 1 of 1 of tests/probes/apis in {pair}",
        "0 of 0 probes ever failed",
    ]


def test_a_text_that_no_probe_has_is_a_wrong_call(capsys):
    with pytest.raises(SystemExit):
        flakes.main(["--only", "no such probe"])
    assert "no claim, name or file of a probe has the text 'no such probe'" in capsys.readouterr().err
