"""What the chooser's page shows: the questions, the tree in steps, the outcomes, and the script's data."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property

from macros import addresses
from macros.model import Decision, Outcome, Question, Source
from macros.walk import NOT_SURE, Path, Step, Tree, counted, paths, steps, tips, tree

from .diagram import Diagram, diagram
from .evidence import EvidenceViews, KeyMark
from .links import Link

SURE_NOT = "Not sure"
CHANGES = 6


@dataclass(frozen=True, kw_only=True)
class ClaimLine:
    """A claim as a link, with the keys it holds."""

    href: str
    says: str
    keys: tuple[KeyMark, ...]


@dataclass(frozen=True, kw_only=True)
class OptionLine:
    """One answer to a question, and the claims it rests on."""

    id: str
    label: str
    claims: tuple[ClaimLine, ...]


@dataclass(frozen=True, kw_only=True)
class QuestionSection:
    """One question: why it is asked, its answers, and what may follow it."""

    id: str
    question: str
    why: str
    criterion: Link
    not_sure: str
    options: tuple[OptionLine, ...]
    follow: tuple[Link, ...]
    ends: tuple[Link, ...]


@dataclass(frozen=True, kw_only=True)
class Lead:
    """The answers to one step that go on alike, by id and label, and where they lead."""

    options: tuple[tuple[str, str], ...]
    to: Link
    outcome: str | None
    step: int | None


@dataclass(frozen=True, kw_only=True)
class StepItem:
    """A question in one situation, and where each answer leads."""

    number: int
    id: str
    question: Link
    leads: tuple[Lead, ...]


@dataclass(frozen=True, kw_only=True)
class StepGroup:
    """The steps that are first met from one first answer, or from several that go on alike."""

    id: str
    title: str
    steps: tuple[StepItem, ...]


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
    """What a fixed limit adds to an outcome."""

    when: str
    says: str
    claims: tuple[ClaimLine, ...]


@dataclass(frozen=True, kw_only=True)
class OutcomeSection:
    """One outcome whole."""

    id: str
    title: str
    summary: str
    claims: tuple[ClaimLine, ...]
    against: str
    against_claims: tuple[ClaimLine, ...]
    first_steps: tuple[str, ...]
    packages: tuple[PackageLine, ...]
    notes: tuple[NoteLine, ...]
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


class ChooserViews(EvidenceViews):
    """Every view of the chooser."""

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
            lines.append(ClaimLine(href=link.href, says=link.text, keys=card.keys))
        return tuple(lines)

    def question_link(self, id: str) -> Link:
        """A link to a question on the chooser's page."""
        return Link(href=addresses.anchor(addresses.question(id)), text=self.comparison.chooser.question(id).question)

    def outcome_link(self, id: str) -> Link:
        """A link to an outcome on the chooser's page."""
        return Link(href=addresses.anchor(addresses.outcome(id)), text=self.comparison.chooser.outcome(id).title)

    def label(self, question: str, option: str) -> str:
        """An answer in words."""
        options = self.comparison.chooser.question(question).options
        return next((each.label for each in options if each.id == option), SURE_NOT)

    def chooser_questions(self) -> tuple[QuestionSection, ...]:
        """Every question, in the order of the data."""
        return tuple(self._question(question) for question in self.comparison.chooser.questions)

    def _question(self, question: Question) -> QuestionSection:
        leads = [lead for step in self._steps if step.question == question.id for lead in step.leads.values()]
        follow = dict.fromkeys(lead.question for lead in leads if isinstance(lead, Step))
        ends = dict.fromkeys(self._tree.rules[lead][1] for lead in leads if isinstance(lead, int))
        return QuestionSection(
            id=question.id,
            question=question.question,
            why=question.why,
            criterion=self.criterion_link(question.criterion),
            not_sure=self.label(question.id, question.not_sure),
            options=tuple(
                OptionLine(id=option.id, label=option.label, claims=self.claim_lines(option.claims))
                for option in question.options
            ),
            follow=tuple(map(self.question_link, follow)),
            ends=tuple(map(self.outcome_link, ends)),
        )

    def chooser_steps(self) -> tuple[StepGroup, ...]:
        """The whole tree in steps, by the first answer that leads to them."""
        first, *rest = (self._step(step) for step in self._steps)
        groups = [StepGroup(id="step-first", title=first.question.text, steps=(first,))]
        starts = {lead.step: lead for lead in first.leads if lead.step}
        for item in rest:
            if item.number in starts:
                labels = " · ".join(label for _, label in starts[item.number].options)
                groups.append(StepGroup(id=f"from-{starts[item.number].options[0][0]}", title=labels, steps=()))
            groups[-1] = replace(groups[-1], steps=(*groups[-1].steps, item))
        return tuple(groups)

    def _step(self, step: Step) -> StepItem:
        by_lead: dict[Step | int | None, list[str]] = {}
        for option in (*step.leads, NOT_SURE):
            by_lead.setdefault(step.leads[counted(self._tree, step.question, option)], []).append(option)
        leads = tuple(self._lead(step.question, options, lead) for lead, options in by_lead.items())
        return StepItem(
            number=step.number, id=f"step-{step.number}", question=self.question_link(step.question), leads=leads
        )

    def _lead(self, question: str, options: list[str], lead: Step | int | None) -> Lead:
        labels = tuple((option, self.label(question, option)) for option in options)
        if isinstance(lead, Step):
            text = f"step {lead.number}: {self.question_link(lead.question).text}"
            return Lead(options=labels, to=Link(href=f"#step-{lead.number}", text=text), outcome=None, step=lead.number)
        assert lead is not None  # a rule sees to it that every path ends
        outcome = self._tree.rules[lead][1]
        return Lead(options=labels, to=self.outcome_link(outcome), outcome=outcome, step=None)

    def chooser_outcomes(self) -> tuple[OutcomeSection, ...]:
        """Every outcome, in the order of the data."""
        return tuple(self._outcome(outcome) for outcome in self.comparison.chooser.outcomes)

    def _outcome(self, outcome: Outcome) -> OutcomeSection:
        chooser = self.comparison.chooser
        notes = tuple(
            NoteLine(when=note.when, says=note.says, claims=self.claim_lines(note.claims))
            for note in chooser.notes
            if outcome.id in note.outcomes
        )
        return OutcomeSection(
            id=outcome.id,
            title=outcome.title,
            summary=outcome.summary,
            claims=self.claim_lines(outcome.claims),
            against=outcome.against.says,
            against_claims=self.claim_lines(outcome.against.claims),
            first_steps=outcome.first_steps,
            packages=tuple(self._package(self.comparison.sources[id]) for id in outcome.packages),
            notes=notes,
            rulings=tuple(self._ruling(rule) for rule in chooser.rules if rule.then == outcome.id),
            changes=tuple(self._changes(outcome.id)),
            paths=sum(path.outcome == outcome.id for path in self._paths),
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

    def chooser_diagram(self) -> Diagram:
        """Which question can follow which, and where each can end."""
        return diagram(self.comparison.chooser, self._paths)

    def chooser_data(self) -> str:
        """What the script needs, as JSON that no HTML or Markdown reads as markup."""
        chooser = self.comparison.chooser
        named = [id for question in chooser.questions for option in question.options for id in option.claims]
        named += [id for rule in chooser.rules for id in rule.claims]
        value = {
            "version": chooser.version,
            "questions": {
                question.id: {
                    "question": question.question,
                    "why": question.why,
                    "criterion": self.criterion_link(question.criterion).href,
                    "notSure": question.not_sure,
                    "options": [
                        {"id": option.id, "label": option.label, "claims": option.claims} for option in question.options
                    ],
                }
                for question in chooser.questions
            },
            "rules": [
                {"when": list(rule.when.items()), "then": rule.then, "because": rule.because, "claims": rule.claims}
                for rule in chooser.rules
            ],
            "outcomes": {
                outcome.id: {"title": outcome.title, "summary": outcome.summary, "against": outcome.against.says}
                for outcome in chooser.outcomes
            },
            "claims": {
                id: {
                    "says": line.says,
                    "href": line.href,
                    "keys": [{"name": key.name, "words": key.words, "whole": key.whole} for key in line.keys],
                }
                for id, line in zip(dict.fromkeys(named), self.claim_lines(dict.fromkeys(named)), strict=True)
            },
        }
        text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
        return re.sub("[<>&\u2028\u2029]", lambda match: f"\\u{ord(match[0]):04x}", text)
