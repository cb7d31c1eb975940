"""What a rule is, and the list of all of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from macros.model import Comparison, Problem, Where

Finds = Callable[[Comparison], Iterator[tuple[Where, str]]]
RULES: dict[str, Finds] = {}


def rule(finds: Finds) -> Finds:
    """Register a function as a rule: its docstring is the rule, its name with hyphens is published."""
    RULES[finds.__name__.replace("_", "-")] = finds
    return finds


def check(comparison: Comparison) -> list[Problem]:
    """Every problem that any rule finds, in the order of files and lines."""
    return sorted({Problem(where, name, text) for name, finds in RULES.items() for where, text in finds(comparison)})
