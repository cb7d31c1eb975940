"""A run as a table for a terminal."""

from __future__ import annotations

import itertools
import statistics
from collections.abc import Iterator

from macros.model import SPEED_UNITS, SURE, Place, Speed, SpeedRun, ratio


def lines(speed: Speed, run: SpeedRun) -> Iterator[str]:
    """Each comparison with the median of each quantity, and the ratio within pairs with its interval."""
    for place in run.places:
        yield f"\n{place}"
        for quantity in speed.quantities(place):
            found = {side: run.samples(place, side, quantity) for side in run.sides(place)}
            if all(found.values()):
                yield f"  {quantity:<28} {_medians(speed, quantity, found)}   {_ratios(speed, found)}"
    made = run.generator
    yield (
        f"\nwrk used at most {made.busiest:.0%} of its core, of which {made.core:.0%} were in use; it sent "
        f"{made.fastest:.0f} requests/s at most, and {made.most:.0f} to a server that does nothing."
    )


def _medians(speed: Speed, quantity: str, found: dict[str, tuple[float, ...]]) -> str:
    medians = (f"{speed.sides[side].name} {statistics.median(values):.4g}" for side, values in found.items())
    return ", ".join(medians) + f" {SPEED_UNITS[quantity]}"


def _ratios(speed: Speed, found: dict[str, tuple[float, ...]]) -> str:
    texts = []
    for one, other in itertools.combinations(found, 2):
        within = ratio(found[one], found[other])
        names = f"{speed.sides[one].name} / {speed.sides[other].name}"
        sure = "" if within.sure < SURE or within.ranked else ", not ranked"
        texts.append(f"{names} {within.median:.2f} ({within.low:.2f} to {within.high:.2f}{sure})")
    return "; ".join(texts)


def title(place: Place, number: int, count: int, left: float) -> str:
    """A line of progress."""
    return f"[{number}/{count}, {left / 60:.0f} min left] {place}"
