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
    """Every problem that any rule finds, in the order of files and lines."""
    return sorted({Problem(where, name, text) for name, each in RULES.items() for where, text in each(comparison)})
