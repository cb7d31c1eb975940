"""A page of documentation as sections of text blocks: what a citation is looked up in. No markup is read here."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Block:
    """One paragraph, list item, table cell, heading or listing, as a reader sees it; lines counted from 1."""

    text: str
    first_line: int
    last_line: int


@dataclass(frozen=True)
class Section:
    """The blocks directly below a heading, an object or a label; a subsection is a section too."""

    anchors: frozenset[str]
    blocks: tuple[Block, ...]


@dataclass(frozen=True)
class Document:
    """A page: its sections in reading order, and the lines of its file.

    `opening` is what a reader sees before the first subheading. `made_from_code` says that the
    page takes text from docstrings, which is not in the page's file.
    """

    sections: tuple[Section, ...]
    opening: Section
    lines: tuple[str, ...]
    made_from_code: bool = False

    def section(self, anchor: str) -> Section | None:
        """The section an anchor leads to, or None; no anchor leads to the opening."""
        if not anchor:
            return self.opening
        return next((section for section in self.sections if anchor in section.anchors), None)

    def anchors(self) -> Iterator[str]:
        """Every anchor of the page, in reading order."""
        for section in self.sections:
            yield from sorted(section.anchors)

    def span(self, block: Block, phrase: str) -> tuple[int, int]:
        """The first and last line of a phrase inside a block; the block's own where markup hides it."""
        wanted = re.findall(r"\w+", phrase)
        lines = self.lines[block.first_line - 1 : block.last_line]
        words = [(word, line) for line, text in enumerate(lines, block.first_line) for word in re.findall(r"\w+", text)]
        best: tuple[int, int] = (0, 0)
        found = block.first_line, block.last_line
        for start in range(len(words)):
            if wanted and words[start][0] == wanted[0]:
                last, matched = _follow(words, start, wanted)
                if (matched, start - last) > best:
                    best = matched, start - last
                    found = words[start][1], words[last][1]
        return found


LONGEST_MARKUP = 12
"""How many words of markup, such as a role's name or a link's target, may separate two rendered words."""


def _follow(words: list[tuple[str, int]], start: int, wanted: list[str]) -> tuple[int, int]:
    last, matched = start, 1
    for word in wanted[1:]:
        for place in range(last + 1, min(last + 1 + LONGEST_MARKUP, len(words))):
            if words[place][0] == word:
                last, matched = place, matched + 1
                break
    return last, matched


@dataclass
class Draft:
    """A section while its page is being read."""

    anchors: set[str] = field(default_factory=set)
    blocks: list[Block] = field(default_factory=list)
    heading: bool = False

    def done(self) -> Section:
        """The section as it stays. Numbered anchors are left out: they move when a page changes."""
        return Section(frozenset(anchor for anchor in self.anchors if not is_numbered(anchor)), tuple(self.blocks))


def is_numbered(anchor: str) -> bool:
    """Whether an anchor was counted rather than named, as docutils does for equal headings."""
    return re.fullmatch(r"id[0-9]+", anchor) is not None


def document(drafts: Iterable[Draft], text: str, *, made_from_code: bool = False) -> Document:
    """The page made of these drafts, in reading order."""
    drafts = list(drafts)
    first_heading = next((place for place, draft in enumerate(drafts) if draft.heading), len(drafts))
    opening = [block for draft in drafts[: first_heading + 1] for block in draft.blocks]
    return Document(
        sections=tuple(draft.done() for draft in drafts),
        opening=Section(frozenset(), tuple(dict.fromkeys(opening))),
        lines=tuple(text.split("\n")),
        made_from_code=made_from_code,
    )
