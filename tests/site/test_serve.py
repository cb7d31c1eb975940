"""`make serve`: a change in data/ or macros/ is on the page after the next rebuild, and a mistake does not end it."""

from __future__ import annotations

import os
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.ports import free_port
from tests.site.building import small_project

SECONDS = 60


@pytest.fixture
def served(tmp_path: Path) -> Iterator[tuple[Path, Callable[[str], None], Path]]:
    """A small project under the serving command: its folder, a wait for words on its topic's page, and its log."""
    project, log = small_project(tmp_path / "project"), tmp_path / "log"
    port = free_port()
    command = [sys.executable, "-m", "mkdocs", "serve", "--livereload", "--dev-addr", f"127.0.0.1:{port}"]

    def wait_for(words: str) -> None:
        deadline = time.monotonic() + SECONDS
        while time.monotonic() < deadline:
            try:
                with urllib.request.urlopen(f"http://127.0.0.1:{port}/compare/data/", timeout=SECONDS) as answer:
                    if words in answer.read().decode("utf-8"):
                        return
            except OSError:
                pass
            time.sleep(0.1)
        raise AssertionError(f"{words!r} did not come: {log.read_text(encoding='utf-8')[-2000:]}")

    with log.open("wb") as out:
        environment = os.environ | {"NO_MKDOCS_2_WARNING": "1", "PYTHONDONTWRITEBYTECODE": "1"}
        process = subprocess.Popen(command, cwd=project, env=environment, stdout=out, stderr=subprocess.STDOUT)
        try:
            yield project, wait_for, log
        finally:
            process.kill()
            process.wait(SECONDS)


def change(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")


def test_a_change_is_served_and_a_mistake_is_told(served: tuple[Path, Callable[[str], None], Path]) -> None:
    project, wait_for, log = served
    criterion = project / "data/criteria/data/orm.yml"
    wait_for("Is there an ORM?")
    change(criterion, "Is there an ORM?", "Is there an object store?")
    wait_for("Is there an object store?")
    change(project / "macros/views/criteria.py", "the answers side by side", "answers beside each other")
    wait_for("answers beside each other")
    change(criterion, "Is there an object store?", "yes")
    deadline = time.monotonic() + SECONDS
    while "`question` is read as yes or no" not in log.read_text(encoding="utf-8") and time.monotonic() < deadline:
        time.sleep(0.1)
    assert "data/criteria/data/orm.yml:1: shape: `question` is read as yes or no" in log.read_text(encoding="utf-8")
    change(criterion, "question: yes", "question: Is there one again?")
    wait_for("Is there one again?")
