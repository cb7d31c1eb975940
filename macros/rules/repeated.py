"""Rules about what several articles repeat though it is not so: what holds in its place is said, and backed."""

from __future__ import annotations

from macros import repeated
from macros.model import Comparison, or_meant
from macros.rules.registry import Violations, rule


@rule
def what_is_repeated_has_what_holds(comparison: Comparison) -> Violations:
    """Of the ten things that articles repeat though they are not so, data/not-so.yml says what holds."""
    for each in repeated.things(comparison)[: repeated.SHOWN]:
        if each.id not in comparison.not_so and not comparison.unread:
            _, first = each.statements[0]
            yield (
                first.at_key("same"),
                f"`{each.id}` is {each.verdict} in {each.articles} articles, so it is one of the ten things that are "
                "not so; say what holds in data/not-so.yml",
            )


@rule
def what_holds_is_said_of_what_is_repeated(comparison: Comparison) -> Violations:
    """Everything in data/not-so.yml is said by two articles or more, and is not so."""
    named = {each.same for article in comparison.articles.values() for each in article.assertions if each.same}
    not_so = {each.id for each in repeated.things(comparison)}
    for id, entry in comparison.not_so.items():
        if id in not_so or comparison.unread:
            continue
        if id in named:
            yield (
                entry.where,
                f"`{id}` is not said by {repeated.FEWEST} articles as something that is not so; remove the entry, and "
                "if its address was published, redirect it to one of the statements",
            )
        else:
            yield entry.where, f"no statement has `same: {id}`; {or_meant(id, named, 'remove the entry')}"


@rule
def what_holds_is_why_the_statements_do_not(comparison: Comparison) -> Violations:
    """What holds names a claim that contradicts one of the statements which are not so."""
    for each in repeated.things(comparison):
        entry = comparison.not_so.get(each.id)
        against = {claim for _, assertion in each.statements for claim in assertion.contradicted_by}
        if entry and against and not against.intersection(entry.claims):
            yield (
                entry.at_key("claims"),
                f"none of the claims contradicts a statement of `{each.id}`; name one that does",
            )
