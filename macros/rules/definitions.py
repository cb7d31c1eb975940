"""Rules about what verdicts mean: each is defined, and the statements that explain it exist and have it."""

from __future__ import annotations

from collections.abc import Iterator

from macros.model import Comparison, Verdict, Where
from macros.rules.registry import Violations, rule
from macros.rules.statements import statement_meant, statements


@rule
def verdict_is_defined(comparison: Comparison) -> Violations:
    """Each of the six verdicts is defined in data/verdicts.yml, and nothing else is."""
    for id, definition in comparison.verdicts.items():
        if id not in [*Verdict]:
            yield definition.where, f"`{id}` is no verdict; they are {', '.join(Verdict)}"
    missing = [verdict for verdict in Verdict if verdict not in comparison.verdicts]
    if missing and comparison.verdicts and not comparison.unread:
        yield (
            next(iter(comparison.verdicts.values())).where,
            f"does not define {' and '.join(missing)}; say what it means, how to tell, and what its reason must say",
        )


@rule
def example_of_a_verdict_has_it(comparison: Comparison) -> Violations:
    """The statements that explain a verdict exist and have it; the one that is unlike them has another."""
    known = statements(comparison)
    for where, name in _named(comparison):
        if name not in known and not comparison.unread:
            yield where, f"names the statement `{name}`, which does not exist; {statement_meant(name, known)}"
    for id, definition in comparison.verdicts.items():
        for example in definition.examples:
            found = known.get(example.statement)
            if found and found.verdict != id:
                yield (
                    example.at_key("statement"),
                    f"`{example.statement}` is {found.verdict}, and an example of {id} here; name another",
                )
        unlike = definition.unlike
        if unlike and unlike.statement in known and known[unlike.statement].verdict == id:
            yield unlike.at_key("statement"), f"`{unlike.statement}` is {id}; under `unlike`, name one that is not"


def _named(comparison: Comparison) -> Iterator[tuple[Where, str]]:
    for definition in comparison.verdicts.values():
        for example in (*definition.examples, *([definition.unlike] if definition.unlike else [])):
            yield example.at_key("statement"), example.statement
    for fixed in comparison.fixed_answers.values():
        for index, name in enumerate(fixed.examples):
            yield fixed.at_entry("examples", index), name
