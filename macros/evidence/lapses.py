"""Which claims no longer hold, and why: what an upgrade of a pinned version shows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pydantic import TypeAdapter
from pydantic.dataclasses import dataclass

from macros.model import Comparison

from .citations import Result


@dataclass(frozen=True)
class Lapse:
    """A claim that does not hold in the pinned versions: its file and line, and each reason with its version."""

    claim: str
    says: str
    file: str
    line: int
    reasons: tuple[str, ...]


Lapses = TypeAdapter(tuple[Lapse, ...])


def find_lapses(comparison: Comparison, results: Iterable[Result]) -> Iterator[Lapse]:
    """The claims with a citation that was not found, or with bounds that exclude every pinned version."""
    missed: dict[str, list[str]] = {}
    for result in results:
        if not result.finding.found:
            version = f"{result.version}: " if result.version else ""
            missed.setdefault(result.id, []).append(f"{version}{result.finding.problem}")
    for placed in comparison.placed_claims():
        claim = placed.claim
        pinned = [release.version for release in comparison.sources[placed.framework.source].releases]
        reasons = missed.get(claim.id, [])
        if not any(claim.holds_in(version) for version in pinned):
            bounds = [f"{name} {bound}" for name, bound in (("since", claim.since), ("until", claim.until)) if bound]
            reasons = [f"it holds {' '.join(bounds)}, in none of the pinned versions: {', '.join(pinned)}"]
        if reasons:
            yield Lapse(claim.id, claim.says, claim.where.file, claim.where.line, tuple(dict.fromkeys(reasons)))
