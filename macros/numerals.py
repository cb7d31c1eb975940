"""Numbers in a text, in digits or in words, and how long its lists are."""

from __future__ import annotations

import re

WORDS = (
    "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen", "fourteen",
    "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty",
)  # fmt: skip
TENS = ("thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_ALIKE = (
    *({str(number), word} for number, word in enumerate(WORDS, start=2)),
    *({str(number), word} for number, word in zip(range(30, 100, 10), TENS, strict=True)),
    {"2", "two", "twice", "second", "double", "pair"},
    {"3", "three", "third", "thrice"},
    {"4", "four", "fourth"},
    {"5", "five", "fifth"},
    {"6", "six", "sixth"},
    {"8", "eight", "eighth"},
    {"12", "twelve", "dozen", "dozens"},
    {"half", "halves"},
    {"percent", "%", "per cent"},
)
_CODE = re.compile(r"`[^`]*`")
_SPELLED = (*WORDS, *TENS, "twice", "thrice", "(?<!few )dozens?", "hundreds?", "thousands?", "millions?")
NUMBER = re.compile(rf"(?<![\w.-])(?:\d+(?:[.,]\d+)*(?!\w)|(?:{'|'.join(_SPELLED)})(?![\w-]))", re.IGNORECASE)
_SENTENCE = re.compile(r"[.;:()](?:\s|$)")
# An item has a few words: more are a part of the sentence, and no item of a list.
_ITEM = r"[^\s,]+(?: [^\s,]+){0,4}"
_LIST = re.compile(rf"((?:{_ITEM}, )+)(?:{_ITEM} )?(?:and|or) ")


def numbers(text: str) -> list[str]:
    """The numbers of a text, each once and in its order, without those in code."""
    return list(dict.fromkeys(NUMBER.findall(_CODE.sub(" ", text))))


def spellings(number: str) -> set[str]:
    """How else a number may be written: 2 as two, twice or second, 1,000 as 1000 and 1_000."""
    low = number.lower()
    written = {low, low.replace(",", ""), low.replace(",", "_")}
    return written.union(*(alike for alike in _ALIKE if low in alike))


def says(number: str, text: str, *, series: bool = False) -> bool:
    """Whether a text in small letters has a number, in whichever spelling; 5.2 is in 5.2.1 as a series alone."""
    end = r"(?!\w)" if series and "." in number else r"(?![\w]|\.\d)"
    digits = "|".join(re.escape(each) for each in spellings(number) if not each.isalpha()) or "(?!)"
    words = "|".join(re.escape(each) for each in spellings(number) if each.isalpha()) or "(?!)"
    return re.search(rf"(?<![\w.])(?:{digits}){end}|(?<![\w-])(?:{words})(?![\w-])", text) is not None


def counted(number: str, text: str) -> bool:
    """Whether a text lists as many things: "PostgreSQL, MySQL and SQLite" are three."""
    lengths = {str(length) for length in _lengths(text)}
    return bool(spellings(number) & lengths)


def _lengths(text: str) -> set[int]:
    lengths = set()
    for part in _SENTENCE.split(text):
        for match in _LIST.finditer(part):
            # What leads to a list may end with a comma too, and so may what comes before its "and".
            lengths |= {match[1].count(", ") + 1, match[1].count(", ") + 2}
    return lengths
