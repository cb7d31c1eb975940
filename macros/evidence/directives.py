"""Sphinx's directives as far as a reader sees them; all but those that describe an object."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import override

from docutils import nodes
from docutils.parsers.rst import Directive
from docutils.statemachine import StringList


@dataclass
class Names:
    """The names that surround a directive: what Sphinx keeps as its reference context."""

    module: str = ""
    classes: list[str] = field(default_factory=list)
    program: str = ""
    made_from_code: bool = False


class Entry(nodes.General, nodes.Element):
    """An object described by a directive: its signatures, then its content. Its `ids` are its anchors."""


class Spot(nodes.Invisible, nodes.Element):
    """An anchor of the section that contains it."""


class Signature(nodes.TextElement):
    """One signature of an object, as written."""


def anchor(*parts: str) -> str:
    """An anchor as Sphinx makes it of names: case and underscores stay, all else becomes one dash."""
    text = re.sub(r"[^a-zA-Z0-9._]+", "-", "-".join(part for part in parts if part))
    return re.sub(r"^[-0-9._]+|-+$", "", text)


class Lenient(Directive):
    """A directive with no required parts: this separates its first block, options and content."""

    has_content = True

    def parts(self) -> tuple[StringList, dict[str, str], StringList, int]:
        """The lines of the argument, the options, the content and how far down the page that begins."""
        block: StringList = self.content
        size = 0
        if self.content_offset <= self.lineno:
            size = next((place for place, line in enumerate(block) if not line.strip()), len(block))
        first_option = next((place for place in range(size) if re.match(r":[\w-]+:(\s|$)", block[place])), size)
        options = {}
        for line in block[first_option:size]:
            if option := re.match(r":([\w-]+):\s*(.*)", line):
                options[option[1]] = option[2]
        start = next((place for place in range(size, len(block)) if block[place].strip()), len(block))
        return block[:first_option], options, block[start:], self.content_offset + start

    @property
    def names(self) -> Names:
        """The names that surround this directive."""
        names: Names = self.state.document.settings.names
        return names

    def inside(self, content: StringList, offset: int, node: nodes.Element) -> None:
        """Parse content into a node."""
        # Parse only lines of the page: lines that are inserted into a StringList stay in the page for ever.
        self.state.nested_parse(content, offset, node)

    def sentence(self, lines: StringList, line: int) -> list[nodes.Node]:
        """Lines as one paragraph of inline markup; no paragraph when they are empty."""
        text = "\n".join(lines).strip()
        if not text:
            return []
        inline, _ = self.state.inline_text(text, line)
        paragraph = nodes.paragraph(text, "", *inline)
        paragraph.line = line
        return [paragraph]

    def named(self, node: nodes.Element, options: Mapping[str, str]) -> nodes.Element:
        """The node, with the anchor that a `:name:` option asks for."""
        if name := options.get("name"):
            node["ids"].append(nodes.make_id(name))
        return node


class Admonition(Lenient):
    """Everything is content, from the directive's own line on."""

    @override
    def run(self) -> Sequence[nodes.Node]:
        node = nodes.container()
        argument, options, content, offset = self.parts()
        if options:
            self.inside(argument, self.content_offset, node)
            self.inside(content, offset, node)
        else:
            self.inside(self.content, self.content_offset, node)
        return [self.named(node, options)]


class Untitled(Lenient):
    """An argument that no reader sees, then content."""

    @override
    def run(self) -> Sequence[nodes.Node]:
        node = nodes.container()
        argument, options, content, offset = self.parts()
        node += self.title(argument)
        self.inside(content, offset, node)
        return [self.named(node, options)]

    def title(self, argument: StringList) -> list[nodes.Node]:
        """What a reader sees of the argument."""
        return []


class Titled(Untitled):
    """A title, then content."""

    @override
    def title(self, argument: StringList) -> list[nodes.Node]:
        return self.sentence(argument, self.content_offset + 1)


class Unknown(Titled):
    """A directive that KINDS does not list: its argument counts as a title when it has more than one word."""

    @override
    def title(self, argument: StringList) -> list[nodes.Node]:
        return super().title(argument) if " " in "\n".join(argument) else []


class Versioned(Untitled):
    """A version, which the theme puts into words, then what is new in it."""

    @override
    def title(self, argument: StringList) -> list[nodes.Node]:
        lines = list(argument)
        if lines:
            lines[0] = lines[0].partition(" ")[2]
        return self.sentence(StringList(lines, ""), self.content_offset + 1)


class Listing(Lenient):
    """Code, shown unchanged."""

    @override
    def run(self) -> Sequence[nodes.Node]:
        _, options, content, offset = self.parts()
        text = "\n".join(content)
        node = nodes.literal_block(text, text)
        node.line = offset + 1
        return [self.named(node, options)]


class Nothing(Lenient):
    """What a reader does not see, or what would read another file."""

    @override
    def run(self) -> Sequence[nodes.Node]:
        return []


class Module(Lenient):
    """The module that the following objects are in; `module` itself is an anchor, `currentmodule` is not."""

    @override
    def run(self) -> Sequence[nodes.Node]:
        argument, options, content, offset = self.parts()
        name = "".join(argument).strip()
        self.names.module = "" if name == "None" else name
        self.names.classes = []
        node = nodes.container()
        self.inside(content, offset, node)
        if self.name.lower().endswith("currentmodule") or {"noindex", "no-index"} & set(options):
            return [node]
        return [Spot(ids=[anchor(f"module-{name}")]), node]


class Program(Lenient):
    """The program that the following options belong to."""

    @override
    def run(self) -> Sequence[nodes.Node]:
        argument, _, _, _ = self.parts()
        name = re.sub(r"\s+", "-", "".join(argument).strip())
        self.names.program = "" if name == "None" else name
        return []


class Mark(Lenient):
    """A named place like a label: Django's settings, tags, filters and lookups, Celery's signals."""

    @override
    def run(self) -> Sequence[nodes.Node]:
        argument, _, content, offset = self.parts()
        name = " ".join("\n".join(argument).split())
        kind = self.name.lower().removeprefix("std:")
        target = nodes.target("", "", ids=[anchor("std", kind, name)])
        node = nodes.container()
        self.inside(content, offset, node)
        return [target, *node.children]


class Glossary(Lenient):
    """Terms and their definitions, each with its own anchor."""

    @override
    def run(self) -> Sequence[nodes.Node]:
        node = nodes.container()
        self.inside(self.content, self.content_offset, node)
        for item in node.findall(nodes.definition_list_item):
            terms = [child for child in item.children if isinstance(child, nodes.term)]
            item["ids"].extend(anchor("term", term.astext()) for term in terms)
        return [node]
