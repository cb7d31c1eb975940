"""Sphinx's directives and roles for docutils, as far as a reader sees them; unknown ones keep their content."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, override

from docutils import nodes, utils
from docutils.languages import get_language
from docutils.parsers.rst import Directive, directives, roles
from docutils.parsers.rst.states import Inliner
from docutils.statemachine import StringList

from .roles import shown


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
    """An anchor of the section it stands in."""


class Signature(nodes.TextElement):
    """One signature of an object, as written."""


def anchor(*parts: str) -> str:
    """An anchor as Sphinx makes it of names: case and underscores stay, all else becomes one dash."""
    text = re.sub(r"[^a-zA-Z0-9._]+", "-", "-".join(part for part in parts if part))
    return re.sub(r"^[-0-9._]+|-+$", "", text)


class Lenient(Directive):
    """A directive of which nothing is demanded: first block, options and content are told apart here."""

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
        # Only ever what stands in the page: lines inserted into a StringList reach the page too, for ever.
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
    """All of it is content, from the directive's own line on."""

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
    """A directive that nobody described: its argument is taken for a title when it is more than a word."""

    @override
    def title(self, argument: StringList) -> list[nodes.Node]:
        return super().title(argument) if " " in "\n".join(argument) else []


class Versioned(Untitled):
    """A version, which the theme words, then what is new in it."""

    @override
    def title(self, argument: StringList) -> list[nodes.Node]:
        lines = list(argument)
        if lines:
            lines[0] = lines[0].partition(" ")[2]
        return self.sentence(StringList(lines, ""), self.content_offset + 1)


class Listing(Lenient):
    """Code, shown as it is."""

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


class Described(Lenient):
    """An object with one signature a line, its own anchors, and its description."""

    @override
    def run(self) -> Sequence[nodes.Node]:
        argument, options, content, offset = self.parts()
        node = Entry()
        hidden = {"noindex", "no-index"} & set(options)
        signatures = _joined(argument)
        for place, signature in signatures:
            line = Signature(signature, self.shown(signature))
            line.line = self.content_offset + 1 + place
            node += line
        ids = [name for _, signature in signatures for name in self.anchors(signature, options)]
        if not hidden:
            node["ids"].extend(dict.fromkeys(name for name in ids if name))
        self.enter(signatures[-1][1] if signatures else "")
        try:
            self.inside(content, offset, node)
        finally:
            self.leave()
        return [self.named(node, options)]

    def shown(self, signature: str) -> str:
        """A signature as a reader sees it."""
        return signature

    def anchors(self, signature: str, options: Mapping[str, str]) -> list[str]:
        """The anchors of one signature."""
        return []

    def enter(self, signature: str) -> None:
        """Called before the content is read."""

    def leave(self) -> None:
        """Called after the content was read."""


def _joined(lines: StringList) -> list[tuple[int, str]]:
    """Signatures with the place of their first line; a backslash at a line's end continues it."""
    joined: list[tuple[int, str]] = []
    open_line = False
    for place, line in enumerate(lines):
        text = line.strip()
        if open_line:
            joined[-1] = joined[-1][0], f"{joined[-1][1]} {text.removesuffix(chr(92)).strip()}"
        else:
            joined.append((place, text.removesuffix("\\").strip()))
        open_line = text.endswith("\\")
    return joined


SIGNATURE = re.compile(r"([\w.]*\.)?(\w+)\s*(?:\[.*\])?\s*(?:\(.*\)(?:\s*->\s*.*)?)?", re.DOTALL)


class PythonObject(Described):
    """A Python object; its anchor is its full name, with the module and classes around it."""

    nests = False

    def full_name(self, signature: str) -> str:
        """The name within the module, with the surrounding class."""
        match = SIGNATURE.fullmatch(signature)
        if match is None:
            return ""
        prefix, name = (match[1] or "").rstrip("."), match[2]
        around = self.names.classes[-1] if self.names.classes else ""
        if around and not (prefix == around or prefix.startswith(f"{around}.")):
            prefix = f"{around}.{prefix}" if prefix else around
        return f"{prefix}.{name}" if prefix else name

    @override
    def shown(self, signature: str) -> str:
        return signature.removeprefix(f"{self.names.classes[-1]}." if self.names.classes else "")

    @override
    def anchors(self, signature: str, options: Mapping[str, str]) -> list[str]:
        name = self.full_name(signature)
        module = options.get("module", self.names.module)
        return [anchor(f"{module}.{name}" if module else name)] if name else []

    @override
    def enter(self, signature: str) -> None:
        name = self.full_name(signature)
        self.inside_of(name if self.nests else name.rpartition(".")[0])

    def inside_of(self, name: str) -> None:
        """Let objects in the content carry a name, until leave()."""
        self.around = self.names.classes
        self.names.classes = [*self.around, name]

    @override
    def leave(self) -> None:
        # A module in the content begins a list of its own.
        self.names.classes = self.around


class PythonClass(PythonObject):
    """A Python class or exception: objects inside carry its name."""

    nests = True


class FromCode(PythonObject):
    """An object whose description Sphinx takes from a docstring, so that it is not in this file."""

    @override
    def anchors(self, signature: str, options: Mapping[str, str]) -> list[str]:
        self.names.made_from_code = True
        signature = re.sub(r"\(.*", "", signature)
        if self.name.lower() == "automodule":
            self.names.module = signature
            return [anchor(f"module-{signature}")]
        module = self.names.module
        named = module and (signature == module or signature.startswith(f"{module}."))
        return [anchor(signature)] if named else super().anchors(signature, options)

    @override
    def enter(self, signature: str) -> None:
        name = re.sub(r"\(.*", "", signature)
        if self.names.module:
            name = name.removeprefix(f"{self.names.module}.")
        self.inside_of(name if self.name.lower() in {"autoclass", "autoexception"} else "")


class Command(Described):
    """A django-admin command; options below belong to it."""

    @override
    def anchors(self, signature: str, options: Mapping[str, str]) -> list[str]:
        return [anchor("django-admin", signature.split(" ")[0])]

    @override
    def enter(self, signature: str) -> None:
        self.names.program = signature.split(" ")[0]


class Option(Described):
    """A command line option of the current program."""

    @override
    def anchors(self, signature: str, options: Mapping[str, str]) -> list[str]:
        found = []
        for part in signature.split(", "):
            name = re.match(r"[-/]{0,2}[^\s=\[]+", part.strip())
            if name:
                argument = "" if name[0].startswith(("-", "/")) else "arg"
                found.append(anchor("cmdoption", self.names.program, argument, name[0]))
        return found


class Named(Described):
    """A configuration value or an environment variable."""

    @override
    def anchors(self, signature: str, options: Mapping[str, str]) -> list[str]:
        return [anchor(self.name.lower().rpartition(":")[2], signature)]


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


KINDS: dict[type[Lenient], str] = {
    Admonition: "note warning tip hint important caution attention danger error seealso todo compound epigraph "
    "highlights pull-quote hlist tabs legacy",
    Titled: "admonition topic sidebar rubric tab group-tab centered deepalchemy footer_topic dropdown",
    Untitled: "figure container rst-class only cssclass list-item",
    Versioned: "versionadded versionchanged deprecated versionremoved version-added version-changed version-deprecated",
    Listing: "code code-block sourcecode console literalinclude parsed-literal doctest testcode testoutput "
    "testsetup testcleanup productionlist prompt click:example click:run",
    Nothing: "include raw toctree contents index image highlight highlightlang sectionauthor moduleauthor "
    "codeauthor tabularcolumns graphviz digraph graph inheritance-diagram math meta title default-domain "
    "default-role sectnum header footer target-notes date role autosummary acks changelog_imports",
    Module: "module currentmodule py:module py:currentmodule",
    Program: "program",
    Mark: "setting templatetag templatefilter fieldlookup signal event control state sig",
    PythonObject: "function data attribute property method classmethod staticmethod decorator decoratormethod type",
    PythonClass: "class exception",
    FromCode: "automodule autoclass autoexception autofunction automethod autoattribute autodata autoproperty "
    "autodecorator",
    Command: "django-admin",
    Option: "option cmdoption django-admin-option",
    Named: "confval envvar",
    Described: "describe object",
    Glossary: "glossary",
}
KNOWN = {name: kind for kind, names in KINDS.items() for name in names.split()}
KNOWN |= {f"py:{name}": kind for name, kind in KNOWN.items() if issubclass(kind, PythonObject)}
KNOWN |= {f"std:{name}": kind for name, kind in KNOWN.items() if kind in {Option, Named, Glossary, Program}}

ROLES = ("index", "pep", "rfc")
"""Roles that docutils shows otherwise than Sphinx does; those that it does not know are found in each page."""


def teach(text: str, tree: nodes.document) -> None:
    """Tell docutils of every directive and role that a page uses.

    docutils keeps them in registries of its own, for the whole process: nothing else here uses it.
    """
    language = get_language("en", tree.reporter)
    for name, kind in KNOWN.items():
        directives.register_directive(name, kind)
    for name in set(re.findall(r"\.\.[ ]+(?:\|[^|\n]+\|[ ]+)?([\w:.+-]+?)[ ]?::", text)):
        if directives.directive(name, language, tree)[0] is None:
            directives.register_directive(name.lower(), Unknown)
    for name in ROLES:
        roles.register_local_role(name, _ROLE)
    for name in set(re.findall(r":([A-Za-z][\w:+.-]*):`|`:([A-Za-z][\w:+.-]*):", text)):
        for role in filter(None, name):
            if roles.role(role, language, 0, tree.reporter)[0] is None:
                roles.register_local_role(role, _ROLE)


def _role(
    name: str,
    rawtext: str,
    text: str,
    lineno: int,
    inliner: Inliner,
    options: Mapping[str, Any] | None = None,
    content: Sequence[str] | None = None,
) -> tuple[list[nodes.Node], list[nodes.system_message]]:
    titles: Mapping[str, str] = inliner.document.settings.titles
    words, code = shown(name, utils.unescape(text), titles)
    return [nodes.literal(rawtext, words) if code else nodes.inline(rawtext, words)], []


_ROLE: Any = _role  # the stubs only know of roles that make references
