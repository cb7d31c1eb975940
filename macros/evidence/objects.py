"""Sphinx's directives that describe an object: its signatures, its anchors, then its description."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import override

from docutils import nodes
from docutils.statemachine import StringList

from .directives import Entry, Lenient, Signature, anchor


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
        # A module in the content begins a new list.
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
