"""Which files are published, and where."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from macros import addresses
from macros.model import Comparison

from .claims import claims_csv
from .comparison import SCHEMA, comparison_json
from .schema import comparison_schema_json, speed_json, speed_schema_json
from .situations import situations_csv
from .speed import SPEED_SCHEMA, speed_csv
from .tasks import SCHEMA as TASKS_SCHEMA
from .tasks import tasks_csv, tasks_json, tasks_schema_json

EXPORTS: dict[str, Callable[[Comparison, str], str]] = {
    "comparison.json": comparison_json,
    SCHEMA: comparison_schema_json,
    "claims.csv": claims_csv,
    "situations.csv": situations_csv,
    "speed.json": speed_json,
    SPEED_SCHEMA: speed_schema_json,
    "speed.csv": speed_csv,
    "tasks.json": tasks_json,
    TASKS_SCHEMA: tasks_schema_json,
    "tasks.csv": tasks_csv,
}
"""What makes each file, from the comparison and the URL of the site. Its docstring is what the Data page says."""


@dataclass(frozen=True)
class ExportFile:
    """A published file: its path below the site's root, and what it is."""

    path: str
    about: str


def export_list() -> tuple[ExportFile, ...]:
    """Every published file, for the Data page."""
    return tuple(
        ExportFile(addresses.export(name), " ".join((make.__doc__ or "").split())) for name, make in EXPORTS.items()
    )


def files(comparison: Comparison, site_url: str = "") -> dict[str, str]:
    """Every published file by its path below the site's root; `site_url` is where the site is published, if known."""
    return {addresses.export(name): make(comparison, site_url) for name, make in EXPORTS.items()}
