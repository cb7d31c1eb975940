"""Processes that are measured: started on a core, asked for their CPU time and memory, ended by their own id."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

STARTS_WITHIN = 60


class FailedError(Exception):
    """What stops a measurement, as a sentence that says what to do."""


@dataclass(frozen=True)
class Cores:
    """The load and what stands behind a server have one core, the server has the other; None where there is one."""

    load: int | None
    server: int | None

    @classmethod
    def here(cls) -> Cores:
        """The first two cores that this process may use."""
        usable = sorted(os.sched_getaffinity(0))
        return cls(usable[0], usable[1]) if len(usable) > 1 else cls(None, None)


def pinned(command: Sequence[str], core: int | None) -> list[str]:
    """The command as it is run on one core."""
    return list(command) if core is None else ["taskset", "--cpu-list", str(core), *command]


@dataclass
class Process:
    """A process with all that it starts, and the file it prints to."""

    process: subprocess.Popen[bytes]
    log: Path
    stop_sign: int = signal.SIGTERM

    @property
    def ids(self) -> list[int]:
        """The ids of the process and of all that it started."""
        found = [self.process.pid]
        for pid in found:
            with suppress(OSError):
                for task in Path(f"/proc/{pid}/task").iterdir():
                    found += map(int, (task / "children").read_text().split())
        return found

    def cpu_seconds(self) -> float:
        """CPU time that all of them have used so far, of threads that have ended too."""
        return sum(map(_cpu_seconds, self.ids))

    def memory(self) -> float:
        """Megabytes that all of them hold; what they share is counted once."""
        texts = (Path(f"/proc/{pid}/smaps_rollup").read_text() for pid in self.ids)
        return sum(int(size) for text in texts for size in re.findall(r"^Pss: +(\d+) kB", text, re.MULTILINE)) / 1000

    def printed(self) -> str:
        """The end of what it printed."""
        return self.log.read_text(errors="replace")[-2000:]

    def wait_for(self, port: int) -> None:
        """Until it accepts a connection. Raises FailedError with what it printed when it ends or takes too long."""
        until = time.monotonic() + STARTS_WITHIN
        while time.monotonic() < until and self.process.poll() is None:
            with socket.socket() as tried:
                tried.settimeout(1)
                if tried.connect_ex(("127.0.0.1", port)) == 0:
                    return
            time.sleep(0.01)
        raise FailedError(f"{self.process.args!r} did not start:\n{self.printed()}")

    def stop(self) -> None:
        """End it and what it started, by its own process group."""
        for sign in (self.stop_sign, signal.SIGKILL):
            if self.process.poll() is None:
                with suppress(ProcessLookupError):
                    self.process.send_signal(sign)
                with suppress(subprocess.TimeoutExpired):
                    self.process.wait(10)
        with suppress(ProcessLookupError):  # a worker that outlived its master
            os.killpg(self.process.pid, signal.SIGKILL)


def _cpu_seconds(pid: int) -> float:
    """What clock_getcpuclockid(3) gives of another process, which Python does not offer."""
    try:
        return time.clock_gettime((~pid << 3) | 2)
    except OSError:
        return 0.0  # it has ended


@contextmanager
def started(
    command: Sequence[str],
    folder: Path,
    *,
    core: int | None = None,
    environment: Mapping[str, str] | None = None,
    stop_sign: int = signal.SIGTERM,
) -> Iterator[Process]:
    """A process in a folder that is ended whatever happens."""
    log = folder / f"{Path(command[0]).name}-{time.monotonic_ns()}.log"
    with log.open("wb") as printed:
        process = subprocess.Popen(
            pinned(command, core), cwd=folder, env=environment, stdout=printed, stderr=subprocess.STDOUT,
            stdin=subprocess.DEVNULL, start_new_session=True,
        )  # fmt: skip
    whole = Process(process, log, stop_sign)
    try:
        yield whole
    finally:
        whole.stop()


def busy_seconds(core: int | None) -> float:
    """How long a core has worked since the machine started, for whomever."""
    name = "cpu" if core is None else f"cpu{core}"
    line = next(line for line in Path("/proc/stat").read_text().splitlines() if line.split()[0] == name)
    user, nice, system, _, _, *interrupts = map(int, line.split()[1:9])
    return (user + nice + system + sum(interrupts)) / os.sysconf("SC_CLK_TCK")
