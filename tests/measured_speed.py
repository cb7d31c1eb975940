"""A made-up run of the measurements of speed, laid over the small data. No figure in it was measured."""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterator
from typing import Any

import yaml

from macros.model import (
    AFTER,
    AT_REST,
    CPU,
    IN_PROCESS,
    MEDIAN,
    P95,
    P99,
    RATE,
    SPEED,
    SPEED_RECORD,
    SPEED_UNITS,
    Generator,
    Place,
    Series,
    SpeedRun,
)
from macros.model import Speed as SpeedData

SCENARIOS = {
    "plain-text": ("Plain text", "framework", "Answers 13 bytes of text."),
    "rows": ("A template with a hundred rows", "template", "Renders a table."),
    "books-one-query": ("Twenty rows by one query", "database", "Reads books with their authors."),
    "slow": ("A slow upstream", "network", "Waits 200 ms for another service."),
}
OF_FLASK = {"plain-text": 50.0, "rows": 500.0, "books-one-query": 1000.0, "slow": 200_000.0}
"""The made-up time of one request in Flask, in microseconds."""
TIMES_AS_LONG = {"plain-text": 2.0, "rows": 1.5, "books-one-query": 1.0, "slow": 1.0}
"""How much longer it takes the others."""
SWINGS = (0.0, 0.02, -0.01, 0.03, -0.02, 0.01, -0.03, 0.015, -0.015)
"""What the rounds add to each sample of the first side; the others swing by half as much, in the other direction."""

DATA: dict[str, Any] = {
    "sides": {
        "flask": {"name": "Flask", "framework": "flask"},
        "django": {"name": "Django", "framework": "django"},
        "quart": {"name": "Quart"},
    },
    "scenarios": {
        id: {
            "name": name,
            "does": does,
            "request": {"method": "GET", "path": f"/{id}"},
            "answer": "bytes",
            "part": part,
        }
        for id, (name, part, does) in SCENARIOS.items()
    },
    "setups": {
        "bare": {
            "name": "As small as it goes",
            "says": "One route and nothing else on either side.",
            "scenarios": ["plain-text", "slow"],
            "sides": {
                "flask": {"packages": ["flask"], "wsgi": "app:app", "asgi": "app:asgi"},
                "django": {"packages": ["django"], "wsgi": "app:app", "asgi": "app:asgi"},
                "quart": {"packages": ["quart"], "asgi": "app:app"},
            },
        },
        "features": {
            "name": "With the same features",
            "says": "Sessions, CSRF and `login` are on.",
            "scenarios": ["plain-text", "rows", "books-one-query"],
            "sides": {
                "flask": {"packages": ["flask"], "wsgi": "app:app", "prepare": ["python load.py"]},
                "django": {"packages": ["django"], "wsgi": "app:app", "prepare": ["python load.py"]},
            },
        },
    },
    "servers": {
        "gunicorn-sync": {
            "name": "gunicorn, one sync worker",
            "says": "One process that answers one request at a time.",
            "interface": "wsgi",
            "command": "gunicorn --bind 127.0.0.1:{port} {app}",
            "packages": ["gunicorn"],
        },
        "uvicorn": {
            "name": "uvicorn",
            "says": "One process with an event loop.",
            "interface": "asgi",
            "command": "uvicorn --port {port} {app}",
            "packages": ["uvicorn"],
        },
        "in-process": {"name": "In process", "says": "No server is asked.", "interface": "wsgi"},
    },
    "compared": [
        {"setup": "features", "server": "in-process", "scenarios": ["plain-text", "rows"]},
        {
            "setup": "features",
            "server": "in-process",
            "scenarios": ["books-one-query"],
            "databases": ["sqlite", "postgresql"],
        },
        {"setup": "features", "server": "gunicorn-sync", "scenarios": ["plain-text", "rows"], "connections": [8]},
        {"setup": "bare", "server": "uvicorn", "scenarios": ["slow"], "connections": [1, 64]},
    ],
    "shares": "features",
    "rows": ["orm"],
    "matters": ["The view does little, and there are many requests."],
    "matters_not": ["A query takes most of the time."],
    "would_change": ["Another machine: take the ratios along, and not the times."],
    "caveats": ["One machine was measured."],
}
SMALL: dict[str, Any] = {
    **DATA,
    "compared": [
        {"setup": "features", "server": "in-process", "scenarios": ["plain-text", "rows"]},
        {
            "setup": "features",
            "server": "gunicorn-sync",
            "scenarios": ["books-one-query"],
            "databases": ["sqlite"],
            "connections": [8],
        },
    ],
}
"""As little as has something of everything."""


def swung(value: float, place: int, rounds: int) -> tuple[float, ...]:
    """As many samples around a value; those of the first side swing further."""
    way = 1.0 if place == 0 else -0.5
    return tuple(round(value * (1 + way * SWINGS[number % len(SWINGS)]), 3) for number in range(rounds))


def figures(place: Place, side: str) -> dict[str, float]:
    """The made-up figures of one side of a comparison, by quantity."""
    took = OF_FLASK[place.scenario] * (1.0 if side == "flask" else TIMES_AS_LONG[place.scenario])
    if not place.connections:
        return {IN_PROCESS: took}
    in_ms = took / 1000
    rate = place.connections * 1_000_000 / took
    latencies = {MEDIAN: in_ms, P95: in_ms * 1.5, P99: in_ms * 2}
    return {RATE: rate, **latencies, CPU: min(took, 900.0), AT_REST: 30.0, AFTER: 40.0}


def series(data: dict[str, Any], rounds: int) -> Iterator[Series]:
    """Every series that the data asks for."""
    asked = SpeedData.model_validate_json(json.dumps(data), strict=False)
    for place, sides in asked.places():
        for number, side in enumerate(sides):
            for quantity, value in figures(place, side).items():
                yield Series(
                    setup=place.setup,
                    scenario=place.scenario,
                    server=place.server,
                    connections=place.connections,
                    database=place.database,  # type: ignore[arg-type]
                    side=side,
                    quantity=quantity,
                    unit=SPEED_UNITS[quantity],
                    samples=swung(value, number, rounds),
                )


def record(data: dict[str, Any] = DATA, rounds: int = 9) -> str:
    """The text of a record that is whole for the data."""
    run = SpeedRun(
        measured=datetime.date(2026, 11, 20),
        machine="Linux x86_64, 2 cores",
        processor="A processor",
        python="3.13.0",
        versions={"flask": "3.1.3", "django": "6.1.3", "quart": "0.20.0", "gunicorn": "23.0.0"},
        commands=("make measure-speed",),
        rounds=rounds,
        seconds=2.0,
        generator=Generator(busiest=0.4, core=0.5, most=60_000.0, fastest=9_000.0),
        series=tuple(series(data, rounds)),
        digest="none",
    )
    return run.sealed().as_json()


def laid(data: dict[str, Any] = DATA) -> dict[str, Any]:
    """The files of a project in which this was measured, to lay over the small data."""
    return {SPEED: yaml.safe_dump(data, sort_keys=False, allow_unicode=True, width=200), SPEED_RECORD: record(data)}
