"""Where a pattern matches in a set of files, for claims that it matches nowhere."""

from __future__ import annotations

import contextlib
import re
import signal
import threading
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from types import FrameType

LONGEST_SEARCH = 60.0
FEWEST_LINES = 80


class TooSlow(Exception):  # noqa: N818
    """A pattern that needs more time than it is given: one that backtracks without end."""


@dataclass(frozen=True)
class Hit:
    """The first place where a pattern matches: file, line and the text of that line."""

    file: str
    line: int
    text: str


def first_hit(pattern: str, files: Iterable[tuple[str, str]]) -> Hit | None:
    """The first of these files (path and text) in which a pattern matches; `^` and `$` mean a line.

    Raises TooSlow.
    """
    wanted = re.compile(pattern, re.MULTILINE)
    with within(LONGEST_SEARCH, TooSlow):
        for path, text in files:
            if match := wanted.search(text):
                line = text.count("\n", 0, match.start()) + 1
                return Hit(path, line, " ".join(text.split("\n")[line - 1].split()))
    return None


def finds(pattern: str, text: str) -> bool:
    """Whether the pattern would match this text at all. Raises TooSlow."""
    return first_hit(pattern, [("", text)]) is not None


def is_little(files: Iterable[tuple[str, str]]) -> bool:
    """Whether so few lines are in these files that a pattern which is not there shows nothing."""
    return sum(1 for _, text in files for line in text.split("\n") if line.strip()) < FEWEST_LINES


@contextlib.contextmanager
def within(seconds: float, error: type[Exception]) -> Iterator[None]:
    """Raise the error in what takes longer; one within another ends at the sooner time, by the error of that one.

    `re` looks for signals while it searches, and they reach the main thread alone: in another one nothing is ended.
    """

    def stop(_signal: int, _frame: FrameType | None) -> None:
        raise error

    if threading.current_thread() is not threading.main_thread() or not hasattr(signal, "setitimer"):
        yield
        return
    left, _ = signal.getitimer(signal.ITIMER_REAL)
    if 0 < left <= seconds:  # whoever called ends this sooner
        yield
        return
    began = time.monotonic()
    before = signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.signal(signal.SIGALRM, before)
        signal.setitimer(signal.ITIMER_REAL, max(left - (time.monotonic() - began), 0.001) if left else 0)
