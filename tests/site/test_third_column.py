"""A built site with a third framework's column that has only begun."""

from __future__ import annotations

from pathlib import Path

import yaml

from macros.model import NOT_COMPARED
from macros.tools.markup import Element, pages
from tests.site.building import build, small_project
from tests.tree import HERE

THIRD = yaml.safe_load((HERE / "third.yml").read_text(encoding="utf-8"))
IN_ALL = [NOT_COMPARED, "By type hints Built in", "From the code"]


def column(page: Element) -> list[str]:
    """The cells of the third column, row by row."""
    return [" ".join(td.text.split()) for td in page.all("td") if td.attributes.get("data-label") == "FastAPI"]


def test_a_begun_column_says_in_its_cells_what_is_not_compared(tmp_path: Path) -> None:
    site = build(small_project(tmp_path / "project", THIRD), tmp_path / "site")
    built = {name: page.root for name, page in pages(site).items()}
    data, apis, home = (built[f"{name}index.html"] for name in ("compare/data/", "compare/apis/", ""))
    assert column(built["everything/index.html"]) == IN_ALL
    assert column(home) == column(data) == IN_ALL[:1]
    assert column(apis) == IN_ALL[1:]
    assert [each.text for each in data.all(css="fd-not-compared")] == [NOT_COMPARED, NOT_COMPARED]
    assert [each.text for each in data.all(css="fd-framework")] == [
        "Flask", "Django", "FastAPI", "How we know: Flask", "How we know: Django",
    ]  # fmt: skip
    assert not apis.all(css="fd-not-compared")
    assert "Compared in 2 of 3 rows so far" in home.text
    assert "criteria in which FastAPI is compared so far" in home.text
    assert data.one("title").text.startswith("Data: Flask and Django compared")
    assert apis.one("title").text.startswith("APIs: Flask, Django and FastAPI compared")
    for name in ("comparison.json", "claims.csv"):
        assert (site / "api/v1" / name).read_text(encoding="utf-8").count(NOT_COMPARED) == 1
