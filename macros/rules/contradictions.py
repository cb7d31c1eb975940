"""Rules about statements that cannot all hold."""

from __future__ import annotations

from macros.model import Comparison, Verdict
from macros.rules.registry import Violations, rule
from macros.rules.statements import statement_meant, statements


@rule
def contradicting_statements_name_each_other(comparison: Comparison) -> Violations:
    """A statement that contradicts another names it, `article/statement`, and is named by it."""
    known = statements(comparison)
    for name, each in known.items():
        for index, other in enumerate(each.contradicts):
            where = each.at_entry("contradicts", index)
            if other == name:
                yield where, f"`{each.id}` contradicts itself; name another statement, or leave it out"
            elif other not in known:
                if not comparison.unread:
                    yield where, f"names the statement `{other}`, which does not exist; {statement_meant(other, known)}"
            elif name not in known[other].contradicts:
                yield where, f"`{other}` does not name this one; add `{name}` to its `contradicts`"


@rule
def statements_that_contradict_are_not_both_right(comparison: Comparison) -> Violations:
    """Of two statements that cannot both hold at most one is right, and they do not say the same."""
    known = statements(comparison)
    for name, each in known.items():
        for index, other in enumerate(each.contradicts):
            found = known.get(other)
            if found is None or other <= name:
                continue  # told once, where the first of the two is
            where = each.at_entry("contradicts", index)
            if each.verdict is found.verdict is Verdict.RIGHT:
                yield where, f"this and `{other}` are both right; change a verdict, or leave the contradiction out"
            elif each.same and each.same == found.same:
                yield where, f"this and `{other}` share `same: {each.same}`; one thing can't contradict itself"
