"""Each claim that is new, changed or gone: its values, its sources opened, and what is based on it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from macros import evidence
from macros.load import DataError, load

from . import based, chooser
from .checks import PROBES, checks
from .markdown import code, counted, details, pair, table
from .opened import Opener
from .trees import Tree
from .values import Change
from .weight import claim_of

MOST_OPENED = 60
"""How many claims have their sources opened; a change of more is no change that one person can review."""

LISTED = 12

SECONDS = 120

Open = Callable[[str], list[str]]
"""Opens what one claim cites: a block for each citation."""


def opener(root: Path, tree: Tree, releases: evidence.Releases) -> Open:
    """Opens the claims of a project; one that can't be loaded says so for each claim."""
    try:
        comparison = load(root)
    except DataError:
        return lambda claim: ["The data of this change can't be loaded, so nothing is opened here; the check says why."]
    tests = {check.name: check for check in checks(tree, PROBES) if check.kind == "probe"}
    opening = Opener(comparison, releases, tests)

    def opened(claim: str) -> list[str]:
        placed = comparison.claims.get(claim)
        if placed is None:
            return ["Its framework is not in data/frameworks.yml, so nothing is opened here."]
        try:
            with evidence.within(SECONDS, TimeoutError):
                return list(opening.claim(placed, evidence.check(comparison, releases, only=claim)))
        except TimeoutError:
            return [
                f"Nothing is opened here: after {SECONDS} seconds it was not done. Is a pattern made to run for ever?"
            ]

    return opened


def blocks(differing: list[Change], old: dict[str, Any], new: dict[str, Any], opened: Open) -> list[str]:
    """A block for each claim that differs: new ones first, then changed ones, then those that are gone."""
    changed: dict[str, list[Change]] = {}
    for change in differing:
        if claim := claim_of(change):
            changed.setdefault(claim, []).append(change)
    olds, news = based.claims(old), based.claims(new)
    order = sorted(changed, key=lambda claim: (claim in olds, claim not in news))
    shown = [_block(claim, changed[claim], olds, news, new, opened) for claim in order[:MOST_OPENED]]
    shown += [_short(claim, changed[claim], olds, news) for claim in order[MOST_OPENED:]]
    return shown


def _block(
    claim: str, changes: list[Change], olds: dict[str, Any], news: dict[str, Any], data: dict[str, Any], opened: Open
) -> str:
    parts = [_short(claim, changes, olds, news)]
    if claim in news:
        for number, each in enumerate(opened(claim), 1):
            parts.append(f"**Citation {number}.** {each}")
    named = based.based_on(data, claim)
    still = "" if claim in news else " still"
    listed = "\n".join([f"**What{still} is based on it:**\n", *named[:LISTED]])
    parts.append(listed if named else "Nothing else names it.")
    if len(named) > LISTED:
        parts.append(details(f"{len(named) - LISTED} places more", "\n".join(named[LISTED:])))
    if ways := chooser.passing(data, claim):
        parts.append(ways)
    return "\n\n".join(parts)


def _short(claim: str, changes: list[Change], olds: dict[str, Any], news: dict[str, Any]) -> str:
    what = "Gone" if claim not in news else "Changed" if claim in olds else "New"
    says = str((news.get(claim) or olds.get(claim) or {}).get("says", ""))
    head = f"### {what}: {code(claim)}\n\n{code(says)}"
    rows = [(code(f"{each.place} {_below(each)}"), *pair(each.before, each.after)) for each in changes]
    if what != "Changed":
        return f"{head}\n\n{details(counted(len(rows), 'value'), table(rows))}"
    before, after = (len(side[claim].get("evidence") or ()) for side in (olds, news))
    less = f"\n\nIt cites less: {counted(before, 'citation')} became {after}." if after < before else ""
    return f"{head}{less}\n\n{table(rows)}"


def _below(change: Change) -> str:
    """The names below the claim."""
    return " / ".join(change.names[4:])
