"""Where links lead: hosts that changed, hosts that are new, and addresses that imitate another host."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from urllib.parse import urlsplit

from macros.model import Where

from .markdown import code
from .trees import Tree, text
from .values import Change

OWNERS = frozenset({"github.com", "gitlab.com", "codeberg.org", "bitbucket.org"})
"""Hosts on which the first part of the path says whose a page is."""
URL = re.compile(r"(?:[a-z][a-z0-9+.-]*://|//(?=[\w-]+\.\w))[^\s\"'<>`|)\\]+", re.IGNORECASE)
NOT_LOOKED_IN = re.compile(r"tests/(?!probes/requirements)|data/recorded/")
"""Tests hold invented hosts, and lead no reader anywhere."""


def host(url: str) -> str:
    """Who a web address leads to: the host, on code hosts with the owner; nothing when it names none."""
    try:
        parts = urlsplit(url)
        name = parts.hostname or ""
    except ValueError:
        return ""
    owner = parts.path.strip("/").partition("/")[0]
    return f"{name}/{owner}" if name in OWNERS and owner else name


def odd(url: str) -> Iterator[str]:
    """What makes an address look as if it led elsewhere."""
    try:
        parts = urlsplit(url)
        name = parts.hostname or ""
    except ValueError:
        return
    if "@" in parts.netloc:
        yield f"the part before `@` is not the host; it leads to {code(name)}"
    if not name.isascii() or "xn--" in name:
        yield "the host has letters outside ASCII, which can imitate others"
    if re.fullmatch(r"[0-9.]+|0x[0-9a-f.x]+|.*:.*", name):
        yield "the host is a number"


def moved(changes: Iterable[Change], cited: dict[str, int]) -> list[str]:
    """A sentence for each changed value whose links lead to another host; `cited` counts the claims by source."""
    found = []
    for change in changes:
        before, after = _hosts(change.before or ""), _hosts(change.after or "")
        if before and after and before != after:
            source = re.fullmatch(r"data/sources/(.+)\.yml", change.where.file)
            claims = cited.get(source[1], 0) if source else 0
            rest = (
                f"; {claims} claims cite this source" if claims > 1 else "; 1 claim cites this source" if claims else ""
            )
            found.append(
                f"- Links now lead to another host: {_list(before)} → {_list(after)} "
                f"({code(change.place)}, {code(' / '.join(change.names))}{rest})"
            )
    return found


def new(before: Tree, after: Tree, names: Iterable[str]) -> list[str]:
    """A line for each host that no file led to before, with the place where it is first; and for each odd address."""
    known = {host(url) for name in before if not NOT_LOOKED_IN.match(name) for url in _urls(text(before, name))}
    found: dict[str, str] = {}
    for name in names:
        was = set(_urls(text(before, name)))
        for number, line in enumerate(text(after, name).splitlines(), 1):
            for url in _urls(line) if not NOT_LOOKED_IN.match(name) else ():
                place = code(str(Where(name, number)))
                if url not in was:
                    found |= {url + why: f"- {code(url)}: {why} ({place})" for why in odd(url)}
                if host(url) and host(url) not in known:
                    found.setdefault(host(url), f"- New host: {code(host(url))} ({place})")
    return list(found.values())


def _urls(written: str) -> Iterator[str]:
    for match in URL.finditer(written):
        if host(match[0]):
            yield match[0]


def _hosts(value: str) -> list[str]:
    return list(dict.fromkeys(host(url) for url in _urls(value)))


def _list(hosts: list[str]) -> str:
    return ", ".join(map(code, hosts))
