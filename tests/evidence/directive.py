"""A page with one directive, and what a reader sees of it."""

from __future__ import annotations

from macros.evidence import restructured
from macros.evidence.documents import Document


def texts(page: Document, at: str = "") -> list[str]:
    section = page.section(at)
    assert section is not None, f"no #{at}; there are {list(page.anchors())}"
    return [block.text for block in section.blocks]


def read(name: str, argument: str, *lines: str) -> Document:
    """A page with one directive, with a paragraph before and after it."""
    inside = "".join(f"   {line}\n" for line in lines)
    return restructured.read(f"Before.\n\n.. {name}:: {argument}\n{inside}\nAfter.\n")


def shown(name: str, argument: str, *lines: str) -> list[str]:
    first, *words, last = texts(read(name, argument, *lines))
    assert (first, last) == ("Before.", "After.")
    return words
