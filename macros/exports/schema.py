"""The JSON Schema of each published JSON file, and the file of the measured speed, which names its own."""

from __future__ import annotations

from macros import addresses
from macros.model import Comparison

from .comparison import LICENCE, SCHEMA, ComparisonOut, json_text
from .record import Exported
from .speed import SPEED_SCHEMA, SpeedOut, speed_out

VERSION = "1.5"
"""The version of the published files; docs/data.md says what each version added."""


def schema_json(record: type[Exported], name: str, site_url: str) -> str:
    """The JSON Schema of a published record as the text of the file of that name."""
    head = {"$schema": "https://json-schema.org/draft/2020-12/schema", "$comment": f"Version {VERSION}"}
    # A build that does not know where it will be published has no address to give.
    if site_url:
        head["$id"] = addresses.public(site_url, addresses.export(name))
    return json_text(head | record.model_json_schema(by_alias=True, mode="serialization"))


def comparison_schema_json(comparison: Comparison, site_url: str = "") -> str:
    """The JSON Schema (draft 2020-12) of comparison.json; a fixed list of words is an `enum`."""
    return schema_json(ComparisonOut, SCHEMA, site_url)


def speed_json(comparison: Comparison, site_url: str = "") -> str:
    """Measured speed: every comparison with its figures and samples, and where they were measured."""
    return json_text(speed_out(comparison, LICENCE).model_dump(mode="json", by_alias=True))


def speed_schema_json(comparison: Comparison, site_url: str = "") -> str:
    """The JSON Schema (draft 2020-12) of speed.json."""
    return schema_json(SpeedOut, SPEED_SCHEMA, site_url)
