"""The application of each side in a folder of its own: its files, its environment, its filled database."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

from macros.model import Database, Place, SetupSide, Speed
from tests.tasks.environments import ROOT, environment

from .postgres import Postgres
from .processes import FailedError

LOCK = Path(__file__).parent / "requirements.txt"
KEPT = ("HOME", "LANG", "LC_ALL", "PATH", "TMPDIR")
KEY = "only-for-measuring-speed-0123456789-0123456789-0123456789"


@dataclass(frozen=True)
class Application:
    """One side of a set-up, ready to be served."""

    folder: Path
    python: Path
    side: SetupSide
    variables: dict[str, str]

    def words(self, command: str, **values: object) -> list[str]:
        """A command of data/speed.yml as it is run: programs of the environment with their whole path."""
        words = [word.format(**values) for word in shlex.split(command)]
        program = self.python.parent / words[0]
        return [str(program) if program.exists() else words[0], *words[1:]]

    def run(self, command: str) -> None:
        """Run a command that prepares it, and wait for its end. Raises FailedError with what it printed."""
        done = subprocess.run(
            self.words(command), cwd=self.folder, env=self.variables, check=False, capture_output=True, text=True,
            timeout=120,
        )  # fmt: skip
        if done.returncode:
            raise FailedError(f"{command} failed:\n{done.stdout}{done.stderr}")


class Applications:
    """Every application that is measured; each is made once."""

    def __init__(self, speed: Speed, folder: Path, upstream: int, postgres: Postgres | None) -> None:
        self.speed, self.folder, self.upstream, self.postgres = speed, folder, upstream, postgres
        self._made: dict[tuple[str, str, str], Application] = {}

    def of(self, place: Place, side: str) -> Application:
        """The application of one side, with the database of a comparison, or SQLite where it names none."""
        key = (place.setup, side, place.database or Database.SQLITE)
        if key not in self._made:
            self._made[key] = self._make(*key)
        return self._made[key]

    def _make(self, setup: str, side: str, database: str) -> Application:
        own = self.speed.setups[setup].sides[side]
        folder = self.folder / f"{setup}-{side}-{database}"
        shutil.copytree(ROOT / self.speed.setups[setup].folder(setup, side), folder)
        servers = (package for server in self.speed.servers.values() for package in server.packages)
        python = environment(frozenset([*own.packages, *servers]), LOCK, "speed")
        variables = {name: os.environ[name] for name in KEPT if name in os.environ} | {
            "SECRET_KEY": KEY,
            "DATABASE_URL": self._database(folder, database),
            "UPSTREAM": f"http://127.0.0.1:{self.upstream}",
            **own.environment,
        }
        made = Application(folder, python, own, variables)
        for command in own.prepare:
            made.run(command)
        return made

    def _database(self, folder: Path, database: str) -> str:
        if database == Database.SQLITE:
            return f"sqlite:///{folder.resolve()}/measured.sqlite3"
        if self.postgres is None:
            raise FailedError("PostgreSQL does not run")
        return self.postgres.database(folder.name.replace("-", "_"))
