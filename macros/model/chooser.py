"""The decision tree: questions, rules, outcomes and notes."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from .home import Backed
from .record import Id, Record, Text

MOST_TASKS = 4


class Option(Record):
    """One answer that a question of the chooser offers, and the claims it is based on.

    `like` names an option of the same question that leads to the same outcomes, so that no option does by mistake.
    """

    id: Id
    label: Text
    like: Id | None = None
    claims: tuple[Id, ...] = Field(strict=False, min_length=1)


class Question(Record):
    """One question of the chooser; "not sure", which every question takes, fits no rule."""

    id: Id
    question: Text
    why: Text
    criterion: Id
    options: tuple[Option, ...] = Field(strict=False, min_length=2)


class Decision(Record):
    """One rule of the chooser: when each named question has one of the named answers, then this outcome, and why."""

    when: dict[Id, Annotated[tuple[Id, ...], Field(strict=False, min_length=1)]] = Field(default_factory=dict)
    then: Id
    because: Text
    claims: tuple[Id, ...] = Field(strict=False, min_length=1)


class Outcome(Record):
    """What the chooser advises; `framework` where it takes one of them, `rows` the criteria that decide further.

    `tasks` are what to build first, in the order in which to try them.
    """

    id: Id
    title: Text
    summary: Text
    framework: Id | None = None
    claims: tuple[Id, ...] = Field(strict=False, min_length=1)
    against: Backed
    first_steps: tuple[Text, ...] = Field(strict=False, min_length=2)
    packages: tuple[Id, ...] = Field(default=(), strict=False)
    rows: tuple[Id, ...] = Field(default=(), strict=False)
    tasks: tuple[Id, ...] = Field(default=(), strict=False, max_length=MOST_TASKS)


class Note(Record):
    """What a fixed limit or an answer adds to some outcomes, without changing them.

    With `answers` a result shows it only where each question named has one of the answers named. The group `moves`
    is what moves with an existing application, and what does not.
    """

    id: Id
    when: Text
    answers: dict[Id, Annotated[tuple[Id, ...], Field(strict=False, min_length=1)]] = Field(default_factory=dict)
    group: Literal["limits", "moves"] = "limits"
    says: Text
    claims: tuple[Id, ...] = Field(strict=False, min_length=1)
    outcomes: tuple[Id, ...] = Field(strict=False, min_length=1)


class Chooser(Record):
    """The decision tree: questions, rules (the first that fits decides), outcomes and notes.

    `meaning` is computed from what addresses depend on, so that no answer comes to mean another thing unnoticed.
    """

    version: Annotated[str, StringConstraints(pattern=r"^[1-9][0-9]*$")]
    meaning: Text | None = None
    questions: tuple[Question, ...] = Field(strict=False, min_length=1)
    rules: tuple[Decision, ...] = Field(strict=False, min_length=1)
    outcomes: tuple[Outcome, ...] = Field(strict=False, min_length=1)
    notes: tuple[Note, ...] = Field(default=(), strict=False)

    def computed_meaning(self) -> str:
        """The digest of the version, of what the options say and count as, and of where they lead."""
        asked = [
            (each.id, each.question, [(option.id, option.label, option.like) for option in each.options])
            for each in self.questions
        ]
        rules = [(_sorted(each.when), each.then) for each in self.rules]
        outcomes = [(each.id, each.framework, sorted(each.packages)) for each in self.outcomes]
        notes = [(each.id, each.when, _sorted(each.answers), sorted(each.outcomes)) for each in self.notes]
        whole = json.dumps([self.version, asked, rules, outcomes, notes])
        return hashlib.sha256(whole.encode()).hexdigest()[:8]

    def question(self, id: str) -> Question:
        """The question of that id; KeyError when there is none."""
        return _by_id(self.questions, id)

    def outcome(self, id: str) -> Outcome:
        """The outcome of that id; KeyError when there is none."""
        return _by_id(self.outcomes, id)


def _sorted(answers: Mapping[str, Iterable[str]]) -> list[tuple[str, list[str]]]:
    return sorted((name, sorted(options)) for name, options in answers.items())


def _by_id[R: Question | Outcome](records: tuple[R, ...], id: str) -> R:
    for record in records:
        if record.id == id:
            return record
    raise KeyError(id)
