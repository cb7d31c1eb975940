"""One side of a task as it is run: its files in a folder of their own, its commands, its server."""

from __future__ import annotations

import os
import secrets
import shlex
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from macros.model import Comparison, TaskSide
from tests.ports import free_port

from .environments import python

SECONDS = 180
STARTS_WITHIN = 90


@dataclass
class Side:
    """The files of one side in a folder, with the Python that has its packages."""

    folder: Path
    python: Path
    side: TaskSide
    environment: dict[str, str] = field(default_factory=dict)

    def run(self, command: str, *, input: str | None = None, check: bool = True) -> subprocess.CompletedProcess[str]:
        """Run one command as a reader would type it, and wait for its end."""
        done = subprocess.run(
            self._words(command), cwd=self.folder, env=self.environment, input=input, capture_output=True, text=True,
            timeout=SECONDS,
        )  # fmt: skip
        assert not check or done.returncode == 0, f"{command} failed:\n{done.stdout}{done.stderr}"
        return done

    def _words(self, command: str) -> list[str]:
        words = shlex.split(command)
        program = self.python.parent / words[0]
        return [str(program) if program.exists() else words[0], *words[1:]]

    def prepare(self) -> None:
        """Run every command but the last, which starts the server."""
        for command in self.side.commands[:-1]:
            self.run(command)

    def serve(self) -> Server:
        """Start the last command and wait until it answers."""
        port = free_port()
        command, variables = _on(port, self.side.commands[-1])
        server = Server(port, *self._started(command, variables, "server.log"))
        server.wait()
        return server

    @contextmanager
    def working(self) -> Iterator[None]:
        """The side's worker runs beside its server, until this ends."""
        assert self.side.worker, "task.yml names no worker"
        worker = Server(0, *self._started(self.side.worker, {}, "worker.log"))
        try:
            yield
        finally:
            worker.stop()

    def _started(self, command: str, variables: dict[str, str], name: str) -> tuple[subprocess.Popen[bytes], Path]:
        """A process of its own group, and the file to which it prints."""
        path = self.folder / name
        with path.open("wb") as log:
            process = subprocess.Popen(
                self._words(command), cwd=self.folder, env=self.environment | variables, stdout=log,
                stderr=subprocess.STDOUT, start_new_session=True,
            )  # fmt: skip
        return process, path


@dataclass
class Server:
    """A server that listens on 127.0.0.1 until it is stopped."""

    port: int
    process: subprocess.Popen[bytes]
    log: Path

    @property
    def url(self) -> str:
        """The address without a slash at its end."""
        return f"http://127.0.0.1:{self.port}"

    def wait(self) -> None:
        """Until it accepts a connection. Fails with what it printed when it ends or takes too long."""
        until = time.monotonic() + STARTS_WITHIN
        while time.monotonic() < until and self.process.poll() is None:
            with socket.socket() as tried:
                tried.settimeout(1)
                if tried.connect_ex(("127.0.0.1", self.port)) == 0:
                    return
            time.sleep(0.02)
        self.stop()
        raise AssertionError(f"the server did not start:\n{self.log.read_text()}")

    def stop(self) -> None:
        """End it and whatever it started, by its own process group."""
        for sign in (signal.SIGTERM, signal.SIGKILL):
            if self.process.poll() is None:
                os.killpg(self.process.pid, sign)
                try:
                    self.process.wait(5)
                except subprocess.TimeoutExpired:
                    continue


def placed(comparison: Comparison, task: str, framework: str, version: str, folder: Path) -> Side:
    """A side with its files written to a folder; `version` is that of Django."""
    for path, text in comparison.side_files[task, framework].items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, encoding="utf-8")
    side = comparison.tasks[task].frameworks[framework]
    program = python(frozenset(side.packages), version)
    return Side(folder, program, side, _environment(side, program))


def _environment(side: TaskSide, program: Path) -> dict[str, str]:
    """What a program of a side sees of the environment: what task.yml names, and no more of ours than needed."""
    kept = {name: os.environ[name] for name in ("HOME", "LANG", "TMPDIR") if name in os.environ}
    named = {name: secrets.token_urlsafe(32) for name in side.environment}
    path = f"{program.parent}{os.pathsep}{os.defpath}"
    return kept | {"PATH": path, "PYTHONDONTWRITEBYTECODE": "1"} | named


def _on(port: int, command: str) -> tuple[str, dict[str, str]]:
    """A server's command on a free port, and without the reloader, which starts it twice."""
    if "8000" in command:
        return command.replace("8000", str(port)), {}
    if command.startswith("flask"):
        return command, {"FLASK_RUN_PORT": str(port)}
    if "runserver" in command:
        return f"{command} {port} --noreload", {}
    return command, {"PORT": str(port)}
