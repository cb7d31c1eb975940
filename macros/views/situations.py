"""Situations: what each says, where the chooser sends it, and why an expert would."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cached_property

from macros import addresses
from macros.model import Group, Situation
from macros.walk import Path, finished

from .links import Link
from .once import once
from .tree import ClaimLine, TreeViews

TITLES = {
    Group.SITE: "Sites and applications with pages",
    Group.API: "APIs and back ends",
    Group.SERVICE: "Services and tools",
    Group.LIVE: "Chat, live feeds and streams",
    Group.PLACE: "Where it runs decides",
    Group.DATABASE: "The database is given",
    Group.EXISTING: "You have a Flask or Django application",
    Group.REWRITE: "A rewrite from something else",
    Group.LEARNING: "You want to learn",
    Group.NEITHER: "Perhaps neither",
    Group.UNSURE: "You are not sure",
}


@dataclass(frozen=True, kw_only=True)
class DecisionLine:
    """A public decision: where it is written, where in it, the day it was read, and what became of it."""

    source: Link
    at: str
    read: str
    became: str


@dataclass(frozen=True, kw_only=True)
class SituationLine:
    """One situation: its sentence, its outcome, what else would do, why, and the chooser with its answers."""

    id: str
    says: str
    outcome: Link
    others: tuple[Link, ...]
    because: str
    claims: tuple[ClaimLine, ...]
    answers: tuple[tuple[str, str], ...]
    walked: Link
    decided: DecisionLine | None
    edit: str | None


@dataclass(frozen=True, kw_only=True)
class SituationGroup:
    """The situations under one heading."""

    id: str
    title: str
    lines: tuple[SituationLine, ...]


@dataclass(frozen=True, kw_only=True)
class OutcomeShare:
    """To how many of the situations an outcome is the answer."""

    link: Link
    count: int
    percent: int


@dataclass(frozen=True, kw_only=True)
class ShareTable:
    """The outcomes by the number of situations, and how many questions they take."""

    rows: tuple[OutcomeShare, ...]
    total: int
    mean: str


class SituationViews(TreeViews):
    """Every situation by group, and how many end in each outcome."""

    @cached_property
    def _ends(self) -> dict[str, Path]:
        return {id: finished(self._tree, each.answers) for id, each in self.comparison.situations.items()}

    @once
    def situations(self) -> tuple[SituationGroup, ...]:
        """Every situation, under its heading."""
        groups = []
        for group, title in TITLES.items():
            lines = tuple(self._situation(each) for each in self.comparison.situations.values() if each.group is group)
            if lines:
                groups.append(SituationGroup(id=f"group-{group}", title=title, lines=lines))
        return tuple(groups)

    def _situation(self, situation: Situation) -> SituationLine:
        path = self._ends[situation.id]
        assert path.outcome is not None  # a rule sees to it that every path ends
        href = self.base + addresses.walked(self.comparison.chooser.version, path.answers)
        return SituationLine(
            id=situation.id,
            says=situation.says,
            outcome=self._outcome_of(path.outcome),
            others=tuple(self._outcome_of(id) for id in situation.accepts if id != path.outcome),
            because=situation.because,
            claims=self.claim_lines(situation.claims),
            answers=tuple(
                (self.question_link(each).text, self.label(each, path.answers[each])) for each in path.answers
            ),
            walked=Link(href=href, text="Open it in the chooser"),
            decided=self._decision(situation),
            edit=self.edit(situation.where.file),
        )

    def _outcome_of(self, id: str) -> Link:
        return Link(href=self.base + addresses.outcome(id), text=self.comparison.chooser.outcome(id).title)

    def _decision(self, situation: Situation) -> DecisionLine | None:
        if decided := situation.decided:
            source = self.comparison.sources[decided.publication]
            link = Link(href=source.url, text=source.title)
            return DecisionLine(source=link, at=decided.at, read=decided.read.isoformat(), became=decided.became)
        return None

    def situation_shares(self) -> ShareTable:
        """How many situations end in each outcome, and how many questions they are asked."""
        counts = Counter(path.outcome for path in self._ends.values())
        total = counts.total()
        asked = sum(len(path.answers) for path in self._ends.values())
        rows = (
            OutcomeShare(
                link=self._outcome_of(each.id), count=counts[each.id], percent=round(100 * counts[each.id] / total)
            )
            for each in self.comparison.chooser.outcomes
            if total
        )
        ordered = tuple(sorted(rows, key=lambda row: -row.count))
        return ShareTable(rows=ordered, total=total, mean=f"{asked / total:.1f}" if total else "0")
