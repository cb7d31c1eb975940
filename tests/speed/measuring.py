"""Measures one comparison: in each round new servers, the same answer from all sides, and a sample of each in turn."""

from __future__ import annotations

import base64
import json
import subprocess
import sys
from collections import defaultdict
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from signal import SIGKILL
from typing import IO

from macros.model import AFTER, AT_REST, CPU, IN_PROCESS, MEDIAN, P95, P99, RATE, Interface, Place, Speed
from tests.ports import free_port

from . import load, visits
from .applications import Applications
from .plan import Plan, order
from .processes import Cores, FailedError, Process, pinned, started

TIMED = Path(__file__).parent / "timed.py"
Sample = dict[tuple[str, str], float]
Samples = dict[tuple[str, str], list[float]]
"""By side and quantity, a sample for each round."""


@dataclass
class Measuring:
    """What measures, and what it noticed of the generator."""

    speed: Speed
    plan: Plan
    applications: Applications
    cores: Cores
    loads: list[load.Load] = field(default_factory=list)
    repeated: int = 0

    def samples(self, place: Place, sides: tuple[str, ...]) -> Samples:
        """All samples of a comparison. Raises FailedError when its sides don't answer the same, or not at all."""
        found: Samples = defaultdict(list)
        for number in range(self.plan.rounds):
            for key, value in self._round(place, order(sides, number)).items():
                found[key].append(value)
        return found

    def _round(self, place: Place, sides: tuple[str, ...]) -> Sample:
        """A sample of each side. A round in which a request fails is measured again, whole, and counted; not twice."""
        measure = self._served if self.speed.servers[place.server].command else self._in_process
        try:
            return measure(place, sides)
        except FailedError as error:
            print(f"{place}: measured again: {error}", file=sys.stderr, flush=True)
            self.repeated += 1
        try:
            return measure(place, sides)
        except FailedError as error:
            raise FailedError(f"{place}: {error}") from None

    def _served(self, place: Place, sides: tuple[str, ...]) -> Sample:
        found: Sample = {}
        request = self.speed.scenarios[place.scenario].request
        with ExitStack() as stack:
            servers = {side: stack.enter_context(self._server(place, side)) for side in sides}
            for process, port in servers.values():
                process.wait_for(port)
            visited = {side: visits.visited(port, request) for side, (_, port) in servers.items()}
            self._compare(place, {side: answer for side, (_, answer) in visited.items()})
            for side, (process, port) in servers.items():
                try:
                    sample = self._sample(place, process, visited[side][0], port)
                    found |= {(side, quantity): value for quantity, value in sample.items()}
                except FailedError as error:
                    raise FailedError(f"{side}: {error}\n{process.printed()}") from None
                process.stop()  # what is still under way there would disturb the next side
        return found

    @contextmanager
    def _server(self, place: Place, side: str) -> Iterator[tuple[Process, int]]:
        application, port = self.applications.of(place, side), free_port()
        server = self.speed.servers[place.server]
        name = application.side.application(server.interface)
        words = application.words(server.command or "", port=port, app=name)
        with started(
            words, application.folder, core=self.cores.server, environment=application.variables, stop_sign=SIGKILL
        ) as process:
            yield process, port

    def _sample(self, place: Place, process: Process, prepared: visits.Prepared, port: int) -> dict[str, float]:
        at_rest = process.memory()
        visits.warm_up(port, prepared, self.plan.warm_up)
        before = process.cpu_seconds()
        sent = load.send(prepared, port, place.connections or 1, self.plan.seconds, self.cores.load)
        cpu = process.cpu_seconds() - before
        self.loads.append(sent)
        return {
            RATE: sent.rate, MEDIAN: sent.median, P95: sent.p95, P99: sent.p99, CPU: cpu / sent.requests * 1e6,
            AT_REST: at_rest, AFTER: process.memory(),
        }  # fmt: skip

    def _in_process(self, place: Place, sides: tuple[str, ...]) -> Sample:
        found: Sample = {}
        with ExitStack() as stack:
            timers = {side: stack.enter_context(self._timer(place, side)) for side in sides}
            answers = {side: base64.b64decode(timer.read()) for side, timer in timers.items()}
            self._compare(place, answers)
            for side, timer in timers.items():
                seconds = self.plan.sample(self.speed, place)
                timer.ask(seconds / 3)
                found[side, IN_PROCESS] = float(timer.ask(seconds))
        return found

    @contextmanager
    def _timer(self, place: Place, side: str) -> Iterator[Timer]:
        application = self.applications.of(place, side)
        request = self.speed.scenarios[place.scenario].request
        first = {"application": application.side.application(Interface.WSGI), "visit": visits.visit(request)}
        log = application.folder / "timed.log"
        with log.open("wb") as printed, subprocess.Popen(
            pinned([str(application.python), str(TIMED)], self.cores.server), cwd=application.folder,
            env=application.variables, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=printed, text=True,
            start_new_session=True,
        ) as process:  # fmt: skip
            try:
                timer = Timer(process, log)
                timer.write(json.dumps(first))
                yield timer
            finally:
                process.kill()

    def _compare(self, place: Place, answers: dict[str, bytes]) -> None:
        scenario = self.speed.scenarios[place.scenario]
        for (one, first), (other, second) in pairwise(answers.items()):
            if not visits.same(first, second, scenario.answer):
                raise FailedError(f"{one} and {other} don't answer the same:\n{first[:500]!r}\n{second[:500]!r}")


@dataclass(frozen=True)
class Timer:
    """A process that times an application without a server."""

    process: subprocess.Popen[str]
    log: Path

    def ask(self, seconds: float) -> str:
        """How many microseconds one call takes, measured for so many seconds."""
        self.write(str(seconds))
        return self.read()

    def write(self, line: str) -> None:
        """Send a line."""
        self._pipe(self.process.stdin).write(f"{line}\n")
        self._pipe(self.process.stdin).flush()

    def read(self) -> str:
        """The value of the next line. Raises FailedError with what was printed when there is none."""
        line = self._pipe(self.process.stdout).readline()
        if not line:
            raise FailedError(f"the application ended:\n{self.log.read_text()}")
        return str(json.loads(line))

    def _pipe(self, pipe: IO[str] | None) -> IO[str]:
        assert pipe
        return pipe
