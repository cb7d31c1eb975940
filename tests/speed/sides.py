"""One side of a set-up: its files in a folder of their own, with the Python that has its packages."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

from macros.model import Setup, SetupSide
from tests.tasks.environments import ROOT, environment

LOCK = Path(__file__).parent / "requirements.txt"
SECONDS = 180


@dataclass(frozen=True)
class Placed:
    """A side that can be run; `variables` are all that its programs see of the environment."""

    folder: Path
    python: Path
    side: SetupSide
    variables: dict[str, str]

    def words(self, command: str) -> list[str]:
        """A command as it is run: its program is that of the side's own environment, where it has one."""
        words = shlex.split(command)
        program = self.python.parent / words[0]
        return [str(program) if program.exists() else words[0], *words[1:]]

    def run(self, command: str, *, input: str | None = None) -> str:
        """What a command prints. Raises RuntimeError, with what it printed, when it fails."""
        done = subprocess.run(
            self.words(command), cwd=self.folder, env=self.variables, input=input, capture_output=True, text=True,
            timeout=SECONDS,
        )  # fmt: skip
        if done.returncode:
            raise RuntimeError(f"{command} failed in {self.folder}:\n{done.stdout}{done.stderr}")
        return done.stdout

    def prepare(self) -> None:
        """Make the tables and fill them."""
        for command in self.side.prepare:
            self.run(command)


def placed(setup: Setup, id: str, side: str, folder: Path, variables: dict[str, str], *more: str) -> Placed:
    """A side of a set-up, which is called `id`, with its files in a folder and with `more` packages."""
    shutil.copytree(
        ROOT / setup.folder(id, side), folder, dirs_exist_ok=True, ignore=shutil.ignore_patterns("__pycache__")
    )
    own = setup.sides[side]
    python = environment(frozenset([*own.packages, *more]), LOCK, "speed")
    kept = {name: os.environ[name] for name in ("HOME", "LANG", "TMPDIR") if name in os.environ}
    path = f"{python.parent}{os.pathsep}{os.defpath}"
    return Placed(folder, python, own, kept | {"PATH": path} | own.environment | variables)
