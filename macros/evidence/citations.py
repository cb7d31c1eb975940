"""Which citations there are, in which versions each is looked up, and what was found there."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from macros.model import (
    Absence,
    Code,
    Comparison,
    Docs,
    Finding,
    Metadata,
    PlacedClaim,
    Ran,
    Release,
    Released,
    Source,
    Term,
)

from .findings import missed, nearest
from .lookup import Lookup
from .phrases import nearest_name
from .releases import Releases

NO_VERSION = ""
"""The version of a result when no version can be looked in."""


@dataclass(frozen=True)
class Result:
    """One look-up: a claim or a term of the glossary, one of its citations, a version, and what was found there."""

    cited_by: PlacedClaim | Term
    evidence: Released | Ran
    version: str
    finding: Finding

    @property
    def id(self) -> str:
        """The id of the claim or of the term."""
        return self.cited_by.id if isinstance(self.cited_by, Term) else self.cited_by.claim.id


type _Wanted = tuple[PlacedClaim | Term, Released, str]
"""What is looked up: a claim or a term, one of its citations, and a version."""


class UnknownClaim(LookupError):  # noqa: N818
    """A claim was asked for that is not in the comparison."""


def check(
    comparison: Comparison,
    releases: Releases,
    *,
    only: str | None = None,
    progress: Callable[[str], None] = lambda line: None,
) -> list[Result]:
    """Look up every citation of every claim, or of the one claim named `only`, in order of the data.

    Nothing is skipped: what can't be looked up is a finding with a problem. Raises UnknownClaim.
    """
    if only is not None and only not in comparison.claims:
        raise UnknownClaim(f'there is no claim "{only}"')
    wanted = [*_of_claims(comparison, only), *(() if only else _of_terms(comparison))]
    releases.fetch(_pins(comparison, wanted))
    lookup = Lookup(comparison, releases)
    results = []
    for cited_by, evidence, version in wanted:
        if version != NO_VERSION:
            finding = lookup.cited(evidence, version)
        else:
            assert not isinstance(cited_by, Term)  # the rules make sure that a term's package pins a release
            finding = _nowhere(comparison, evidence, cited_by)
        results.append(Result(cited_by, evidence, version, finding))
        if len(results) % 100 == 0:
            progress(f"looked up {len(results)} of {len(wanted)} citations")
    return results


def _of_claims(comparison: Comparison, only: str | None) -> Iterator[_Wanted]:
    for placed in comparison.placed_claims():
        if only in {None, placed.claim.id}:
            for evidence in placed.claim.evidence:
                if isinstance(evidence, Docs | Code | Metadata | Absence):
                    for version in _versions(comparison, evidence, placed):
                        yield placed, evidence, version


def _of_terms(comparison: Comparison) -> Iterator[_Wanted]:
    for term in comparison.glossary.values():
        if term.docs:
            for release in comparison.sources[term.docs.source].releases:
                yield term, term.docs, release.version


def _pins(comparison: Comparison, wanted: Iterable[_Wanted]) -> Iterable[tuple[Source, Release]]:
    """Each release that is needed, once."""
    pins: dict[tuple[str, str], tuple[Source, Release]] = {}
    for _, evidence, version in wanted:
        if version != NO_VERSION:
            source = comparison.sources[evidence.source]
            pins[source.id, version] = source, source.release(version)
    return pins.values()


def _versions(comparison: Comparison, evidence: Released, placed: PlacedClaim) -> Iterable[str]:
    if evidence.source not in comparison.sources:
        return (NO_VERSION,)
    return comparison.versions(evidence, placed) or (NO_VERSION,)


def _nowhere(comparison: Comparison, evidence: Released, placed: PlacedClaim) -> Finding:
    source = comparison.sources.get(evidence.source)
    if source is None:
        near = nearest_name(evidence.source, list(comparison.sources))
        return missed(f'no source "{evidence.source}" in data/sources/{nearest(near)}')
    if not source.releases:
        return missed(f"data/sources/{source.id}.yml pins no release to look in; add one under `releases`")
    bounds = ", ".join(
        f"{name} {bound}"
        for name, bound in (("since", placed.claim.since), ("until", placed.claim.until))
        if bound is not None
    )
    pinned = ", ".join(release.version for release in source.releases)
    return missed(f"no pinned version of {source.title} is within the claim's bounds ({bounds}); pinned: {pinned}")
