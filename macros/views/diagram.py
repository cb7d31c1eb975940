"""The chooser's diagram: which question can follow which, and where each can end, as boxes and lines of an SVG."""

from __future__ import annotations

import textwrap
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise
from math import log2

from macros.model import Chooser
from macros.walk import Path

# All in units of the SVG. Questions are on the left, outcomes on the right.
ROW_HEIGHT = 58
BOX_HEIGHT = 42
MARGIN = 12
QUESTIONS_X = 120
QUESTIONS_WIDTH = 300
OUTCOMES_X = 640
OUTCOMES_WIDTH = 260
LETTER_WIDTH = 8
LINE_HEIGHT = 15


@dataclass(frozen=True, kw_only=True)
class Box:
    """A box of the diagram, with its text in lines."""

    x: int
    y: int
    width: int
    height: int
    lines: tuple[tuple[int, str], ...]


@dataclass(frozen=True, kw_only=True)
class Line:
    """A line of the diagram, as the path of an SVG, and how wide."""

    path: str
    width: float


@dataclass(frozen=True, kw_only=True)
class Diagram:
    """Which question can follow which, and where each can end."""

    width: int
    height: int
    questions: tuple[Box, ...]
    outcomes: tuple[Box, ...]
    lines: tuple[Line, ...]


def diagram(chooser: Chooser, paths: Iterable[Path]) -> Diagram:
    """Questions on the left in the order of the data, outcomes on the right, a line for each way on.

    `paths` are all ways through the chooser; a line is the wider, the more of them go that way.
    """
    height = ROW_HEIGHT * max(len(chooser.questions), len(chooser.outcomes)) + MARGIN
    asked = _boxes([(each.id, each.question) for each in chooser.questions], QUESTIONS_X, QUESTIONS_WIDTH, height)
    ends = _boxes([(each.id, each.title) for each in chooser.outcomes], OUTCOMES_X, OUTCOMES_WIDTH, height)
    weights = _weights(paths)
    lines = [_curve(asked[a], ends[b], weight) for (a, b, end), weight in weights.items() if end]
    lines += [_arc(asked[a], asked[b], weight) for (a, b, end), weight in weights.items() if not end]
    return Diagram(
        width=OUTCOMES_X + OUTCOMES_WIDTH + 2,
        height=height,
        questions=tuple(asked.values()),
        outcomes=tuple(ends.values()),
        lines=tuple(lines),
    )


def _weights(paths: Iterable[Path]) -> Counter[tuple[str, str, bool]]:
    """For each question and what comes next, a question or an outcome: how many paths go that way."""
    weights: Counter[tuple[str, str, bool]] = Counter()
    for path in paths:
        asked = list(path.answers)
        weights.update((before, after, False) for before, after in pairwise(asked))
        if asked and path.outcome:
            weights[asked[-1], path.outcome, True] += 1
    return weights


def _boxes(items: list[tuple[str, str]], x: int, width: int, height: int) -> dict[str, Box]:
    """A box for each item, spread evenly over the height."""
    every = (height - MARGIN) / len(items)
    boxes = {}
    for number, (id, text) in enumerate(items):
        y = round(MARGIN / 2 + every * number + (every - BOX_HEIGHT) / 2)
        lines = textwrap.wrap(text.replace("`", ""), width // LETTER_WIDTH, max_lines=2, placeholder=" …")
        top = y + BOX_HEIGHT // 2 + (0 if len(lines) > 1 else 8) - 3
        boxes[id] = Box(
            x=x,
            y=y,
            width=width,
            height=BOX_HEIGHT,
            lines=tuple((top + LINE_HEIGHT * n, line) for n, line in enumerate(lines)),
        )
    return boxes


def _width(weight: int) -> float:
    return round(1 + log2(weight) / 3, 1)


def _curve(start: Box, end: Box, weight: int) -> Line:
    """From the right side of a question to the left side of an outcome."""
    x, y, to_x, to_y = start.x + start.width, start.y + BOX_HEIGHT // 2, end.x, end.y + BOX_HEIGHT // 2
    return Line(path=f"M{x} {y}C{x + 80} {y} {to_x - 80} {to_y} {to_x} {to_y}", width=_width(weight))


def _arc(start: Box, end: Box, weight: int) -> Line:
    """Down from one question to another, to the left of both, further out the longer it is."""
    y, to_y = start.y + BOX_HEIGHT * 2 // 3, end.y + BOX_HEIGHT // 3
    out = start.x - min(QUESTIONS_X - 4, 14 + abs(to_y - y) // 4)
    return Line(path=f"M{start.x} {y}C{out} {y} {out} {to_y} {end.x} {to_y}", width=_width(weight))
