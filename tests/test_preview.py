"""What a link to a page shows elsewhere, and what search engines read: whole for each kind of page."""

from __future__ import annotations

from typing import Any

import pytest

from macros.exports import export_list
from macros.preview import Preview, counted
from tests.tree import VALID, compared

ROOT = "https://example.org/site/"
OWN = {"@context": "https://schema.org"}


def page(**more: Any) -> Preview:
    """A page below a section, unless more is said of it."""
    whole = {
        "site": "Flask or Django", "root": ROOT, "address": "compare/data/", "heading": "Data", "description": "It.",
        "above": (("Compare", "compare/"),),
    }  # fmt: skip
    return Preview(**{**whole, **more})


def test_the_first_page_is_called_by_its_heading_and_any_other_by_its_site_too() -> None:
    assert page().title == "Data - Flask or Django"
    assert page(address="").title == "Data"


@pytest.mark.parametrize("root", [ROOT, ROOT.rstrip("/")])
def test_a_page_and_its_picture_have_whole_urls(root: str) -> None:
    assert page(root=root).url == "https://example.org/site/compare/data/"
    assert page(root=root).picture == "https://example.org/site/compare/data/preview.png"


def test_a_site_that_does_not_know_its_url_gives_none() -> None:
    assert page(root="").url == ""


def test_the_first_page_says_what_the_site_is() -> None:
    assert page(address="").structured == [
        {**OWN, "@type": "WebSite", "name": "Flask or Django", "url": ROOT, "description": "It."}
    ]


def test_another_page_says_the_way_to_it() -> None:
    (way,) = page().structured
    assert way == {
        **OWN,
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": 1, "name": "Flask or Django", "item": ROOT},
            {"@type": "ListItem", "position": 2, "name": "Compare", "item": f"{ROOT}compare/"},
            {"@type": "ListItem", "position": 3, "name": "Data", "item": f"{ROOT}compare/data/"},
        ],
    }


def test_the_page_about_the_data_says_which_files_there_are() -> None:
    way, data = page(address="data/", heading="The data", above=()).structured
    assert [step["item"] for step in way["itemListElement"]] == [ROOT, f"{ROOT}data/"]
    kinds = {"json": "application/json", "csv": "text/csv"}
    assert data == {
        **OWN,
        "@type": "Dataset",
        "name": "Flask or Django: The data",
        "description": "It.",
        "url": f"{ROOT}data/",
        "license": "https://creativecommons.org/licenses/by/4.0/",
        "isAccessibleForFree": True,
        "creator": {"@type": "Organization", "name": "Flask or Django", "url": ROOT},
        "distribution": [
            {
                "@type": "DataDownload",
                "name": each.about,
                "encodingFormat": kinds[each.path.rpartition(".")[2]],
                "contentUrl": f"{ROOT}{each.path}",
            }
            for each in export_list()
        ],
    }


def test_a_picture_says_how_much_a_page_holds(tmp_path) -> None:
    orm = VALID["data/criteria/data/orm.yml"]
    one = compared(tmp_path / "one")
    two = compared(
        tmp_path / "two",
        {"data/topics.yml": {"data": {"criteria": ["orm", "mro"]}}, "data/criteria/data/mro.yml": orm},
    )
    assert counted(one, "compare/data/") == "1 question, with evidence for every claim"
    assert counted(two, "compare/data/") == "2 questions, with evidence for every claim"
    assert counted(one, "articles/example/") == "2 statements, checked one by one"
    assert counted(one, "method/") == counted(one, "") == "Evidence for every claim"
