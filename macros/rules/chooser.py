"""Rules about the chooser: what it names exists, and every way through it ends well."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import islice

from macros.model import TASKS, Chooser, Comparison, Note, Option, Outcome, Question, SourceKind, Where, or_meant
from macros.rules.references import criterion_meant
from macros.rules.registry import Violations, rule
from macros.walk import LONGEST_PATH, NOT_SURE, Path, Step, Tree, longest, paths, steps, tree

LARGEST_SHARE = 60
# More would take minutes to walk, or never end.
MOST_QUESTIONS, MOST_WAYS = 60, 20_000
# `v` carries the version in an address; `change` the question shown again; `q` and `h` belong to the search.
RESERVED = ("v", "change", "q", "h")


@rule
def chooser_id_is_unique(comparison: Comparison) -> Violations:
    """No two questions, options of a question, outcomes or notes share an id; no question has a reserved id."""
    chooser = comparison.chooser
    named: list[Sequence[Question | Option | Outcome | Note]] = [chooser.questions, chooser.outcomes, chooser.notes]
    for records in (*named, *(question.options for question in chooser.questions)):
        taken: dict[str, Where] = {}
        for record in records:
            first = taken.setdefault(record.id, record.where)
            if first is not record.where:
                yield record.at_key("id"), f"the id `{record.id}` is taken at {first}; choose another"
    for question in chooser.questions:
        if question.id in RESERVED:
            yield question.at_key("id"), f"the id `{question.id}` has a meaning in addresses; choose another"
        for option in question.options:
            if option.id == NOT_SURE:
                yield (
                    option.at_key("id"),
                    "every question has this option already; remove it",
                )


@rule
def chooser_names_what_exists(comparison: Comparison) -> Violations:
    """The criteria, questions, options, outcomes, frameworks and packages that the chooser names exist."""
    chooser = comparison.chooser
    yield from unknown_options(chooser)
    for question in chooser.questions:
        if question.criterion not in comparison.criteria:
            todo = criterion_meant(question.criterion, comparison)
            yield (
                question.at_key("criterion"),
                f"names the criterion `{question.criterion}`, which does not exist; {todo}",
            )
    for outcome in chooser.outcomes:
        if outcome.framework and outcome.framework not in comparison.frameworks:
            yield (
                outcome.at_key("framework"),
                f"takes `{outcome.framework}`, which is no framework in data/frameworks.yml; name one of them",
            )
        for name in outcome.packages:
            source = comparison.sources.get(name)
            if source is None or source.kind is not SourceKind.PACKAGE:
                yield (
                    outcome.at_key("packages"),
                    f"names the package `{name}`, which is not in data/sources/; {_package_meant(name, comparison)}",
                )
        for name in outcome.rows:
            if name not in comparison.criteria:
                todo = criterion_meant(name, comparison)
                yield outcome.at_key("rows"), f"names the criterion `{name}`, which does not exist; {todo}"
    known = {outcome.id for outcome in chooser.outcomes}
    offered = tree(chooser).options
    for note in chooser.notes:
        for name, options in note.answers.items():
            for option in options:
                if option not in offered.get(name, ()):
                    todo = _option_meant(name, option, offered)
                    asked = f"`{name}: {option}`"
                    yield note.at_key("answers"), f"asks for {asked}, which is no question and option; {todo}"
        for name in set(note.outcomes) - known:
            yield (
                note.at_key("outcomes"),
                f"names the outcome `{name}`, which does not exist; {or_meant(name, known, 'name another')}",
            )


def unknown_options(chooser: Chooser) -> Violations:
    """What the rules and questions name that is not there: with any of it no path can be walked."""
    offered = tree(chooser).options
    outcomes = {outcome.id for outcome in chooser.outcomes}
    for each in chooser.rules:
        if each.then not in outcomes:
            yield (
                each.at_key("then"),
                f"leads to `{each.then}`, which is no outcome; {or_meant(each.then, outcomes, 'name an outcome')}",
            )
        for name, options in each.when.items():
            for option in options:
                if option not in offered.get(name, ()):
                    todo = _option_meant(name, option, offered)
                    yield each.at_key("when"), f"asks for `{name}: {option}`, which is no question and option; {todo}"


def _option_meant(question: str, option: str, offered: Mapping[str, Iterable[str]]) -> str:
    if question not in offered:
        return or_meant(question, offered, "name one of `questions`")
    return or_meant(option, offered[question], f"the options of `{question}` are: {', '.join(offered[question])}")


def _package_meant(name: str, comparison: Comparison) -> str:
    packages = [source.id for source in comparison.sources.values() if source.kind is SourceKind.PACKAGE]
    return or_meant(name, packages, f"describe it in data/sources/{name}.yml")


def _paths(comparison: Comparison) -> Sequence[Path]:
    """Every path, where the names in the rules resolve: what else is wrong would only follow from those that don't."""
    chooser = comparison.chooser
    if any(unknown_options(chooser)) or len(chooser.questions) > MOST_QUESTIONS:
        return ()
    return _ways(tree(chooser))


@lru_cache(maxsize=1)  # several rules ask one after the other
def _ways(tree: Tree) -> Sequence[Path]:
    ways = tuple(islice(paths(tree), MOST_WAYS + 1))
    return ways if len(ways) <= MOST_WAYS else ()


def _steps(comparison: Comparison) -> Sequence[Step]:
    """Every step, "not sure" too, where every path can be walked."""
    return _all_steps(tree(comparison.chooser)) if _paths(comparison) else ()


_all_steps = lru_cache(maxsize=1)(steps)


def _rules_met(comparison: Comparison) -> set[int | None]:
    """The number of each rule that decides, for "not sure" too; None where no rule does."""
    leads = [lead for step in _steps(comparison) for lead in step.leads.values()]
    return {lead for lead in leads if not isinstance(lead, Step)}


@rule
def chooser_path_ends(comparison: Comparison) -> Violations:
    """Every way through the chooser ends in an outcome; there is no dead end."""
    dead = [path for path in _paths(comparison) if path.outcome is None]
    if dead:
        yield (
            comparison.chooser.at_key("rules"),
            f"no rule decides for {dead[0]} ({len(dead)} in all); end with a rule without `when`",
        )
    elif None in _rules_met(comparison):
        yield (
            comparison.chooser.at_key("rules"),
            'no rule decides for who is "not sure" of everything; end with a rule without `when`',
        )


@rule
def chooser_path_is_short(comparison: Comparison) -> Violations:
    """No way through the chooser has more than seven questions, "not sure" among the answers."""
    if len(comparison.chooser.questions) > MOST_QUESTIONS:
        yield comparison.chooser.at_key("questions"), f"has more than {MOST_QUESTIONS} questions; ask less"
    elif not any(unknown_options(comparison.chooser)) and not _paths(comparison):
        yield comparison.chooser.at_key("rules"), f"allow more than {MOST_WAYS} ways; decide earlier, or ask less"
    answers = longest(_steps(comparison))
    if len(answers) > LONGEST_PATH:
        yield (
            comparison.chooser.at_key("rules"),
            f"{Path(answers, None, None)} takes {len(answers)} questions; decide earlier, or ask less",
        )


@rule
def chooser_rule_decides(comparison: Comparison) -> Violations:
    """Every rule of the chooser decides for some answers: none is hidden by those before it."""
    used = _rules_met(comparison)
    for number, each in enumerate(comparison.chooser.rules):
        if used and number not in used:
            yield each.where, f"no answers lead to this rule for `{each.then}`; remove it, or move it up"


@rule
def chooser_reaches_everything(comparison: Comparison) -> Violations:
    """Every question of the chooser is asked and every outcome reached by some answers."""
    reached = _steps(comparison)
    asked = {step.question for step in reached}
    ends = {comparison.chooser.rules[number].then for number in _rules_met(comparison) if number is not None}
    for question in comparison.chooser.questions:
        if reached and question.id not in asked:
            yield question.where, f"no rule asks `{question.id}`; name it under `when`, or remove it"
    for outcome in comparison.chooser.outcomes:
        if reached and outcome.id not in ends:
            yield outcome.where, f"no answers lead to `{outcome.id}`; name it under `then`, or remove it"


@rule
def chooser_takes_no_side(comparison: Comparison) -> Violations:
    """Below each first answer, no framework takes more than 60 percent of the paths."""
    for first, share in _shares(comparison):
        for name, count in share.items():
            percent = 100 * count // share.total()
            if name and percent > LARGEST_SHARE:
                yield (
                    comparison.chooser.at_key("rules"),
                    f"`{name}` takes {percent} percent of the paths from {first}; check that the rules are fair",
                )


def _shares(comparison: Comparison) -> Iterator[tuple[str, Counter[str | None]]]:
    """For each first answer: how many paths end with each framework."""
    takes = {outcome.id: outcome.framework for outcome in comparison.chooser.outcomes}
    shares: dict[str, Counter[str | None]] = {}
    for path in _paths(comparison):
        for question, option in list(path.answers.items())[:1]:
            shares.setdefault(f"{question}={option}", Counter())[takes.get(path.outcome or "")] += 1
    yield from shares.items()


@rule
def outcome_shows_both_sides(comparison: Comparison) -> Violations:
    """An outcome, with the best case against it, names a claim about each framework that answers every row."""
    for outcome in comparison.chooser.outcomes:
        named = [comparison.claims.get(id) for id in (*outcome.claims, *outcome.against.claims)]
        if None in named:
            continue
        about = {placed.framework.id for placed in named if placed}
        for name in comparison.whole.keys() - about:
            yield outcome.at_key("claims"), f"`{outcome.id}` names no claim about `{name}`; add one"


@rule
def outcome_names_tasks_to_try(comparison: Comparison) -> Violations:
    """An outcome names tasks to try first: each exists, has the side that the outcome takes, and is named once."""
    for outcome in comparison.chooser.outcomes:
        if not outcome.tasks:
            yield outcome.where, f"`{outcome.id}` names no task to try first; name two to four under `tasks`"
        for place, name in enumerate(outcome.tasks):
            if problem := _task_problem(comparison, outcome, place, name):
                yield outcome.at_entry("tasks", place), problem


def _task_problem(comparison: Comparison, outcome: Outcome, place: int, name: str) -> str | None:
    task = comparison.tasks.get(name)
    if name in outcome.tasks[:place]:
        return f"names the task `{name}` twice; remove one"
    if task is None:
        todo = or_meant(name, comparison.tasks, f"write {TASKS}/{name}/task.yml, or name another")
        return f"names the task `{name}`, which does not exist; {todo}"
    if outcome.framework in comparison.frameworks and outcome.framework not in task.frameworks:
        return f"takes `{outcome.framework}`, but the task `{name}` has no such side; write it, or name another task"
    return None
