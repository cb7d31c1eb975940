"""Which answers to the chooser lead to another outcome than before."""

from __future__ import annotations

from typing import Any

from macros.walk import Path, Tree, finished, paths

from .markdown import code, details
from .values import Change

CHOOSER = "data/chooser.yml"
LISTED = 40
UNLIKE = (KeyError, TypeError, AttributeError, RecursionError)
"""What walking a chooser of another shape raises."""


def ends(before: dict[str, Any], after: dict[str, Any]) -> list[str]:
    """A block that lists the ways through the chooser that end elsewhere; nothing when there are none."""
    if before.get(CHOOSER) == after.get(CHOOSER):
        return []
    try:
        old, new = plain_tree(before[CHOOSER]), plain_tree(after[CHOOSER])
        ways = list(paths(new))
        elsewhere = [(way, was) for way in ways if (was := _outcome(old, way)) != way.outcome]
    except UNLIKE:
        return ["The two choosers can't be walked side by side; compare what `make paths` prints on both."]
    if not elsewhere:
        return []
    lines = [f"{code(str(way))}: {code(str(was))} → {code(str(way.outcome))}" for way, was in elsewhere]
    return [f"**Ways through the chooser that end elsewhere: {len(elsewhere)} of {len(ways)}**\n\n{_first(lines)}"]


def same_version(differing: list[Change]) -> list[str]:
    """A sentence when what a reader answers or is advised changed, and the version in addresses did not."""
    names = {change.name for change in differing if change.where.file == CHOOSER}
    if not names - {"claims", "why", "tasks"} or "version" in names:
        return []
    return ["- The chooser changes and keeps its `version`: an address made before may mean something else now."]


def passing(data: dict[str, Any], claim: str) -> str | None:
    """The ways through the chooser that pass something which names the claim, folded; None when there are none."""
    try:
        written = data[CHOOSER]
        named = _naming(written, claim)
        ways = list(paths(plain_tree(written)))
    except UNLIKE:
        return None
    passed = [way for way in ways if named & _passes(way)]
    if not passed:
        return None
    lines = [code(f"{way} -> {way.outcome}") for way in passed]
    return details(f"Ways through the chooser that pass it: {len(passed)} of {len(ways)}", _first(lines))


def _first(ways: list[str]) -> str:
    """A list of the first ways, and how many more there are."""
    more = [f"and {len(ways) - LISTED} more: `make paths` prints all"] if len(ways) > LISTED else []
    return "\n".join(f"- {line}" for line in [*ways[:LISTED], *more])


def _naming(chooser: Any, claim: str) -> set[str]:
    """What of the chooser names a claim: `question=option`, `rule N`, or an outcome."""
    options = {
        f"{question['id']}={option['id']}"
        for question in chooser["questions"]
        for option in question["options"]
        if claim in option["claims"]
    }
    rules = {f"rule {number}" for number, rule in enumerate(chooser["rules"]) if claim in rule["claims"]}
    outcomes = {each["id"] for each in chooser["outcomes"] if claim in [*each["claims"], *each["against"]["claims"]]}
    return options | rules | {f"outcome {id}" for id in outcomes}


def _passes(way: Path) -> set[str]:
    answers = {f"{question}={option}" for question, option in way.answers.items()}
    return answers | {f"rule {way.rule}", f"outcome {way.outcome}"}


def _outcome(tree: Tree, way: Path) -> str | None:
    """Where the same answers led before; what was asked then and is not asked now counts as "not sure"."""
    return finished(tree, way.answers).outcome


def plain_tree(chooser: Any) -> Tree:
    """The tree of a chooser that was read as plain values."""
    return Tree(
        {question["id"]: tuple(option["id"] for option in question["options"]) for question in chooser["questions"]},
        tuple(
            (tuple((name, tuple(options)) for name, options in (rule.get("when") or {}).items()), rule["then"])
            for rule in chooser["rules"]
        ),
    )
