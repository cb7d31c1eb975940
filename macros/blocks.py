"""Finished blocks of HTML: Markdown sees a mark in place of each, and the page gets them back when it is HTML.

Markdown would parse and check every element of a block only to give it back unchanged, which took a third of a build.
"""

from __future__ import annotations

import re

_MARK = re.compile(r"<!--block (\d+)-->")


_AS_IT_IS = re.compile(r"(<(pre|textarea|script|template)\b.*?</\2>)", re.DOTALL)
_GAP = re.compile(r"(?:(?<=>)|\A)\s*\n\s*(?=<|\Z)")


def close_up(html: str) -> str:
    """A page with each gap between two elements as short as it shows; the theme's were a fiftieth of a page."""
    parts = _AS_IT_IS.split(html)
    return "".join(_GAP.sub("\n", text) + kept for text, kept in zip(parts[::3], [*parts[1::3], ""], strict=True))


class Blocks:
    """The blocks of one build."""

    def __init__(self) -> None:
        self._kept: list[str] = []

    def keep(self, html: str) -> str:
        """Keep a block; returns the mark that is written in its place, a paragraph of its own."""
        self._kept.append(html)
        return f"<!--block {len(self._kept) - 1}-->"

    def put(self, html: str) -> str:
        """A page's HTML with each mark replaced by its block."""
        return _MARK.sub(lambda mark: self._kept[int(mark[1])], html)
