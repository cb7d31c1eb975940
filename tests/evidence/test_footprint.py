"""Measured figures: what is measured, in which order, and what becomes of the numbers."""

from __future__ import annotations

import datetime
import json
import sys
from pathlib import Path
from unittest.mock import Mock

import pytest

from macros.evidence import footprint
from macros.model import Probe

from .parts import Shelf, claim

PYTHON = Path(sys.executable)


@pytest.fixture
def said(monkeypatch: pytest.MonkeyPatch):
    """What the measured programs print, one after another; and which were run."""
    run: list[tuple[str, ...]] = []

    def say(*lines: str) -> list[tuple[str, ...]]:
        left = list(lines)

        def output(_python: Path, program: str, *arguments: str) -> str:
            run.append((program, *arguments))
            return left.pop(0)

        monkeypatch.setattr(footprint, "_output", output)
        return run

    return say


def test_times_are_medians_in_milliseconds_with_least_and_most(said, monkeypatch) -> None:
    monkeypatch.setattr(footprint, "ROUNDS", 3)
    said("9", "9", "0.10004", "0.5", "0.30006", "0.4", "0.20006", "0.6")
    one, other = footprint._times(PYTHON, {"one": "a()", "other": "b()"})
    assert (one.subject, one.median, one.least, one.most, one.runs) == ("one", 200.1, 100.0, 300.1, 3)
    assert (other.subject, other.median, other.least, other.most) == ("other", 500.0, 400.0, 600.0)
    assert (other.runs, one.unit, other.unit) == (3, "ms", "ms")
    assert {one.quantity, other.quantity} == {"time until the application is ready"}


def test_the_first_round_is_a_warm_up_and_subjects_take_turns(said, monkeypatch) -> None:
    monkeypatch.setattr(footprint, "ROUNDS", 2)
    run = said(*["1"] * 6)
    footprint._times(PYTHON, {"one": "a()", "other": "b()"})
    assert run == [(footprint.TIMED.format(program),) for program in ("a()", "b()")] * 3
    assert footprint.TIMED.format("a()") == (
        "import time; started = time.perf_counter(); a(); print(time.perf_counter() - started)"
    )


def test_sizes_are_packages_and_megabytes(said) -> None:
    run = said("[7, 2246000]")
    packages, size = footprint._sizes(PYTHON, {"Flask": ("flask", "other")})
    assert run[0][1:] == ("flask", "other")
    assert (packages.quantity, packages.median, packages.unit) == ("packages installed", 7.0, "packages")
    assert (size.quantity, size.median, size.unit) == ("bytes installed, without bytecode", 2.2, "MB")
    assert (size.least, size.most, size.runs, size.samples) == (2.2, 2.2, 1, (2.2,))


def test_a_size_counts_what_a_package_requires_without_its_extras(tmp_path: Path, monkeypatch) -> None:
    for name, requires, content in (("one", ["two>=1", "three; extra == 'more'"], "x" * 10), ("two", [], "y" * 5)):
        info = tmp_path / f"{name}-1.dist-info"
        info.mkdir()
        needed = "".join(f"Requires-Dist: {text}\n" for text in requires)
        (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: 1\n{needed}")
        (tmp_path / f"{name}.py").write_text(content)
        (tmp_path / f"{name}.pyc").write_text("z" * 100)
        (info / "RECORD").write_text(f"{name}.py,,\n{name}.pyc,,\nmissing.py,,\n")
    program = f"import sys; sys.path.insert(0, {str(tmp_path)!r})\n{footprint.SIZE}"
    assert json.loads(footprint._output(PYTHON, program, "One")) == [2, 15]


def test_a_program_runs_in_the_python_that_is_measured_and_must_not_fail(monkeypatch) -> None:
    ran = Mock()
    monkeypatch.setattr("macros.evidence.footprint.subprocess.run", ran)
    assert footprint._output(Path("bin/python"), "program", "one", "two") is ran.return_value.stdout
    command = ["bin/python", "-c", "program", "one", "two"]
    ran.assert_called_once_with(command, check=True, capture_output=True, text=True, timeout=120)


def test_a_run_names_every_subject_once_with_machine_commands_and_versions(shelf: Shelf, monkeypatch) -> None:
    shelf.add("django", {"2.0": {}, "1.0": {}})
    shelf.add("flask", {"3.0": {}})
    comparison = shelf.comparison(claim(Probe(probe="any")))
    frameworks = {
        "flask": comparison.frameworks["django"].model_copy(update={"id": "flask", "name": "Flask", "source": "flask"}),
        **comparison.frameworks,
    }
    comparison = type(comparison)(**{**vars(comparison), "frameworks": frameworks})
    monkeypatch.setattr(footprint, "environment", lambda *_: PYTHON)
    monkeypatch.setattr(footprint, "ROUNDS", 1)
    monkeypatch.setattr("macros.evidence.footprint.platform.system", lambda: "System")
    monkeypatch.setattr("macros.evidence.footprint.platform.machine", lambda: "machine")
    monkeypatch.setattr("macros.evidence.footprint.platform.python_version", lambda: "3.14.0")
    monkeypatch.setattr("macros.evidence.footprint.os.cpu_count", lambda: 8)
    ran: list[tuple[str, ...]] = []

    def output(_python: Path, program: str, *packages: str) -> str:
        ran.append(packages or (program,))
        return "[1, 10]" if packages else "0.1"

    monkeypatch.setattr(footprint, "_output", output)
    told: list[str] = []
    run = footprint.measure(comparison, shelf.releases(), datetime.date(2026, 11, 27), told.append)
    usual = ("flask", "Flask-SQLAlchemy", "Flask-Migrate", "Flask-WTF", "Flask-Login")
    starts = [
        footprint.FLASK_READY, footprint.USUAL_READY, footprint.ADMIN_READY,
        footprint.DJANGO_READY.format(""), footprint.DJANGO_READY.format(footprint.DJANGO_APPS),
    ]  # fmt: skip
    assert ran[: len(ran) // 2] == [
        ("flask",), usual, (*usual, "Flask-Admin"), ("django",),
        *[(footprint.TIMED.format(start),) for start in starts * 2],
    ]  # fmt: skip
    assert told == ["measuring django-2.0+flask-3.0", "measuring django-1.0+flask-3.0"]
    stacks = ["Flask 3.0", "Flask 3.0 with 4 extensions", "Flask 3.0 with 5 extensions"]
    sized = [figure.subject for figure in run.figures if figure.unit == "MB"]
    timed = [figure.subject for figure in run.figures if figure.unit == "ms"]
    assert sized == [*stacks, "Django 2.0", "Django 1.0"]
    assert timed == [
        *stacks, "Django 2.0", "Django 2.0 with the apps of a new project",
        "Django 1.0", "Django 1.0 with the apps of a new project",
    ]  # fmt: skip
    assert run.measured == datetime.date(2026, 11, 27)
    assert (run.machine, run.python) == ("System machine, 8 cores", "3.14.0")
    assert run.commands == (
        "make measure",
        "4 extensions: Flask-SQLAlchemy, Flask-Migrate, Flask-WTF, Flask-Login; 5 with Flask-Admin",
        "a start is a new process that imports the framework and makes the application, 1 rounds in turn",
    )
    assert run.stacks == {
        "4 extensions": footprint.USUAL,
        "5 extensions": (*footprint.USUAL, "Flask-Admin"),
    }
    assert run.digest == run.computed_digest()
    assert isinstance(run.figures, tuple)
    again = type(comparison)(**{**vars(comparison), "frameworks": frameworks, "runs": {"footprint": run}})
    assert list(footprint.remeasured(again, shelf.releases(), again.pairs())) == []
    monkeypatch.setattr(footprint, "_output", lambda *_: "[2, 1200000]")
    assert [str(problem) for problem in footprint.remeasured(again, shelf.releases(), again.pairs()[:1])][:2] == [
        "?:1: size-is-what-was-measured: Flask 3.0: packages installed: recorded as 1 packages, but it is 2; "
        "run `make measure`, or restore the file with git",
        "?:1: size-is-what-was-measured: Flask 3.0: bytes installed, without bytecode: recorded as 0 MB, "
        "but it is 1.2; run `make measure`, or restore the file with git",
    ]


def test_what_is_started_is_a_real_application() -> None:
    for program in (footprint.FLASK_READY, footprint.USUAL_READY, footprint.ADMIN_READY):
        compile(program, "ready", "exec")
    assert footprint.DJANGO_APPS == (
        ", INSTALLED_APPS=['django.contrib.admin', 'django.contrib.auth', 'django.contrib.contenttypes', "
        "'django.contrib.sessions', 'django.contrib.messages', 'django.contrib.staticfiles']"
    )
    assert footprint.ROUNDS == 21
    assert float(footprint._output(PYTHON, footprint.TIMED.format("pass"))) >= 0
    compile(footprint.DJANGO_READY.format(footprint.DJANGO_APPS), "ready", "exec")
