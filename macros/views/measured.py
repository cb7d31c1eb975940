"""Measured figures in words: a number, its spread, and what two sides of a comparison differ by."""

from __future__ import annotations

import statistics
from collections.abc import Sequence
from dataclasses import dataclass

from macros.model import AFTER, AT_REST, CPU, IN_PROCESS, MEDIAN, P95, P99, RATE, Ratio, ratio, spread

from .bars import Length

NO_DIFFERENCE = "No difference that this can show"


@dataclass(frozen=True, kw_only=True)
class Wording:
    """How a quantity is called, what follows its figures, which way is better, and how more of it is said."""

    title: str
    unit: str
    better: str
    more: str


LONGER, FASTER, SMALLER = "took {} times as long", "less is faster", "less is better"
WORDINGS = {
    RATE: Wording(title="Requests per second", unit="", better="more is faster", more="answered {} times as many"),
    IN_PROCESS: Wording(title="Time of a request", unit=" µs", better=FASTER, more=LONGER),
    MEDIAN: Wording(title="Median latency", unit=" ms", better=FASTER, more=LONGER),
    P95: Wording(title="Latency, 95th percentile", unit=" ms", better=FASTER, more=LONGER),
    P99: Wording(title="Latency, 99th percentile", unit=" ms", better=FASTER, more=LONGER),
    CPU: Wording(title="CPU time of a request", unit=" µs", better=SMALLER, more="used {} times as much CPU time"),
    AT_REST: Wording(title="Memory at rest", unit=" MB", better=SMALLER, more="used {} times as much memory"),
    AFTER: Wording(title="Memory after the requests", unit=" MB", better=SMALLER, more="used {} times as much memory"),
}


@dataclass(frozen=True, kw_only=True)
class Measured:
    """One figure of one side: its name, the median as it is shown, its spread, and the same as a length."""

    name: str
    figure: str
    spread: str
    length: Length


@dataclass(frozen=True, kw_only=True)
class Finding:
    """What two sides differ by: in a few words, and whole with the interval. Nobody leads unless it is ranked."""

    short: str
    says: str
    ranked: bool


def number(value: float) -> str:
    """A figure with three digits that count: 3,210 or 45.2 or 1.53."""
    rounded = float(f"{value:.3g}")
    if rounded >= 100:
        return f"{rounded:,.0f}"
    return f"{rounded:.1f}" if rounded >= 10 else f"{rounded:.2f}"


def measured(name: str, quantity: str, samples: Sequence[float]) -> Measured:
    """The median of one side's samples, with the interval that holds the true one."""
    unit, middle = WORDINGS[quantity].unit, statistics.median(samples)
    least, most = spread(samples)
    return Measured(
        name=name,
        figure=f"{number(middle)}{unit}",
        spread=f"{number(least)} to {number(most)}{unit}",
        length=Length(text=f"{name}: {number(middle)}{unit}", middle=middle, least=least, most=most),
    )


def finding(names: tuple[str, str], quantity: str, one: Sequence[float], other: Sequence[float]) -> Finding:
    """What two sides differ by, from the samples of both in the same rounds.

    Raises ValueError when there are no pairs of samples.
    """
    found, more = ratio(one, other), WORDINGS[quantity].more
    if not found.ranked:
        ends = dict.fromkeys((f"{found.low:.2f}", f"{found.high:.2f}"))
        between = more.format(" to ".join(ends))
        says = f"{NO_DIFFERENCE}: {names[0]} {between} as {names[1]}"
        return Finding(short=f"{names[0]} and {names[1]}: {_lower(NO_DIFFERENCE)}", says=says, ranked=False)
    if found.median < 1:
        names, found = (names[1], names[0]), _turned(found)
    median, low, high = _told_from_one(found)
    short = f"{names[0]} {more.format(median)}"
    return Finding(short=short, says=f"{short} as {names[1]} ({low} to {high})", ranked=True)


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:]


def _turned(found: Ratio) -> Ratio:
    return Ratio(1 / found.median, 1 / found.high, 1 / found.low, found.sure)


def _told_from_one(found: Ratio) -> tuple[str, str, str]:
    """The ratio and its interval, with as many decimals as it takes for the end next to 1 not to look like 1."""
    digits = next((digits for digits in (2, 3, 4) if round(found.low, digits) > 1), 5)
    return f"{found.median:.{digits}f}", f"{found.low:.{digits}f}", f"{found.high:.{digits}f}"
