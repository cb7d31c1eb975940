"""Rules about addresses: one thing each, told apart at sight, and kept for ever."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import get_close_matches

from macros import addresses, anchors
from macros.model import Comparison, Where
from macros.rules.registry import Violations, change_rule, rule

_KEPT = re.compile(
    r"#(?:fd|tip)-|^articles/[^#]+#section-\d|^sources/#kind-|^situations/#(?:group-|shares$)|^\./#.*-title$"
)
"""Anchors of what a page has beside its data: filters, notes, sections, groups, titles."""
_ADDRESS = re.compile(r"(\./|([a-z0-9-]+/)+)(#[a-z0-9-]+)?")
_COMPARE, _ARTICLES = addresses.topic("")[:-1], addresses.article("")[:-1]
PERMALINKS = "data/permalinks.txt"


@rule
def address_belongs_to_one_thing(comparison: Comparison) -> Violations:
    """Nothing in data/ takes the address of a page written in docs/, of its headings, or of a page's own parts."""
    taken = _taken_anchors(comparison)
    for address, where, what in anchors.pages(comparison):
        if address in comparison.pages or address.endswith("/index/"):
            yield where, f"{what} would have the address of a page in docs/, `{address}`; choose another id"
    for address, where, what in anchors.anchors(comparison):
        if address in taken:
            yield where, f"{what} would have the address of {taken[address]}, `{address}`; choose another id"
        elif _KEPT.search(address):
            yield where, f"{what} would have an address that the page keeps for itself, `{address}`; choose another id"


def _taken_anchors(comparison: Comparison) -> dict[str, str]:
    taken = {f"{page}#{anchor}": "a heading in docs/" for page, named in comparison.pages.items() for anchor in named}
    # A criterion is a heading itself: there the builder gives the title another anchor.
    return taken | {address: what for address, _, what in anchors.titles(comparison) if address.startswith(_ARTICLES)}


@rule
def ids_are_told_apart_at_sight(comparison: Comparison) -> Violations:
    """No two ids of a kind differ only in hyphens, or in signs that look alike: l and 1, o and 0."""
    for ids in _kinds(comparison):
        taken: dict[str, str] = {}
        for id, where in ids:
            first = taken.setdefault(_outline(id), id)
            if first != id:
                yield where, f"the id `{id}` looks like `{first}`; choose one that nobody takes for the other"


def _outline(id: str) -> str:
    """An id as a hurried eye sees it; a hyphen between numbers counts, because 1-10 is not 11-0."""
    return re.sub(r"(?<=[a-z])-|-(?=[a-z])", "", id).translate(str.maketrans("10", "lo"))


def _kinds(comparison: Comparison) -> Iterator[list[tuple[str, Where]]]:
    for records in (
        comparison.sources,
        comparison.criteria,
        comparison.articles,
        comparison.glossary,
        comparison.situations,
    ):
        yield [(id, record.where) for id, record in records.items()]
    yield [(id, placed.claim.where) for id, placed in comparison.claims.items()]
    chooser = comparison.chooser
    yield [(question.id, question.where) for question in chooser.questions]
    yield [(outcome.id, outcome.where) for outcome in chooser.outcomes]
    for article in comparison.articles.values():
        yield [(each.id, each.where) for each in article.assertions]


def _known(comparison: Comparison, address: str) -> bool:
    """Whether what is on the page of an address is known here: not so for docs/ where that folder was not read."""
    page = address.partition("#")[0]
    made = {address for address, _, _ in anchors.pages(comparison)}
    return bool(comparison.pages) or page in made or page.startswith(_COMPARE)


@rule
def redirect_leads_from_what_is_gone_to_what_is_there(comparison: Comparison) -> Violations:
    """A redirect leads from an address that was published and exists no more to one that exists."""
    live, moved, published = anchors.live(comparison), comparison.redirects.moved, comparison.permalinks
    for old, new in moved.items():
        where = comparison.redirects.at_entry("moved", old)
        if old in live:
            yield where, f"`{old}` exists, so nobody can be led away from it; remove this line"
        elif published and old not in published:
            yield where, f"`{old}` was never published; correct the address, or remove this line"
        if new not in live and new not in moved and _ADDRESS.fullmatch(new) and _known(comparison, new):
            near = get_close_matches(new, live, n=1)
            hint = f"did you mean `{near[0]}`?" if near else "name where its content is now"
            yield where, f"`{old}` leads to `{new}`, which does not exist; {hint}"


@rule
def published_address_leads_somewhere(comparison: Comparison) -> Violations:
    """Every address in data/permalinks.txt still exists, or a line in data/redirects.yml says where it leads now."""
    live = anchors.live(comparison)
    for address, line in comparison.permalinks.items():
        if not _is_lost(comparison, address, live):
            continue
        if not _ADDRESS.fullmatch(address):
            yield line, f"`{address}` is no address of the site; remove this line"
            continue
        yield (
            comparison.redirects.at_key("moved"),
            f"`{address}` was published and is gone; under `moved` in data/redirects.yml add the line "
            f"`{address}: {_now(comparison, address, live)}`, or name another place where its content is now",
        )


def _is_lost(comparison: Comparison, address: str, live: frozenset[str]) -> bool:
    moved = comparison.redirects.moved
    page, mark, anchor = address.partition("#")
    if address in live or address in moved or address.startswith(addresses.EXPORTS):
        return False
    if page in moved:
        new = f"{moved[page]}#{anchor}"
        return bool(mark) and new not in live and new not in moved and _known(comparison, new)
    if mark and page not in live and page in comparison.permalinks:
        return False  # its page is reported, once
    return _known(comparison, address)


def _now(comparison: Comparison, address: str, live: frozenset[str]) -> str:
    """Where the content of a lost address probably is now: something new that is named like it, or its page."""
    page, mark, anchor = address.partition("#")
    made = [new for kind in (anchors.anchors, anchors.pages) for new, _, _ in kind(comparison)]
    part = address.partition("/")[0]
    new = [each for each in made if each not in comparison.permalinks and each.startswith(part)]
    new = [each for each in new if ("#" in each) == bool(mark)]
    same = [each for each in new if mark and each.endswith(f"#{anchor}")]
    here = [each for each in new if each.startswith(f"{page}#")] if mark else new
    if found := same or get_close_matches(address, here, n=1) or (here if len(here) == 1 else []):
        return found[0]
    page = comparison.redirects.moved.get(page, page)
    return page if mark and page in live else addresses.HOME


@change_rule
def published_address_is_kept(before: Comparison, after: Comparison) -> Violations:
    """No line of data/permalinks.txt is removed: an address that was published is kept for ever."""
    for address in before.permalinks:
        if address not in after.permalinks:
            yield (
                Where(PERMALINKS),
                f"the line `{address}` was removed; put it back: an address that was published is kept for ever, "
                "and data/redirects.yml says where it leads",
            )
