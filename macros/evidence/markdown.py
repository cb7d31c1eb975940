"""Read one Markdown page, such as a README, into sections, with the anchors that a code host gives its headings."""

from __future__ import annotations

import re
from collections.abc import Iterator

from markdown_it import MarkdownIt
from markdown_it.token import Token

from .documents import Block, Document, Draft, document
from .restructured import clean

_MARKDOWN = MarkdownIt("commonmark").enable("table")
_FRONT_MATTER = re.compile(r"\A---\n.*?\n---\n", re.DOTALL)
_ONLY_MARKUP = re.compile(r"<!--.*?-->|</?[A-Za-z][^>]*>", re.DOTALL)


def slug(title: str) -> str:
    """The anchor a code host makes of a heading's words."""
    return re.sub(r"[^\w\- ]", "", title.strip().lower()).replace(" ", "-")


def read(text: str) -> Document:
    """A page's sections. Of equal headings the first has the anchor: the others' are counted, and move."""
    text = clean(text)
    # Blank lines in its place keep the numbers of the lines.
    body = _FRONT_MATTER.sub(lambda front: "\n" * front[0].count("\n"), text)
    drafts, taken = [Draft()], set[str]()
    for block, level in _blocks(_MARKDOWN.parse(body)):
        if level:
            anchors = {slug(block.text)} - taken - {""}
            taken |= anchors
            drafts.append(Draft(anchors, heading=True))
        drafts[-1].blocks.append(block)
    return document(drafts, text)


def heading(line: str) -> str | None:
    """The title that a line begins, or nothing."""
    tokens = _MARKDOWN.parse(line)
    return _words(tokens[1]) if tokens and tokens[0].type == "heading_open" else None


def _blocks(tokens: list[Token]) -> Iterator[tuple[Block, int]]:
    """Each block with the level of the heading that it is, or 0."""
    level, lines = 0, (0, 1)
    for token in tokens:
        # A cell has no line numbers: use those of its row.
        lines = (token.map[0], token.map[1]) if token.map else lines
        if token.type == "heading_open":
            level = int(token.tag[1])
        elif token.type in {"fence", "code_block", "html_block", "inline"}:
            text = token.content if token.type in {"fence", "code_block"} else _words(token)
            if text := " ".join(text.split()):
                yield Block(text, lines[0] + 1, lines[1]), level
            level = 0


def _words(token: Token) -> str:
    """What a reader sees of inline markup or of a block of HTML: pictures and tags are left out."""
    if token.type == "html_block":
        return _ONLY_MARKUP.sub("", token.content)
    shown = {"text": lambda child: child.content, "code_inline": lambda child: child.content.strip()}
    breaks = {"softbreak", "hardbreak"}
    children = token.children or []
    return "".join(
        " " if child.type in breaks else shown[child.type](child) if child.type in shown else "" for child in children
    ).strip()
