"""A recorded run that is whole for the versions of valid.yml, and changes laid over it."""

from __future__ import annotations

import json
from typing import Any

from macros.model import PACKAGES, READY, Figure, Run

RECORD = "data/recorded/footprint.json"
SAMPLES: dict[str, dict[str, list[float]]] = {
    PACKAGES: {"Flask 3.1.3": [7], "Flask 3.1.3 with 2 extensions": [9], "Django 6.1.3": [3], "Django 5.2.19": [3]},
    READY: {
        "Flask 3.1.3": [1, 1, 1, 1, 1.5],
        "Flask 3.1.3 with 2 extensions": [4, 4, 4, 4, 4.5],
        "Django 6.1.3": [2, 2, 2, 2, 2.5],
        "Django 5.2.19": [2, 2, 2, 2, 3],
    },
}


def record(figures: dict[tuple[str, str], dict[str, Any]] | None = None, *, sealed: bool = True, **change: Any) -> str:
    """The JSON of a run; `figures` lays changes over the figure of a subject and a quantity; null leaves it out."""
    written = []
    for quantity, subjects in SAMPLES.items():
        for subject, samples in subjects.items():
            figure = Figure.of(subject, quantity, samples).model_dump(mode="json")
            changed = (figures or {}).get((subject, quantity), {})
            written += [] if changed is None else [figure | changed]
    run = {
        "measured": "2026-11-20",
        "machine": "Linux x86_64, 2 cores",
        "python": "3.13.0",
        "commands": ["make measure"],
        "stacks": {"2 extensions": ["Flask-One", "Flask-Two"]},
        "figures": written,
        "digest": "none",
        **change,
    }
    whole = Run.model_validate_json(json.dumps(run), strict=False)
    return (whole.sealed() if sealed else whole).model_dump_json(indent=1)
