"""Find a phrase in text as a reader would: whole words, any quotes, dashes and spaces; and suggest what was meant."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

SAME = {
    **dict.fromkeys(
        "\N{LEFT SINGLE QUOTATION MARK}\N{RIGHT SINGLE QUOTATION MARK}\N{SINGLE LOW-9 QUOTATION MARK}", "'"
    ),
    **dict.fromkeys(
        "\N{LEFT DOUBLE QUOTATION MARK}\N{RIGHT DOUBLE QUOTATION MARK}\N{DOUBLE LOW-9 QUOTATION MARK}", '"'
    ),
    **dict.fromkeys("\N{HYPHEN}\N{NON-BREAKING HYPHEN}\N{FIGURE DASH}\N{EN DASH}\N{EM DASH}\N{MINUS SIGN}", "-"),
    "\N{HORIZONTAL ELLIPSIS}": "...",
    "\N{ZERO WIDTH SPACE}": "",
    "\N{SOFT HYPHEN}": "",
}
_SAME = str.maketrans(SAME)
CLOSE_ENOUGH = 0.55
"""How similar, from 0 to 1, a suggestion must be to help more than it misleads."""


@dataclass(frozen=True)
class Folded:
    """Text in which similar characters are made equal, and for each character its place in the original."""

    text: str
    places: tuple[int, ...]


def fold(text: str) -> Folded:
    """The text with one sort of quote, one dash for a run of dashes, and one blank for a run of white space."""
    folded: list[str] = []
    places: list[int] = []
    for place, original in enumerate(text):
        for character in SAME.get(original, " " if original.isspace() else original):
            if folded and character == folded[-1] and character in " -":
                continue
            folded.append(character)
            places.append(place)
    return Folded("".join(folded), tuple(places))


@dataclass(frozen=True)
class Occurrence:
    """One occurrence of a phrase: in the text's own characters, and between which places of the text."""

    words: str
    start: int
    end: int


def find(phrase: str, text: str) -> list[Occurrence]:
    """Each occurrence of a phrase in a text, as whole words; none for a phrase without a word."""
    wanted = fold(phrase).text.strip()
    longest = max(re.findall(r"\w+", wanted), key=len, default="")
    # Folding is slow, and most texts do not contain the phrase.
    if not longest or longest not in text.translate(_SAME):
        return []
    folded = fold(text)
    before = r"(?<!\w)(?<![0-9]\.)" if wanted[0].isdigit() else r"(?<!\w)" if re.match(r"\w", wanted) else ""
    after = r"(?!\w)(?!\.[0-9])" if wanted[-1].isdigit() else r"(?!\w)" if re.search(r"\w$", wanted) else ""
    found = []
    for match in re.finditer(before + re.escape(wanted) + after, folded.text):
        start, end = folded.places[match.start()], folded.places[match.end() - 1] + 1
        found.append(Occurrence(" ".join(text[start:end].split()), start, end))
    return found


def nearest_phrase(phrase: str, texts: Iterable[str]) -> str | None:
    """The words that resemble a phrase most, or None when nothing does."""
    wanted = fold(phrase).text.split()
    best, found = CLOSE_ENOUGH, None
    matcher = difflib.SequenceMatcher(None, autojunk=False)
    matcher.set_seq2(" ".join(wanted).lower())
    for text in texts:
        words = text.split()
        for size in range(max(1, len(wanted) - 1), len(wanted) + 2):
            for start in range(max(1, len(words) - size + 1)):
                window = " ".join(words[start : start + size])
                matcher.set_seq1(fold(window).text.lower())
                if matcher.real_quick_ratio() > best and matcher.quick_ratio() > best and matcher.ratio() > best:
                    best, found = matcher.ratio(), window
    return found


def nearest_name(name: str, names: Sequence[str]) -> str | None:
    """The name that resembles another most, or None when none does."""
    same = [other for other in names if other.lower() == name.lower()]
    ending = [other for other in names if other.lower().endswith((f".{name.lower()}", f"/{name.lower()}"))]
    close = difflib.get_close_matches(name, names, n=1, cutoff=0.5)
    return next(iter([*same, *close, *ending]), None)
