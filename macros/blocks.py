"""Finished blocks of HTML: Markdown sees a mark in place of each, and the page gets them back when it is HTML.

Markdown would parse and check every element of a block only to give it back unchanged, which took a third of a build.
"""

from __future__ import annotations

import re

_MARK = re.compile(r"<!--block (\d+)-->")
_TAG = re.compile(r"<[^>]*>")


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


def with_length(html: str) -> str:
    """A block whose first element tells the stylesheet how many hundred letters of text it has, rounded up.

    From that follows about how high it will be, before the browser has laid it out.
    """
    hundreds = -(-len(" ".join(_TAG.sub(" ", html).split())) // 100)
    return re.sub(r"^<\w+", rf'\g<0> style="--fd-text:{hundreds}"', html, count=1)
