"""Rules about links: whatever in data/ leads out of the site."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from macros.model import Comparison, Written
from macros.rules.registry import Violations, rule

SHARED = ("bitbucket.org", "codeberg.org", "dev.to", "gist.github.com", "git.sr.ht", "github.com", "gitlab.com",
          "medium.com", "raw.githubusercontent.com", "sites.google.com")  # fmt: skip
"""Hosts on which anybody can have pages: there it is the first part of the path that tells whose page it is."""
_PATTERNS = {("DocsPlace", "url")}
_WITH_FRAGMENT = {("Term", "url")}
_HOST = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}")
_RESERVED = re.compile(r"\.(?:test|example|invalid|local|localhost|localdomain|internal|lan|home|corp|arpa|onion|alt)$")
_TRACKING = re.compile(r"[?&](?:utm_\w+|fbclid|gclid|dclid|msclkid|mc_[ce]id|igshid|ref|ref_src|source|spm)(?:=|&|$)")
_UNSAFE = re.compile(r"%(?![0-9A-F]{2})|%[01][0-9A-F]|%2[5EF]|%5C|%7F", re.IGNORECASE)
_FAULTS = (
    (re.compile(r"[^!-~]"), "holds a space or a letter outside ASCII; write it as the browser copies it"),
    (re.compile(r"^(?!https?://)"), "does not begin with https://; give the public address"),
    (re.compile(r"[\\<>\"'`^|]"), "holds a sign that no link needs; copy the link again"),
    (re.compile(r"^https?://[^/?#]*@"), "has an @ before its host, which hides where it leads; remove all before it"),
    (re.compile(r"^https?://[^/?#]*:"), "names a port or a numeric host; give the public address"),
    (re.compile(r"^https?://[^/?#]*[A-Z]"), "has capitals in its host; write the host in small letters"),
    (re.compile(r"^https?://[^/?#]*\bxn--"), "has a host in other letters (xn--), which can imitate; link elsewhere"),
    (re.compile(r"^https?://[^?#]*/\.{1,2}(?:[/?#]|$)"), "holds `..` or `.` as a folder; write the address it ends at"),
    (re.compile(r"[?&#].*(?://|:%2F|%3A)", re.IGNORECASE), "hands another address on; link to that one"),
    (re.compile(r"^https?://[^?#]*//"), "has an empty folder (//); remove a slash"),
    (_UNSAFE, "hides a sign behind a %; write the address as it is"),
    (_TRACKING, "carries a mark that tracks readers; remove it from the `?` on"),
    (re.compile(r"[.,;:!?]$"), "ends in punctuation; remove it"),
)  # fmt: skip


def links(comparison: Comparison) -> Iterator[Written]:
    """Every link in data/."""
    return (field for field in comparison.written if field.is_link)


def place_of(url: str) -> str:
    """Whose pages a link leads to: its host, and on a shared host the owner."""
    parts = urlsplit(url)
    host = parts.netloc
    return f"{host}/{parts.path.split('/')[1]}" if host in SHARED and parts.path.strip("/") else host


def _fault(field: Written) -> str | None:
    """What is wrong with a link, and what to do."""
    url = field.text
    told = next((text for pattern, text in _FAULTS if pattern.search(url)), None)
    if told:
        return told
    host = urlsplit(url).netloc
    if not _HOST.fullmatch(host) or _RESERVED.search(host):
        return f"leads to `{host}`, which is no public host name; give the public address"
    if field.key not in _PATTERNS and re.search(r"[{}]", url):
        return "holds a brace; only `docs.url` has placeholders"
    if "#" in url and field.key not in _WITH_FRAGMENT:
        return "has a fragment; leave out the # and what follows"
    return None


@rule
def link_is_a_plain_public_address(comparison: Comparison) -> Violations:
    """A link shows where it leads: a public host by its name, and nothing before, in or after it that hides another.

    No user, port, number or imitated letter in the host; no way up, doubled slash or tracking in the rest.
    """
    for field in links(comparison):
        told = _fault(field)
        if told:
            yield field.where, f"the link `{field.text[:80]}` {told}"


def _hosts_are_unread(comparison: Comparison) -> bool:
    """Whether data/hosts.yml can't be read, so that nobody knows what it lists."""
    return bool(comparison.unread) and not comparison.hosts.known


@rule
def link_is_encrypted(comparison: Comparison) -> Violations:
    """A link begins with https://, unless data/hosts.yml says under `http` why its host is linked without."""
    for field in links(comparison):
        host = urlsplit(field.text).netloc
        if field.text.startswith("http:") and host not in comparison.hosts.http and not _hosts_are_unread(comparison):
            yield (
                field.where,
                f"the link `{field.text[:80]}` is not encrypted; write https://, or say under `http` in "
                f"data/hosts.yml why `{host}` is linked without",
            )


@rule
def link_leads_to_a_known_host(comparison: Comparison) -> Violations:
    """Every host that links lead to is listed in data/hosts.yml, so that a link to a new one is seen in review.

    Where anybody can have pages, as on github.com, the owner is listed too. A line that no link needs is removed.
    """
    if _hosts_are_unread(comparison):
        return
    whole = [field for field in links(comparison) if not _fault(field)]
    known = set(comparison.hosts.known)
    unread = comparison.unread
    places = [(field, place_of(field.text)) for field in whole]
    unknown = [field for field, place in places if place not in known and not unread.mentions(place)]
    for field in unknown:
        yield (
            field.where,
            f"the link `{field.text[:80]}` leads to a new place; if that is right, add the line "
            f"`  - {place_of(field.text)}` under `known` in data/hosts.yml",
        )
    # Where a link is wrong, or can't be read, the line that it would need is not.
    if not unread and len(whole) == len(list(links(comparison))) and not unknown:
        yield from _unused(comparison, whole)


def _unused(comparison: Comparison, links: list[Written]) -> Violations:
    hosts = comparison.hosts
    used = {place_of(field.text) for field in links}
    for number, place in enumerate(hosts.known):
        if place not in used or place in hosts.known[:number]:
            yield hosts.at_entry("known", number), f"no link needs the line `{place}`; remove it"
    plain = {urlsplit(field.text).netloc for field in links if field.text.startswith("http:")}
    for host in hosts.http:
        if host not in plain:
            yield hosts.at_entry("http", host), f"no link to `{host}` is without https; remove the line"
