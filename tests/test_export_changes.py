"""docs/data.md says what each version of the exports added, and nothing that was published goes away."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
import yaml

from macros import exports
from macros.exports.schema import VERSION
from tests.tree import HERE, compared

PAGE = (HERE.parent / "docs/data.md").read_text(encoding="utf-8")
FIRST = yaml.safe_load((HERE / "reviewed/export-keys.yml").read_text(encoding="utf-8"))
SECTION = PAGE.partition("## Changes\n")[2].partition("\n## ")[0]
ENTRIES = dict(re.findall(r"^- \*\*(.+?)\*\* (\(\d{4}-\d\d-\d\d\): .+(?:\n  .+)*)", SECTION, re.MULTILINE))
REMEDY = 'docs/data.md, "Changes": name it in an entry for a new version, and raise VERSION in macros/exports/schema.py'


def keys(schema: dict[str, Any], part: dict[str, Any], path: str = "") -> Iterator[str]:
    """Every key that a schema describes, by its path, and every word of a vocabulary as `path: word`."""
    part |= schema["$defs"][part["$ref"].rpartition("/")[2]] if "$ref" in part else {}
    yield from (f"{path}: {word}" for word in part.get("enum", []))
    for inner in [*part.get("anyOf", []), *([part["items"]] if "items" in part else [])]:
        yield from keys(schema, inner, path)
    named = dict(part.get("properties", {}))
    if isinstance(part.get("additionalProperties"), dict):
        named["*"] = part["additionalProperties"]
    for name, inner in named.items():
        place = f"{path}.{name}".lstrip(".")
        yield place
        yield from keys(schema, inner, place)


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[str]]:
    files = exports.files(compared(tmp_path_factory.mktemp("data")))
    found = {}
    for name in ("comparison", "speed", "tasks"):
        schema = json.loads(files[f"api/v1/{name}.schema.json"])
        before = "" if name == "comparison" else f"{name}.json: "
        found[f"{name}.json"] = [f"{before}{key}" for key in keys(schema, schema)]
    return found | {name: columns(name, files) for name in ("claims.csv", "speed.csv", "tasks.csv")}


def columns(name: str, files: dict[str, str]) -> list[str]:
    first = next(csv.reader(files[f"api/v1/{name}"].splitlines()))
    return [f"{name}: {column}" for column in first]


@pytest.mark.parametrize("file", FIRST)
def test_what_the_first_version_had_is_still_there(published, file):
    gone = set(FIRST[file]) - set(published[file])
    assert not gone, f"published files keep what they have; what would break a program becomes v2: {sorted(gone)}"


@pytest.mark.parametrize("file", FIRST)
def test_whatever_was_added_since_is_named_in_the_changes(published, file):
    named = re.findall(r"`([^`]+)`", SECTION)
    added = [key for key in published[file] if key not in FIRST[file] and key not in named]
    assert not added, f"{REMEDY}: {added}"


def test_what_the_changes_name_by_its_path_is_published(published):
    paths = {word for word in re.findall(r"`([^`]+)`", SECTION) if re.search(r"\.(?!json$|csv$|schema\.json$)", word)}
    assert paths
    assert paths <= {key for each in published.values() for key in each}


def test_each_version_has_one_entry_and_the_newest_is_the_one_that_the_schema_names(published):
    assert SECTION.count("\n- ") == len(ENTRIES)
    assert next(iter(ENTRIES)) == VERSION
    assert list(ENTRIES) == [f"1.{number}" for number in reversed(range(len(ENTRIES)))]


def test_a_key_is_found_wherever_a_schema_has_one():
    schema = {
        "$defs": {"Inner": {"properties": {"word": {"anyOf": [{"enum": ["a"]}, {"type": "null"}]}}}},
        "properties": {
            "list": {"items": {"$ref": "#/$defs/Inner"}},
            "map": {"additionalProperties": {"$ref": "#/$defs/Inner"}},
            "text": {"type": "string", "enum": ["b"]},
        },
        "additionalProperties": False,
    }
    assert list(keys(schema, schema)) == [
        "list", "list.word", "list.word: a", "map", "map.*", "map.*.word", "map.*.word: a", "text", "text: b",
    ]  # fmt: skip
