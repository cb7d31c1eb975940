"""What a first visit requests, compressed as a host does it, stays below a limit on every page."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Response

from macros.model import Comparison
from macros.tools.markup import Page

LIMIT = 100_000
HEADERS = 200
"""About what an answer's headers add."""
LEVEL = 6
"""What hosts use for gzip."""


def compressed(file: Path) -> int:
    return len(gzip.compress(file.read_bytes(), LEVEL, mtime=0))


@pytest.fixture(scope="module")
def shared(browser: Browser, base_url: str, real: Path) -> dict[str, int]:
    """What each kind of page requests without a reader's action, beside the page: the most of each file."""
    found: dict[str, int] = {}
    for path in ("", "compare/data/", "choose/"):
        context = browser.new_context(base_url=base_url)
        tab = context.new_page()

        def note(answer: Response) -> None:
            name = answer.url.removeprefix(base_url).partition("?")[0]
            if not name.endswith("/") and name:
                found[name] = compressed(real / name)

        tab.on("response", note)
        tab.goto(path, wait_until="networkidle")
        context.close()
    return found


def test_every_page_is_light(real: Path, real_pages: dict[str, Page], shared: dict[str, int]) -> None:
    """A page's own scripts are counted for each page: the heaviest set is the limit that each page keeps."""
    only_chooser = {f"javascripts/{name}.js" for name in ("chooser", "parts", "walk")}
    heavy = {}
    for path in real_pages:
        parts = {name: size for name, size in shared.items() if path.startswith("choose/") or name not in only_chooser}
        whole = compressed(real / path) + sum(parts.values())
        if whole > LIMIT:
            heavy[path] = (whole, compressed(real / path), parts)
    assert heavy == {}, "fold more away, or split the page"


def test_a_link_to_any_result_is_light(
    real: Path, real_pages: dict[str, Page], shared: dict[str, int], comparison: Comparison
) -> None:
    """With the part that belongs to that outcome, which is fetched at once, and the headers of each file."""
    page = compressed(real / "choose/index.html") + sum(shared.values()) + HEADERS * (len(shared) + 2)
    parts = {each.id: compressed(real / f"choose/result-{each.id}.html") for each in comparison.chooser.outcomes}
    assert {id: page + size for id, size in parts.items() if page + size > LIMIT} == {}
    assert "choose/results.html" not in shared
    assert all("data-outcome" not in page.html for path, page in real_pages.items() if path == "choose/index.html")


def test_what_is_folded_away_is_light_too(real: Path, folded: dict[str, Page]) -> None:
    sheets = sum(compressed(sheet) for sheet in real.rglob("*.css"))
    assert len(folded) > 20
    assert {path: size for path in folded if (size := compressed(real / path) + sheets) > LIMIT} == {}


def test_every_fold_leads_to_its_part(real: Path, real_pages: dict[str, Page], folded: dict[str, Page]) -> None:
    count = 0
    for path, page in real_pages.items():
        for link in page.root.all("a"):
            if "data-folded" in link.attributes:
                name, _, id = link.attributes["href"].partition("#")
                part = folded[f"{path.removesuffix('index.html')}{name}"].id(id)
                assert [each for each in part.children if not isinstance(each, str) and each.tag not in {"h2", "h3"}]
                count += 1
    assert count > len(folded)


def test_a_plain_page_says_what_it_is(folded: dict[str, Page]) -> None:
    titles = set()
    for path, page in folded.items():
        assert page.root.one("html").attributes["lang"] == "en"
        assert page.root.one("h1").text, path
        assert [id for id, times in page.ids.items() if times > 1] == [], path
        assert page.root.all("script") == []
        titles.add(page.root.one("title").text)
    assert len(titles) == len(folded)
