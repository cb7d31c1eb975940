"""The pages of a release's documentation: which there are, and each one's sections, read once."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping
from functools import cached_property
from urllib.parse import urlsplit

from macros.model import DocsPlace

from . import markdown, restructured
from .documents import Document
from .releases import Archive, NoSuchFile
from .roles import plain, targets

CODE_HOSTS = frozenset({"github.com", "gitlab.com", "codeberg.org"})
"""Hosts that render a page's file themselves, without Sphinx, and make their own anchors."""

UNDERLINE = re.compile(r"([=\-~^\"'*+#`:.<>_])\1{2,}\s*")
LABEL = re.compile(r"\.\. _(?:`([^`]+)`|([^`:]+)):\s*|\(([\w.:-]+)\)=\s*")
MARKDOWN = (".md", ".markdown")


class Pages:
    """The documentation of one release."""

    def __init__(self, archive: Archive, place: DocsPlace) -> None:
        self._archive = archive
        self._place = place
        self._read: dict[str, Document] = {}

    def path(self, page: str) -> str:
        """The file of a page inside the release."""
        return self._place.files.replace("{page}", page)

    @cached_property
    def names(self) -> list[str]:
        """Every page there is, by name."""
        before, _, after = self._place.files.partition("{page}")
        return [
            path[len(before) : len(path) - len(after)]
            for path in self._archive.paths()
            if path.startswith(before) and path.endswith(after) and len(path) > len(before) + len(after)
        ]

    def text(self, page: str) -> str:
        """The text of a page's file. Raises NoSuchFile."""
        return self._archive.read(self.path(page))

    def read(self, page: str) -> Document:
        """A page's sections. Raises NoSuchFile or Unreadable."""
        if page not in self._read:
            self._read[page] = self._fresh(page)
        return self._read[page]

    def _fresh(self, page: str) -> Document:
        text = self.text(page)
        if self._place.files.endswith(MARKDOWN):
            return markdown.read(text)
        hosted = urlsplit(self._place.url).hostname in CODE_HOSTS
        slug = markdown.slug if hosted else None
        titles = {} if hosted else self._titles(page, targets(text))
        return restructured.read(text, titles=titles, slug=slug)

    def _titles(self, page: str, wanted: set[str]) -> Mapping[str, str]:
        titles = {}
        for target in wanted:
            kind, _, name = target.partition(":")
            title = self._labels.get(name.lower()) if kind == "ref" else self._title(page, name)
            if title:
                titles[target] = title
        return titles

    def _title(self, page: str, name: str) -> str | None:
        other = posixpath.normpath(posixpath.join("/", posixpath.dirname(page), name)).lstrip("/")
        try:
            lines = self.text(other).split("\n")
        except NoSuchFile:
            return None
        return next((title for place in range(len(lines)) if (title := self._heading(lines, place))), None)

    @cached_property
    def _labels(self) -> dict[str, str]:
        """The title of the section after each label."""
        found: dict[str, str] = {}
        for page in self.names:
            text = self.text(page)
            if not LABEL.search(text):
                continue
            lines = text.split("\n")
            waiting: list[str] = []
            for place, line in enumerate(lines):
                if label := LABEL.fullmatch(line):
                    waiting.append(" ".join((label[1] or label[2] or label[3]).lower().split()))
                elif waiting and line.strip() and not line.startswith((".. ", " ")):
                    if title := self._heading(lines, place):
                        found.update(dict.fromkeys(waiting, title))
                    waiting = []
        return found

    def _heading(self, lines: list[str], place: int) -> str | None:
        if self._place.files.endswith(MARKDOWN):
            return markdown.heading(lines[place])
        return _underlined(lines, place)


def _underlined(lines: list[str], place: int) -> str | None:
    """The title that begins on a line, overlined or not."""
    line, below, last = [*lines[place : place + 3], "", "", ""][:3]
    if UNDERLINE.fullmatch(line) and below.strip() and UNDERLINE.fullmatch(last):
        return plain(below)
    if (
        line.strip()
        and not line.startswith((" ", ".."))
        and not UNDERLINE.fullmatch(line)
        and UNDERLINE.fullmatch(below)
    ):
        return plain(line)
    return None
