"""Load by wrk: so many connections, each of which sends its next request once the last one is answered."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from .processes import FailedError, busy_seconds, pinned
from .visits import Prepared

SCRIPT = Path(__file__).parent / "wrk.lua"
MISSING = "wrk is not installed; it sends the load: apt install wrk, or see https://github.com/wg/wrk"
TIMEOUT = 30


@dataclass(frozen=True)
class Load:
    """What wrk measured: milliseconds, requests, and how much of its core it used, alone and with all others there."""

    requests: int
    seconds: float
    median: float
    p95: float
    p99: float
    share: float
    core: float

    @property
    def rate(self) -> float:
        """Requests per second."""
        return self.requests / self.seconds


def version() -> str:
    """The version of wrk. Raises FailedError where there is none."""
    if not shutil.which("wrk"):
        raise FailedError(MISSING)
    told = subprocess.run(["wrk", "--version"], check=False, capture_output=True, text=True)
    found = re.search(r"\d+\.\d+\.\d+", told.stdout + told.stderr)
    return found[0] if found else "unknown"


def command(connections: int, seconds: int, url: str) -> list[str]:
    """What is typed, but for the script's files."""
    return [
        "wrk", "--threads", "1", "--connections", str(connections), "--duration", f"{seconds}s",
        "--timeout", f"{TIMEOUT}s", "--script", str(SCRIPT), url, "--",
    ]  # fmt: skip


def send(prepared: Prepared, port: int, connections: int, seconds: int, core: int | None) -> Load:
    """Send the request over and over. Raises FailedError when one was not answered, or with an error."""
    with tempfile.TemporaryDirectory() as name:
        head, body = Path(name, "head"), Path(name, "body")
        lines = [f"{prepared.method} {prepared.path}", *(f"{key}: {value}" for key, value in prepared.headers.items())]
        head.write_text("\n".join(lines) + "\n", encoding="utf-8")
        body.write_bytes(prepared.body)
        words = [*command(connections, seconds, f"http://127.0.0.1:{port}"), str(head), str(body)]
        before, busy = time.perf_counter(), busy_seconds(core)
        with subprocess.Popen(pinned(words, core), stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as wrk:
            assert wrk.stdout
            try:
                told = wrk.stdout.read()
            except BaseException:
                wrk.kill()
                raise
            _, status, usage = os.wait4(wrk.pid, 0)
            wrk.returncode = os.waitstatus_to_exitcode(status)
        took = time.perf_counter() - before
    return _read(told, (usage.ru_utime + usage.ru_stime) / took, (busy_seconds(core) - busy) / took)


def _read(told: str, share: float, core: float) -> Load:
    found = re.search(r"^result (\{.*\})$", told, re.MULTILINE)
    if not found:
        raise FailedError(f"wrk printed no result:\n{told}")
    result = json.loads(found[1])
    failed = result.pop("errors"), result.pop("refused")
    if any(failed) or not result["requests"]:
        text = f"{failed[0]} requests failed and {failed[1]} were answered with an error, of {result['requests']}"
        raise FailedError(f"{text}; nothing was measured")
    return Load(**result, share=share, core=core)
