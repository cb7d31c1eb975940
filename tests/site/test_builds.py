"""The same data gives the same bytes, on any day."""

from __future__ import annotations

import json
from pathlib import Path

from tests.site.building import build, small_project

DAY = 24 * 60 * 60


def files(site: Path) -> dict[str, bytes]:
    return {path.relative_to(site).as_posix(): path.read_bytes() for path in site.rglob("*") if path.is_file()}


def test_two_builds_are_equal_byte_for_byte(tmp_path: Path) -> None:
    one, two = (
        files(
            build(
                small_project(tmp_path / name / "project"),
                tmp_path / name / "site",
                SITE_URL="https://example.org/",
                SOURCE_DATE_EPOCH=str(day * DAY),
                PYTHONHASHSEED=str(day),
            )
        )
        for name, day in {"one": 20_000, "another": 20_400}.items()
    )
    assert one.keys() == two.keys()
    assert [name for name in one if one[name] != two[name]] == []


def test_the_schema_has_its_own_url_where_the_build_knows_it(published: tuple[Path, str], small: Path) -> None:
    schema = "api/v1/comparison.schema.json"
    site, address = published
    assert json.loads((site / schema).read_text(encoding="utf-8"))["$id"] == address + schema
    assert "$id" not in json.loads((small / schema).read_text(encoding="utf-8"))
