"""Measured speed as it is published: every sample, with the figures that follow from them."""

from __future__ import annotations

import csv
import datetime
import io
import itertools
import statistics
from collections.abc import Iterator

from pydantic import Field

from macros import addresses
from macros.model import SPEED_UNITS, Comparison, Database, Part, Place, Speed, SpeedRun, ratio, spread

from .record import Exported, inert

SPEED_SCHEMA = "speed.schema.json"
COLUMNS = (
    "id", "setup", "scenario", "server", "connections", "database", "quantity", "unit", "side", "median", "low", "high",
    "samples", "address",
)  # fmt: skip


class WorkOut(Exported):
    """A scenario: the same work on every side."""

    id: str
    name: str
    does: str
    part: Part = Field(description="What most of the work is")
    caveats: list[str]


class MadeOut(Exported):
    """A set-up or a server."""

    id: str
    name: str
    says: str
    caveats: list[str]


class SideOut(Exported):
    """One side of a comparison: the median of its samples, and the interval that holds the true one."""

    side: str
    median: float
    low: float
    high: float
    samples: list[float] = Field(description="Sample i of each side is of the same round")


class RatioOut(Exported):
    """How many times as much the first of two sides has, worked out within each round."""

    first: str
    second: str
    median: float
    low: float
    high: float
    sure: float = Field(description="How often such an interval holds the true median")
    ranked: bool = Field(description="Whether one side can be said to have more")


class QuantityOut(Exported):
    """One quantity of a comparison."""

    quantity: str
    unit: str
    sides: list[SideOut]
    ratios: list[RatioOut]


class MeasuredOut(Exported):
    """One comparison: the same work of a set-up under one server. In process there are no connections."""

    id: str
    setup: str
    scenario: str
    server: str
    connections: int | None
    database: Database | None
    quantities: list[QuantityOut] = Field(description="Without latency where too few requests were answered for it")
    address: str


class GeneratorOut(Exported):
    """What shows that the load generator was not what was measured."""

    busiest: float = Field(description="The largest share of its core that it used")
    core: float = Field(description="The largest share of that core that was in use at all")
    most: float = Field(description="Requests per second that it sent to a server that does nothing")
    fastest: float = Field(description="The most requests per second that any measured server answered")


class RunOut(Exported):
    """Where and how it was measured."""

    measured: datetime.date
    machine: str
    processor: str
    python: str
    versions: dict[str, str]
    commands: list[str]
    rounds: int
    seconds: float = Field(description="How long one sample under a server lasts")
    repeated: int = Field(description="How many rounds were measured again, because a request in them failed")
    generator: GeneratorOut


class SpeedOut(Exported):
    """The recorded run of the measurements of speed; before there is one, `run` is null and nothing is compared."""

    schema_address: str = Field(alias="$schema")
    licence: str = Field(description="SPDX identifier of the licence of this file")
    run: RunOut | None
    scenarios: list[WorkOut]
    setups: list[MadeOut]
    servers: list[MadeOut]
    comparisons: list[MeasuredOut]


def speed_out(comparison: Comparison, licence: str) -> SpeedOut:
    """The run as it is published."""
    speed, run = comparison.speed, comparison.speed_run
    named = {"$schema": SPEED_SCHEMA, "licence": licence}
    if speed is None or run is None:
        return SpeedOut(**named, run=None, scenarios=[], setups=[], servers=[], comparisons=[])
    return SpeedOut(
        **named,
        run=RunOut(**run.model_dump(include={*RunOut.model_fields})),
        scenarios=[
            WorkOut(id=id, name=each.name, does=each.does, part=each.part, caveats=[*each.caveats])
            for id, each in speed.scenarios.items()
        ],
        setups=[
            MadeOut(id=id, name=each.name, says=each.says, caveats=[*each.caveats]) for id, each in speed.setups.items()
        ],
        servers=[
            MadeOut(id=id, name=each.name, says=each.says, caveats=[*each.caveats])
            for id, each in speed.servers.items()
        ],
        comparisons=[_measured(speed, run, place) for place in run.places],
    )


def _measured(speed: Speed, run: SpeedRun, place: Place) -> MeasuredOut:
    return MeasuredOut(
        id=place.id,
        setup=place.setup,
        scenario=place.scenario,
        server=place.server,
        connections=place.connections,
        database=Database(place.database) if place.database else None,
        quantities=[found for each in speed.quantities(place) if (found := _quantity(run, place, each)).sides],
        address=addresses.speed(place.id),
    )


def _quantity(run: SpeedRun, place: Place, quantity: str) -> QuantityOut:
    samples = {side: run.samples(place, side, quantity) for side in run.sides(place)}
    return QuantityOut(
        quantity=quantity,
        unit=SPEED_UNITS[quantity],
        sides=[_side(side, found) for side, found in samples.items() if found],
        ratios=[
            _ratio(one, other, samples) for one, other in itertools.combinations((s for s in samples if samples[s]), 2)
        ],
    )


def _side(side: str, samples: tuple[float, ...]) -> SideOut:
    low, high = spread(samples)
    return SideOut(side=side, median=statistics.median(samples), low=low, high=high, samples=[*samples])


def _ratio(one: str, other: str, samples: dict[str, tuple[float, ...]]) -> RatioOut:
    found = ratio(samples[one], samples[other])
    return RatioOut(
        first=one, second=other, median=found.median, low=found.low, high=found.high, sure=found.sure,
        ranked=found.ranked,
    )  # fmt: skip


def speed_csv(comparison: Comparison, site_url: str = "") -> str:
    """Measured speed, one line of CSV for each quantity of each side; `samples` are separated by spaces."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for line in _lines(speed_out(comparison, "").comparisons):
        writer.writerow(inert(str(cell)) for cell in line)
    return out.getvalue()


def _lines(comparisons: list[MeasuredOut]) -> Iterator[tuple[object, ...]]:
    for each in comparisons:
        place = (each.id, each.setup, each.scenario, each.server, each.connections or "", each.database or "")
        for found in each.quantities:
            for side in found.sides:
                figures = (side.side, side.median, side.low, side.high, " ".join(map(str, side.samples)))
                yield *place, found.quantity, found.unit, *figures, each.address
