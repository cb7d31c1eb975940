"""Addresses: which ones a built site publishes, and where the moved ones lead."""

from __future__ import annotations

import json
from collections.abc import Iterable
from html import escape
from pathlib import Path

from macros.anchors import anchors, live
from macros.model import Comparison

PLACES = "assets/places.json"


def alive(comparison: Comparison, site: Path) -> set[str]:
    """Every address that a built site keeps: pages, exports, and the anchors that data gives."""
    pages = {_page(site, path) for path in site.rglob("index.html")}
    exports = {path.relative_to(site).as_posix() for path in (site / "api").rglob("*") if path.is_file()}
    return pages | exports | {address for address, _, _ in anchors(comparison)}


def places(comparison: Comparison) -> str:
    """Every page with its anchors, as JSON: the script offers the nearest for one that is not there."""
    pages: dict[str, list[str]] = {}
    for address in sorted(live(comparison)):
        page, _, anchor = address.partition("#")
        pages.setdefault(page, []).extend([anchor] if anchor else [])
    return json.dumps(pages, separators=(",", ":"))


def _page(site: Path, path: Path) -> str:
    folder = path.parent.relative_to(site).as_posix()
    return "./" if folder == "." else f"{folder}/"


def exists(site: Path, address: str) -> bool:
    """Whether an address is in the built site: the page or file, and its anchor."""
    page, _, anchor = address.partition("#")
    path = site / page
    if page.endswith("/"):
        path = path / "index.html"
    if not path.is_file():
        return False
    return not anchor or f'id="{anchor}"' in path.read_text(encoding="utf-8")


def listed(addresses: Iterable[str]) -> str:
    """The text of data/permalinks.txt for these addresses."""
    head = "// Every address ever published, sorted; written by `make permalinks`. Never remove a line.\n"
    return head + "".join(f"{address}\n" for address in sorted(addresses))


def redirect_pages(comparison: Comparison) -> dict[str, str]:
    """The pages that moved whole, by path below the site's root, as HTML that leads to the new address.

    An anchor leads to the same anchor of the new page, or to its own new address if it has one.
    """
    pages = {}
    for old, new in comparison.redirects.moved.items():
        if "#" not in old:
            up = "../" * old.count("/")
            anchors = "".join(
                _ANCHOR.format(id=escape(id), target=escape(up + place))
                for id, place in moved_anchors(comparison, old).items()
            )
            pages[f"{old}index.html"] = _REDIRECT.format(target=escape(up + new), anchors=anchors)
    return pages


def moved_anchors(comparison: Comparison, page: str) -> dict[str, str]:
    """For one page: each anchor that moved away from it, and the address it has now, below the site's root."""
    here = page or "./"
    return {
        old.partition("#")[2]: new
        for old, new in comparison.redirects.moved.items()
        if "#" in old and old.partition("#")[0] == here
    }


_ANCHOR = '<p id="{id}">This has moved <a href="{target}">to another place</a>.</p>\n'
_REDIRECT = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>This page has moved</title>
<meta name="robots" content="noindex">
<link rel="canonical" href="{target}">
<noscript><meta http-equiv="refresh" content="0; url={target}"></noscript>
</head>
<body>
<p>This page has moved: <a href="{target}">go to its new address</a>.</p>
{anchors}<script>
const place = location.hash && document.getElementById(location.hash.slice(1))?.querySelector("a");
location.replace(place ? place.href : document.querySelector("link[rel=canonical]").href + location.hash);
</script>
</body>
</html>
"""
