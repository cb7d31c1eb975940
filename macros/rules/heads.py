"""Rules about what is read first of an article: what it gets right, what to take from it, how old its errors are."""

from __future__ import annotations

import re
from collections.abc import Iterator

from macros.model import Article, Assertion, Comparison, Verdict, or_meant
from macros.repeated import right_in
from macros.rules.registry import Violations, rule

_END = re.compile(r"[.?!](?=\s|$)")
MOST_SENTENCES = 3
MANY = 3
"""How many statements an article has at least that needs a head: a shorter one is read as soon."""


def _read(comparison: Comparison) -> Iterator[tuple[Article, dict[str, Assertion]]]:
    """Every article that could be read whole, with its statements by their ids."""
    for article in comparison.articles.values():
        if article.where not in comparison.unread.places:
            yield article, {each.id: each for each in article.assertions}


def _not_here(id: str, statements: dict[str, Assertion]) -> str:
    todo = or_meant(id, statements, "name one of this article")
    return f"names the statement `{id}`, which this article does not have; {todo}"


@rule
def article_begins_with_what_it_gets_right(comparison: Comparison) -> Violations:
    """An article of three statements or more says what it gets right that others miss, and what to take from it."""
    for article, statements in _read(comparison):
        if len(statements) < MANY:
            continue
        if not article.gets_right and any(each.verdict is Verdict.RIGHT for each in statements.values()):
            yield article.where, "has no `gets_right`; say what it gets right that others miss, and name its statements"
        if not article.take:
            yield article.where, "has no `take`; say in one to three sentences what a reader should take from it"


@rule
def what_to_take_is_short(comparison: Comparison) -> Violations:
    """What a reader should take from an article is said in one to three sentences."""
    for article in comparison.articles.values():
        count = len(_END.findall(article.take or ""))
        if count > MOST_SENTENCES:
            yield article.at_key("take"), f"`take` has {count} sentences; say it in at most {MOST_SENTENCES}"


@rule
def what_is_got_right_is_right(comparison: Comparison) -> Violations:
    """The statements that show what an article gets right are statements of it, and right."""
    for article, statements in _read(comparison):
        for merit in article.gets_right:
            for index, id in enumerate(merit.statements):
                where = merit.at_entry("statements", index)
                if id not in statements:
                    yield where, _not_here(id, statements)
                elif statements[id].verdict is not Verdict.RIGHT:
                    verdict = statements[id].verdict
                    yield where, f"`{id}` is {verdict}; name a statement that is right, or leave out the line"


@rule
def what_others_miss_is_rare(comparison: Comparison) -> Violations:
    """Each line on what an article gets right names a statement that fewer than half of the others get right."""
    right = right_in(comparison)
    others = len(comparison.articles) - 1
    for article, statements in _read(comparison):
        for merit in article.gets_right:
            named = [statements[id] for id in merit.statements if id in statements]
            too = [len(right.get(each.same or "", set()) - {article.id}) for each in named]
            if named and others and 2 * min(too) >= others:
                yield (
                    merit.at_key("statements"),
                    f"{min(too)} of {others} other articles get this right too; name a statement that fewer make",
                )


@rule
def outdated_statement_says_since_when(comparison: Comparison) -> Violations:
    """Every outdated statement is named under `errors_from` of its article, once; nothing else is."""
    for article, statements in _read(comparison):
        told: set[str] = set()
        for lapse in article.errors_from:
            for index, id in enumerate(lapse.statements):
                where = lapse.at_entry("statements", index)
                if id not in statements:
                    yield where, _not_here(id, statements)
                elif statements[id].verdict is not Verdict.OUTDATED:
                    yield where, f"`{id}` is {statements[id].verdict}, not outdated; leave it out here"
                elif id in told:
                    yield where, f"`{id}` is named twice; keep one"
                told.add(id)
        for id, each in statements.items():
            if each.verdict is Verdict.OUTDATED and id not in told:
                yield each.at_key("verdict"), f"`{id}` is outdated; say since when under `errors_from` of this article"


@rule
def day_of_an_error_is_in_its_claims(comparison: Comparison) -> Violations:
    """The day since which statements are outdated is said by a claim beside it, in words: 2 December 2017."""
    for article in comparison.articles.values():
        for lapse in article.errors_from:
            known = all(id in comparison.claims for id in lapse.claims)
            said = " ".join(comparison.claims[id].claim.says for id in lapse.claims) if known else ""
            if known and lapse.day_in_words not in said:
                yield (
                    lapse.at_key("day"),
                    f"none of its claims says {lapse.day_in_words}; name one that does, or leave out `day`",
                )
