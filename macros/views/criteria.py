"""Criteria: as rows of tables, and each in full on the page of its topic."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from macros import addresses
from macros.model import NOT_COMPARED, Cell, Criterion, Grade

from .articles import ArticleViews, AssertionRow
from .cards import ClaimCard, FigureTable
from .evidence import EvidenceViews
from .links import Cite, Cites, Link
from .once import once
from .speed import SpeedViews
from .tasks import TaskViews

GRADE_WORDS = {
    Grade.BUILT_IN: "Built in",
    Grade.FIRST_PARTY: "First party",
    Grade.THIRD_PARTY: "Third party",
    Grade.ABSENT: "Absent",
    Grade.NOT_APPLICABLE: "Does not apply",
}
SHOWN = 12  # of the names that the search knows for a criterion, the most common ones


@dataclass(frozen=True, kw_only=True)
class GradeMark:
    """Who provides a thing, as a labelled mark; `name` picks its shape."""

    name: str
    words: str


@dataclass(frozen=True, kw_only=True)
class NumberedClaim:
    """A claim with the number by which citations of its row name it."""

    number: int
    claim: ClaimCard


@dataclass(frozen=True, kw_only=True)
class Answer:
    """One cell: a framework's answer, its grade and its claims; or that it is not compared yet."""

    framework: str
    name: str
    compared: bool
    answer: str
    grade: GradeMark | None
    claims: tuple[NumberedClaim, ...]


@dataclass(frozen=True, kw_only=True)
class AdviceItem:
    """One line of a takeaway, with its citations."""

    when: str | None
    then: str
    cites: tuple[Cite, ...]


@dataclass(frozen=True, kw_only=True)
class CriterionSection:
    """One criterion in full, as its topic's page shows it."""

    id: str
    question: str
    also: tuple[str, ...]
    why: str
    leaves_out: str
    advice: tuple[AdviceItem, ...]
    answers: tuple[Answer, ...]
    figures: tuple[FigureTable, ...]
    edit: str | None
    report: str | None
    said: tuple[AssertionRow, ...]
    tasks: tuple[Link, ...]
    speed: Link | None


@dataclass(frozen=True, kw_only=True)
class Row:
    """One criterion in a table: its question as a link, and the answers."""

    href: str
    question: str
    differs: bool
    answers: tuple[Answer, ...]


@dataclass(frozen=True, kw_only=True)
class Group:
    """The rows of one topic."""

    id: str
    title: str
    href: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, kw_only=True)
class CriterionTable:
    """A table of criteria: a caption, a column for each framework, rows in groups."""

    caption: str
    frameworks: tuple[str, ...]
    groups: tuple[Group, ...]

    @property
    def count(self) -> int:
        """How many rows there are in all groups."""
        return sum(len(group.rows) for group in self.groups)

    @property
    def columns(self) -> int:
        """How many columns there are, with that of the questions."""
        return len(self.frameworks) + 1


@dataclass(frozen=True, kw_only=True)
class TopicCard:
    """A topic as a link with what it is about and how much it holds."""

    href: str
    title: str
    about: str
    criteria: int
    claims: int


class CriterionViews(ArticleViews, EvidenceViews, TaskViews, SpeedViews):
    """Every table of criteria, and every criterion in full."""

    @cached_property
    def _names(self) -> tuple[str, ...]:
        return tuple(framework.name for framework in self.comparison.frameworks.values())

    def topic_list(self) -> tuple[TopicCard, ...]:
        """Every topic, in reading order."""
        claims = Counter(placed.criterion.topic for placed in self.comparison.placed_claims())
        return tuple(
            TopicCard(
                href=self.topic_href(topic.id),
                title=topic.title,
                about=topic.about,
                criteria=len(topic.criteria),
                claims=claims[topic.id],
            )
            for topic in self.comparison.topics.values()
        )

    def criterion_table(self, topic: str) -> CriterionTable:
        """The criteria of one topic; the links stay on its page."""
        found = self.comparison.topics[topic]
        rows = tuple(self._row(self.comparison.criteria[id], "") for id in found.criteria)
        return CriterionTable(
            caption=f"{found.title}: the answers side by side",
            frameworks=self._names,
            groups=(self._group(topic, rows),),
        )

    def deciding_table(self) -> CriterionTable:
        """The criteria that decide most often."""
        criteria = [self.comparison.criteria[id] for id in self.comparison.home.deciding]
        rows = tuple(self._row(criterion, self.topic_href(criterion.topic)) for criterion in criteria)
        return CriterionTable(
            caption="Each question leads to its claims and their evidence",
            frameworks=self._names,
            groups=(Group(id="", title="", href="", rows=rows),),
        )

    def everything(self) -> CriterionTable:
        """All criteria, grouped by topic."""
        groups = tuple(
            self._group(
                topic.id,
                tuple(self._row(self.comparison.criteria[id], self.topic_href(topic.id)) for id in topic.criteria),
            )
            for topic in self.comparison.topics.values()
        )
        return CriterionTable(caption="Every criterion, by topic", frameworks=self._names, groups=groups)

    @once
    def criteria(self, topic: str) -> tuple[CriterionSection, ...]:
        """Every criterion of a topic in full."""
        return tuple(self.criterion(id) for id in self.comparison.topics[topic].criteria)

    def criterion(self, id: str) -> CriterionSection:
        """One criterion in full."""
        criterion = self.comparison.criteria[id]
        answers = self._answers(criterion, whole=True)
        claims = [each.claim for answer in answers for each in answer.claims]
        cites = Cites(self, [claim.id for claim in claims])
        measured = [item.figures for claim in claims for item in claim.evidence]
        return CriterionSection(
            id=criterion.id,
            question=criterion.question,
            also=criterion.also[:SHOWN],
            why=criterion.why,
            leaves_out=criterion.leaves_out,
            advice=tuple(
                AdviceItem(when=line.when, then=line.then, cites=cites.of(line.claims)) for line in criterion.advice
            ),
            answers=answers,
            figures=tuple(dict.fromkeys(table for table in measured if table)),
            edit=self.edit(criterion.where.file),
            report=self.report(addresses.criterion(criterion.topic, id)),
            said=self.said_on(id),
            tasks=self.tasks_of(id),
            speed=self.speed_of(id),
        )

    def _group(self, topic: str, rows: tuple[Row, ...]) -> Group:
        return Group(id=topic, title=self.comparison.topics[topic].title, href=self.topic_href(topic), rows=rows)

    def _row(self, criterion: Criterion, page: str) -> Row:
        return Row(
            href=f"{page}#{criterion.id}",
            question=criterion.question,
            differs=differs(criterion),
            answers=self._answers(criterion, whole=False),
        )

    def _answers(self, criterion: Criterion, *, whole: bool) -> tuple[Answer, ...]:
        counted = itertools.count(1)
        return tuple(
            self._answer(id, criterion.frameworks.get(id), counted, whole=whole) for id in self.comparison.frameworks
        )

    def _answer(self, id: str, cell: Cell | None, counted: Iterator[int], *, whole: bool) -> Answer:
        name = self.comparison.frameworks[id].name
        if cell is None:
            return Answer(framework=id, name=name, compared=False, answer=NOT_COMPARED, grade=None, claims=())
        claims = cell.claims if whole else ()
        return Answer(
            framework=id,
            name=name,
            compared=True,
            answer=cell.answer,
            grade=GradeMark(name=cell.grade.value, words=GRADE_WORDS[cell.grade]) if cell.grade else None,
            claims=tuple(NumberedClaim(number=next(counted), claim=self.cards[claim.id]) for claim in claims),
        )


def differs(criterion: Criterion) -> bool:
    """Whether one framework has what another lacks, or gets it elsewhere: their grades differ."""
    return len({cell.grade for cell in criterion.frameworks.values()}) > 1
