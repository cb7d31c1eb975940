"""The walk through the chooser's rules, its paths, and its steps, which docs/javascripts/walk.js follows.

"Not sure" is an answer that fits no line of a rule, so that it never decides.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from macros.model import Chooser, Situation

NOT_SURE = "not-sure"
LONGEST_PATH = 7

Answers = Mapping[str, str]
When = tuple[tuple[str, tuple[str, ...]], ...]
Open = tuple[tuple[int, When], ...]
"""The rules that can still decide, by number, each with its lines that have no answer yet."""


@dataclass(frozen=True)
class Tree:
    """What the walk needs of a chooser: the options of each question, and the rules."""

    options: dict[str, tuple[str, ...]] = field(hash=False)
    rules: tuple[tuple[When, str], ...]

    @cached_property
    def first(self) -> _Fork | int | None:
        """All that can follow, from the first question on. A build walks the tree 40,000 times: it is made once."""
        return _forks(self)


@dataclass(frozen=True)
class Position:
    """Where answers lead: the questions asked so far, then the next question or the rule that decides."""

    asked: tuple[str, ...]
    question: str | None = None
    rule: int | None = None


@dataclass(frozen=True)
class Path:
    """One way through the tree, without "not sure": the answers in the order asked, the rule and the outcome."""

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
        tuple((tuple(rule.when.items()), rule.then) for rule in chooser.rules),
    )


def walk(tree: Tree, answers: Answers) -> Position:
    """Follow the answers: the first rule that can still decide does, once it has no line left; else that is asked."""
    return _follow(tree.first, answers, ())


def _follow(here: _Fork | int | None, answers: Answers, before: tuple[str, ...]) -> Position:
    """Go on from somewhere in the tree, before which some questions were asked."""
    asked = list(before)
    while isinstance(here, _Fork):
        if here.question not in answers:
            return Position(tuple(asked), question=here.question)
        asked.append(here.question)
        here = here.after(answers[here.question])
    return Position(tuple(asked), rule=here)


def _begin(tree: Tree) -> Open:
    return tuple((number, when) for number, (when, _) in enumerate(tree.rules))


def _asks(left: Open) -> str | None:
    """The next question; none where a rule decides, or none can."""
    return left[0][1][0][0] if left and left[0][1] else None


def _decides(left: Open) -> int | None:
    return left[0][0] if left and not left[0][1] else None


def _after(left: Open, question: str, option: str) -> Open:
    """The rules that can still decide after this answer."""
    still = []
    for number, when in left:
        if option in dict(when).get(question, (option,)):
            still.append((number, tuple(line for line in when if line[0] != question)))
            if not still[-1][1]:
                break
    return tuple(still)


def finished(tree: Tree, answers: Answers) -> Path:
    """Where these answers lead when each question that they leave open is answered "not sure"."""
    answers = dict(answers)
    while (position := walk(tree, answers)).question is not None:
        answers[position.question] = NOT_SURE
    return _path(tree, answers, position)


def _path(tree: Tree, answers: Answers, position: Position) -> Path:
    """The path to a position where nothing more is asked."""
    outcome = None if position.rule is None else tree.rules[position.rule][1]
    return Path({question: answers[question] for question in position.asked}, position.rule, outcome)


def paths(tree: Tree, answers: Answers | None = None) -> Iterator[Path]:
    """Every path that goes on from these answers; a path of no outcome is a dead end."""
    answers = dict(answers or {})
    position = walk(tree, answers)
    if position.question is None:
        yield _path(tree, answers, position)
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
    outcome = None if position.rule is None else tree.rules[position.rule][1]
    here = tree.first
    for number, question in enumerate(position.asked, start=1):
        assert isinstance(here, _Fork)
        for option in tree.options[question]:
            if option != answers[question]:
                there = _follow(here.after(option), answers, position.asked[:number])
                if there.rule is None or tree.rules[there.rule][1] != outcome:
                    yield Tip(question, option, there)
        here = here.after(answers[question])


def unsure(tree: Tree, answers: Answers) -> list[str]:
    """The questions answered "not sure" that another answer would end elsewhere; first those with most such answers."""
    leads: dict[str, int] = {}
    for tip in tips(tree, answers):
        if answers[tip.question] == NOT_SURE:
            leads[tip.question] = leads.get(tip.question, 0) + (tip.position.rule is not None)
    return sorted(leads, key=lambda question: -leads[question])


def steps(tree: Tree) -> tuple[Step, ...]:
    """The tree as steps, numbered in the order met: situations that go on with the same questions are one step."""
    known: dict[_Fork, Step] = {}

    def enter(fork: _Fork | int | None) -> Step | int | None:
        if not isinstance(fork, _Fork):
            return fork
        if fork not in known:
            step = known[fork] = Step(len(known) + 1, fork.question)
            step.leads.update((option, enter(lead)) for option, lead in fork.leads)
        return known[fork]

    enter(tree.first)
    return tuple(known.values())


def longest(steps: Sequence[Step]) -> dict[str, str]:
    """The answers of a path with the most questions, "not sure" among them; the steps lead to later ones alone."""
    after: dict[int, dict[str, str]] = {}

    def follow(step: Step) -> dict[str, str]:
        if step.number not in after:
            ways = [
                {step.question: option} | (follow(lead) if isinstance(lead, Step) else {})
                for option, lead in step.leads.items()
            ]
            after[step.number] = max(ways, key=len)
        return after[step.number]

    return follow(steps[0]) if steps else {}


@dataclass(frozen=True, eq=False)
class _Fork:
    """A question, and for each answer what follows it: another fork or a rule. Two that go on alike are one object."""

    question: str
    leads: tuple[tuple[str, _Fork | int | None], ...]

    @cached_property
    def _ways(self) -> dict[str, _Fork | int | None]:
        return dict(self.leads)

    def after(self, option: str) -> _Fork | int | None:
        """What follows an answer; one that is no option fits no line, as "not sure" does."""
        return self._ways.get(option, self._ways[NOT_SURE])


def _forks(tree: Tree) -> _Fork | int | None:
    met: dict[Open, _Fork | int | None] = {}
    alike: dict[tuple[str, tuple[tuple[str, _Fork | int | None], ...]], _Fork] = {}

    def fork(left: Open) -> _Fork | int | None:
        if left not in met:
            question = _asks(left)
            if question is None:
                met[left] = _decides(left)
            else:
                options = (*tree.options.get(question, ()), NOT_SURE)
                leads = tuple((option, fork(_after(left, question, option))) for option in options)
                met[left] = alike.setdefault((question, leads), _Fork(question, leads))
        return met[left]

    return fork(_begin(tree))
