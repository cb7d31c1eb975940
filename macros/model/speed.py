"""Speed: what is measured (data/speed.yml), and what one run measured (data/recorded/speed.json)."""

from __future__ import annotations

import datetime
import hashlib
import json
import statistics
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import Annotated, Self

from pydantic import Field, StringConstraints

from .record import Id, Line, Record, Text, Whole
from .versions import Version

SPEED = "data/speed.yml"
SPEED_RECORD = "data/recorded/speed.json"
FEWEST_ROUNDS = 9
FEWEST_ANSWERS = 3

RATE, MEDIAN, P95, P99, CPU, AT_REST, AFTER, IN_PROCESS = (
    "requests per second",
    "median latency",
    "latency, 95th percentile",
    "latency, 99th percentile",
    "CPU time per request",
    "memory at rest",
    "memory after the requests",
    "time per request in process",
)
SPEED_UNITS = {
    RATE: "requests/s", MEDIAN: "ms", P95: "ms", P99: "ms", CPU: "microseconds", AT_REST: "MB", AFTER: "MB",
    IN_PROCESS: "microseconds",
}  # fmt: skip
"""Each quantity that is measured of speed, with its unit."""
SERVED = (RATE, MEDIAN, P95, P99, CPU, AT_REST, AFTER)
"""The quantities of a series under a server; in process there is only the time per request."""
LATENCIES = (MEDIAN, P95, P99)
MORE_IS_BETTER = frozenset({RATE})


class Part(StrEnum):
    """What most of the work of a scenario is."""

    FRAMEWORK = "framework"
    TEMPLATE = "template"
    DATABASE = "database"
    SESSION = "session"
    UPLOAD = "upload"
    STATIC = "static"
    NETWORK = "network"


class Answer(StrEnum):
    """How it is checked that both sides answer the same."""

    BYTES = "bytes"
    JSON = "json"


class Method(StrEnum):
    """The methods that scenarios use."""

    GET = "GET"
    POST = "POST"


class Database(StrEnum):
    """The databases that are measured."""

    SQLITE = "sqlite"
    POSTGRESQL = "postgresql"


class Interface(StrEnum):
    """How a server calls an application."""

    WSGI = "wsgi"
    ASGI = "asgi"


class Request(Record):
    """The request of a scenario.

    `form` are the fields of a form; `upload` is the size of one file in bytes, in the field `file`. `after` is a
    request that is sent first, once: its cookies, and the hidden field of its form where it has one, are sent too.
    """

    method: Annotated[Method, Field(strict=False)]
    path: Line
    form: dict[Line, Line] = Field(default_factory=dict)
    upload: Whole | None = None
    after: Request | None = None


class Scenario(Record):
    """The same work on every side: what it does, its request, and how the answers are compared."""

    name: Text
    does: Text
    request: Request
    answer: Annotated[Answer, Field(strict=False)]
    part: Annotated[Part, Field(strict=False)]
    caveats: tuple[Text, ...] = Field(default=(), strict=False)


class Side(Record):
    """Who is compared: a framework of the comparison, or a package beside it."""

    name: Text
    framework: Id | None = None


class SetupSide(Record):
    """One side of a set-up: what to install, where its application is, and the commands that prepare its database.

    `environment` are variables that the application reads beside SECRET_KEY, DATABASE_URL and UPSTREAM. `files_of` is
    the set-up whose files these are, where it has none of its own.
    """

    packages: tuple[Line, ...] = Field(strict=False, min_length=1)
    wsgi: Line | None = None
    asgi: Line | None = None
    prepare: tuple[Line, ...] = Field(default=(), strict=False)
    environment: dict[Line, Line] = Field(default_factory=dict)
    files_of: Id | None = None

    def application(self, interface: Interface) -> str | None:
        """Where the application for one interface is, as servers are told it: module:name."""
        return self.wsgi if interface is Interface.WSGI else self.asgi


class Setup(Record):
    """How the applications of all sides are made: what is on and what is off, and which scenarios they have."""

    name: Text
    says: Text
    scenarios: tuple[Id, ...] = Field(strict=False, min_length=1)
    sides: dict[Id, SetupSide] = Field(min_length=1)
    caveats: tuple[Text, ...] = Field(default=(), strict=False)

    def folder(self, id: str, side: str) -> str:
        """The folder of the application of one side; `id` is that of the set-up."""
        return f"tests/speed/apps/{self.sides[side].files_of or id}/{side}"


class Server(Record):
    """What serves an application. `command` has {app} and {port} in it; in process there is none."""

    name: Text
    says: Text
    interface: Annotated[Interface, Field(strict=False)]
    command: Line | None = None
    packages: tuple[Line, ...] = Field(default=(), strict=False)
    caveats: tuple[Text, ...] = Field(default=(), strict=False)


class Compared(Record):
    """What is measured: these scenarios of a set-up under a server, with each database at each number of connections.

    `sides` are all those of the set-up that have an application for the server, unless they are named.
    """

    setup: Id
    server: Id
    scenarios: tuple[Id, ...] = Field(strict=False, min_length=1)
    connections: tuple[Whole, ...] = Field(default=(), strict=False)
    databases: tuple[Annotated[Database, Field(strict=False)], ...] = Field(default=(), strict=False)
    sides: tuple[Id, ...] = Field(default=(), strict=False)


@dataclass(frozen=True, order=True)
class Place:
    """One comparison: all its sides are measured in the same rounds. In process there are no connections."""

    setup: str
    scenario: str
    server: str
    connections: int | None = None
    database: str | None = None

    @property
    def group(self) -> str:
        """The id of what is shown together: the scenarios of a set-up under a server."""
        return f"{self.setup}-{self.server}"

    @property
    def id(self) -> str:
        """Its id, which is the anchor of its row."""
        rest = [self.database, str(self.connections) if self.connections else None]
        return "-".join([self.group, self.scenario, *filter(None, rest)])

    def __str__(self) -> str:
        rest = [f"{self.connections} connections"] if self.connections else []
        rest += [self.database] if self.database else []
        return " / ".join([self.setup, self.scenario, self.server, *rest])


class Speed(Record):
    """data/speed.yml: who is compared, at which work, made how, served by what, and what the figures mean.

    `shares` is the set-up in which the framework's share of a request is worked out; `rows` are the criteria whose
    rows lead to the figures. `matters`, `matters_not` and `would_change` say when the figures matter, when they don't,
    and what would change them; `caveats` are read with every figure.
    """

    sides: dict[Id, Side] = Field(min_length=1)
    scenarios: dict[Id, Scenario] = Field(min_length=1)
    setups: dict[Id, Setup] = Field(min_length=1)
    servers: dict[Id, Server] = Field(min_length=1)
    compared: tuple[Compared, ...] = Field(strict=False, min_length=1)
    shares: Id | None = None
    rows: tuple[Id, ...] = Field(default=(), strict=False)
    matters: tuple[Text, ...] = Field(default=(), strict=False)
    matters_not: tuple[Text, ...] = Field(default=(), strict=False)
    would_change: tuple[Text, ...] = Field(default=(), strict=False)
    caveats: tuple[Text, ...] = Field(default=(), strict=False)

    def places(self) -> Iterator[tuple[Place, tuple[str, ...]]]:
        """Every comparison with its sides, in the order of `sides`; lines that name what is not there are left out."""
        for line in self.compared:
            known = line.setup in self.setups and line.server in self.servers
            for scenario in line.scenarios if known else ():
                for database in line.databases or (None,):
                    for connections in line.connections or (None,):
                        if scenario in self.scenarios:
                            place = Place(line.setup, scenario, line.server, connections, database)
                            yield place, self.sides_of(line)

    def sides_of(self, line: Compared) -> tuple[str, ...]:
        """The sides that a line of `compared` measures."""
        own, interface = self.setups[line.setup].sides, self.servers[line.server].interface
        named = line.sides or tuple(id for id, side in own.items() if side.application(interface))
        return tuple(id for id in self.sides if id in named)

    def quantities(self, place: Place) -> tuple[str, ...]:
        """What is measured there of each side; latency is left out where a run was not steady."""
        return SERVED if self.servers[place.server].command else (IN_PROCESS,)


class Series(Record):
    """The samples of one quantity of one side of a comparison: sample i of each side is of the same round."""

    setup: Id
    scenario: Id
    server: Id
    connections: int | None = None
    database: Annotated[Database, Field(strict=False)] | None = None
    side: Id
    quantity: Line
    unit: Line
    samples: tuple[float, ...] = Field(strict=False, min_length=1)

    @property
    def place(self) -> Place:
        """The comparison that it is of."""
        return Place(self.setup, self.scenario, self.server, self.connections, self.database)


class Generator(Record):
    """What shows that the load generator was not what was measured.

    `busiest` is the largest share of its core that it used in any sample, and `core` the largest share that was in use
    there at all, by the database too; `most` is how many requests a second it sent to a server that does nothing, and
    `fastest` the most that it sent in any sample.
    """

    busiest: float
    core: float
    most: float
    fastest: float


class SpeedRun(Record):
    """One run of `make measure-speed`: what was measured, where, and every sample.

    `seconds` is how long one sample under a server lasts; `repeated` is how many rounds were measured again, because a
    request in them failed. `digest` is computed from the rest: it notices a careless
    edit, and no more.
    """

    measured: datetime.date
    machine: Line
    processor: Line
    python: Version
    versions: dict[Line, Annotated[str, StringConstraints(min_length=1, max_length=40)]] = Field(min_length=1)
    commands: tuple[Line, ...] = Field(strict=False, min_length=1)
    rounds: int
    seconds: float
    repeated: int = 0
    generator: Generator
    series: tuple[Series, ...] = Field(strict=False, min_length=1)
    digest: Line

    def computed_digest(self) -> str:
        """The digest of everything but the digest."""
        return hashlib.sha256(self.model_dump_json(exclude={"digest"}).encode()).hexdigest()[:16]

    def sealed(self) -> Self:
        """The same run with the digest that fits it."""
        return self.model_copy(update={"digest": self.computed_digest()})

    @property
    def places(self) -> tuple[Place, ...]:
        """Every comparison that was measured, once, in the order of the record."""
        return tuple(self._table)

    def place(self, id: str) -> Place | None:
        """The comparison of that id, if it was measured."""
        return next((place for place in self.places if place.id == id), None)

    def sides(self, place: Place) -> tuple[str, ...]:
        """The sides that were measured in a comparison, in the order of the record."""
        return tuple(self._table.get(place, ()))

    def steady(self, place: Place) -> bool:
        """Whether each connection was answered several times in each sample: else its latency is not known.

        As many requests wait as there are connections, so each waits for connections / requests per second.
        """
        rates = (self.samples(place, side, RATE) for side in self.sides(place))
        waits = ((place.connections or 0) / statistics.median(each) for each in rates if each)
        return all(wait * FEWEST_ANSWERS <= self.seconds for wait in waits)

    def samples(self, place: Place, side: str, quantity: str) -> tuple[float, ...]:
        """The samples of one quantity of one side of a comparison; none where it was not measured."""
        return self._table.get(place, {}).get(side, {}).get(quantity, ())

    @cached_property
    def _table(self) -> dict[Place, dict[str, dict[str, tuple[float, ...]]]]:
        """The samples by place, side and quantity."""
        table: dict[Place, dict[str, dict[str, tuple[float, ...]]]] = {}
        for each in self.series:
            table.setdefault(each.place, {}).setdefault(each.side, {})[each.quantity] = each.samples
        return table

    def __copy__(self) -> Self:
        """A copy without what was worked out of the series, in the place of which `model_copy` may put others."""
        copied = super().__copy__()
        copied.__dict__.pop("_table", None)
        return copied

    def as_json(self) -> str:
        """The text of data/recorded/speed.json: each series is one line."""
        head = self.model_dump(mode="json", exclude={"series", "digest"})
        lines = ",\n".join(f"  {each.model_dump_json()}" for each in self.series)
        start = json.dumps(head, indent=1, ensure_ascii=False).removesuffix("\n}")
        return f'{start},\n "series": [\n{lines}\n ],\n "digest": {json.dumps(self.digest)}\n}}\n'
