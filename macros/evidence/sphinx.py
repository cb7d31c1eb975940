"""The names of Sphinx's directives and roles, and how docutils is taught them; unknown ones keep their content."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from docutils import nodes, utils
from docutils.languages import get_language
from docutils.parsers.rst import directives, roles
from docutils.parsers.rst.states import Inliner

from .directives import (
    Admonition,
    Glossary,
    Lenient,
    Listing,
    Mark,
    Module,
    Nothing,
    Program,
    Titled,
    Unknown,
    Untitled,
    Versioned,
)  # fmt: skip
from .objects import Command, Described, FromCode, Named, Option, PythonClass, PythonObject
from .roles import shown

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
    """Register every directive and role that a page uses with docutils.

    They stay registered for the whole process; nothing else in it uses docutils.
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
