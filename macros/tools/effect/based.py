"""What is based on a claim: every record that names it, wherever it is."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from .markdown import code
from .values import NAMING, named

FIRST = ("data/home.yml", "data/frameworks.yml", "data/chooser.yml")
TEXTS = ("says", "because", "when", "then", "label", "answer", "title", "question", "summary", "holds", "since")
"""What a record says of itself, in the order in which it is asked."""


def based_on(data: dict[str, Any], claim: str) -> list[str]:
    """A line for each record of data/ that names the claim, and for the answer above it: what is read first, first."""
    files = sorted(data, key=lambda file: (not file.startswith(FIRST), file.startswith("data/articles/"), file))
    return [
        f"- {code(file)}: {code(' / '.join(names))}" + (f": {code(says)}" if says else "")
        for file in files
        if not file.startswith("data/recorded/")
        for names, says in _naming(data[file], claim, ())
    ]


def _naming(value: Any, claim: str, names: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], str]]:
    if isinstance(value, dict):
        if any(isinstance(item, dict) and item.get("id") == claim for item in value.get("claims") or ()):
            yield (*names, "answer"), _says(value)
        for key, inner in value.items():
            if (inner == claim and key != "id") or (isinstance(inner, list) and claim in inner):
                yield (*names, key), _says(value)
            else:
                yield from _naming(inner, claim, (*names, str(key)))
    elif isinstance(value, list):
        for number, item in enumerate(value, 1):
            name = next((name for key in NAMING if (name := named(item, key))), str(number))
            yield from _naming(item, claim, (*names, name))


def _says(record: dict[str, Any]) -> str:
    told = [str(record[name]) for name in TEXTS if isinstance(record.get(name), str)]
    return ": ".join(told[:2] if "then" in record and isinstance(record.get("when"), str) else told[:1])


def cited(data: dict[str, Any]) -> dict[str, int]:
    """How many claims cite each source."""
    counts: dict[str, int] = {}
    for claim in claims(data).values():
        sources = {item.get(kind) for item in claim.get("evidence") or () if isinstance(item, dict) for kind in CITING}
        for source in sources - {None}:
            counts[str(source)] = counts.get(str(source), 0) + 1
    return counts


CITING = ("docs", "code", "metadata", "absence", "publication", "measurement")


def claims(data: dict[str, Any]) -> dict[str, Any]:
    """Every claim by its id, as it is written."""
    found: dict[str, Any] = {}
    for file, content in data.items():
        if file.startswith("data/criteria/"):
            found |= {str(claim["id"]): claim for claim in _records(content, "claims") if "id" in claim}
    return found


def _records(value: Any, key: str) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        yield from (item for item in value.get(key) or () if isinstance(item, dict))
        for inner in value.values():
            yield from _records(inner, key)
    elif isinstance(value, list):
        for inner in value:
            yield from _records(inner, key)
