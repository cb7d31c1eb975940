"""Rules about whom a statement is about: nothing is said of one framework in the place of another."""

from __future__ import annotations

import re
from collections.abc import Iterator

from macros.model import Assertion, Comparison, Framework, Kind, PlacedClaim
from macros.rules.projects import is_named_after, named, names_of, others, place_of, plain, third_party
from macros.rules.registry import Violations, rule


@rule
def claim_is_about_its_framework(comparison: Comparison) -> Violations:
    """A claim names its own framework, or a library of its project, before another framework; a judgement at all."""
    names = {id: names_of(comparison, framework) for id, framework in comparison.frameworks.items()}
    for placed in _of_known_projects(comparison):
        says, own = plain(placed.claim.says), names[placed.framework.id]
        for other in others(comparison, placed.framework):
            theirs, ours = _place(says, other), place_of(says, own)
            late = ours is None or (placed.claim.kind is not Kind.JUDGEMENT and ours > (theirs or 0))
            if theirs is not None and late:
                yield (
                    placed.claim.at_key("says"),
                    f"`{placed.claim.id}` names {other.name} and not first {placed.framework.name}, whose claim it is; "
                    f"name {placed.framework.name} first, or move the claim below `{other.id}`",
                )


def _place(says: str, other: Framework) -> int | None:
    """Where a claim first names another framework, or a package that is named after it."""
    if other.name not in says:
        return None
    found = re.search(rf"(?<![\w-]){re.escape(other.name)}(?!\w)", says)
    return found.start() if found else None


@rule
def evidence_is_about_what_the_claim_names(comparison: Comparison) -> Violations:
    """A claim that cites another framework's package names that framework."""
    for placed in comparison.placed_claims():
        for other in others(comparison, placed.framework):
            if named(placed.claim.says, {other.name}):
                continue
            for item in placed.claim.sourced():
                if item.source == other.source:
                    yield (
                        item.where,
                        f"`{placed.claim.id}` cites `{item.source}` and does not name {other.name}; "
                        f"cite `{placed.framework.source}`, or say what {other.name} has to do with it",
                    )


@rule
def cited_package_belongs_to_the_claim(comparison: Comparison) -> Violations:
    """A package that a claim cites is named by it, or beside it by a claim that names the framework as well."""
    foreign = {id: third_party(comparison, framework) for id, framework in comparison.frameworks.items()}
    for placed in _of_known_projects(comparison):
        for item in placed.claim.sourced():
            if item.source not in foreign[placed.framework.id]:
                continue
            if not any(_speaks_of(comparison, each, item.source) for each in _beside(comparison, placed)):
                yield (
                    item.where,
                    f"`{placed.claim.id}` cites `{item.source}`, which neither it nor a claim beside it names; "
                    "name the package in `says`, or cite what the claim is about",
                )


def _of_known_projects(comparison: Comparison) -> Iterator[PlacedClaim]:
    """The claims of frameworks whose own source is described: of the others nobody knows what their project keeps."""
    return (placed for placed in comparison.placed_claims() if placed.framework.source in comparison.sources)


def _beside(comparison: Comparison, placed: PlacedClaim) -> Iterator[PlacedClaim]:
    """A claim and those of the same cell."""
    cell = placed.criterion.frameworks[placed.framework.id]
    return (PlacedClaim(claim, placed.criterion, placed.framework) for claim in cell.claims)


def _speaks_of(comparison: Comparison, placed: PlacedClaim, source: str) -> bool:
    """Whether a claim names a package by its title, its name, or the first word of them."""
    title, package = comparison.sources[source].title, comparison.sources[source].package or source
    return named(placed.claim.says, {title, package, title.split(" ")[0], source} - {"Django", "Flask"})


@rule
def package_has_to_do_with_the_framework(comparison: Comparison) -> Violations:
    """A package that a framework's claims cite is named in one of them together with the framework.

    Its own name will do, as Flask-Caching's does, and so will a package that has to do with it: GeoAlchemy2 is named
    with SQLAlchemy, and SQLAlchemy with Flask.
    """
    for framework in comparison.frameworks.values():
        claims = [placed for placed in comparison.placed_claims() if placed.framework.id == framework.id]
        strange = third_party(comparison, framework) - _tied(comparison, framework, claims)
        for placed in claims:
            for item in placed.claim.sourced():
                if item.source in strange:
                    yield (
                        item.where,
                        f"`{placed.claim.id}` cites `{item.source}`, but no claim below `{framework.id}` says what it "
                        f"has to do with {framework.name}; name {framework.name} in the claim, or move it",
                    )


def _tied(comparison: Comparison, framework: Framework, claims: list[PlacedClaim]) -> set[str]:
    """The packages that bear a framework's name, or that its claims name with it or with a package so named."""
    tied = {id for id, source in comparison.sources.items() if is_named_after(source, framework)}
    names, before = names_of(comparison, framework), -1
    while before < len(tied):
        before = len(tied)
        for placed in claims:
            for item in placed.claim.sourced():
                if item.source in comparison.sources and named(placed.claim.says, names):
                    tied.add(item.source)
        names = names | {comparison.sources[id].title for id in tied}
    return tied


def _is_read(comparison: Comparison, assertion: Assertion) -> bool:
    """Whether all is known that an assertion was weighed against, and every framework's project."""
    known = all(framework.source in comparison.sources for framework in comparison.frameworks.values())
    return known and comparison.claims.keys() >= set(assertion.claims)


@rule
def assertion_is_about_whom_it_names(comparison: Comparison) -> Violations:
    """What an assertion is about is named by it, or by the claims that it was weighed against."""
    names = {id: names_of(comparison, framework) for id, framework in comparison.frameworks.items()}
    for assertion in (each for article in comparison.articles.values() for each in article.assertions):
        spoken = {id for id in names if named(assertion.says, names[id])}
        if not _is_read(comparison, assertion):
            continue
        weighed = {comparison.claims[id].framework.id for id in assertion.claims}
        about = set(assertion.about) & comparison.frameworks.keys()
        if about and spoken and not spoken & about:
            yield assertion.at_key("about"), f"`{assertion.id}` names {_listed(comparison, spoken)}; say so in `about`"
        elif begins := _begins_with_another(comparison, assertion):
            yield assertion.at_key("about"), f"`{assertion.id}` begins with {begins.name}; say so in `about`"
        elif spoken or (weighed and len(comparison.whole) > len(about)):
            for id in sorted(about - spoken - weighed):
                yield (
                    assertion.at_key("about"),
                    f"`{assertion.id}` is said to be about `{id}`, but neither it nor its claims are; correct `about`",
                )


@rule
def assertion_names_the_package_it_is_about(comparison: Comparison) -> Violations:
    """A statement about a framework without a column names it, or a claim does that it was weighed against."""
    for assertion in (each for article in comparison.articles.values() for each in article.assertions):
        if not _is_read(comparison, assertion):
            continue
        texts = (assertion.says, *(comparison.claims[id].claim.says for id in assertion.claims))
        for id in sorted(set(assertion.about) & comparison.sources.keys() - comparison.frameworks.keys()):
            name = comparison.name(id)
            if not any(named(text, {name}) for text in texts):
                yield (
                    assertion.at_key("about"),
                    f"`{assertion.id}` is said to be about {name}, but neither it nor its claims name it; "
                    "name it in `says`, or correct `about`",
                )


def _begins_with_another(comparison: Comparison, assertion: Assertion) -> Framework | None:
    """The framework that an assertion begins with and is not said to be about."""
    for id, framework in comparison.frameworks.items():
        known = comparison.frameworks.keys() | comparison.sources.keys() >= set(assertion.about)
        if known and id not in assertion.about and re.match(rf"{re.escape(framework.name)}(?![\w-])", assertion.says):
            return framework
    return None


def _listed(comparison: Comparison, ids: set[str]) -> str:
    return " and ".join(sorted(comparison.frameworks[id].name for id in ids))
