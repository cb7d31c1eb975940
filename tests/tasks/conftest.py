"""Each test of a task runs against every side of it: the file test_<task>.py belongs to data/tasks/<task>/."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from macros.load import load
from macros.model import Comparison, tested

from .client import Client
from .environments import ROOT, lines
from .sides import Side, placed


@cache
def comparison() -> Comparison:
    """All of data/, read once."""
    return load(ROOT)


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Give each test the sides of its task: each framework, and Django in each of its versions."""
    if "side" in metafunc.fixturenames:
        known = comparison()
        task = tested(Path(metafunc.module.__file__).name)
        newest, *older = lines(known)
        sides = [(name, newest) for name in known.tasks[task].frameworks] + [("django", version) for version in older]
        labels = [name if version == newest else f"{name} {version}" for name, version in sides]
        metafunc.parametrize("side", sides, ids=labels, indirect=True, scope="module")


def pytest_runtest_setup(item: pytest.Function) -> None:
    """Say in the report which side a test ran against: claims that cite the test are judged by that."""
    framework, django = _side(item.callspec.params)
    known = comparison()
    version = django if framework == "django" else known.sources[known.frameworks[framework].source].releases[0].version
    item.user_properties.append(("side", f"{framework}-{version}"))


def _side(params: dict[str, Any]) -> tuple[str, str]:
    name, version = params["side"]
    return str(name), str(version)


@pytest.fixture(scope="module")
def side(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Side:
    """One side of the task with its files in a folder of their own, and every command run but the last."""
    framework, version = request.param
    task = tested(request.path.name)
    made = placed(comparison(), task, framework, version, tmp_path_factory.mktemp(f"{task}-{framework}"))
    made.environment |= getattr(request.module, "ENVIRONMENT", {})
    made.prepare()
    return made


@pytest.fixture(scope="module")
def address(side: Side) -> Iterator[str]:
    """The address of the side's server, which is started by the side's last command."""
    server = side.serve()
    yield server.url
    server.stop()


@pytest.fixture
def client(address: str) -> Client:
    """A visitor without cookies."""
    return Client(address)
