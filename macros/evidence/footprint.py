"""Measure what each framework installs and how long it takes to be ready, in the environments of the probes.

Figures, not assertions: they are recorded with machine, versions and commands, and belong to the day they were taken.
"""

from __future__ import annotations

import datetime
import json
import os
import platform
import subprocess
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from macros.model import BYTES, PACKAGES, READY, Comparison, Figure, Pair, Problem, Run

from .environments import environment
from .releases import Releases

ROUNDS = 21
# Wheels of one release differ a little between platforms; what is required does not.
TOLERANCE = {PACKAGES: 0.0, BYTES: 0.1}
USUAL = ("Flask-SQLAlchemy", "Flask-Migrate", "Flask-WTF", "Flask-Login")
EXTENSIONS = (*USUAL, "Flask-Admin")

# Counts the named packages and all they require, and the bytes of their installed files without bytecode.
SIZE = """
import json, re, sys
from importlib.metadata import distribution
from packaging.requirements import Requirement
found, left = {}, sys.argv[1:]
while left:
    name = re.sub(r"[-_.]+", "-", left.pop()).lower()
    if name not in found:
        found[name] = distribution(name)
        for text in found[name].requires or ():
            needed = Requirement(text)
            if needed.marker is None or needed.marker.evaluate({"extra": ""}):
                left.append(needed.name)
files = {str(file.locate()) for each in found.values() for file in each.files or () if file.suffix != ".pyc"}
import os
print(json.dumps([len(found), sum(os.path.getsize(file) for file in files if os.path.exists(file))]))
"""
TIMED = "import time; started = time.perf_counter(); {}; print(time.perf_counter() - started)"
FLASK_READY = "import flask; flask.Flask('ready')"
USUAL_READY = (
    "import flask, flask_login, flask_migrate, flask_sqlalchemy, flask_wtf; app = flask.Flask('ready'); "
    "app.config.update(SECRET_KEY='x', SQLALCHEMY_DATABASE_URI='sqlite://'); db = flask_sqlalchemy.SQLAlchemy(app); "
    "flask_migrate.Migrate(app, db); flask_wtf.CSRFProtect(app); flask_login.LoginManager(app)"
)
ADMIN_READY = f"{USUAL_READY}; import flask_admin.contrib.sqla; flask_admin.Admin(app)"
DJANGO_READY = (
    "from django.conf import settings; settings.configure(ROOT_URLCONF='ready', SECRET_KEY='x'{}); "
    "from django.core.wsgi import get_wsgi_application; get_wsgi_application()"
)
# The apps of the project template, so that this needs no project on disk.
APPS = ("admin", "auth", "contenttypes", "sessions", "messages", "staticfiles")
DJANGO_APPS = f", INSTALLED_APPS={[f'django.contrib.{name}' for name in APPS]}"


@dataclass(frozen=True)
class Setup:
    """What is measured of a framework: what is added to it, the packages that are sized, the program that is timed."""

    added: str
    packages: tuple[str, ...]
    ready: str


SETUPS = {
    "flask": (
        Setup("", ("flask",), FLASK_READY),
        Setup(f" with {len(USUAL)} extensions", ("flask", *USUAL), USUAL_READY),
        Setup(f" with {len(EXTENSIONS)} extensions", ("flask", *EXTENSIONS), ADMIN_READY),
    ),
    "django": (
        Setup("", ("django",), DJANGO_READY.format("")),
        Setup(" with the apps of a new project", (), DJANGO_READY.format(DJANGO_APPS)),
    ),
}
"""For each framework what is measured of it; one without an entry is told to be unmeasured, here and on the page."""


def measure(
    comparison: Comparison,
    releases: Releases,
    today: datetime.date,
    progress: Callable[[str], None] = lambda line: None,
) -> Run:
    """Measure in every pair of versions, and tell of each framework that can't be measured.

    Raises ReleaseUnavailable or CalledProcessError as probes do.
    """
    for id, framework in comparison.frameworks.items():
        if id not in SETUPS:
            progress(f"{framework.name} is not measured; say what to measure in SETUPS of macros/evidence/footprint.py")
    figures: dict[tuple[str, str], Figure] = {}
    for pair in comparison.pairs():
        if any(id not in SETUPS for id, _ in pair.versions):
            continue
        python = environment(comparison, releases, pair, progress)
        progress(f"measuring {pair.name}")
        sized, timed = _subjects(comparison, pair)
        for figure in (*_sizes(python, sized), *_times(python, timed)):
            figures.setdefault((figure.subject, figure.quantity), figure)
    return Run(
        measured=today,
        machine=f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores",
        python=platform.python_version(),
        commands=(
            "make measure",
            f"{_extensions(USUAL)}: {', '.join(USUAL)}; {len(EXTENSIONS)} with {EXTENSIONS[-1]}",
            f"a start is a new process that imports the framework and makes the application, {ROUNDS} rounds in turn",
        ),
        stacks={_extensions(packages): packages for packages in (USUAL, EXTENSIONS)},
        figures=tuple(figures.values()),
        digest="none",
    ).sealed()


def remeasured(
    comparison: Comparison,
    releases: Releases,
    pairs: Iterable[Pair],
    progress: Callable[[str], None] = lambda line: None,
) -> Iterator[Problem]:
    """What is recorded of sizes that is not so in these pairs; times are left out, which differ between machines.

    Raises what `measure` raises.
    """
    recorded = {(figure.subject, figure.quantity): figure for run in comparison.runs.values() for figure in run.figures}
    for pair in pairs if recorded else ():
        if any(id not in SETUPS for id, _ in pair.versions):
            continue
        python = environment(comparison, releases, pair, progress)
        for found in _sizes(python, _subjects(comparison, pair)[0]):
            figure = recorded.get((found.subject, found.quantity))
            if figure and abs(figure.median - found.median) > TOLERANCE[found.quantity] * found.median:
                yield Problem(
                    figure.where,
                    "size-is-what-was-measured",
                    f"{found.subject}: {found.quantity}: recorded as {figure.median:g} {figure.unit}, "
                    f"but it is {found.median:g}; run `make measure`, or restore the file with git",
                )


def _extensions(packages: tuple[str, ...]) -> str:
    return f"{len(packages)} extensions"


def _subjects(comparison: Comparison, pair: Pair) -> tuple[dict[str, tuple[str, ...]], dict[str, str]]:
    """What is sized and what is timed in a pair, by the names of the figures."""
    setups = {
        f"{comparison.frameworks[id].name} {number}{setup.added}": setup
        for id, number in pair.versions
        for setup in SETUPS[id]
    }
    sized = {subject: setup.packages for subject, setup in setups.items() if setup.packages}
    return sized, {subject: setup.ready for subject, setup in setups.items()}


def _output(python: Path, program: str, *arguments: str) -> str:
    command = [str(python), "-c", program, *arguments]
    return subprocess.run(command, check=True, capture_output=True, text=True, timeout=120).stdout  # noqa: S603


def _sizes(python: Path, subjects: dict[str, tuple[str, ...]]) -> list[Figure]:
    found = []
    for subject, packages in subjects.items():
        count, size = json.loads(_output(python, SIZE, *packages))
        found += [
            Figure.of(subject, PACKAGES, [count]),
            Figure.of(subject, BYTES, [size / 1e6]),
        ]
    return found


def _times(python: Path, subjects: dict[str, str]) -> list[Figure]:
    """The first round only fills the caches; the others alternate, so that no subject has the quieter machine."""
    times: dict[str, list[float]] = {subject: [] for subject in subjects}
    for number in range(ROUNDS + 1):
        for subject, program in subjects.items():
            milliseconds = float(_output(python, TIMED.format(program))) * 1000
            if number:
                times[subject].append(milliseconds)
    return [Figure.of(subject, READY, values) for subject, values in times.items()]
