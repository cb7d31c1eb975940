"""Rules about articles, their assertions and our verdicts."""

from __future__ import annotations

from collections.abc import Iterator

from macros.model import Article, Assertion, Comparison, SourceKind, Verdict
from macros.rules.projects import is_named_after
from macros.rules.references import claim_meant, criterion_meant
from macros.rules.registry import Violations, rule


def _assertions(comparison: Comparison) -> Iterator[tuple[Article, Assertion]]:
    for article in comparison.articles.values():
        for assertion in article.assertions:
            yield article, assertion


@rule
def assertion_id_is_unique(comparison: Comparison) -> Violations:
    """No two assertions of an article share an id: it is the anchor on the article's page."""
    for article in comparison.articles.values():
        seen: set[str] = set()
        for assertion in article.assertions:
            if assertion.id in seen:
                yield assertion.at_key("id"), f"the id `{assertion.id}` is used twice in this article; choose another"
            seen.add(assertion.id)


@rule
def assertion_names_what_exists(comparison: Comparison) -> Violations:
    """The frameworks, the criterion and the claims that an assertion names exist.

    A framework without a column, such as FastAPI, is named by its package in data/sources/.
    """
    for _, assertion in _assertions(comparison):
        for name in assertion.about:
            if unfit := _unfit(name, comparison):
                yield assertion.at_key("about"), f"is about `{name}`, which is {unfit}"
        if assertion.criterion and assertion.criterion not in comparison.criteria:
            todo = criterion_meant(assertion.criterion, comparison)
            yield (
                assertion.at_key("criterion"),
                f"names the criterion `{assertion.criterion}`, which does not exist; {todo}",
            )
        for key in ("supported_by", "contradicted_by"):
            for name in getattr(assertion, key):
                if name not in comparison.claims:
                    yield (
                        assertion.at_key(key),
                        f"names the claim `{name}`, which does not exist; {claim_meant(name, comparison)}",
                    )


def _unfit(name: str, comparison: Comparison) -> str | None:
    """Why nothing can be about this name: it is no framework, neither one with a column nor another's package."""
    source = comparison.sources.get(name)
    if name in comparison.frameworks:
        return None
    if source is None or source.kind is not SourceKind.PACKAGE:
        return "no framework in data/frameworks.yml and no package in data/sources/; name one of them"
    own = (each for each in comparison.frameworks.values() if is_named_after(source, each))
    return next((f"a package for {each.name}; write `{each.id}`" for each in own), None)


@rule
def verdict_fits_its_claims(comparison: Comparison) -> Violations:
    """A statement that is right has claims for it and none against it; a wrong or outdated one has a claim against it.

    An incomplete one names the claims that complete it.
    """
    for _, assertion in _assertions(comparison):
        verdict = assertion.verdict
        if verdict is Verdict.RIGHT and not assertion.supported_by:
            yield assertion.at_key("verdict"), f"`{assertion.id}` is right; name a claim under `supported_by`"
        elif verdict is Verdict.RIGHT and assertion.contradicted_by:
            yield (
                assertion.at_key("verdict"),
                f"`{assertion.id}` is right, yet a claim contradicts it; change the verdict or the claim",
            )
        elif verdict in {Verdict.WRONG, Verdict.OUTDATED} and not assertion.contradicted_by:
            yield assertion.at_key("verdict"), f"`{assertion.id}` is {verdict}; name a claim under `contradicted_by`"
        elif verdict is Verdict.INCOMPLETE and not assertion.claims:
            yield assertion.at_key("verdict"), f"`{assertion.id}` is incomplete; name the claims that complete it"


@rule
def claim_is_not_on_both_sides(comparison: Comparison) -> Violations:
    """A claim supports an assertion or contradicts it, not both."""
    for _, assertion in _assertions(comparison):
        for name in set(assertion.supported_by) & set(assertion.contradicted_by):
            yield assertion.at_key("supported_by"), f"names `{name}` as support and as contradiction; keep one"


@rule
def same_statement_has_same_verdict(comparison: Comparison) -> Violations:
    """Articles that say the same thing (`same`) get the same verdict, or `differs` explains why not."""
    first: dict[str, tuple[Article, Assertion]] = {}
    for article, assertion in _assertions(comparison):
        if assertion.same is None or assertion.where in comparison.unread.places:
            continue
        other, twin = first.setdefault(assertion.same, (article, assertion))
        if twin.verdict is not assertion.verdict and not (assertion.differs or twin.differs):
            yield (
                assertion.at_key("same"),
                f"`{assertion.same}` is {assertion.verdict} here and {twin.verdict} in `{other.id}`; "
                "give the same verdict, or explain in `differs`",
            )


@rule
def article_says_where_and_when(comparison: Comparison) -> Violations:
    """An article has an address and a date, or says in `no_url` and `undated` why it has none."""
    for article in comparison.articles.values():
        if bool(article.url) == bool(article.no_url):
            yield article.where, "needs `url`, or `no_url` with the reason, and not both"
        if bool(article.published or article.updated) == bool(article.undated):
            yield article.where, "needs `published` or `updated`, or `undated` with the reason, and not both"
        if article.copies and article.copies not in comparison.sources:
            yield article.at_key("copies"), f"copies `{article.copies}`; describe it in data/sources/"


@rule
def because_is_short(comparison: Comparison) -> Violations:
    """A verdict's reason is one or two sentences, of at most 60 words."""
    for _, assertion in _assertions(comparison):
        if len(assertion.because.split()) > 60:
            yield assertion.at_key("because"), f"the reason for `{assertion.id}` has more than 60 words; shorten it"
