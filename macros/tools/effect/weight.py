"""Which changed values a reviewer must see first."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum

from .markdown import counted
from .values import ORDER, Change


class Weight(StrEnum):
    """What a changed value does, the heaviest first; the value is a heading of the summary."""

    DECIDES = "Verdicts, grades, bounds and the chooser's decisions"
    PINS = "Sources, hashes, redirects and recorded figures"
    READ_FIRST = "What is read first"
    CLAIM = "Claims"
    REST = "All other values"


ABOUT = {
    Weight.DECIDES: "Each of these turns what the site advises or judges.",
    Weight.PINS: "Where evidence is looked up, where links lead, and what commands recorded.",
    Weight.READ_FIRST: "The first page, takeaways, answers, and what the chooser advises.",
}
DECIDING = {"verdict", "grade", "since", "until"}
TURNED = {"kind", "supported_by", "contradicted_by", "same", "about"}
"""Values that decide something where another one stood; beside a new record they are a part of it."""
PINNED = ("data/sources/", "data/redirects", "data/hosts", "data/recorded/", "data/permalinks")
CORRECTIONS = "data/corrections.yml"
"""What may turn a text although nothing under it changed."""
MACHINE = ("data/recorded/evidence.json", "data/permalinks.txt")
"""What only commands write and a workflow commits; `footprint.json` comes from a person's `make measure`."""


def weight(change: Change) -> Weight:
    """The group that a changed value belongs to; every one belongs to some group."""
    names, file = change.names, change.where.file
    if file.startswith(PINNED):
        return Weight.PINS
    if file == CORRECTIONS:
        return Weight.DECIDES
    turned = change.name in TURNED and change.before is not None
    if change.name in DECIDING or turned or _in_chooser(change):
        return Weight.DECIDES
    if claim_of(change):
        return Weight.CLAIM
    if file == "data/home.yml" or "advice" in names or change.name in {"answer", "summary", "title"}:
        return Weight.READ_FIRST
    if file == "data/chooser.yml":
        return Weight.READ_FIRST
    return Weight.REST


def _in_chooser(change: Change) -> bool:
    if change.where.file != "data/chooser.yml":
        return False
    rule = change.names[:1] == ("rules",) and change.name not in {"because", "claims"}
    return rule or change.name in {"version", "framework", "outcomes", ORDER}


def claim_of(change: Change) -> str | None:
    """The id of the claim that a value belongs to."""
    names = change.names
    inside = (
        change.where.file.startswith("data/criteria/") and names[:1] == ("frameworks",) and names[2:3] == ("claims",)
    )
    return names[3] if inside and len(names) > 4 else None


def in_words(changes: Iterable[Change]) -> list[str]:
    """What changed values mean that a table does not say."""
    changes = list(changes)
    edited = sorted({each.where.file for each in changes if each.where.file in MACHINE})
    found = [f"Only a command writes {file}, and this change edits it." for file in edited]
    gone = sum(each.where.file == "data/permalinks.txt" and each.after is None for each in changes)
    if gone:
        lines = counted(gone, "line")
        found.append(f"{lines} of data/permalinks.txt vanished: lines are added there, never removed.")
    if any(each.where.file == "data/redirects.yml" and each.after is None for each in changes):
        found.append("A redirect vanished: an address that was ever published works for ever.")
    if any(each.where.file == "data/redirects.yml" and each.before and each.after for each in changes):
        found.append("A redirect leads elsewhere than before.")
    sources = (each for each in changes if each.where.file.startswith("data/sources/") and each.before)
    found += [SOURCED[each.name] for each in sources if each.name in SOURCED and (each.after or each.name == "of")]
    return list(dict.fromkeys(found))


SOURCED = {
    "sha256": "Another archive than before is believed for a release that was pinned already.",
    "tag": "Links to the code of a release lead to another tag.",
    "package": "A source is downloaded as another package.",
    "files": "The documentation of a source is looked up in other files.",
    "of": "Which organisations a publication counts for is another: independence is judged by it.",
}
