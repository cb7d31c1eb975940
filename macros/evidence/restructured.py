"""Read one reStructuredText page with docutils alone, as leniently as Sphinx would and without any other file."""

from __future__ import annotations

import operator
import re
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from docutils import frontend, nodes, utils
from docutils.parsers.rst import Parser
from docutils.utils import smartquotes

from .directives import Entry, Names, Signature, Spot
from .documents import Block, Document, Draft, document
from .sphinx import teach

NO_TITLES: Mapping[str, str] = {}
CODE = (
    Signature,
    nodes.literal,
    nodes.literal_block,
    nodes.doctest_block,
    nodes.math,
    nodes.title_reference,
    nodes.problematic,
)
UNSEEN = (nodes.Invisible, nodes.system_message, nodes.raw, nodes.label, nodes.image, nodes.docinfo, nodes.decoration)


class Unreadable(Exception):  # noqa: N818
    """A page that docutils can't read, with one line that says why."""


def read(
    text: str,
    *,
    titles: Mapping[str, str] = NO_TITLES,
    slug: Callable[[str], str] | None = None,
) -> Document:
    """A page's sections. Raises Unreadable.

    `titles` has the words of references without text (roles.targets() lists those).
    With `slug` headings get the anchors it makes and quotes stay straight, as on a code host;
    without, anchors and quotes are those of Sphinx.
    """
    text = clean(text)
    settings = _settings()
    settings.names = names = Names()
    settings.titles = titles
    tree = utils.new_document("", settings)
    teach(text, tree)
    try:
        Parser().parse(text, tree)
        drafts = _Walk(tree, text.split("\n"), slug).drafts
    except Exception as error:  # docutils raises whatever its own bugs raise; one page must not end a run
        reason = " ".join(str(error).split()) or type(error).__name__
        raise Unreadable(f"docutils can't read it: {reason}") from error
    return document(drafts, text, made_from_code=names.made_from_code)


def clean(text: str) -> str:
    """The text with one kind of line end, so that all who count its lines agree."""
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    return re.sub(r"[\x00\x0b\x0c\x1c-\x1e\x85\u2028\u2029]", " ", text)


def _settings() -> Any:
    settings = frontend.get_default_settings(Parser)
    settings.file_insertion_enabled = False
    settings.halt_level = 5
    settings.warning_stream = False
    settings.auto_id_prefix = "id"
    settings.line_length_limit = sys.maxsize
    return settings


class _Walk:
    """One pass over a parsed page, in reading order.

    `pending` are the anchors of labels that wait for the block after them, across the end of a
    section if need be. `sinks` are the drafts that a block belongs to: its section, and the labels
    before it.
    """

    def __init__(self, tree: nodes.document, lines: list[str], slug: Callable[[str], str] | None) -> None:
        self.lines = [_folded(line) for line in lines]
        self.slug = slug
        self.slugs: set[str] = set()
        self.line = 1
        self.pending: set[str] = set()
        self.drafts = [Draft()]
        self.sinks = [self.drafts[0]]
        self.values = {
            name: child.astext() for name, child in tree.substitution_defs.items() if isinstance(child, nodes.Element)
        }
        self.visit_children(tree)

    def visit(self, node: nodes.Node) -> None:
        if not isinstance(node, nodes.Element):
            return
        if isinstance(node, nodes.target):
            self.pending.update(_label(node))
        elif isinstance(node, Spot):
            self.sinks[0].anchors.update(node["ids"])
        elif isinstance(node, UNSEEN):
            return
        elif isinstance(node, nodes.section):
            with self.drafting(Draft(self.anchors_of_section(node) | self.taken(), heading=True)):
                self.visit_children(node)
        elif isinstance(node, Entry):
            with self.drafting(Draft({*node["ids"], *self.taken()})):
                self.visit_children(node)
        elif anchors := {*node["ids"], *self.taken()}:
            with self.drafting(Draft(anchors), within=True):
                self.visit_plain(node)
        else:
            self.visit_plain(node)

    def visit_plain(self, node: nodes.Element) -> None:
        if isinstance(node, nodes.TextElement):
            self.add(node)
        else:
            self.visit_children(node)

    def visit_children(self, node: nodes.Element) -> None:
        if node.line:
            self.line = max(self.line, node.line - 1)
        for child in node.children:
            self.visit(child)

    def taken(self) -> set[str]:
        pending, self.pending = self.pending, set()
        return pending

    @contextmanager
    def drafting(self, draft: Draft, *, within: bool = False) -> Iterator[None]:
        self.drafts.append(draft)
        before = self.sinks
        self.sinks = [*before, draft] if within else [draft]
        yield
        self.sinks = before

    def anchors_of_section(self, node: nodes.section) -> set[str]:
        if self.slug is None:
            return set(node["ids"])
        title = next(iter(node.findall(nodes.title)), None)
        slug = self.slug(title.astext()) if title else ""
        if slug in self.slugs:
            return set()
        self.slugs.add(slug)
        return {slug}

    def add(self, node: nodes.TextElement) -> None:
        text = " ".join(self.text(node).split())
        if not text:
            return
        first, last = self.place(node)
        self.line = first
        block = Block(text, first, last)
        for sink in self.sinks:
            sink.blocks.append(block)
        for target in node.findall(nodes.target):
            if anchors := _label(target):
                self.drafts.append(Draft(anchors, [block]))

    def text(self, node: nodes.TextElement) -> str:
        tokens = list(self.tokens(node, code=isinstance(node, CODE)))
        if self.slug is not None:
            return "".join(text for text, _ in tokens)
        return curled(tokens)

    def tokens(self, node: nodes.Element, *, code: bool) -> Iterator[tuple[str, bool]]:
        for child in node.children:
            if isinstance(child, nodes.Text):
                yield child.astext(), code
            elif isinstance(child, nodes.footnote_reference | nodes.citation_reference):
                yield f"[{child.astext()}]", code
            elif isinstance(child, nodes.substitution_reference):
                yield self.values.get(child["refname"], child.astext()), code
            elif isinstance(child, nodes.Element):
                yield from self.tokens(child, code=code or isinstance(child, CODE))

    def place(self, node: nodes.TextElement) -> tuple[int, int]:
        """The first and last line of a block: docutils' own number is often off, so look for the source near it."""
        source = [_folded(line) for line in (node.rawsource or node.astext()).split("\n")]
        # docutils counts the cells of some tables from their top; no block begins above the one that contains it.
        hint = max(node.line or self.line, *(parent.line or 0 for parent in _parents(node)))
        for distance in range(len(self.lines)):
            for start in (hint - distance, hint + distance):
                if 1 <= start <= len(self.lines) and self.matches(source, start):
                    return start, start + len(source) - 1
        return hint, min(hint + len(source) - 1, len(self.lines))

    def matches(self, source: list[str], start: int) -> bool:
        lines = self.lines[start - 1 : start - 1 + len(source)]
        return len(lines) == len(source) and all(map(operator.contains, lines, source))


def curled(tokens: Iterable[tuple[str, bool]]) -> str:
    """Text with the quotes, dashes and ellipses of Sphinx; tokens that are code stay unchanged."""
    sorted_ = (("literal" if code else "plain", text) for text, code in tokens)
    return "".join(smartquotes.educate_tokens(sorted_, attr="qDe", language="en"))


def _label(node: nodes.target) -> set[str]:
    """The anchors of a label; a name for an address elsewhere is none, though docutils counts it."""
    return set() if "refuri" in node or "refname" in node else set(node["ids"])


def _parents(node: nodes.Node) -> Iterator[nodes.Node]:
    while node.parent is not None:
        node = node.parent
        yield node


def _folded(line: str) -> str:
    return " ".join(line.split())
