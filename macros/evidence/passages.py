"""A phrase looked up in one section of a release's documentation, and where else it is if it is not there."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import chain, islice

from macros.model import Docs, Finding

from .documents import Block, Document, Section, is_numbered
from .findings import missed, nearest
from .pages import Pages
from .phrases import find, nearest_name, nearest_phrase
from .releases import NoSuchFile
from .restructured import Unreadable

MOST_PAGES_SUGGESTED = 2


class Passage:
    """The look-up of one phrase in the documentation of one release."""

    def __init__(self, evidence: Docs, release: str, pages: Pages) -> None:
        self.evidence = evidence
        self.release = release
        self.pages = pages
        self.file = pages.path(evidence.page)

    def finding(self) -> Finding:
        """Where the phrase is, or why it was not found and where it is instead."""
        try:
            page = self.pages.read(self.evidence.page)
        except NoSuchFile:
            near = nearest_name(self.evidence.page, self.pages.names)
            return missed(f'no page "{self.evidence.page}" in {self.release}{nearest(near)}')
        except Unreadable as error:
            return missed(f'page "{self.evidence.page}" of {self.release}: {error}', self.file)
        section = page.section(self.evidence.anchor)
        return self._no_section(page) if section is None else self._in_section(page, section)

    def _no_section(self, page: Document) -> Finding:
        anchor = self.evidence.anchor
        if is_numbered(anchor):
            text = f'"#{anchor}" is a counted anchor, which moves when the page changes; cite a named one'
        else:
            near = nearest_name(anchor, list(page.anchors()))
            text = f'no section "#{anchor}" on page {self.evidence.page} of {self.release}'
            text += nearest(near and f"#{near}")
        if page.made_from_code:
            text += "; parts of this page come from docstrings: cite those with `code`, file and symbol"
        return missed(text + self._elsewhere_on(page), self.file)

    def _in_section(self, page: Document, section: Section) -> Finding:
        phrase = self.evidence.phrase
        places = [(block, found.words) for block in section.blocks for found in find(phrase, block.text)]
        if len(places) == 1:
            block, words = places[0]
            line, end = page.span(block, words)
            return Finding(file=self.file, line=line, end=end, text=words)
        if places:
            lines = ", ".join(str(page.span(block, words)[0]) for block, words in places)
            return missed(
                f'the phrase "{phrase}" occurs {len(places)} times in {self.evidence.at} of {self.release} '
                f"(lines {lines}); cite words that occur there once",
                self.file,
            )
        text = f'the phrase "{phrase}" is not in {self.evidence.at} of {self.release}'
        near = nearest_phrase(phrase, (block.text for block in section.blocks))
        text += f'; nearest there: "{near}"' if near else ""
        return missed(text + (self._elsewhere_on(page) or self._on_other_pages()), self.file)

    def _elsewhere_on(self, page: Document) -> str:
        places = [
            f'"#{_shortest(section)}"'
            for section in page.sections
            if section.anchors and _contains(self.evidence.phrase, section.blocks)
        ]
        if not places and _contains(self.evidence.phrase, page.opening.blocks):
            return f'; it is at the top of the page: cite "{self.evidence.page}"'
        return f"; it is in {' and '.join(dict.fromkeys(places))} of this page" if places else ""

    def _on_other_pages(self) -> str:
        rough = re.compile(r"[\W_]+".join(map(re.escape, re.findall(r"[^\W_]+", self.evidence.phrase))))
        likely = (name for name in self.pages.names if rough.search(self.pages.text(name)))
        places = list(islice(chain.from_iterable(map(self._places_on, likely)), MOST_PAGES_SUGGESTED))
        return f"; it is in {' and '.join(places)}" if places else ""

    def _places_on(self, name: str) -> Iterator[str]:
        try:
            page = self.pages.read(name)
        except Unreadable:
            return
        for section in page.sections:
            if section.anchors and _contains(self.evidence.phrase, section.blocks):
                yield f'"{name}#{_shortest(section)}"'
                return


def _contains(phrase: str, blocks: Iterable[Block]) -> bool:
    return any(find(phrase, block.text) for block in blocks)


def _shortest(section: Section) -> str:
    return min(section.anchors, key=lambda anchor: (len(anchor), anchor))
