"""Each page for those who link to it: its own title, description and picture, and what search engines read."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from PIL import Image

from macros.model import Comparison
from macros.tools.markup import Page

KILOBYTES = 1024


@pytest.fixture(scope="module")
def heads(real: Path, real_pages: dict[str, Page]) -> dict[str, str]:
    """The head of every page but the missing one, by path."""
    return {
        path: (real / path).read_text(encoding="utf-8").partition("</head>")[0]
        for path in real_pages
        if path != "404.html"
    }


def named(head: str, name: str) -> list[str]:
    """What a head says under one name: each content of a `meta`."""
    return [
        each.partition('content="')[2].partition('"')[0] for each in head.split("<meta ") if f'"{name}"' in each[:60]
    ]


def structured(head: str) -> list[dict[str, object]]:
    return [
        json.loads(each.partition("</script>")[0]) for each in head.split('<script type="application/ld+json">')[1:]
    ]


def test_no_two_pages_share_a_title_or_a_description(heads: dict[str, str]) -> None:
    assert len(heads) > 20
    for what in ("description", "title"):
        said: dict[str, list[str]] = {}
        for path, head in heads.items():
            text = head.partition("<title>")[2].partition("</title>")[0] if what == "title" else named(head, what)[0]
            assert text.strip(), path
            said.setdefault(text, []).append(path)
        assert [paths for paths in said.values() if len(paths) > 1] == [], (
            f"give each page a {what} in its front matter"
        )


def test_only_the_first_page_may_say_what_the_site_is(heads: dict[str, str]) -> None:
    site = "When to choose Flask, when Django, with evidence for every claim."
    assert [path for path, head in heads.items() if site in named(head, "description")] in ([], ["index.html"])


def test_each_page_has_a_picture_that_fits_a_preview(heads: dict[str, str], real: Path, base_url: str) -> None:
    pictures = []
    for path, head in heads.items():
        (address,) = named(head, "og:image")
        file = real / address.removeprefix(base_url)
        assert file.parent == (real / path).parent
        assert file.stat().st_size <= 40 * KILOBYTES
        with Image.open(file) as picture:
            assert picture.size == (1200, 630)
        pictures.append(file.read_bytes())
    assert len(set(pictures)) == len(pictures)


def test_each_page_says_what_a_link_to_it_shows(heads: dict[str, str], base_url: str) -> None:
    for path, head in heads.items():
        assert named(head, "og:url") == [base_url + path.removesuffix("index.html")]
        assert named(head, "og:description") == named(head, "description")
        assert named(head, "og:title")[0] in head.partition("<title>")[2].partition("</title>")[0]


def test_without_an_address_of_the_site_there_is_no_picture(small: Path) -> None:
    assert "og:" not in (small / "index.html").read_text(encoding="utf-8")
    assert list(small.rglob("preview.png")) == []


def test_search_engines_read_the_way_to_a_page(heads: dict[str, str], comparison: Comparison, base_url: str) -> None:
    (way,) = structured(heads["compare/data/index.html"])
    items = [(each["position"], each["item"]) for each in way["itemListElement"]]  # type: ignore[attr-defined]
    assert items == [(1, base_url), (2, f"{base_url}everything/"), (3, f"{base_url}compare/data/")]
    assert [each["@type"] for each in structured(heads["index.html"])] == ["WebSite"]
    for path, head in heads.items():
        ways = [each for each in structured(head) if each["@type"] == "BreadcrumbList"]
        assert len(ways) == (path != "index.html")


def test_search_engines_read_what_the_data_is(heads: dict[str, str], real: Path, base_url: str) -> None:
    (data,) = [each for each in structured(heads["data/index.html"]) if each["@type"] == "Dataset"]
    assert 50 <= len(str(data["description"])) <= 5000
    files = [str(each["contentUrl"]).removeprefix(base_url) for each in data["distribution"]]  # type: ignore[attr-defined]
    assert files
    assert [file for file in files if not (real / file).is_file()] == []
