"""What can be said of two sides that were measured in pairs: the ratio within each pair, and how sure its median is."""

from __future__ import annotations

import math
import statistics
from collections.abc import Sequence
from dataclasses import dataclass

SURE = 0.95
"""An interval that holds the true median less often than this ranks nobody."""


@dataclass(frozen=True)
class Ratio:
    """The median of the ratios within pairs, and an interval; `sure` is how often such a one holds the true median."""

    median: float
    low: float
    high: float
    sure: float

    @property
    def ranked(self) -> bool:
        """Whether one side can be said to have more: the interval is sure enough, and 1 is outside it."""
        return self.sure >= SURE and not self.low <= 1 <= self.high


def ratio(one: Sequence[float], other: Sequence[float]) -> Ratio:
    """How many times as much the first side has: sample i of each is of the same pair.

    Raises ValueError when there are no pairs, or more samples of one side.
    """
    within = sorted(a / b for a, b in zip(one, other, strict=True))
    if not within:
        raise ValueError("there are no pairs")
    rank = interval_rank(len(within))
    return Ratio(statistics.median(within), within[rank - 1], within[-rank], sureness(len(within), rank))


def interval_rank(count: int) -> int:
    """Which value from either end bounds the narrowest interval that is sure enough; 1 where none is."""
    return max([1, *(rank for rank in range(1, count // 2 + 1) if sureness(count, rank) >= SURE)])


def sureness(count: int, rank: int) -> float:
    """How often the values of this rank from either end of so many hold the true median between them.

    Each value is below the true median as often as above it, so this is the binomial distribution (the sign test).
    """
    outside = sum(math.comb(count, below) for below in range(rank))
    return 1 - 2 * outside / float(2**count)


def spread(samples: Sequence[float]) -> tuple[float, float]:
    """The least and the most of the interval that holds the true median of one side's samples."""
    ordered = sorted(samples)
    rank = interval_rank(len(ordered))
    return ordered[rank - 1], ordered[-rank]
