"""An address that was ever published works for ever: it is there, or it leads on in one step."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect
from playwright.sync_api import Page as Tab

from macros import permalinks
from macros.load import read_permalinks
from macros.model import Comparison
from macros.tools.markup import dead_links
from tests.site.building import ROOT, build, small_project
from tests.site.serving import served

MOVED = {
    "compare/databases/": "compare/data/",
    "compare/databases/#mapper": "compare/data/#orm",
    "compare/data/#object-mapper": "compare/data/#orm",
    "compare/data/#flask-has-no-orm": "everything/#everything",
    "./#pick-flask": "./#choose-flask",
}


def lost(addresses: tuple[str, ...], moved: dict[str, str], site: Path) -> list[str]:
    """The addresses that neither exist nor lead, in one step, to one that does."""

    def leads_to(address: str) -> str:
        page, mark, anchor = address.partition("#")
        return moved.get(address) or (moved[page] + mark + anchor if page in moved else address)

    return [each for each in addresses if leads_to(each) in moved or not permalinks.exists(site, leads_to(each))]


def test_every_published_address_still_works(comparison: Comparison, real: Path) -> None:
    addresses = read_permalinks(ROOT)
    assert len(addresses) > 100, "run `make permalinks`"
    assert lost(addresses, comparison.redirects.moved, real) == []


def test_every_redirect_leads_to_what_exists(comparison: Comparison, real: Path) -> None:
    assert lost(tuple(comparison.redirects.moved), comparison.redirects.moved, real) == []


@pytest.mark.parametrize("address", ["compare/gone/", "compare/data/#gone", "old/#gone", "first/", "api/v1/gone.json"])
def test_a_lost_address_is_noticed(address: str, moved_site: Path) -> None:
    moved = {"old/": "compare/data/", "first/": "second/", "second/": "compare/data/"}
    assert lost((address, "old/", "old/#orm", "compare/data/", "sources/#flask"), moved, moved_site) == [address]


@pytest.fixture(scope="module")
def moved_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("moved")
    return build(small_project(root / "project", {"data/redirects.yml": {"moved": MOVED}}), root / "site")


@pytest.fixture(scope="module")
def moved_at(moved_site: Path) -> Iterator[str]:
    with served(moved_site) as address:
        yield address


def test_moved_addresses_are_real_links(moved_site: Path) -> None:
    assert lost(tuple(MOVED), MOVED, moved_site) == []
    assert dead_links(moved_site, "http://127.0.0.1/") == []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        *((old, new.removeprefix("./")) for old, new in MOVED.items()),
        ("compare/databases/#flask-ships-no-orm", "compare/data/#flask-ships-no-orm"),
    ],
)
def test_a_moved_address_leads_on(old: str, new: str, moved_at: str, tab: Tab) -> None:
    tab.goto(moved_at + old.removeprefix("./"))
    expect(tab).to_have_url(moved_at + new)


def test_a_moved_address_leads_on_within_a_page(moved_at: str, tab: Tab) -> None:
    tab.goto(f"{moved_at}compare/data/")
    tab.evaluate("location.hash = 'object-mapper'")
    expect(tab).to_have_url(f"{moved_at}compare/data/#orm")


def test_a_moved_page_leads_on_without_javascript(moved_at: str, browser: Browser) -> None:
    context = browser.new_context(java_script_enabled=False)
    tab = context.new_page()
    tab.goto(f"{moved_at}compare/databases/")
    expect(tab).to_have_url(f"{moved_at}compare/data/")
    tab.goto(f"{moved_at}compare/data/#object-mapper")
    expect(tab.locator("#object-mapper a")).to_have_attribute("href", "../../compare/data/#orm")
    context.close()
