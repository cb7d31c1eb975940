"""The decision tree, as it is published."""

from __future__ import annotations

from collections import Counter

from pydantic import Field

from macros import addresses
from macros.model import Chooser, Outcome, Question
from macros.walk import paths, tree

from .record import Exported


class OptionOut(Exported):
    """One answer to a question of the chooser."""

    id: str
    label: str
    claims: list[str] = Field(description="Ids of claims")


class QuestionOut(Exported):
    """One question of the chooser."""

    id: str
    question: str
    why: str
    criterion: str
    not_sure: str = Field(
        "not-sure", description="Always `not-sure`: that answer counts as no option and decides nothing"
    )
    options: list[OptionOut]
    address: str


class DecisionOut(Exported):
    """One rule of the chooser: when each question named has one of the answers named, then this outcome."""

    id: str = Field(description="Its place among the rules, of which the first that fits decides")
    when: dict[str, list[str]] = Field(description="Question to options; where it has no answer yet, it is asked next")
    then: str
    because: str
    claims: list[str] = Field(description="Ids of claims")


class OutcomeOut(Exported):
    """What the chooser advises."""

    id: str
    title: str
    summary: str
    framework: str | None = Field(description="The framework it takes; null for both, either and neither")
    claims: list[str] = Field(description="Ids of claims")
    against: str = Field(description="The best case against it")
    against_claims: list[str] = Field(description="Ids of claims")
    first_steps: list[str]
    packages: list[str] = Field(description="Ids of sources")
    rows: list[str] = Field(description="Ids of the criteria to decide by")
    tasks: list[str] = Field(description="Ids of the tasks to try first, in this order")
    paths: int = Field(description="How many ways through the questions lead here")
    address: str


class NoteOut(Exported):
    """What a fixed limit or an answer adds to some outcomes."""

    id: str
    when: str
    answers: dict[str, list[str]] = Field(description="Question to options with which a result shows it; empty: always")
    group: str = Field(description="`limits`, or `moves`: what moves with an existing application, and what does not")
    says: str
    claims: list[str] = Field(description="Ids of claims")
    outcomes: list[str]


class ChooserOut(Exported):
    """The decision tree."""

    version: str = Field(description="Stands in the addresses that the chooser makes, as `v`")
    questions: list[QuestionOut]
    rules: list[DecisionOut]
    outcomes: list[OutcomeOut]
    notes: list[NoteOut]


def chooser_out(chooser: Chooser) -> ChooserOut:
    """The chooser as it is published; its rules are numbered in the order in which they decide."""
    ends = Counter(path.outcome for path in paths(tree(chooser)))
    return ChooserOut(
        version=chooser.version,
        questions=[_question(question) for question in chooser.questions],
        rules=[DecisionOut(id=str(number), **rule.model_dump()) for number, rule in enumerate(chooser.rules, start=1)],
        outcomes=[_outcome(outcome, ends[outcome.id]) for outcome in chooser.outcomes],
        notes=[NoteOut(**note.model_dump()) for note in chooser.notes],
    )


def _question(question: Question) -> QuestionOut:
    return QuestionOut(
        **question.model_dump(exclude={"options"}),
        options=[OptionOut(**option.model_dump(exclude={"like"})) for option in question.options],
        address=addresses.question(question.id),
    )


def _outcome(outcome: Outcome, ways: int) -> OutcomeOut:
    return OutcomeOut(
        **outcome.model_dump(exclude={"against"}),
        against=outcome.against.says,
        against_claims=list(outcome.against.claims),
        paths=ways,
        address=addresses.outcome(outcome.id),
    )
