"""Rules about claims on speed: they say what the recorded run of speed shows, and how it was measured."""

from __future__ import annotations

import re

from macros.model import Claim, Comparison, Ratio, Timing, or_meant, ratio
from macros.rules.projects import plain
from macros.rules.registry import Violations, rule

_TIMES = re.compile(r"\b(\d+(?:\.\d+)?|twice|three|four|five|six|seven|eight|nine|ten)(?: times)?(?= as\b)")
_WORDS = ("", "", "twice", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
RECORDED = "recorded run"


@rule
def timing_is_recorded(comparison: Comparison) -> Violations:
    """A claim on speed names a comparison of the recorded run, a quantity, and two sides that were measured there.

    The sides are under `less` and `more`, or both under `alike`.
    """
    for _, item in comparison.cited(Timing):
        run = comparison.speed_run
        place = run.place(item.speed) if run else None
        if run is None:
            yield item.where, "there is no recorded run of speed; make one with `make measure-speed`"
        elif place is None:
            known = [each.id for each in run.places]
            yield (
                item.where,
                f"there is no comparison `{item.speed}`; {or_meant(item.speed, known, 'name a row of it')}",
            )
        elif len(sides := item.sides) != 2 or bool(item.alike) == bool(item.less):
            yield item.where, "needs `less` and `more`, or two sides under `alike`"
        else:
            for side in sides:
                if not run.samples(place, side, item.quantity):
                    yield item.where, f"`{item.speed}` has no {item.quantity!r} of `{side}`; name one that it has"


@rule
def timing_agrees_with_the_record(comparison: Comparison) -> Violations:
    """What a claim on speed calls less, more or alike is so in the recorded run.

    Less and more: the interval of the ratio within the pairs leaves out 1. Alike: it holds 1.
    """
    for _, item in comparison.cited(Timing):
        found = _ratio(comparison, item)
        if found is None:
            continue
        between = f"{found.low:.2f} to {found.high:.2f}"
        if item.alike and found.ranked:
            yield (
                item.where,
                f"`alike` names two sides that differ in `{item.speed}`: the ratio is {between}; correct the claim",
            )
        elif item.less and not (found.ranked and found.median > 1):
            yield (
                item.where,
                f"`{item.speed}` does not show more of `{item.more}` than of `{item.less}`: the ratio is {between}; "
                "correct the claim",
            )


@rule
def timing_is_said_with_its_conditions(comparison: Comparison) -> Violations:
    """A claim on speed says "recorded run", and "1.5 times as" only as a comparison that it cites has it, rounded."""
    claims: dict[str, tuple[Claim, list[Timing]]] = {}
    for placed, item in comparison.cited(Timing):
        claims.setdefault(placed.claim.id, (placed.claim, []))[1].append(item)
    for id, (claim, items) in claims.items():
        says = plain(claim.says)
        if RECORDED not in says:
            yield claim.at_key("says"), f'`{id}` does not say "{RECORDED}", for which its figures hold; say it'
        ratios = [found.median for item in items if (found := _ratio(comparison, item))]
        for match in _TIMES.finditer(says) if ratios else ():  # what is not recorded, another rule tells
            if not any(_is(match[1], each) for each in ratios):
                measured = ", ".join(f"{each:.2f}" for each in ratios)
                yield (
                    claim.at_key("says"),
                    f"`{id}` says {match[0]!r}, and what it cites measured {measured}; correct it",
                )


def _is(said: str, ratio: float) -> bool:
    """Whether a ratio is the one said, rounded to as many digits as are said."""
    if said in _WORDS:
        return round(ratio) == _WORDS.index(said)
    return float(said) == round(ratio, len(said.partition(".")[2]))


def _ratio(comparison: Comparison, item: Timing) -> Ratio | None:
    """How many times as much the first side has; nothing where that is not recorded, which another rule tells."""
    run, sides = comparison.speed_run, item.sides
    place = run.place(item.speed) if run else None
    if run is None or place is None or len(sides) != 2:
        return None
    one, other = (run.samples(place, side, item.quantity) for side in sides)
    fits = one and len(one) == len(other) and min(other) > 0  # a record that does not fit is told by its own rule
    return ratio(one, other) if fits else None
