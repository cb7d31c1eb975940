"""The places on pages that people write: each page, and each section under a heading."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from macros import addresses

from .entry import Entry

_FRONT = re.compile(r"\A---\n(.*?)\n---\n", re.DOTALL)
_FIELD = r"^{}: *\"?(.*?)\"?$"
_FENCE = re.compile(r"^(```|~~~).*?^\1", re.DOTALL | re.MULTILINE)
_CALL = re.compile(r"\{\{ *(\w+)\(.*?\) *\}\}")
_HEADING = re.compile(r"^#{1,6} +(.*?)(?: *\{ *#([\w-]+) *\})?$", re.MULTILINE)
_MARKUP = re.compile(r"<[^>]+>|\]\([^)]*\)|\{:?[^{}]*\}|[*|\[\]]|^[>#-]+ ", re.MULTILINE)


@dataclass(frozen=True)
class Page:
    """A written page, how it begins, and its sections."""

    entry: Entry
    begins: Entry
    sections: tuple[Entry, ...]


def pages(written: Mapping[str, str], listed: Mapping[str, str]) -> list[Page]:
    """Every page by its address; `listed` is the text that a macro puts there, by the macro's name.

    `also` in a page's front matter is what people call it, as in a criterion: names with a comma between them.
    """
    return [_page(address, text, listed) for address, text in written.items()]


def _page(address: str, text: str, listed: Mapping[str, str]) -> Page:
    front = match[1] if (match := _FRONT.match(text)) else ""
    body = _CALL.sub(lambda call: listed.get(call[1], ""), _FENCE.sub("", text.removeprefix(f"---\n{front}\n---\n")))
    start, *sections = _sections(body)
    title = _field(front, "title") or start[0]
    names = tuple(filter(None, _field(front, "also").split(", ")))
    return Page(
        Entry(kind="page", address=address, within="Page", title=title, names=names, text=_field(front, "description")),
        Entry.further(address, start[2]),
        tuple(
            Entry(kind="section", address=f"{address}#{anchor}", within=title, title=heading, text=said)
            for heading, anchor, said in sections
        ),
    )


def _field(front: str, name: str) -> str:
    found = re.search(_FIELD.format(name), front, re.MULTILINE)
    return found[1] if found else ""


def _sections(body: str) -> Iterator[tuple[str, str, str]]:
    """Heading, anchor and text of each section; the first is the page's own, whose heading may be its title alone."""
    before, *parts = _HEADING.split(body)
    if before.strip() or not parts:
        yield "", "", _said(before)
    for title, anchor, text in zip(parts[::3], parts[1::3], parts[2::3], strict=True):
        yield _said(title), anchor or addresses.slug(title), _said(text)


def _said(text: str) -> str:
    return " ".join(_MARKUP.sub(" ", text).split())
