"""The outcomes of the chooser: each whole, and how many paths lead to it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from macros.model import Decision, Outcome, Source
from macros.walk import tips

from .links import Link
from .once import once
from .tasks import TaskViews
from .tree import ClaimLine, TreeViews

CHANGES = 6


@dataclass(frozen=True, kw_only=True)
class Ruling:
    """One rule: its conditions in words, its reason and its claims."""

    conditions: tuple[tuple[str, str], ...]
    because: str
    claims: tuple[ClaimLine, ...]


@dataclass(frozen=True, kw_only=True)
class Change:
    """One answer that leads elsewhere when it is given in place of another, and from how many of the paths."""

    question: Link
    label: str
    to: Link
    count: int


@dataclass(frozen=True, kw_only=True)
class PackageLine:
    """A package named by an outcome, with its last release that was checked."""

    link: Link
    version: str
    released: str


@dataclass(frozen=True, kw_only=True)
class NoteLine:
    """What a fixed limit or an answer adds to an outcome; `answers` as the page's script reads them."""

    when: str
    says: str
    answers: str
    claims: tuple[ClaimLine, ...]


@dataclass(frozen=True, kw_only=True)
class OutcomeResult:
    """What an outcome says beside its summary, in the chooser's result and on its own page."""

    id: str
    against: str
    against_claims: tuple[ClaimLine, ...]
    first_steps: tuple[str, ...]
    packages: tuple[PackageLine, ...]
    rows: tuple[Link, ...]
    tasks: tuple[Link, ...]
    moves: tuple[NoteLine, ...]
    notes: tuple[NoteLine, ...]


@dataclass(frozen=True, kw_only=True)
class OutcomeSection:
    """One outcome whole."""

    id: str
    title: str
    summary: str
    claims: tuple[ClaimLine, ...]
    result: OutcomeResult
    rulings: tuple[Ruling, ...]
    changes: tuple[Change, ...]
    paths: int


@dataclass(frozen=True, kw_only=True)
class OutcomeRow:
    """An outcome with the number of paths that lead to it, in all and from each first answer."""

    link: Link
    total: int
    counts: tuple[int, ...]


@dataclass(frozen=True, kw_only=True)
class OutcomeTable:
    """How many paths lead to each outcome."""

    caption: str
    firsts: tuple[str, ...]
    rows: tuple[OutcomeRow, ...]
    total: OutcomeRow


class OutcomeViews(TreeViews, TaskViews):
    """Every outcome whole, and the table of paths."""

    @once
    def chooser_outcomes(self) -> tuple[OutcomeSection, ...]:
        """Every outcome, in the order of the data."""
        return tuple(self._outcome(outcome) for outcome in self.comparison.chooser.outcomes)

    def _result(self, outcome: Outcome) -> OutcomeResult:
        return OutcomeResult(
            id=outcome.id,
            against=outcome.against.says,
            against_claims=self.claim_lines(outcome.against.claims),
            first_steps=outcome.first_steps,
            packages=tuple(self._package(self.comparison.sources[id]) for id in outcome.packages),
            rows=tuple(map(self.criterion_link, outcome.rows)),
            tasks=tuple(self.task_link(id, outcome.framework) for id in outcome.tasks),
            moves=self._notes(outcome, "moves"),
            notes=self._notes(outcome, "limits"),
        )

    def _outcome(self, outcome: Outcome) -> OutcomeSection:
        chooser = self.comparison.chooser
        return OutcomeSection(
            id=outcome.id,
            title=outcome.title,
            summary=outcome.summary,
            claims=self.claim_lines(outcome.claims),
            result=self._result(outcome),
            rulings=tuple(self._ruling(rule) for rule in chooser.rules if rule.then == outcome.id),
            changes=tuple(self._changes(outcome.id)),
            paths=sum(path.outcome == outcome.id for path in self._paths),
        )

    def _notes(self, outcome: Outcome, group: str) -> tuple[NoteLine, ...]:
        """The notes of one group that an outcome takes."""
        return tuple(
            NoteLine(
                when=note.when,
                says=note.says,
                answers=" ".join(f"{question}={'|'.join(options)}" for question, options in note.answers.items()),
                claims=self.claim_lines(note.claims),
            )
            for note in self.comparison.chooser.notes
            if note.group == group and outcome.id in note.outcomes
        )

    def _ruling(self, rule: Decision) -> Ruling:
        conditions = tuple(
            (self.question_link(question).text, " or ".join(self.label(question, option) for option in options))
            for question, options in rule.when.items()
        )
        return Ruling(conditions=conditions, because=rule.because, claims=self.claim_lines(rule.claims))

    def _package(self, source: Source) -> PackageLine:
        last = max(source.releases, key=lambda release: release.released)
        return PackageLine(
            link=self.source_link(source.id),
            version=last.version,
            released=str(last.released),
        )

    def _changes(self, outcome: str) -> Iterator[Change]:
        """The single changes of answer that most often lead from this outcome to another."""
        counts: Counter[tuple[str, str, str]] = Counter()
        for path in self._paths:
            if path.outcome == outcome:
                for tip in tips(self._tree, path.answers):
                    if tip.position.rule is not None:
                        counts[tip.question, tip.option, self._tree.rules[tip.position.rule][1]] += 1
        for (question, option, to), count in counts.most_common(CHANGES):
            yield Change(
                question=self.question_link(question),
                label=self.label(question, option),
                to=self.outcome_link(to),
                count=count,
            )

    def outcome_table(self) -> OutcomeTable:
        """How many paths lead to each outcome, from each first answer."""
        first = self._steps[0].question
        options = self._tree.options[first]
        counts = Counter((path.outcome, path.answers[first]) for path in self._paths)
        rows = []
        for outcome in self.comparison.chooser.outcomes:
            each = tuple(counts[outcome.id, option] for option in options)
            rows.append(OutcomeRow(link=self.outcome_link(outcome.id), total=sum(each), counts=each))
        sums = tuple(sum(row.counts[column] for row in rows) for column in range(len(options)))
        firsts = tuple(self.label(first, option) for option in options)
        caption = f"Paths to each outcome, from each answer to “{self.question_link(first).text}”"
        return OutcomeTable(
            caption=caption,
            firsts=firsts,
            rows=tuple(rows),
            total=OutcomeRow(link=Link(href="", text="All"), total=sum(sums), counts=sums),
        )
