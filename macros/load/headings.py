"""The pages written in docs/: their addresses, and the anchors that their headings make."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from macros.addresses import slug

_HEADING = re.compile(r"^#{1,6} +(.*?)(?: *\{ *#([\w-]+) *\})?$", re.MULTILINE)


def pages(docs: Path) -> dict[str, frozenset[str]]:
    """Every Markdown page below a folder by its address, with the anchors of its headings."""
    return {
        _address(path.relative_to(docs)): frozenset(_anchors(path.read_text(encoding="utf-8")))
        for path in sorted(docs.rglob("*.md"))
    }


def _address(path: Path) -> str:
    page = path.with_suffix("").as_posix()
    folder = re.sub(r"(^|/)index$", r"\1", page)
    return "./" if not folder else folder if folder.endswith("/") else f"{folder}/"


def _anchors(text: str) -> Iterator[str]:
    for title, id in _HEADING.findall(text):
        yield id or slug(title)
