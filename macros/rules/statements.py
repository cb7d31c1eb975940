"""Rules about statements beside each other: each has a row, and what is said of both frameworks is judged alike."""

from __future__ import annotations

import re

from macros.model import Assertion, Comparison, Verdict, or_meant
from macros.rules.projects import named
from macros.rules.registry import Violations, rule

_SETS_APART = re.compile(
    r"\b(?:\w+er|more|less|fewer|most|only|unlike|instead|advantages?|strengths?|weakness(?:es)?|differs?|differences?"
    r"|than|other|compared|against|all|every|any|none|nothing|no)\b",
    re.IGNORECASE,
)
"""Words by which a sentence sets one framework apart from another, or leaves no exception."""


def statements(comparison: Comparison) -> dict[str, Assertion]:
    """Every statement of every article by its name, `simform/flask-is-popular`."""
    articles = comparison.articles.items()
    return {f"{id}/{each.id}": each for id, article in articles for each in article.assertions}


def statement_meant(name: str, known: dict[str, Assertion]) -> str:
    """What to do about a statement that does not exist."""
    return or_meant(name, known, "name one as `article/statement`")


@rule
def statement_belongs_to_a_row(comparison: Comparison) -> Violations:
    """Every statement names the criterion that it belongs to, so that its row shows it."""
    for each in statements(comparison).values():
        if each.criterion is None and each.where not in comparison.unread.places:
            yield each.where, f"`{each.id}` names no `criterion`; name the one that comes nearest"


@rule
def mirrored_statements_get_the_same_verdict(comparison: Comparison) -> Violations:
    """What is said of one framework gets the same verdict as what `mirrors` it of the other, or `differs` says why."""
    known, named = statements(comparison), dict[str, list[Assertion]]()
    for each in known.values():
        if each.same:
            named.setdefault(each.same, []).append(each)
    for each in known.values():
        if each.mirrors is None or comparison.unread:
            continue
        others = named.get(each.mirrors, [])
        if not others:
            todo = or_meant(each.mirrors, named, "give the other one that `same`")
            yield each.at_key("mirrors"), f"no statement has `same: {each.mirrors}`; {todo}"
        elif any(set(each.about) == set(other.about) for other in others):
            yield each.at_key("mirrors"), f"`{each.mirrors}` is said of the same framework; share `same` instead"
        elif any(other.verdict is not each.verdict for other in others) and not each.differs:
            verdicts = " and ".join(dict.fromkeys(other.verdict for other in others))
            yield (
                each.at_key("mirrors"),
                f"`{each.id}` is {each.verdict}, and what mirrors it is {verdicts}; "
                "give the same verdict, or explain in `differs`",
            )


@rule
def what_is_true_of_both_is_no_gap(comparison: Comparison) -> Violations:
    """A statement is not incomplete because it holds for the other framework too, unless it sets the two apart."""
    for each in statements(comparison).values():
        claims = [comparison.claims[id] for id in each.contradicted_by if id in comparison.claims]
        small = {comparison.name(id) for id in each.about if id in comparison.sources and id not in comparison.whole}
        of_others = claims and not any(
            placed.framework.id in each.about or named(placed.claim.says, small) for placed in claims
        )
        if each.verdict is Verdict.INCOMPLETE and of_others and not _SETS_APART.search(each.says):
            yield (
                each.at_key("contradicted_by"),
                f"`{each.id}` is incomplete, and what completes it is about another framework, from which it does not "
                "set itself apart; call it right and name the other in `because`, or name what is left out",
            )
