"""What the tests of the built site share: the sites, their servers and the browser."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, expect
from playwright.sync_api import Page as Tab

from macros.load import load
from macros.model import Comparison
from macros.tools.markup import Page, pages
from tests.site import browser
from tests.site.building import ROOT, build, small_project
from tests.site.serving import served

PREFIX = "/flask-or-django/"
REPO_URL = "https://github.com/example/flask-or-django"
PATIENCE = 20_000
"""Milliseconds: the largest pages take seconds to lay out while another browser uses the other core."""
expect.set_options(timeout=PATIENCE)


@pytest.fixture(scope="session")
def published(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, str]]:
    """The repository's own data, built and served as it is published: below a path, with a repository.

    The server is there first, because navigation in place needs the site's own address to be right to the port.
    """
    site = tmp_path_factory.mktemp("real") / "site"
    with served(site, PREFIX) as address:
        yield build(ROOT, site, SITE_URL=address, REPO_URL=REPO_URL), address


@pytest.fixture(scope="session")
def real(published: tuple[Path, str]) -> Path:
    """The built site of the repository's own data."""
    return published[0]


@pytest.fixture(scope="session")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small data, built as a fork finds it: without an address and without a repository."""
    root = tmp_path_factory.mktemp("small")
    return build(small_project(root / "project"), root / "site")


@pytest.fixture(scope="session")
def comparison() -> Comparison:
    """The repository's own data."""
    return load(ROOT)


@pytest.fixture(scope="session")
def real_pages(real: Path, comparison: Comparison) -> dict[str, Page]:
    """The pages of the real site, by path, without those that only lead on and what is folded away beside them."""
    moved = {f"{old}index.html" for old in comparison.redirects.moved}
    whole = {path: page for path, page in pages(real).items() if path.endswith("index.html") or path == "404.html"}
    return {path: page for path, page in whole.items() if path not in moved}


@pytest.fixture(scope="session")
def folded(real: Path) -> dict[str, Page]:
    """The plain pages of the real site, by path: what the others fold away."""
    return {path: page for path, page in pages(real).items() if not path.endswith(("index.html", "404.html"))}


@pytest.fixture(scope="session")
def base_url(published: tuple[Path, str]) -> str:
    """Where the real site is served: what a relative address leads to in every browser test."""
    return published[1]


@pytest.fixture
def tab(page: Tab) -> Tab:
    """A browser tab that gives up when a page of this machine does not answer, however busy the machine is."""
    page.set_default_timeout(PATIENCE)
    return page


@pytest.fixture(scope="module")
def reader(browser: Browser, base_url: str) -> Iterator[Tab]:
    """One tab for the tests of a module that only look, or begin with an address."""
    context = browser.new_context(base_url=base_url, reduced_motion="reduce")
    tab = context.new_page()
    tab.set_default_timeout(PATIENCE)
    yield tab
    context.close()


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """Start the Chromium that `make test` found or installed."""
    return {**browser_type_launch_args, "executable_path": browser.find(), "args": list(browser.ARGUMENTS)}
