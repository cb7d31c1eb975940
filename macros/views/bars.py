"""Bars with their intervals: where each part of the picture is. The table beside it says the same in words.

Widths are in percent of the picture and heights in pixels, so that bars fill any screen and text keeps its size.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

TITLE, SENTENCE, BAR, BETWEEN = 20, 18, 30, 16
"""How high a line of a title, one of a sentence and a bar are, and the space below a comparison."""
TEXT = 14
"""From the top of a line to the foot of its letters."""
LETTERS, BOLD = 38, 30
"""How many letters fit beside each other on the narrowest screen, and how many bold ones: SVG breaks no lines."""
INSIDE = 45.0
"""A bar that is shorter has its text beside it, where there is room on the narrowest screen."""
FULL = 99.0
"""Where the longest whisker ends: at 100 percent, half of its line would be cut off."""


@dataclass(frozen=True, kw_only=True)
class Length:
    """What one bar shows: its text, and the figure with the least and the most that it may be."""

    text: str
    middle: float
    least: float
    most: float


@dataclass(frozen=True, kw_only=True)
class Shown:
    """One comparison to draw: its title, what follows from it, and a length for each side."""

    title: str
    says: tuple[str, ...]
    lengths: tuple[Length, ...]


@dataclass(frozen=True, kw_only=True)
class Bar:
    """A bar: its number in the comparison, its text, its top, and its end and its whiskers in percent."""

    number: int
    text: str
    y: int
    width: float
    least: float
    most: float

    @property
    def inside(self) -> bool:
        """Whether its text is in it, and not beside it."""
        return self.least >= INSIDE


@dataclass(frozen=True, kw_only=True)
class Line:
    """A line of text, and where its letters stand."""

    y: int
    text: str


@dataclass(frozen=True, kw_only=True)
class Bars:
    """One comparison as it is drawn."""

    titles: tuple[Line, ...]
    says: tuple[Line, ...]
    bars: tuple[Bar, ...]


@dataclass(frozen=True, kw_only=True)
class Picture:
    """The comparisons below each other, and how high all of them are."""

    height: int
    groups: tuple[Bars, ...]


def picture(shown: Iterable[Shown], full: float | None = None) -> Picture:
    """Comparisons as bars. Each fills the width, unless `full` says which length does in all of them."""
    drawn, top = [], 0
    for each in shown:
        titles = tuple(_lines([each.title], top, TITLE, BOLD))
        says = tuple(_lines(each.says, top + len(titles) * TITLE, SENTENCE, LETTERS))
        below = top + len(titles) * TITLE + len(says) * SENTENCE
        longest = full or max(length.most for length in each.lengths)
        bars = tuple(_bar(number, length, below + number * BAR, longest) for number, length in enumerate(each.lengths))
        drawn.append(Bars(titles=titles, says=says, bars=bars))
        top = below + len(bars) * BAR + BETWEEN
    return Picture(height=top, groups=tuple(drawn))


def _lines(texts: Iterable[str], top: int, height: int, letters: int) -> Iterator[Line]:
    broken = [line for text in texts for line in textwrap.wrap(text.replace("`", ""), letters)]
    for number, line in enumerate(broken):
        yield Line(y=top + number * height + TEXT, text=line)


def _bar(number: int, length: Length, top: int, longest: float) -> Bar:
    def along(value: float) -> float:
        return round(value / longest * FULL, 2)

    return Bar(
        number=number + 1,
        text=length.text,
        y=top,
        width=along(length.middle),
        least=along(length.least),
        most=along(length.most),
    )
