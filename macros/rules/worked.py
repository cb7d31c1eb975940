"""Rules about the worked examples: each shows what it is there to show."""

from __future__ import annotations

import re

from macros.model import Comparison, Criterion, WorkedExample, or_meant
from macros.rules.coverage import texts_of
from macros.rules.registry import Violations, rule
from macros.rules.statements import statement_meant, statements

_WORD = re.compile(r"[a-z0-9][\w-]*")


@rule
def worked_example_has_its_verdict(comparison: Comparison) -> Violations:
    """The statement of a worked example exists and has the verdict that the example shows; no two show the same."""
    known, taken = statements(comparison), dict[str, str]()
    for id, example in comparison.worked_examples.items():
        found = known.get(example.statement)
        if found is None and not comparison.unread:
            yield (
                example.at_key("statement"),
                f"names the statement `{example.statement}`, which does not exist; "
                f"{statement_meant(example.statement, known)}",
            )
        elif found and found.verdict is not example.verdict:
            yield (
                example.at_key("statement"),
                f"`{example.statement}` is {found.verdict}, and the example shows what is {example.verdict}; "
                "name another statement",
            )
        first = taken.setdefault(example.verdict, id)
        if first != id:
            yield example.at_key("verdict"), f"`{first}` shows what is {example.verdict} already; show another verdict"


@rule
def worked_example_is_found_by_its_words(comparison: Comparison) -> Violations:
    """Every word that a worked example says to search for is in the row of its statement."""
    known = statements(comparison)
    for example in comparison.worked_examples.values():
        found = known.get(example.statement)
        row = comparison.criteria.get(found.criterion or "") if found else None
        if row is None or row.where in comparison.unread.places:
            continue
        missed = [word for word in _WORD.findall(example.search.lower()) if word not in _said(row)]
        if missed:
            yield (
                example.at_key("search"),
                f"the row `{row.id}` does not say {', '.join(missed)}; search for words that it says",
            )


def _said(row: Criterion) -> str:
    """What a row says that a search looks at, in small letters."""
    texts = [row.question, *row.also]
    for cell in row.frameworks.values():
        texts += [cell.answer, *(text for claim in cell.claims for text in texts_of(claim))]
    return " ".join(texts).lower()


@rule
def worked_example_is_of_its_case(comparison: Comparison) -> Violations:
    """The fixed answer that a worked example names exists, and lists the statement as an example of it."""
    for example in comparison.worked_examples.values():
        if example.case and not comparison.unread:
            yield from _of_case(example, example.case, comparison)


def _of_case(example: WorkedExample, case: str, comparison: Comparison) -> Violations:
    fixed = comparison.fixed_answers.get(case)
    if fixed is None:
        todo = or_meant(case, comparison.fixed_answers, "write it in data/fixed-answers.yml")
        yield example.at_key("case"), f"names the case `{case}`, which does not exist; {todo}"
    elif example.statement not in fixed.examples:
        yield (
            example.at_key("case"),
            f"`{example.statement}` is no example of `{case}` in data/fixed-answers.yml; add it, or name no `case`",
        )
