"""What probes share: a child process for each framework configuration, a server on 127.0.0.1, a fresh project.

A Django setting can be made once in a process, so a probe runs a program in its own process and asserts on
the JSON that it prints. Time-outs, ports and lost connections are dealt with here and nowhere else.
"""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import textwrap
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from http.client import HTTPException
from pathlib import Path
from typing import Any

import pytest

# What ends in a second on a quiet machine may take a minute beside other work; only what hangs takes this long.
SECONDS = 120
STARTS = 3
# Gunicorn's control socket is one for all servers of a user, so that two at once would share it; and it ends a worker
# that has not moved for 30 seconds, which on a busy machine may be one that is still importing.
GUNICORN = f"--no-control-socket --timeout={SECONDS}"

Run = Callable[..., Any]


@dataclass(frozen=True)
class Reply:
    """An HTTP answer: status, headers with lower-case names (the last one wins), all cookies, and the body as text."""

    status: int
    headers: Mapping[str, str]
    cookies: tuple[str, ...]
    text: str


def _environment(**more: str) -> dict[str, str]:
    kept = {key: value for key, value in os.environ.items() if not key.startswith(("DJANGO", "FLASK", "PYTEST"))}
    fixed = {"PYTHONDONTWRITEBYTECODE": "1", "PYTHONUNBUFFERED": "1", "GUNICORN_CMD_ARGS": GUNICORN}
    return {**kept, **fixed, "NO_COLOR": "1", **more}


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """Run a Python program in a child process; returns the JSON of its last line of output.

    The program is dedented, starts in `tmp_path`, and must print one line of JSON at its end.
    """

    def run(program: str, *arguments: str, **environment: str) -> Any:
        done = subprocess.run(
            [sys.executable, "-c", textwrap.dedent(program), *arguments],
            cwd=tmp_path,
            env=_environment(PYTHONPATH=str(tmp_path), **environment),
            capture_output=True,
            text=True,
            timeout=SECONDS,
            check=False,
        )
        assert done.returncode == 0, done.stderr[-2000:]
        return json.loads(done.stdout.strip().splitlines()[-1])

    return run


@pytest.fixture
def command(tmp_path: Path) -> Callable[..., subprocess.CompletedProcess[str]]:
    """Run `python ARGUMENTS...` in a folder (default tmp_path); returns the finished process, whatever its code."""

    def command(*arguments: str, cwd: Path | None = None, stdin: str = "", **environment: str):
        return subprocess.run(
            [sys.executable, *arguments],
            cwd=cwd or tmp_path,
            env=_environment(**environment),
            input=stdin,
            capture_output=True,
            text=True,
            timeout=SECONDS,
            check=False,
        )

    return command


@pytest.fixture(scope="session")
def _new_project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What `startproject` and `startapp` write, made once for all probes of a process, which copy it."""
    project = tmp_path_factory.mktemp("new") / "project"
    project.mkdir()
    for arguments in (("startproject", "site_of_probe", "."), ("startapp", "app")):
        made = [sys.executable, "-m", "django", *arguments]
        subprocess.run(made, cwd=project, env=_environment(), check=True, timeout=SECONDS)
    return project


@pytest.fixture
def django_project(tmp_path: Path, _new_project: Path) -> Path:
    """A fresh Django project as `startproject` makes it, with an empty app named `app` beside it; its folder."""
    return shutil.copytree(_new_project, tmp_path / "project")


class Tried:
    """The cases with which a probe tries to break a claim that says only, every or never."""

    def __init__(self) -> None:
        self.cases: list[str] = []

    def __call__(self, case: str, *, broke: bool, noticed: bool) -> None:
        """One case: `broke` says whether it broke the claim.

        `noticed` shows that the test could have seen it: the same look, at something made to break the claim,
        must find it.
        """
        assert noticed, f"{case}: a break of the claim would not have been noticed"
        assert not broke, f"{case}: this breaks the claim"
        self.cases.append(case)


@pytest.fixture
def tried() -> Tried:
    """Report each case of an attempt: `tried("a subclass", broke=..., noticed=...)`."""
    return Tried()


@pytest.fixture(autouse=True)
def _every_case_was_tried(request: pytest.FixtureRequest, tried: Tried) -> Iterator[None]:
    """What the `tries` marks promise was tried, and nothing else."""
    yield
    promised = sorted({case for mark in request.node.iter_markers("tries") for case in mark.args[1:]})
    assert sorted(set(tried.cases)) == promised, f"tried {sorted(set(tried.cases))}, marked {promised}"


def free_port() -> int:
    """A port on 127.0.0.1 that nothing listened on a moment ago."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@dataclass(frozen=True)
class Server:
    """A running server: its port, and what it has written so far."""

    port: int
    log: Path

    def get(self, path: str = "/", headers: Mapping[str, str] | None = None, data: bytes | None = None) -> Reply:
        """One request; an error status is an answer like any other."""
        request = urllib.request.Request(f"http://127.0.0.1:{self.port}{path}", data=data, headers=dict(headers or {}))
        try:
            with urllib.request.urlopen(request, timeout=SECONDS) as answer:
                return _reply(answer)
        except urllib.error.HTTPError as answer:
            return _reply(answer)

    def said(self) -> str:
        """Everything the server wrote to its output."""
        return self.log.read_text(encoding="utf-8", errors="replace")

    def until(self, true: Callable[[], bool], again: Callable[[], object] = lambda: None) -> None:
        """Wait until something is true of the server; `again` is called at once, and every three seconds until then.

        A lost connection is no failure: the server may be about to restart.
        """
        deadline, last = time.monotonic() + SECONDS, -3.0
        while time.monotonic() < deadline:
            if time.monotonic() - last > 3:
                again()
                last = time.monotonic()
            with contextlib.suppress(OSError, HTTPException):
                if true():
                    return
            time.sleep(0.05)
        raise AssertionError(f"not true after {SECONDS} seconds: {self.said()[-2000:]}")


def _reply(answer: Any) -> Reply:
    headers = {name.lower(): value for name, value in answer.headers.items()}
    cookies = tuple(answer.headers.get_all("Set-Cookie") or ())
    return Reply(answer.status, headers, cookies, answer.read().decode("utf-8", "replace"))


@pytest.fixture
def serve(tmp_path: Path) -> Iterator[Callable[..., Server]]:
    """Start `python ARGUMENTS...` (with {port} filled in) as a server; ended with its whole process group."""
    with contextlib.ExitStack() as stack:

        def serve(*arguments: str, cwd: Path | None = None, **environment: str) -> Server:
            for _ in range(STARTS):
                port = free_port()
                log = tmp_path / f"server-{port}.log"
                out = stack.enter_context(log.open("wb"))
                process = subprocess.Popen(
                    [sys.executable, *(argument.format(port=port) for argument in arguments)],
                    cwd=cwd or tmp_path,
                    env=_environment(PYTHONPATH=str(cwd or tmp_path), **environment),
                    stdout=out,
                    stderr=subprocess.STDOUT,
                    stdin=subprocess.DEVNULL,
                    start_new_session=True,
                )
                stack.callback(_end, process)
                server = Server(port, log)
                if _listens(process, server):
                    return server
            raise AssertionError(f"another program took each of {STARTS} free ports")

        yield serve


def _listens(process: subprocess.Popen[bytes], server: Server) -> bool:
    """Wait until a server takes connections; False when it ended because another program had taken its port."""
    deadline = time.monotonic() + SECONDS
    while time.monotonic() < deadline:
        if process.poll() is not None:
            assert "in use" in server.said(), server.said()[-2000:]
            return False
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", server.port), timeout=1):
            return True
        time.sleep(0.02)
    raise AssertionError(f"no server on port {server.port}: {server.said()[-2000:]}")


def _end(process: subprocess.Popen[bytes]) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait(timeout=SECONDS)
