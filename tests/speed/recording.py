"""The record of a run: every sample with the machine, the versions and the commands."""

from __future__ import annotations

import datetime
import os
import platform
import re
from pathlib import Path

from macros.model import LATENCIES, SPEED_UNITS, Generator, Place, Series, Speed, SpeedRun
from tests.tasks.environments import pinned

from . import load
from .applications import LOCK
from .measuring import Samples
from .plan import IN_PROCESS, Plan

COMMAND = "make measure-speed"


def processor() -> str:
    """The name of the processor, as Linux tells it."""
    found = re.search(r"^model name\s*: (.+)$", Path("/proc/cpuinfo").read_text(), re.MULTILINE)
    return " ".join(found[1].split()) if found else platform.machine()


def versions(speed: Speed, wrk: str, postgresql: str) -> dict[str, str]:
    """The version of each package that is named, not of what those need; and of the programs."""
    named = [name for setup in speed.setups.values() for side in setup.sides.values() for name in side.packages]
    named += [name for server in speed.servers.values() for name in server.packages]
    names, pins = {name.partition("[")[0].lower() for name in named}, pinned(LOCK)
    return {name: pins[name] for name in sorted(names)} | {"wrk": wrk, "postgresql": postgresql}


def commands(speed: Speed, plan: Plan) -> tuple[str, ...]:
    """What was run."""
    servers = [f"{server.command}" for server in speed.servers.values() if server.command]
    sent = " ".join(load.command(0, plan.seconds, "URL")).replace("--connections 0", "--connections N")
    return (
        COMMAND,
        *servers,
        sent.replace(str(load.SCRIPT), "tests/speed/wrk.lua").removesuffix(" --"),
        f"in process: calls for {IN_PROCESS} seconds, the mean of which is a sample",
        f"{plan.rounds} rounds, each with new processes, the sides in turn, after {plan.warm_up} seconds to warm up",
    )


def series(place: Place, samples: Samples) -> list[Series]:
    """The samples of a comparison, to five significant digits."""
    return [
        Series(
            **{name: getattr(place, name) for name in ("setup", "scenario", "server", "connections", "database")},
            side=side,
            quantity=quantity,
            unit=SPEED_UNITS[quantity],
            samples=tuple(float(f"{value:.5g}") for value in values),
        )
        for (side, quantity), values in sorted(samples.items(), key=lambda each: list(SPEED_UNITS).index(each[0][1]))
    ]


def recorded(
    speed: Speed,
    plan: Plan,
    generator: Generator,
    found: list[Series],
    versions: dict[str, str],
    day: datetime.date,
    repeated: int = 0,
) -> SpeedRun:
    """The record, without the latency of comparisons that were not steady."""

    def made(series: list[Series]) -> SpeedRun:
        return SpeedRun(
            measured=day,
            machine=f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores",
            processor=processor(),
            python=platform.python_version(),
            versions=versions,
            commands=commands(speed, plan),
            rounds=plan.rounds,
            seconds=plan.seconds,
            repeated=repeated,
            generator=generator,
            series=tuple(series),
            digest="none",
        )

    run = made(found)
    unsteady = {place for place in run.places if not run.steady(place)}
    return made([each for each in found if each.quantity not in LATENCIES or each.place not in unsteady]).sealed()
