"""Which situations the chooser sends elsewhere than before."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from macros.walk import Tree, finished

from .chooser import CHOOSER, UNLIKE, plain_tree
from .markdown import code

FOLDER = "data/situations/"


@dataclass(frozen=True)
class Moved:
    """A situation that ends elsewhere: its id and sentence, where it ended, where it ends, and what it accepts."""

    id: str
    says: str
    before: str | None
    after: str | None
    accepts: tuple[str, ...]

    @property
    def judgement(self) -> str:
        """Whether what it accepts has both outcomes, or only one of them."""
        if self.after not in self.accepts:
            return "which it does not accept"
        return "both of which it accepts" if self.before in self.accepts else "which it accepts, unlike the one before"

    def __str__(self) -> str:
        return f"{self.id} ({self.says}) {self.before} -> {self.after}, {self.judgement}"


def moved(before: dict[str, Any], after: dict[str, Any]) -> Iterator[Moved]:
    """Every situation of both sides that ends elsewhere. Raises what a chooser of another shape makes."""
    old, new = plain_tree(before[CHOOSER]), plain_tree(after[CHOOSER])
    for file in sorted(name for name in after if name.startswith(FOLDER) and name in before):
        was, now = _end(old, before[file]), _end(new, after[file])
        if was != now:
            id = file.removeprefix(FOLDER).removesuffix(".yml")
            yield Moved(id, str(after[file]["says"]), was, now, tuple(after[file]["accepts"]))


def _end(tree: Tree, situation: Any) -> str | None:
    """Where a situation ends; an answer that the tree does not know counts as "not sure"."""
    answers = situation.get("answers") or {}
    known = {question: option for question, option in answers.items() if option in tree.options.get(question, ())}
    return finished(tree, known).outcome


def block(before: dict[str, Any], after: dict[str, Any]) -> list[str]:
    """What the summary says of them; nothing when none moves."""
    try:
        found = list(moved(before, after))
    except UNLIKE:
        return []  # the chooser's own block says so
    if not found:
        return []
    lines = [
        f"- {code(each.id)}: {code(each.says)} {code(each.before)} → {code(each.after)}, {each.judgement}"
        for each in found
    ]
    return [f"**Situations that end elsewhere: {len(found)}**\n\n" + "\n".join(lines)]
