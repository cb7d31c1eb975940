"""How a Sphinx role is shown to a reader: the same words for reST and MyST."""

from __future__ import annotations

import re
from collections.abc import Mapping

PYTHON = frozenset(
    {"class", "meth", "func", "attr", "exc", "data", "const", "mod", "obj", "type", "deco", "property", "paramref"}
)
PROSE = frozenset(
    {
        "ref",
        "doc",
        "term",
        "numref",
        "any",
        "abbr",
        "guilabel",
        "menuselection",
        "pep",
        "rfc",
        "index",
        "ticket",
        "bpo",
        "cve",
        "gh",
        "issue",
        "pr",
    }
)
NUMBERED = {"pep": "PEP {}", "rfc": "RFC {}", "ticket": "#{}", "bpo": "bpo-{}", "cve": "CVE {}", "cwe": "CWE {}"}
TITLED = frozenset({"ref", "doc"})
"""Roles that show another section's title when they have no text."""

EXPLICIT_TITLE = re.compile(r"(.+?)\s*<([^<>]*)>", re.DOTALL)


def shown(role: str, content: str, titles: Mapping[str, str]) -> tuple[str, bool]:
    """What a reader sees for a role, and whether it is set as code (where quotes stay straight).

    `titles` maps the targets of `ref` and `doc` as they are written, say `ref:my-label`, to titles.
    """
    name = role.lower().rpartition(":")[2]
    content = " ".join(content.split())
    code = name not in PROSE
    explicit = EXPLICIT_TITLE.fullmatch(content)
    if explicit and name not in {"file", "samp", "kbd", "command", "code", "math"}:
        return explicit[1], code
    if name in TITLED:
        return titles.get(f"{name}:{content}", content), False
    if name in PYTHON:
        return _python(name, content), True
    if name in NUMBERED:
        number, _, part = content.partition("#")
        return " ".join([NUMBERED[name].format(number), part.replace("-", " ").capitalize()]).strip(), False
    if name in {"file", "samp"}:
        return re.sub(r"[{}]", "", content), True
    if name == "abbr":
        return re.sub(r"\s*\([^()]*\)$", "", content), False
    if name == "menuselection":
        return content.replace("-->", "\N{TRIANGULAR BULLET}"), False
    return content.removeprefix("!"), code


def _python(name: str, content: str) -> str:
    content = content.removeprefix("!").lstrip(".")
    # SQLAlchemy abbreviates modules: `_orm.Session` is shown as `Session`.
    content = re.sub(r"^(~?)_[a-z]+\.(?=\w)", r"\1", content)
    if content.startswith("~"):
        content = content[1:].rpartition(".")[2]
    return f"{content}()" if name in {"func", "meth"} and not content.endswith(")") else content


def targets(text: str) -> set[str]:
    """The targets of `ref` and `doc` in a page that have no text, as `ref:my-label`."""
    found = re.findall(r"[:{](ref|doc)[:}]`([^`<]+)`", text)
    return {f"{name}:{' '.join(target.split())}" for name, target in found}


def plain(title: str) -> str:
    """A heading's words without their inline markup."""
    title = re.sub(r"[:{]([\w:+.-]+)[:}]`([^`]+)`", lambda role: shown(role[1], role[2], {})[0], title)
    title = re.sub(r"``([^`]+)``|`([^`<]+?)(?:\s*<[^`]*>)?`_{0,2}", lambda code: code[1] or code[2], title)
    return re.sub(r"\\(.)", r"\1", re.sub(r"\*\*?([^*]+)\*\*?", r"\1", title)).strip()
