"""Measure how fast the same work is done: `make measure-speed`, and `make measure-speed QUICK=1` in two minutes."""

from __future__ import annotations

import argparse
import datetime
import os
import signal
import sys
import tempfile
import time
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

from macros.load import load as load_data
from macros.model import FEWEST_ROUNDS, SPEED, SPEED_RECORD, Database, Generator, Place, Speed, SpeedRun
from tests.ports import free_port
from tests.tasks.environments import ROOT

from . import load, postgres, table, upstream
from .applications import Applications
from .measuring import Measuring
from .plan import QUICK, Plan, quick
from .processes import Cores, FailedError, started
from .recording import recorded, series, versions
from .visits import Prepared

BUSY = 0.3
Places = list[tuple[Place, tuple[str, ...]]]


def main() -> None:
    """Measure, and write the record if the run was whole."""
    options = _options()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # so that what was started is ended
    try:
        _run(options)
    except FailedError as error:
        sys.exit(str(error))
    except KeyboardInterrupt:
        sys.exit("stopped; nothing was written")


def _run(options: argparse.Namespace) -> None:
    speed, plan = _speed(), _plan(options)
    places = quick(speed) if options.quick else list(speed.places())
    places = [each for each in places if options.only in str(each[0])]
    if options.plan:
        return _print_plan(speed, plan, places)
    if sys.platform != "linux":
        raise FailedError("speed is measured on Linux: CPU time and memory are read from /proc")
    wrk, programs = load.version(), postgres.programs()
    places = _without_postgresql(places, programs, whole=not options.quick and not options.only)
    run = _measured(speed, plan, places, programs, wrk)
    print("\n".join(table.lines(speed, run)))
    _write(options, run)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.speed", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="a few comparisons in two minutes; writes no record")
    parser.add_argument("--rounds", type=int, help=f"how often each is measured; a record needs {FEWEST_ROUNDS}")
    parser.add_argument("--seconds", type=int, help="how long a sample lasts")
    parser.add_argument("--only", default="", help="comparisons whose name contains this; writes no record")
    parser.add_argument("--output", type=Path, help="another file for the record")
    parser.add_argument("--plan", action="store_true", help="list what would be measured, and how long it takes")
    return parser.parse_args()


def _speed() -> Speed:
    speed = load_data(ROOT).speed
    if speed is None:
        raise FailedError(f"{SPEED} is missing; restore it with git")
    return speed


def _plan(options: argparse.Namespace) -> Plan:
    plan = QUICK if options.quick else Plan()
    changed = {name: value for name in ("rounds", "seconds") if (value := getattr(options, name))}
    return replace(plan, **changed)


def _without_postgresql(places: Places, programs: Path | None, *, whole: bool) -> Places:
    needed = [place for place, _ in places if place.database == Database.POSTGRESQL]
    if programs or not needed:
        return places
    text = f"PostgreSQL is not installed, so {len(needed)} comparisons can't be measured: apt install postgresql"
    if whole:
        raise FailedError(f"{text}; a record needs all of them")
    print(text, file=sys.stderr)
    return [each for each in places if each[0].database != Database.POSTGRESQL]


def _print_plan(speed: Speed, plan: Plan, places: Places) -> None:
    for place, sides in places:
        print(f"{plan.estimate(speed, place, sides):4.0f} s  {place}: {', '.join(sides)}")
    print(f"{sum(plan.estimate(speed, *each) for each in places) / 60:.0f} minutes")


def _measured(speed: Speed, plan: Plan, places: Places, programs: Path | None, wrk: str) -> SpeedRun:
    cores = Cores.here()
    if os.getloadavg()[0] > BUSY:
        print(f"others use this machine (load {os.getloadavg()[0]:.1f}); a quiet one gives better figures", flush=True)
    versioned = versions(speed, wrk, postgres.version(programs) if programs else "none")
    found, day = [], datetime.datetime.now(tz=datetime.UTC).date()
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="speed-")))
        databases = {place.database for place, _ in places}
        server = None
        if programs and Database.POSTGRESQL in databases:
            server = stack.enter_context(postgres.running(programs, cores.load))
        port = _answering(stack, folder, upstream.MILLISECONDS, cores.load)
        most = _most(folder, plan, cores)
        applications = Applications(speed, folder, port, server)
        _made(applications, places)
        measuring = Measuring(speed, plan, applications, cores)
        left = [plan.estimate(speed, *each) for each in places]
        before = time.monotonic()
        for number, (place, sides) in enumerate(places):
            pace = (time.monotonic() - before) / sum(left[:number]) if number else 1
            print(table.title(place, number + 1, len(places), pace * sum(left[number:])), file=sys.stderr, flush=True)
            found += series(place, measuring.samples(place, sides))
    return recorded(speed, plan, _generator(measuring.loads, most), found, versioned, day, measuring.repeated)


def _made(applications: Applications, places: Places) -> None:
    """Before the clock starts: an environment is installed once, a database is filled in every run."""
    print("making the applications and their databases", file=sys.stderr, flush=True)
    for place, sides in places:
        for side in sides:
            applications.of(place, side)


def _answering(stack: ExitStack, folder: Path, milliseconds: int, core: int | None) -> int:
    port = free_port()
    command = [sys.executable, upstream.__file__, str(port), str(milliseconds)]
    stack.enter_context(started(command, folder, core=core)).wait_for(port)
    return port


def _most(folder: Path, plan: Plan, cores: Cores) -> float:
    with ExitStack() as stack:
        port = _answering(stack, folder, 0, cores.server)
        return max(load.send(Prepared("GET", "/"), port, 8, plan.seconds, cores.load).rate for _ in range(3))


def _generator(loads: list[load.Load], most: float) -> Generator:
    return Generator(
        busiest=round(max((each.share for each in loads), default=0), 3),
        core=round(max((each.core for each in loads), default=0), 3),
        most=round(most),
        fastest=round(max((each.rate for each in loads), default=0)),
    )


def _write(options: argparse.Namespace, run: SpeedRun) -> None:
    whole = not options.quick and not options.only and run.rounds >= FEWEST_ROUNDS
    path = options.output or (ROOT / SPEED_RECORD if whole else Path(tempfile.gettempdir()) / "speed.json")
    path.write_text(run.as_json(), encoding="utf-8")
    print(f"\nwritten to {path}" + ("" if whole else ", which is no record of the project: the run was not whole"))


if __name__ == "__main__":
    main()
