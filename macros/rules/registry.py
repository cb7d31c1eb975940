"""What a rule is, and the list of all of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from macros.model import Comparison, Problem, Where

Violations = Iterator[tuple[Where, str]]
"""What a rule yields: the place of each problem, and a sentence that says what to do."""

Rule = Callable[[Comparison], Violations]
RULES: dict[str, Rule] = {}


def rule(function: Rule) -> Rule:
    """Register a function as a rule: its docstring is the rule, its name with hyphens is published."""
    RULES[function.__name__.replace("_", "-")] = function
    return function


def check(comparison: Comparison) -> list[Problem]:
    """Every problem that any rule finds, in the order of files and lines, without those that only follow from a gap."""
    if not comparison.frameworks:
        return []
    found = {Problem(where, name, text) for name in RULES for where, text in _found(name, comparison)}
    return sorted(problem for problem in found if not comparison.unread.explains(problem))


def _found(name: str, comparison: Comparison) -> list[tuple[Where, str]]:
    try:
        return list(RULES[name](comparison))
    except LookupError:
        if comparison.unread:
            return []  # it looked up something that could not be read, which is a problem already
        raise
