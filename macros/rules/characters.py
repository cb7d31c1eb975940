"""Rules about the characters of texts: each is what it looks like."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from macros.model import Comparison
from macros.rules.registry import Violations, rule

SIGNS = "–—‘’“”…"
"""The signs outside ASCII that texts may have."""
_LATIN = (
    (0xC0, 0x17F),
    (0x1A0, 0x1A1),
    (0x1AF, 0x1B0),
    (0x1CD, 0x1DC),
    (0x1E6, 0x1ED),
    (0x200, 0x21B),
    (0x1E00, 0x1EF9),
)
"""Where Unicode has the Latin letters with accents that names are written with; phonetic ones imitate others."""


def _is_letter(character: str) -> bool:
    """Whether it is a Latin letter that is not another form of one, such as the dotless i or the long s."""
    if not unicodedata.name(character, "").startswith("LATIN ") or character in "ıſĸ":
        return False
    return unicodedata.normalize("NFKC", character) == character


_LETTERS = "".join(chr(code) for first, last in _LATIN for code in range(first, last + 1) if _is_letter(chr(code)))
_OTHER = re.compile(rf"[^ -~{SIGNS}{_LETTERS}]")


@rule
def text_is_in_latin_letters(comparison: Comparison) -> Violations:
    """Texts, phrases and patterns hold Latin letters, with accents where a name has them, and plain signs.

    Letters of other alphabets imitate them, so that a reader takes one name for another and a pattern matches nothing.
    """
    for field in comparison.written:
        if field.text.isascii() and field.text.isprintable():
            continue
        found = _OTHER.search(field.text)
        if found and not field.is_link:
            word, sign = _word(field.text, found.start()), found[0]
            yield field.where, f"`{field.name}` holds {_described(sign)} in {word}; {_remedy(sign)}"


def _described(character: str) -> str:
    return f"U+{ord(character):04X} {unicodedata.name(character, 'without a name')}"


def _word(text: str, place: int) -> str:
    """The word around a place, with every character outside ASCII spelled out."""
    before, after = re.search(r"\S*$", text[:place]), re.match(r"\S*", text[place:])
    assert before
    assert after
    return ascii(f"{before[0]}{after[0]}"[:40])


def _remedy(character: str) -> str:
    if unicodedata.category(character) == "Zs":
        return "type a plain space"
    if unicodedata.category(character).startswith("M"):
        return "type the letter and its accent as one"
    return "type the word again on a plain keyboard, or leave it out"


PLACES = {("Absence", "folder"), ("Code", "file"), ("Docs", "at"), ("DocsPlace", "files"), ("DocsPlace", "page")}
_WORD = re.compile(r"[\w-]+")
_DIGITS = str.maketrans("10", "lo")
_PLACE = re.compile(r"[A-Za-z0-9_./#{}+@%~()-]+(?<!\.)")


@rule
def place_is_typed_as_a_path(comparison: Comparison) -> Violations:
    """A page, file or folder is written as a path: letters, digits, slashes and a few signs, and no dots at its end."""
    for field in comparison.written:
        if field.key in PLACES and (not _PLACE.fullmatch(field.text) or ".." in field.text):
            yield field.where, f"`{field.name}` is no path; copy it again from the release"


@rule
def name_is_not_imitated(comparison: Comparison) -> Violations:
    """No word looks like the name of a source with other letters in it: a capital I for an l, a 0 for an o."""
    names = [source.title for source in comparison.sources.values() if re.fullmatch(r"[\w-]{5,}", source.title)]
    terms = [term.term for term in comparison.glossary.values() if re.fullmatch(r"\w{3,}", term.term)]
    known = {name.lower() for name in (*names, *terms)}
    looks = {_look(name): name for name in names}
    # "Its" looks like LTS, so a term, which can be that short, is imitated by digits alone.
    short = {_look(term): term for term in terms}

    @cache
    def imitated(word: str) -> str | None:
        if word.lower() in known:
            return None
        return looks.get(_look(word)) or (short.get(_look(word)) if re.search(r"[01]", word) else None)

    for field in comparison.written:
        for word in _WORD.findall(field.text) if field.is_words else ():
            if name := imitated(word):
                yield field.where, f"`{field.name}` says {word!r}, which looks like {name}; type it again"


def _look(word: str) -> str:
    return word.replace("I", "l").lower().translate(_DIGITS)
