"""Rules about sources."""

from __future__ import annotations

from macros.model import Comparison, Source, SourceKind
from macros.rules.registry import Violations, rule


@rule
def source_is_used(comparison: Comparison) -> Violations:
    """Every source is cited by a claim or situation, is a framework, or is named by an article or the chooser."""
    used = {framework.source for framework in comparison.frameworks.values()}
    used |= {package for outcome in comparison.chooser.outcomes for package in outcome.packages}
    used |= {article.copies for article in comparison.articles.values() if article.copies}
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
