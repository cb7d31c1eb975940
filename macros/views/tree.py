"""What every view of the chooser shares: its tree, its steps and paths, and links to questions, outcomes and claims."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from macros import addresses
from macros.walk import Path, Step, Tree, paths, steps, tree

from .cards import KeyMark
from .evidence import EvidenceViews
from .links import Link

NOT_SURE_LABEL = "Not sure"


@dataclass(frozen=True, kw_only=True)
class ClaimLine:
    """A claim as a link, with the keys it holds."""

    id: str
    href: str
    says: str
    keys: tuple[KeyMark, ...]


class TreeViews(EvidenceViews):
    """The chooser's tree, and the words and links for what is in it."""

    @cached_property
    def _tree(self) -> Tree:
        return tree(self.comparison.chooser)

    @cached_property
    def _steps(self) -> tuple[Step, ...]:
        return steps(self._tree)

    @cached_property
    def _paths(self) -> tuple[Path, ...]:
        return tuple(paths(self._tree))

    def claim_lines(self, ids: Iterable[str]) -> tuple[ClaimLine, ...]:
        """Claims as links with their keys."""
        lines = []
        for id in ids:
            link, card = self.claim_link(id), self.cards[id]
            lines.append(ClaimLine(id=id, href=link.href, says=link.text, keys=card.keys))
        return tuple(lines)

    def question_link(self, id: str) -> Link:
        """A link to a question on the page with the tree."""
        return Link(href=self.base + addresses.question(id), text=self.comparison.chooser.question(id).question)

    def outcome_link(self, id: str) -> Link:
        """A link to an outcome on the page with all of them."""
        return Link(href=self.base + addresses.outcome(id), text=self.comparison.chooser.outcome(id).title)

    def label(self, question: str, option: str) -> str:
        """An answer in words."""
        options = self.comparison.chooser.question(question).options
        return next((each.label for each in options if each.id == option), NOT_SURE_LABEL)
