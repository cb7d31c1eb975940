"""Rules about a claim and the evidence it needs."""

from __future__ import annotations

from itertools import combinations

from macros.model import (
    Absence,
    Claim,
    Comparison,
    Docs,
    Grade,
    Kind,
    Publication,
    Ran,
    Recorded,
    Source,
    ordered,
)
from macros.rules.registry import Violations, rule


@rule
def fact_cites_primary_evidence(comparison: Comparison) -> Violations:
    """A fact cites the docs, the code, the metadata, an absence or a probe.

    A publication or a recorded run alone is not enough.
    """
    for placed in comparison.placed_claims():
        claim = placed.claim
        if claim.kind is Kind.FACT and all(isinstance(item, Publication | Recorded) for item in claim.evidence):
            ran = any(isinstance(item, Recorded) for item in claim.evidence)
            yield (
                claim.where,
                f"`{claim.id}` is a fact without primary evidence; "
                f"add docs, code, metadata, absence or probe, or make it a {'measurement' if ran else 'judgement'}",
            )


def _publications(claim: Claim) -> set[str]:
    return {item.publication for item in claim.evidence if isinstance(item, Publication)}


@rule
def judgement_cites_two_publications(comparison: Comparison) -> Violations:
    """A judgement names two independent publications: of different publishers, and of no organisation in common."""
    for placed in comparison.placed_claims():
        if placed.claim.kind is Kind.JUDGEMENT and _publications(placed.claim) <= comparison.sources.keys():
            known = [comparison.sources[id] for id in _publications(placed.claim) if id in comparison.sources]
            if not any(_independent(one, other) for one, other in combinations(known, 2)):
                yield (
                    placed.claim.where,
                    f"`{placed.claim.id}` is a judgement; cite two publications that share no publisher and no "
                    "organisation under `of`",
                )


def _independent(one: Source, other: Source) -> bool:
    return one.publisher != other.publisher and not set(one.of) & set(other.of)


@rule
def measurement_names_its_record(comparison: Comparison) -> Violations:
    """A measurement names a publication that gives its full configuration, or a run that we recorded."""
    for placed in comparison.placed_claims():
        own = any(isinstance(item, Recorded) for item in placed.claim.evidence)
        if placed.claim.kind is Kind.MEASUREMENT and not (own or _publications(placed.claim)):
            yield (
                placed.claim.where,
                f"`{placed.claim.id}` is a measurement; cite a run in data/recorded/ or the publication that has it",
            )


@rule
def claim_id_names_its_framework(comparison: Comparison) -> Violations:
    """A claim's id begins with the framework it is about, so that a link to it shows whose claim it is."""
    for placed in comparison.placed_claims():
        if not placed.claim.id.startswith(f"{placed.framework.id}-"):
            yield placed.claim.at_key("id"), f"the id `{placed.claim.id}` must begin with `{placed.framework.id}-`"


@rule
def anchor_is_unique(comparison: Comparison) -> Violations:
    """No two claims share an id, and no claim has the id of a criterion: each has its own address."""
    taken = {criterion.id: criterion.where for criterion in comparison.criteria.values()}
    for placed in comparison.placed_claims():
        first = taken.setdefault(placed.claim.id, placed.claim.where)
        if first is not placed.claim.where:
            yield placed.claim.where, f"the id `{placed.claim.id}` is taken at {first}; choose another"


@rule
def bounds_leave_a_version(comparison: Comparison) -> Violations:
    """`since` and `until` are in order, and at least one pinned version of the framework lies between them."""
    for placed in comparison.placed_claims():
        claim, source = placed.claim, comparison.sources.get(placed.framework.source)
        if source and source.where in comparison.unread.places:
            continue
        if claim.since and claim.until and ordered(claim.since) > ordered(claim.until):
            yield claim.where, f"`{claim.id}` holds since {claim.since} until {claim.until}; swap them"
        elif source and not any(claim.holds_in(release.version) for release in source.releases):
            pinned = ", ".join(release.version for release in source.releases)
            yield (
                claim.where,
                f"`{claim.id}` holds in none of the checked versions ({pinned}); change `since` or `until`",
            )


@rule
def phrase_is_three_to_eight_words(comparison: Comparison) -> Violations:
    """A phrase is a pointer, not a quotation: three to eight words."""
    for _, item in comparison.cited(Docs):
        if not 3 <= len(item.phrase.split()) <= 8:
            yield item.at_key("phrase"), f"the phrase has {len(item.phrase.split())} words; give three to eight"


@rule
def evidence_is_given_once(comparison: Comparison) -> Violations:
    """A claim does not cite the same place twice."""
    for placed in comparison.placed_claims():
        seen: list[dict[str, object]] = []
        for item in placed.claim.evidence:
            # Two records with equal fields are unequal when their lines differ.
            cited = item.model_dump()
            if cited in seen:
                yield item.where, f"`{placed.claim.id}` cites this twice; remove one"
            seen.append(cited)


@rule
def absent_is_shown(comparison: Comparison) -> Violations:
    """A cell graded absent has a claim with evidence of absence, or a probe: silence proves nothing."""
    for criterion in comparison.criteria.values():
        for name, cell in criterion.frameworks.items():
            shown = any(isinstance(item, Absence | Ran) for claim in cell.claims for item in claim.evidence)
            if cell.grade is Grade.ABSENT and not shown:
                yield cell.at_key("grade"), f"`{name}` is graded absent; give one of its claims an absence or a probe"
