"""A PostgreSQL of its own in a temporary folder, on 127.0.0.1, from the programs that the system has."""

from __future__ import annotations

import os
import pwd
import re
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.ports import free_port

from .processes import FailedError, started

USER = "speed"


def programs() -> Path | None:
    """The folder of the newest PostgreSQL's programs; distributions keep most of them out of PATH."""
    found = shutil.which("initdb")
    if found:
        return Path(found).resolve().parent
    folders = Path("/usr/lib/postgresql").glob("*/bin/initdb")
    newest = sorted(folders, key=lambda path: float(re.sub(r"[^\d.]", "", path.parts[-3]) or 0))
    return newest[-1].parent if newest else None


def version(programs: Path) -> str:
    """The version of the server, such as 17.5."""
    told = subprocess.run([programs / "postgres", "--version"], check=True, capture_output=True, text=True).stdout
    found = re.search(r"\d+(\.\d+)*", told)
    return found[0] if found else "unknown"


@dataclass(frozen=True)
class Postgres:
    """A server that runs."""

    programs: Path
    port: int

    def database(self, name: str) -> str:
        """The URL of a new, empty database."""
        self._run("dropdb", "--if-exists", name)
        self._run("createdb", name)
        return f"postgresql://{USER}@127.0.0.1:{self.port}/{name}"

    def _run(self, program: str, *arguments: str) -> None:
        place = ("--host", "127.0.0.1", "--port", str(self.port), "--username", USER)
        _output([str(self.programs / program), *place, *arguments])


@contextmanager
def running(programs: Path, core: int | None) -> Iterator[Postgres]:
    """A server whose data is gone when this ends; its settings are those that it has after its installation."""
    with tempfile.TemporaryDirectory(prefix="postgresql-") as name:
        folder, port, other = Path(name), free_port(), _other_user()
        if other:
            os.chown(folder, other.pw_uid, other.pw_gid)
        data = str(folder / "data")
        made = ("--pgdata", data, "--username", USER, "--auth", "trust", "--encoding", "UTF8", "--locale", "C")
        _output(_as(other, [str(programs / "initdb"), *made]), folder)
        listening = ("-c", "listen_addresses=127.0.0.1", "-c", f"unix_socket_directories={folder}")
        command = _as(other, [str(programs / "postgres"), "-D", data, "-p", str(port), *listening])
        with started(command, folder, core=core, stop_sign=signal.SIGINT) as process:  # which ends at once, in order
            process.wait_for(port)
            server = Postgres(programs, port)
            _ready(server)
            yield server


def _ready(server: Postgres) -> None:
    for _ in range(100):
        done = subprocess.run(
            [server.programs / "pg_isready", "--quiet", "--host", "127.0.0.1", "--port", str(server.port)],
            check=False, timeout=10,
        )  # fmt: skip
        if done.returncode == 0:
            return
        signal.sigtimedwait([], 0.1)
    raise FailedError("PostgreSQL listens, but is not ready after ten seconds")


def _other_user() -> pwd.struct_passwd | None:
    """PostgreSQL refuses to run as root: then it runs as its own user or as nobody."""
    if os.getuid():
        return None
    names = {user.pw_name: user for user in pwd.getpwall()}
    return names.get("postgres") or names["nobody"]


def _as(user: pwd.struct_passwd | None, command: list[str]) -> list[str]:
    if user is None:
        return command
    return ["setpriv", f"--reuid={user.pw_uid}", f"--regid={user.pw_gid}", "--clear-groups", "--", *command]


def _output(command: list[str], folder: Path | None = None) -> None:
    done = subprocess.run(command, cwd=folder, check=False, capture_output=True, text=True, timeout=60)
    if done.returncode:
        raise FailedError(f"{' '.join(command)} failed:\n{done.stdout}{done.stderr}")
