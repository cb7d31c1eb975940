"""Rules about the numbers of a claim."""

from __future__ import annotations

import re
from collections.abc import Iterator

from macros import numerals
from macros.model import Claim, Code, Comparison, Docs, Metadata, Probe, Recorded
from macros.rules.projects import plain
from macros.rules.registry import Violations, rule

_IN_ID = re.compile(rf"-(?:before-[\d-]+|(\d+(?:-\d+)*|{'|'.join(numerals.WORDS)}))(?=-|$)")
# Three digits or more, and no year: a limit, a port, a status code.
_LARGE = re.compile(r"(?<![\w.,-])(?!(?:19|20)\d\d(?!\d))(?:\d{1,3}(?:[,_]\d{3})+|\d{3,})(?![\w-]|\.\d)")
_BOTH = re.compile(r"\bboth\b", re.IGNORECASE)


@rule
def computed_number_is_said(comparison: Comparison) -> Violations:
    """A number under `computed` is one that the claim says."""
    for placed in comparison.placed_claims():
        for number in placed.claim.computed:
            if number not in numerals.numbers(placed.claim.says):
                yield (
                    placed.claim.at_key("computed"),
                    f"`{placed.claim.id}` says no {number!r}; correct `computed`, or leave it out",
                )


@rule
def claim_says_the_number_of_its_id(comparison: Comparison) -> Violations:
    """A number in a claim's id is in the claim, or in its bounds: the id is permanent, and the number is part of it."""
    for placed in comparison.placed_claims():
        claim = placed.claim
        for number in [] if _compares(claim) else _missed(claim):
            yield (
                claim.at_key("says"),
                f"the id `{claim.id}` says {number!r}, and the claim does not; correct the claim, or give it a new id "
                "and move the old one",
            )


def _compares(claim: Claim) -> bool:
    """Whether a claim compares recorded figures: "four extensions" are then held to the packages that it names."""
    return any(isinstance(item, Recorded) for item in claim.evidence)


def _missed(claim: Claim) -> Iterator[str]:
    text = " ".join(filter(None, (claim.says, claim.since, claim.until))).lower()
    for match in _IN_ID.finditer(claim.id):
        number = (match[1] or "").replace("-", ".")
        said = numerals.says(number, text, series=True) or re.search(rf"(?<![\d.]){re.escape(number)}(?!\d)", text)
        paired = "two" in numerals.spellings(number) and _BOTH.search(claim.says)
        if number and not (said or paired or re.search(rf"\b{number}\b", text) or numerals.counted(number, claim.says)):
            yield number


@rule
def number_is_the_one_that_is_cited(comparison: Comparison) -> Violations:
    """A large number or status code in a claim is not another than the one in the phrase or value that it cites.

    That is told where the claim says one that no citation has, and a citation has one that the claim does not say.
    """
    for placed in comparison.placed_claims():
        claim = placed.claim
        cited = {number for text in _cited(claim) for number in _large(text)}
        named = {part for item in claim.evidence if isinstance(item, Probe) for part in item.probe.split("_")}
        said = _large(plain(claim.says))
        other, lost = sorted(said - cited - named), sorted(cited - _large(claim.says))
        if other and lost:
            yield (
                claim.at_key("says"),
                f'`{claim.id}` says "{other[0]}", and what it cites says "{lost[0]}"; correct one of them',
            )


def _cited(claim: Claim) -> Iterator[str]:
    for item in claim.evidence:
        if isinstance(item, Docs | Code):
            yield item.phrase or ""
        elif isinstance(item, Metadata):
            yield item.value


def _large(text: str) -> set[str]:
    return {re.sub(r"[,_]", "", number) for number in _LARGE.findall(text)}
