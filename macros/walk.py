"""The walk through the chooser's rules, its paths, and its steps, which docs/javascripts/walk.js follows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from macros.model import Chooser, Situation

NOT_SURE = "not-sure"
LONGEST_PATH = 9

Answers = Mapping[str, str]
When = tuple[tuple[str, tuple[str, ...]], ...]
type Ahead = tuple[str, tuple[tuple[str, Ahead | int | None], ...]]


@dataclass(frozen=True)
class Tree:
    """What the walk needs of a chooser: the options of each question, what "not sure" counts as, and the rules."""

    options: dict[str, tuple[str, ...]]
    not_sure: dict[str, str]
    rules: tuple[tuple[When, str], ...]


@dataclass(frozen=True)
class Position:
    """Where answers lead: the questions asked so far, then the next question or the rule that decides."""

    asked: tuple[str, ...]
    question: str | None = None
    rule: int | None = None


@dataclass(frozen=True)
class Path:
    """One way through the tree: the answers in the order asked, the rule and the outcome."""

    answers: dict[str, str]
    rule: int | None
    outcome: str | None

    def __str__(self) -> str:
        return " ".join(f"{question}={option}" for question, option in self.answers.items())


@dataclass(frozen=True)
class Step:
    """One question in one situation, and where each answer leads, "not sure" too: to a later step, or to a rule."""

    number: int
    question: str
    leads: dict[str, Step | int | None] = field(default_factory=dict, compare=False)


@dataclass(frozen=True)
class Tip:
    """One answer that, changed alone, leads elsewhere: to another rule, or to a question not yet answered."""

    question: str
    option: str
    position: Position


def tree(chooser: Chooser) -> Tree:
    """The tree of a chooser."""
    return Tree(
        {question.id: tuple(option.id for option in question.options) for question in chooser.questions},
        {question.id: question.not_sure for question in chooser.questions},
        tuple((tuple(rule.when.items()), rule.then) for rule in chooser.rules),
    )


def walk(tree: Tree, answers: Answers) -> Position:
    """Follow the answers: the first rule whose every line fits decides; the first line without an answer is asked."""
    asked: list[str] = []
    for number, (when, _) in enumerate(tree.rules):
        for question, options in when:
            if question not in answers:
                return Position(tuple(asked), question=question)
            if question not in asked:
                asked.append(question)
            if counted(tree, question, answers[question]) not in options:
                break
        else:
            return Position(tuple(asked), rule=number)
    return Position(tuple(asked))


def finished(tree: Tree, answers: Answers) -> Path:
    """Where these answers lead when each question that they leave open is answered "not sure"."""
    answers = dict(answers)
    while (position := walk(tree, answers)).question is not None:
        answers[position.question] = NOT_SURE
    outcome = None if position.rule is None else tree.rules[position.rule][1]
    return Path({question: answers[question] for question in position.asked}, position.rule, outcome)


def counted(tree: Tree, question: str, option: str) -> str:
    """What an answer counts as."""
    return tree.not_sure[question] if option == NOT_SURE else option


def paths(tree: Tree, answers: Answers | None = None) -> Iterator[Path]:
    """Every path that goes on from these answers; a path of no outcome is a dead end."""
    answers = dict(answers or {})
    position = walk(tree, answers)
    if position.question is None:
        outcome = None if position.rule is None else tree.rules[position.rule][1]
        yield Path({question: answers[question] for question in position.asked}, position.rule, outcome)
        return
    for option in tree.options.get(position.question, ()):
        yield from paths(tree, answers | {position.question: option})


def listed(chooser: Chooser) -> str:
    """Every path with its outcome, one a line: what a reviewer reads to see which answers a change of rules flips."""
    return "".join(f"{path} -> {path.outcome}\n" for path in paths(tree(chooser)))


def ended(chooser: Chooser, situations: Iterable[Situation]) -> str:
    """Every situation with the answers on its way and its outcome, one a line."""
    walked = tree(chooser)
    ends = ((each.id, finished(walked, each.answers)) for each in situations)
    return "".join(f"{id}: {path} -> {path.outcome}\n" for id, path in ends)


def tips(tree: Tree, answers: Answers) -> Iterator[Tip]:
    """What would change the outcome: each answer asked for, changed alone to each of its other options."""
    position = walk(tree, answers)
    here = None if position.rule is None else tree.rules[position.rule][1]
    for question in position.asked:
        for option in tree.options[question]:
            if option != counted(tree, question, answers[question]):
                there = walk(tree, {**answers, question: option})
                if there.rule is None or tree.rules[there.rule][1] != here:
                    yield Tip(question, option, there)


def steps(tree: Tree) -> tuple[Step, ...]:
    """The tree as steps, numbered in the order met: situations that go on with the same questions are one step."""
    known: dict[Ahead, Step] = {}

    def enter(after: Ahead | int | None) -> Step | int | None:
        if not isinstance(after, tuple):
            return after
        if after not in known:
            question, leads = after
            step = known[after] = Step(len(known) + 1, question)
            step.leads.update((option, enter(lead)) for option, lead in leads)
        return known[after]

    enter(_ahead(tree, {}))
    return tuple(known.values())


def _ahead(tree: Tree, answers: Answers) -> Ahead | int | None:
    """All that can follow these answers: the next question and what follows each answer to it, or the rule."""
    position = walk(tree, answers)
    question = position.question
    if question is None:
        return position.rule
    leads = {option: _ahead(tree, {**answers, question: option}) for option in tree.options[question]}
    leads[NOT_SURE] = leads[counted(tree, question, NOT_SURE)]
    return question, tuple(leads.items())
