"""Addresses: what a built site keeps alive, and where the moved ones lead."""

import pytest

from macros import permalinks
from macros.load import read_permalinks
from macros.model import Verdict
from tests.tree import compared, write

MOVED = {"data/redirects.yml": {"moved": {"old/": "compare/data/", "compare/data/#old": "compare/data/#orm",
                                          "./#old": "./#choose-flask", "a/b/": 'compare/data/#orm'}}}  # fmt: skip


@pytest.fixture
def site(tmp_path):
    """A built site of two pages and one export."""
    built = tmp_path / "site"
    pages = {"index.html": '<p id="choose-flask">', "compare/data/index.html": '<p id="orm">', "404.html": ""}
    for name, text in (pages | {"api/v1/claims.csv": "id"}).items():
        (built / name).parent.mkdir(parents=True, exist_ok=True)
        (built / name).write_text(text, encoding="utf-8")
    return built


def test_pages_exports_and_the_anchors_of_data_are_alive(site, tmp_path):
    assert permalinks.alive(compared(tmp_path), site) == {
        "./",
        "./#choose-flask",
        "api/v1/claims.csv",
        "articles/example/#django-has-no-orm",
        "articles/example/#flask-has-no-orm",
        "choose/#o-django",
        "choose/#o-either",
        "choose/#o-flask",
        "choose/#q-data",
        "choose/#q-kind",
        "choose/#q-know",
        "choose/outcomes/#o-django",
        "choose/outcomes/#o-either",
        "choose/outcomes/#o-flask",
        "choose/tree/#q-data",
        "choose/tree/#q-kind",
        "choose/tree/#q-know",
        "compare/data/",
        "compare/data/#django-ships-an-orm",
        "compare/data/#flask-ships-no-orm",
        "compare/data/#orm",
        "glossary/#orm",
        "method/#case-only",
        *(f"method/#verdict-{verdict}" for verdict in Verdict),
        "sources/#django",
        "sources/#flask",
        "tasks/a-page/#django",
        "tasks/a-page/#flask",
    }


@pytest.mark.parametrize(
    ("address", "there"),
    [
        ("./", True),
        ("./#choose-flask", True),
        ("./#choose-fl", False),
        ("compare/data/", True),
        ("compare/data/#orm", True),
        ("compare/data/#mro", False),
        ("compare/", False),
        ("api/v1/claims.csv", True),
        ("api/v1/comparison.json", False),
    ],
)
def test_an_address_exists_when_its_page_and_anchor_do(address, there, site):
    assert permalinks.exists(site, address) is there


def test_what_is_listed_is_read_back_sorted(tmp_path):
    addresses = {"sources/#flask", "./", "compare/data/#orm"}
    write(tmp_path, {"data/permalinks.txt": permalinks.listed(addresses)})
    assert read_permalinks(tmp_path) == ("./", "compare/data/#orm", "sources/#flask")


def test_a_page_that_moved_leads_on_from_any_depth(tmp_path):
    pages = permalinks.redirect_pages(compared(tmp_path, MOVED))
    assert pages.keys() == {"old/index.html", "a/b/index.html"}
    assert 'content="0; url=../compare/data/"' in pages["old/index.html"]
    assert '<a href="../../compare/data/#orm">' in pages["a/b/index.html"]


def test_an_anchor_that_moved_is_known_to_its_old_page_alone(tmp_path):
    comparison = compared(tmp_path, MOVED)
    assert permalinks.moved_anchors(comparison, "compare/data/") == {"old": "compare/data/#orm"}
    assert permalinks.moved_anchors(comparison, "") == {"old": "./#choose-flask"}
    assert permalinks.moved_anchors(comparison, "sources/") == {}


def test_a_page_that_moved_keeps_its_moved_anchors_alive(tmp_path):
    moved = {"old/": "compare/data/", "old/#x": "compare/data/#orm"}
    pages = permalinks.redirect_pages(compared(tmp_path, {"data/redirects.yml": {"moved": moved}}))
    assert '<p id="x">' in pages["old/index.html"]
    assert '<a href="../compare/data/#orm">' in pages["old/index.html"]


def test_what_is_listed_says_how_it_was_written():
    assert permalinks.listed({"b/", "a/"}) == (
        "// Every address ever published, sorted; written by `make permalinks`. Never remove a line.\na/\nb/\n"
    )


def test_a_page_that_moved_is_whole_and_its_addresses_are_escaped(tmp_path):
    moved = {"old/": "compare/data/", "old/#a&b": "compare/data/#orm", "old/#c": "./#choose-flask"}
    (text,) = permalinks.redirect_pages(compared(tmp_path, {"data/redirects.yml": {"moved": moved}})).values()
    assert text.startswith('<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n')
    assert '<p id="a&amp;b">This has moved <a href="../compare/data/#orm">to another place</a>.</p>\n' in text
    assert '<p id="c">This has moved <a href=".././#choose-flask">to another place</a>.</p>\n<script>' in text


def test_a_folder_among_the_exports_is_no_address(site, tmp_path):
    (site / "api" / "v2").mkdir()
    assert "api/v2" not in permalinks.alive(compared(tmp_path), site)
