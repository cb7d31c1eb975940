"""Rules about sources."""

from __future__ import annotations

from macros.model import Comparison, SourceKind
from macros.rules.registry import Violations, rule


@rule
def source_is_used(comparison: Comparison) -> Violations:
    """Every source is cited by a claim, names a framework, is copied by an article or named by the chooser."""
    used = {framework.source for framework in comparison.frameworks.values()}
    used |= {package for outcome in comparison.chooser.outcomes for package in outcome.packages}
    used |= {article.copies for article in comparison.articles.values() if article.copies}
    used |= {item.source for placed in comparison.placed_claims() for item in placed.claim.sourced()}
    for source in comparison.sources.values():
        if source.id not in used:
            yield source.where, f"nothing cites `{source.id}`; cite it or remove the file"


@rule
def package_pins_its_releases(comparison: Comparison) -> Violations:
    """A package names the package, its repository and at least one release; no version is pinned twice."""
    for source in comparison.sources.values():
        versions = [release.version for release in source.releases]
        if source.kind is SourceKind.PACKAGE:
            if not (source.package and source.repository and versions):
                yield (
                    source.where,
                    "is a package; give `package`, `repository` and at least one of `releases`",
                )
            if len(set(versions)) < len(versions):
                yield source.at_key("releases"), "pins a version twice; remove one"
        elif versions or source.package or source.docs:
            yield source.where, "has releases or docs but is no package; set `kind: package` or remove them"


@rule
def publication_says_who_and_when(comparison: Comparison) -> Violations:
    """A published work names its publisher and the day it was published."""
    for source in comparison.sources.values():
        if source.kind is not SourceKind.PACKAGE and not (source.publisher and source.published):
            yield source.where, "is a published work; give `publisher` and `published`"
