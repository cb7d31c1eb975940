"""Rules about the numbers of a claim."""

from __future__ import annotations

from macros import numerals
from macros.model import Comparison
from macros.rules.registry import Violations, rule


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
