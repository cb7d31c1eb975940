"""What the chooser's page shows: the questions, the tree in steps, the outcomes, the diagram, and the script's data."""

from __future__ import annotations

import json
import re
import textwrap
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise
from math import log2

from macros.model import Decision, Outcome, Question, Source
from macros.walk import NOT_SURE, Path, Step, Tree, counted, paths, steps, tips, tree

from .comparison import KeyMark, Views
from .links import Link, Links

SURE_NOT = "Not sure"
CHANGES = 6
# The diagram, in units of the SVG.
ROW, TALL, GAP, LEFT, WIDE, RIGHT, NARROW, LETTER = 58, 42, 12, 120, 300, 640, 260, 8


@dataclass(frozen=True)
class ClaimLine:
    """A claim as a link, with the keys it holds."""

    href: str
    says: str
    keys: tuple[KeyMark, ...]


@dataclass(frozen=True)
class OptionLine:
    """One answer to a question, and the claims it rests on."""

    id: str
    label: str
    claims: tuple[ClaimLine, ...]


@dataclass(frozen=True)
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


@dataclass(frozen=True)
class Lead:
    """The answers to one step that go on alike, by id and label, and where they lead."""

    options: tuple[tuple[str, str], ...]
    to: Link
    outcome: str | None
    step: int | None


@dataclass(frozen=True)
class StepItem:
    """A question in one situation, and where each answer leads."""

    number: int
    id: str
    question: Link
    leads: tuple[Lead, ...]


@dataclass(frozen=True)
class StepGroup:
    """The steps that are first met from one first answer, or from several that go on alike."""

    id: str
    title: str
    steps: tuple[StepItem, ...]


@dataclass(frozen=True)
class Ruling:
    """One rule: its conditions in words, its reason and its claims."""

    conditions: tuple[tuple[str, str], ...]
    because: str
    claims: tuple[ClaimLine, ...]


@dataclass(frozen=True)
class Change:
    """One answer that leads elsewhere when it is given in place of another, and from how many of the paths."""

    question: Link
    label: str
    to: Link
    count: int


@dataclass(frozen=True)
class PackageLine:
    """A package named by an outcome, with its last release that was checked."""

    link: Link
    version: str
    released: str


@dataclass(frozen=True)
class NoteLine:
    """What a fixed limit adds to an outcome."""

    when: str
    says: str
    claims: tuple[ClaimLine, ...]


@dataclass(frozen=True)
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


@dataclass(frozen=True)
class OutcomeRow:
    """An outcome with the number of paths that lead to it, in all and from each first answer."""

    link: Link
    total: int
    counts: tuple[int, ...]


@dataclass(frozen=True)
class OutcomeTable:
    """How many paths lead to each outcome."""

    caption: str
    firsts: tuple[str, ...]
    rows: tuple[OutcomeRow, ...]
    total: OutcomeRow


@dataclass(frozen=True)
class Box:
    """A box of the diagram, with its text in lines."""

    x: int
    y: int
    width: int
    height: int
    lines: tuple[tuple[int, str], ...]


@dataclass(frozen=True)
class Line:
    """A line of the diagram, as the path of an SVG, and how wide."""

    path: str
    width: float


@dataclass(frozen=True)
class Diagram:
    """Which question can follow which, and where each can end."""

    width: int
    height: int
    questions: tuple[Box, ...]
    outcomes: tuple[Box, ...]
    lines: tuple[Line, ...]


class ChooserViews(Links):
    """Every view of the chooser."""

    @cached_property
    def _views(self) -> Views:
        return Views(self.comparison, self.base, self.repository)

    @cached_property
    def _tree(self) -> Tree:
        return tree(self.comparison.chooser)

    @cached_property
    def _steps(self) -> tuple[Step, ...]:
        return steps(self._tree)

    @cached_property
    def _paths(self) -> tuple[Path, ...]:
        return tuple(paths(self._tree))

    def claims(self, ids: Iterable[str]) -> tuple[ClaimLine, ...]:
        """Claims as links with their keys."""
        lines = []
        for id in ids:
            link, card = self.claim_link(id), self._views.claim(self.comparison.claims[id])
            lines.append(ClaimLine(link.href, link.text, card.keys))
        return tuple(lines)

    def question_link(self, id: str) -> Link:
        """A link to a question on the chooser's page."""
        return Link(f"#q-{id}", self.comparison.chooser.question(id).question)

    def outcome_link(self, id: str) -> Link:
        """A link to an outcome on the chooser's page."""
        return Link(f"#o-{id}", self.comparison.chooser.outcome(id).title)

    def label(self, question: str, option: str) -> str:
        """An answer in words."""
        options = self.comparison.chooser.question(question).options
        return next((each.label for each in options if each.id == option), SURE_NOT)

    def questions(self) -> tuple[QuestionSection, ...]:
        """Every question, in the order of the data."""
        return tuple(self._question(question) for question in self.comparison.chooser.questions)

    def _question(self, question: Question) -> QuestionSection:
        leads = [lead for step in self._steps if step.question == question.id for lead in step.leads.values()]
        follow = dict.fromkeys(lead.question for lead in leads if isinstance(lead, Step))
        ends = dict.fromkeys(self._tree.rules[lead][1] for lead in leads if isinstance(lead, int))
        return QuestionSection(
            question.id, question.question, question.why, self.criterion_link(question.criterion),
            self.label(question.id, question.not_sure),
            tuple(OptionLine(option.id, option.label, self.claims(option.claims)) for option in question.options),
            tuple(map(self.question_link, follow)), tuple(map(self.outcome_link, ends)),
        )  # fmt: skip

    def step_groups(self) -> tuple[StepGroup, ...]:
        """The whole tree in steps, by the first answer that leads to them."""
        first, *rest = (self._step(step) for step in self._steps)
        groups = [StepGroup("step-first", first.question.text, (first,))]
        starts = {lead.step: lead for lead in first.leads if lead.step}
        for item in rest:
            if item.number in starts:
                labels = " · ".join(label for _, label in starts[item.number].options)
                groups.append(StepGroup(f"from-{starts[item.number].options[0][0]}", labels, ()))
            groups[-1] = replace(groups[-1], steps=(*groups[-1].steps, item))
        return tuple(groups)

    def _step(self, step: Step) -> StepItem:
        by_lead: dict[Step | int | None, list[str]] = {}
        for option in (*step.leads, NOT_SURE):
            by_lead.setdefault(step.leads[counted(self._tree, step.question, option)], []).append(option)
        leads = tuple(self._lead(step.question, options, lead) for lead, options in by_lead.items())
        return StepItem(step.number, f"step-{step.number}", self.question_link(step.question), leads)

    def _lead(self, question: str, options: list[str], lead: Step | int | None) -> Lead:
        labels = tuple((option, self.label(question, option)) for option in options)
        if isinstance(lead, Step):
            text = f"step {lead.number}: {self.question_link(lead.question).text}"
            return Lead(labels, Link(f"#step-{lead.number}", text), None, lead.number)
        assert lead is not None  # a rule sees to it that every path ends
        outcome = self._tree.rules[lead][1]
        return Lead(labels, self.outcome_link(outcome), outcome, None)

    def outcomes(self) -> tuple[OutcomeSection, ...]:
        """Every outcome, in the order of the data."""
        return tuple(self._outcome(outcome) for outcome in self.comparison.chooser.outcomes)

    def _outcome(self, outcome: Outcome) -> OutcomeSection:
        chooser = self.comparison.chooser
        notes = (note for note in chooser.notes if outcome.id in note.outcomes)
        return OutcomeSection(
            outcome.id, outcome.title, outcome.summary, self.claims(outcome.claims), outcome.against.says,
            self.claims(outcome.against.claims), outcome.first_steps,
            tuple(self._package(self.comparison.sources[id]) for id in outcome.packages),
            tuple(NoteLine(note.when, note.says, self.claims(note.claims)) for note in notes),
            tuple(self._ruling(rule) for rule in chooser.rules if rule.then == outcome.id),
            tuple(self._changes(outcome.id)), sum(path.outcome == outcome.id for path in self._paths),
        )  # fmt: skip

    def _ruling(self, rule: Decision) -> Ruling:
        conditions = tuple(
            (self.question_link(question).text, " or ".join(self.label(question, option) for option in options))
            for question, options in rule.when.items()
        )
        return Ruling(conditions, rule.because, self.claims(rule.claims))

    def _package(self, source: Source) -> PackageLine:
        last = max(source.releases, key=lambda release: release.released)
        return PackageLine(Link(f"{self.base}sources/#{source.id}", source.title), last.version, str(last.released))

    def _changes(self, outcome: str) -> Iterator[Change]:
        """The single changes of answer that most often lead from this outcome to another."""
        counts: Counter[tuple[str, str, str]] = Counter()
        for path in self._paths:
            if path.outcome == outcome:
                for tip in tips(self._tree, path.answers):
                    if tip.walked.rule is not None:
                        counts[tip.question, tip.option, self._tree.rules[tip.walked.rule][1]] += 1
        for (question, option, to), count in counts.most_common(CHANGES):
            yield Change(self.question_link(question), self.label(question, option), self.outcome_link(to), count)

    def outcome_table(self) -> OutcomeTable:
        """How many paths lead to each outcome, from each first answer."""
        first = self._steps[0].question
        options = self._tree.options[first]
        counts = Counter((path.outcome, path.answers[first]) for path in self._paths)
        rows = []
        for outcome in self.comparison.chooser.outcomes:
            each = tuple(counts[outcome.id, option] for option in options)
            rows.append(OutcomeRow(self.outcome_link(outcome.id), sum(each), each))
        sums = tuple(sum(row.counts[column] for row in rows) for column in range(len(options)))
        firsts = tuple(self.label(first, option) for option in options)
        caption = f"Paths to each outcome, from each answer to “{self.question_link(first).text}”"
        return OutcomeTable(caption, firsts, tuple(rows), OutcomeRow(Link("", "All"), sum(sums), sums))

    def diagram(self) -> Diagram:
        """Questions on the left in the order of the data, outcomes on the right, a line for each way on."""
        chooser = self.comparison.chooser
        height = ROW * max(len(chooser.questions), len(chooser.outcomes)) + GAP
        asked = _boxes([(each.id, each.question) for each in chooser.questions], LEFT, WIDE, height)
        ends = _boxes([(each.id, each.title) for each in chooser.outcomes], RIGHT, NARROW, height)
        weights = self._weights()
        lines = [_curve(asked[a], ends[b], weight) for (a, b, end), weight in weights.items() if end]
        lines += [_arc(asked[a], asked[b], weight) for (a, b, end), weight in weights.items() if not end]
        return Diagram(RIGHT + NARROW + 2, height, tuple(asked.values()), tuple(ends.values()), tuple(lines))

    def _weights(self) -> Counter[tuple[str, str, bool]]:
        """For each question and what comes next, a question or an outcome: how many paths go that way."""
        weights: Counter[tuple[str, str, bool]] = Counter()
        for path in self._paths:
            asked = list(path.answers)
            weights.update((before, after, False) for before, after in pairwise(asked))
            if asked and path.outcome:
                weights[asked[-1], path.outcome, True] += 1
        return weights

    def data(self) -> str:
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
                for id, line in zip(dict.fromkeys(named), self.claims(dict.fromkeys(named)), strict=True)
            },
        }
        text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
        return re.sub("[<>&\u2028\u2029]", lambda match: f"\\u{ord(match[0]):04x}", text)


def _boxes(items: list[tuple[str, str]], x: int, width: int, height: int) -> dict[str, Box]:
    """A box for each item, spread evenly over the height."""
    every = (height - GAP) / len(items)
    boxes = {}
    for number, (id, text) in enumerate(items):
        y = round(GAP / 2 + every * number + (every - TALL) / 2)
        lines = textwrap.wrap(text.replace("`", ""), width // LETTER, max_lines=2, placeholder=" …")
        top = y + TALL // 2 + (0 if len(lines) > 1 else 8) - 3
        boxes[id] = Box(x, y, width, TALL, tuple((top + 15 * n, line) for n, line in enumerate(lines)))
    return boxes


def _width(weight: int) -> float:
    return round(1 + log2(weight) / 3, 1)


def _curve(start: Box, end: Box, weight: int) -> Line:
    """From the right side of a question to the left side of an outcome."""
    x, y, to_x, to_y = start.x + start.width, start.y + TALL // 2, end.x, end.y + TALL // 2
    return Line(f"M{x} {y}C{x + 80} {y} {to_x - 80} {to_y} {to_x} {to_y}", _width(weight))


def _arc(start: Box, end: Box, weight: int) -> Line:
    """Down from one question to another, to the left of both, further out the longer it is."""
    y, to_y = start.y + TALL * 2 // 3, end.y + TALL // 3
    out = start.x - min(LEFT - 4, 14 + abs(to_y - y) // 4)
    return Line(f"M{start.x} {y}C{out} {y} {out} {to_y} {end.x} {to_y}", _width(weight))
