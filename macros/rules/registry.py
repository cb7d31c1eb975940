"""What a rule is, and the list of all of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import wraps

from macros.model import Comparison, Problem, Where

Violations = Iterator[tuple[Where, str]]
"""What a rule yields: the place of each problem, and a sentence that says what to do."""

Rule = Callable[[Comparison], Violations]
RULES: dict[str, Rule] = {}

ChangeRule = Callable[[Comparison, Comparison], Violations]
CHANGE_RULES: dict[str, ChangeRule] = {}
"""The rules that hold a comparison against what it was before a change."""


def rule(function: Rule) -> Rule:
    """Register a function as a rule: its docstring is the rule, its name with hyphens is published."""
    RULES[_published(function.__name__)] = function
    return function


def change_rule(function: ChangeRule) -> ChangeRule:
    """Register a function as a rule for what a change does: it takes what was before, and what is now."""
    CHANGE_RULES[_published(function.__name__)] = function
    return function


def once[T](function: Callable[[Comparison], Iterable[T]]) -> Callable[[Comparison], tuple[T, ...]]:
    """Let a function go through a comparison once, and keep what it gives: several rules ask for the same."""

    @wraps(function)
    def kept(comparison: Comparison) -> tuple[T, ...]:
        if function not in comparison.kept:
            comparison.kept[function] = tuple(function(comparison))
        found: tuple[T, ...] = comparison.kept[function]
        return found

    return kept


def _published(name: str) -> str:
    return name.replace("_", "-")


def docstrings() -> dict[str, str]:
    """Every rule by its published name, with what it says."""
    return {name: rule.__doc__ or "" for name, rule in (*RULES.items(), *CHANGE_RULES.items())}


def check(comparison: Comparison) -> list[Problem]:
    """Every problem that any rule finds, in the order of files and lines, without those that only follow from a gap."""
    if not comparison.frameworks:
        return []
    found = {Problem(where, name, text) for name, each in RULES.items() for where, text in _found(each, comparison)}
    return sorted(problem for problem in found if not comparison.unread.explains(problem))


def check_change(before: Comparison, after: Comparison) -> list[Problem]:
    """Every problem that a rule finds in what a change did, in the order of files and lines."""
    if not (before.frameworks and after.frameworks):
        return []
    rules = CHANGE_RULES.items()
    return sorted({Problem(where, name, text) for name, each in rules for where, text in _found(each, before, after)})


def _found(rule: Callable[..., Violations], *sides: Comparison) -> list[tuple[Where, str]]:
    try:
        return list(rule(*sides))
    except LookupError:
        if any(side.unread for side in sides):
            return []  # it looked up something that could not be read, which is a problem already
        raise
