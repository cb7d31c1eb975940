"""Rules about sources."""

from __future__ import annotations

import re

from macros.model import Comparison, Source, SourceKind
from macros.rules.registry import Violations, rule


@rule
def source_is_used(comparison: Comparison) -> Violations:
    """Every source is cited by a claim or situation, is a framework, or is named by an article or the chooser."""
    used = {framework.source for framework in comparison.frameworks.values()}
    used |= {package for outcome in comparison.chooser.outcomes for package in outcome.packages}
    used |= {article.copies for article in comparison.articles.values() if article.copies}
    used |= {id for article in comparison.articles.values() for each in article.assertions for id in each.about}
    used |= {item.source for placed in comparison.placed_claims() for item in placed.claim.sourced()}
    used |= {each.decided.publication for each in comparison.situations.values() if each.decided}
    for source in comparison.sources.values():
        if source.id not in used and not comparison.unread.mentions(source.id):
            yield source.where, f"nothing cites `{source.id}`; cite it or remove the file"


@rule
def package_pins_its_releases(comparison: Comparison) -> Violations:
    """A package names the package, its repository and at least one release; no version is pinned twice."""
    for source in comparison.sources.values():
        versions = [release.version for release in source.releases]
        if source.kind is SourceKind.PACKAGE:
            if missing := _missing(source, "package", "repository", "releases"):
                yield source.where, f"is a package without {missing}; add what is missing"
            if len(set(versions)) < len(versions):
                yield source.at_key("releases"), "pins a version twice; remove one"
        elif versions or source.package or source.docs:
            yield source.where, "has releases or docs but is no package; set `kind: package` or remove them"


@rule
def publication_says_who_and_when(comparison: Comparison) -> Violations:
    """A published work names its publisher and the day it was published."""
    for source in comparison.sources.values():
        missing = _missing(source, "publisher", "published")
        if source.kind is not SourceKind.PACKAGE and missing:
            yield source.where, f"is a published work without {missing}; add what is missing"


def _missing(source: Source, *keys: str) -> str:
    return " and ".join(f"`{key}`" for key in keys if not getattr(source, key))


@rule
def package_is_what_its_source_is_called(comparison: Comparison) -> Violations:
    """A package's source has its name in the title, and no other project's source is of the same package."""
    first: dict[str, Source] = {}
    for source in comparison.sources.values():
        if not source.package:
            continue
        title, package = _letters(source.title), _letters(source.package)
        if title not in package and package not in title:
            yield (
                source.at_key("title"),
                f"the title {source.title!r} is not that of the package {source.package}; correct one of them",
            )
        twin = first.setdefault(package, source)
        if twin.repository != source.repository:
            yield source.at_key("package"), f"`{twin.id}` is of the package {source.package} too; correct one of them"


def _letters(name: str) -> str:
    return re.sub(r"[^a-z0-9]", "", name.lower())


@rule
def publisher_is_one_organisation(comparison: Comparison) -> Violations:
    """Works of one publisher share an organisation under `of`, and one that is named there is named with it."""
    first: dict[str, Source] = {}
    organisations = {id for source in comparison.sources.values() for id in source.of}
    for source in comparison.sources.values():
        if not source.publisher or not source.of:
            continue
        own = re.sub(r"[^a-z0-9]+", "-", source.publisher.lower()).strip("-")
        other = first.setdefault(source.publisher, source)
        if not set(other.of) & set(source.of):
            here, there = ", ".join(source.of), ", ".join(other.of)
            yield (
                source.at_key("of"),
                f"the publisher {source.publisher} is `{here}` here and `{there}` in `{other.id}`; "
                "correct `publisher` or `of`",
            )
        elif own in organisations and own not in source.of:
            yield source.at_key("of"), f"does not name `{own}`, the publisher; correct `publisher` or `of`"
