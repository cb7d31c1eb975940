"""The environment of a pair of versions: what is installed, and when it is made anew."""

from __future__ import annotations

import hashlib
import sys
from pathlib import Path
from unittest.mock import Mock

import pytest

from macros.evidence import environments
from macros.model import Pair, Probe

from .parts import Shelf, claim


@pytest.fixture
def installs(shelf: Shelf, monkeypatch: pytest.MonkeyPatch):
    """Make the environment of a pair; pip and venv only write down what they were asked."""
    asked: list[tuple[str, ...]] = []

    def create(folder: Path, *, with_pip: bool) -> None:
        assert not with_pip
        folder.mkdir(parents=True)

    monkeypatch.setattr(environments, "_pip", lambda python, *arguments: asked.append((str(python), *arguments)))
    monkeypatch.setattr("macros.evidence.environments.venv.create", create)
    lock = shelf.folder / environments.LOCK
    lock.parent.mkdir(parents=True)
    lock.write_text("pytest==1\n")

    def make(progress=lambda line: None) -> tuple[Path, list[tuple[str, ...]]]:
        asked.clear()
        pair = Pair((("django", "2.0"),))
        python = environments.environment(shelf.comparison(claim(Probe(probe="any"))), shelf.releases(), pair, progress)
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
    (shelf.folder / environments.LOCK).write_text("pytest==2\n")
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


def test_pip_is_our_own_and_installs_into_the_environment_and_its_failure_is_one(monkeypatch) -> None:
    ran = Mock()
    monkeypatch.setattr("macros.evidence.environments.subprocess.run", ran)
    environments._pip(Path("bin/python"), "--no-deps", "package")
    command = [
        sys.executable, "-m", "pip", "--python", "bin/python", "install", "--disable-pip-version-check", "--quiet",
        "--no-deps", "package",
    ]  # fmt: skip
    ran.assert_called_once_with(command, check=True, capture_output=True, text=True, timeout=900)
