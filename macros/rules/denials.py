"""Rules about claims that deny: what is said to be missing was looked for, and a claim says what its id says."""

from __future__ import annotations

import re

from macros.model import Absence, Claim, Comparison, Kind, Probe, Publication
from macros.rules.projects import plain
from macros.rules.registry import Violations, rule

VERBS = "ship|have|include|provide|offer|support|publish|name|map|contain|install|require"
_DENIES = re.compile(
    rf"\b(?:has|{VERBS}|publishes|(?:{VERBS})s) (?:no|neither)\b|\bthere (?:is|are) no\b|\b(?:comes?|came) without\b"
    r"|\blacks?\b",
    re.IGNORECASE,
)
# Words with which a claim can say that something is not so.
NEGATIVE = (
    "no", "not", "never", "none", "nothing", "nobody", "nowhere", "neither", "nor", "without", "cannot", "unless",
    "until", "only", "stops", "leaves", "left", "lacks", "refuses", "drops", "raises", "ignores", "points",
    "instead of", "in place of", "may be empty", "one after the other", "switched off", "must be unique", "404",
    "synchronous", "returns a truth value",
)  # fmt: skip
_NEGATIVE = re.compile(rf"(?<![\w-])(?:{'|'.join(NEGATIVE)})(?![\w-])|n't\b", re.IGNORECASE)
_ID_DENIES = re.compile(r"-(?:no|not|never|without|none|nothing|cannot|neither)(?:-|$)")
_ID_DENIES_AT_ONCE = re.compile(r"-(?:ships|has|promises|sends|makes|takes|names|serves|publishes|includes)-no-")
_ID_AFFIRMS = re.compile(r"^[a-z0-9]+-(?:ships|has|includes|supports|provides|publishes|offers)-(?!no-|not-|none-)")
_CLAUSE = re.compile(r"[;:]")
_FIRST = re.compile(r"[;:,]")


@rule
def denial_is_looked_for(comparison: Comparison) -> Violations:
    """A fact that says "has no", "ships no" or "lacks" cites an absence or a probe, or whose publication says so."""
    for placed in comparison.placed_claims():
        claim = placed.claim
        denies = _DENIES.search(plain(claim.says))
        shown = any(isinstance(item, Absence | Probe | Publication) for item in claim.evidence)
        if claim.kind is Kind.FACT and denies and not shown:
            yield (
                claim.at_key("says"),
                f'`{claim.id}` says "{denies[0]}"; cite an absence that finds nothing, or a probe that looks for it',
            )


@rule
def absence_is_said(comparison: Comparison) -> Violations:
    """A claim that rests on evidence of absence alone says that something is missing, and not that it is there."""
    for placed in comparison.placed_claims():
        claim = placed.claim
        alone = all(isinstance(item, Absence) for item in claim.evidence)
        if alone and not _NEGATIVE.search(plain(claim.says)):
            yield (
                claim.at_key("says"),
                f"`{claim.id}` cites absences alone, but does not say what is missing; say it, or cite what is there",
            )


@rule
def claim_says_what_its_id_says(comparison: Comparison) -> Violations:
    """A claim whose id says "no" or "not" denies; one whose id says that its framework has a thing does not deny it."""
    for placed in comparison.placed_claims():
        claim = placed.claim
        says = plain(claim.says)
        if _ID_DENIES.search(claim.id) and not _NEGATIVE.search(_denying_part(claim, says)):
            yield claim.at_key("says"), _turned(claim, "denies something", "denies nothing")
        elif _ID_AFFIRMS.search(claim.id) and _DENIES.search(_FIRST.split(says)[0]):
            yield claim.at_key("says"), _turned(claim, "says that it is there", "denies it")


def _denying_part(claim: Claim, says: str) -> str:
    """Where a claim has to deny: one whose id says that its framework ships no such thing says so at once."""
    return _CLAUSE.split(says)[0] if _ID_DENIES_AT_ONCE.search(claim.id) else says


def _turned(claim: Claim, id: str, says: str) -> str:
    return (
        f"the id `{claim.id}` {id}, and the claim {says}; correct the claim, or give it a new id and move the old one"
    )
