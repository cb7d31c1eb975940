"""Where statements cannot all hold."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from macros.model import Verdict
from macros.repeated import NOT_SO

from .articles import ArticleViews, AssertionRow
from .contradictions import Clash, clashes
from .once import once

FALSE = (Verdict.WRONG, Verdict.OUTDATED)
FOUND = {
    "settled": "One side holds",
    "partly": "Part of it can be settled",
    "open": "No finding settles it",
}
"""What is found on statements that cannot all hold, the strongest first."""


@dataclass(frozen=True, kw_only=True)
class Dispute:
    """Statements that cannot all hold, side by side: what is found, how many articles speak, and each side.

    `id` is where their reasons are folded away, and no permanent address.
    """

    id: str
    found: str
    words: str
    articles: int
    within: str | None
    sides: tuple[tuple[AssertionRow, ...], ...]


@dataclass(frozen=True, kw_only=True)
class Disagreement:
    """One criterion with what holds, and the statements that cannot all hold."""

    id: str
    topic: str
    question: str
    href: str
    holds: tuple[tuple[str, str], ...]
    disputes: tuple[Dispute, ...]


class DisagreementViews(ArticleViews):
    """What a reader of several articles sees."""

    @once
    def disagreements(self) -> tuple[Disagreement, ...]:
        """Each criterion on which statements cannot all hold: first those where one side holds, then by articles."""
        said: dict[str, list[Dispute]] = {}
        for number, clash in enumerate(clashes(self._edges), start=1):
            said.setdefault(self._criterion(clash), []).append(self._dispute(f"reasons-{number}", clash))
        found = [self._disagreement(id, sorted(said[id], key=_rank)) for id in said]
        order = {id: place for place, id in enumerate(self.comparison.criteria)}
        return tuple(sorted(found, key=lambda each: (_rank(each.disputes[0]), order[each.id])))

    def disagreement_topics(self) -> dict[str, str]:
        """The topics of these criteria, in reading order: their titles by their ids."""
        named = {each.topic for each in self.disagreements()}
        return {topic.id: topic.title for topic in self.comparison.topics.values() if topic.id in named}

    def _criterion(self, clash: Clash) -> str:
        """The criterion of most of the statements; the first of them where several have as many."""
        rows = [self._named[name][1].criterion for side in clash for name in side]
        return Counter(filter(None, rows)).most_common(1)[0][0]

    def _dispute(self, id: str, clash: Clash) -> Dispute:
        sides = tuple(tuple(self._named[name] for name in side) for side in clash)
        publishers = {article.id: article.publisher for side in sides for article, _ in side}
        found = _found([[each.verdict for _, each in side] for side in sides])
        return Dispute(
            id=id,
            found=found,
            words=FOUND[found],
            articles=len(publishers),
            within=next(iter(publishers.values())) if len(publishers) == 1 else None,
            sides=tuple(tuple(self.assertion_row(*pair) for pair in side) for side in sides),
        )

    def _disagreement(self, criterion: str, disputes: Iterable[Dispute]) -> Disagreement:
        found, link = self.comparison.criteria[criterion], self.criterion_link(criterion)
        return Disagreement(
            id=criterion,
            topic=found.topic,
            question=found.question,
            href=link.href,
            holds=tuple(
                (self.comparison.frameworks[name].name, cell.answer) for name, cell in found.frameworks.items()
            ),
            disputes=tuple(disputes),
        )


def _rank(dispute: Dispute) -> tuple[int, int, int]:
    """The strongest first: what is settled, then what most articles speak of, then what most statements say."""
    return [*FOUND].index(dispute.found), -dispute.articles, -sum(map(len, dispute.sides))


def _found(sides: list[list[Verdict]]) -> str:
    """What the verdicts of two sides show: one is right and the other false, or some are false, or none is decided."""
    right = [Verdict.RIGHT in side for side in sides]
    false = [any(verdict in FALSE for verdict in side) for side in sides]
    if (right[0] and false[1]) or (right[1] and false[0]):
        return "settled"
    decided = any(verdict in {*NOT_SO, Verdict.RIGHT} for side in sides for verdict in side)
    return "partly" if decided else "open"
