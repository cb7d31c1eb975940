"""Numbers in a text, in digits or in words, and how long its lists are."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

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
# Every text is searched for it: what it begins with is looked at first.
NUMBER = re.compile(
    rf"\b(?=[\dtfsendhm])(?<![.-])(?:\d+(?:[.,]\d+)*(?!\w)|(?:{'|'.join(_SPELLED)})(?![\w-]))", re.IGNORECASE
)
_SENTENCE = re.compile(r"[.;:()](?:\s|$)")
# An item has a few words: more are a part of the sentence, and no item of a list.
_ITEM = r"[^\s,]+(?: [^\s,]+){0,4}"
_LIST = re.compile(rf"((?:{_ITEM}, )+)(?:{_ITEM} )?(?:and|or) ")
_SECONDS = {"second": 1, "minute": 60, "hour": 3600, "day": 86400, "week": 604800}
_BYTES = {"byte": 1, "kb": 2**10, "mb": 2**20, "gb": 2**30}
_UNITS = {*_SECONDS, *_BYTES, "month", "year", "percent"}
_ONE_UNIT = re.compile(r"\b(?<!per )(?<!hits )(an?|one) (minute|hour|day|week|month|year)\b(?!-)", re.IGNORECASE)
_WORD = re.compile(r"[A-Za-z%][\w%'-]*|\d|\W")
_NO_THING = re.compile(
    r"(?:of|and|or|in|at|to|the|an?|is|are|for|on|by|more|newer|older|later|who|that|which|with|as|such|once|has|have|"
    r"its?|both|then|per|than|from|until|since|but|not|can|be|does|was|were)",
    re.IGNORECASE,
)
_MOST_WORDS_OF_A_THING = 2


def numbers(text: str) -> list[str]:
    """The numbers of a text, each once and in its order, without those in code."""
    return list(dict.fromkeys(NUMBER.findall(_CODE.sub(" ", text))))


@cache
def spellings(number: str) -> frozenset[str]:
    """How else a number may be written: 2 as two, twice or second, 1,000 as 1000 and 1_000."""
    low = number.lower()
    written = frozenset({low, low.replace(",", ""), low.replace(",", "_")})
    return written.union(*(alike for alike in _ALIKE if low in alike))


def says(number: str, text: str, *, series: bool = False) -> bool:
    """Whether a text in small letters has a number, in whichever spelling; 5.2 is in 5.2.1 as a series alone."""
    return _spelled(number, series).search(text) is not None


@cache
def _spelled(number: str, series: bool) -> re.Pattern[str]:
    end = r"(?!\w)" if series and "." in number else r"(?![\w]|\.\d)"
    digits = "|".join(re.escape(each) for each in spellings(number) if not each.isalpha()) or "(?!)"
    words = "|".join(re.escape(each) for each in spellings(number) if each.isalpha()) or "(?!)"
    return re.compile(rf"(?<![\w.])(?:{digits}){end}|(?<![\w-])(?:{words})(?![\w-])")


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


@dataclass(frozen=True)
class Quantity:
    """A number as a text writes it, and the words after it that say of what: "1,000" and "parameter"."""

    number: str
    things: tuple[str, ...]
    written: str

    @property
    def unit(self) -> str | None:
        """The unit of time or size that it is in."""
        return next((thing for thing in self.things if thing in _UNITS), None)

    def is_(self, other: Quantity) -> bool:
        """Whether two quantities in units are the same: an hour and 3600 seconds."""
        if self.unit == other.unit:
            return bool(spellings(self.number) & spellings(other.number))
        return any(_measure(self, units) == _measure(other, units) is not None for units in (_SECONDS, _BYTES))


def _measure(quantity: Quantity, units: dict[str, int]) -> float | None:
    digits = [each for each in spellings(quantity.number) if re.fullmatch(r"\d+(?:\.\d+)?", each)]
    if quantity.unit not in units or not digits:
        return None
    return float(digits[0]) * units[quantity.unit]


def quantities(text: str) -> list[Quantity]:
    """The numbers of a text that are followed by what they count, in their order; "an hour" is one."""
    sentences = _CODE.sub("`", text).split(". ")
    return [quantity for sentence in sentences for quantity in _quantities(sentence)]


@cache
def _quantities(plain: str) -> tuple[Quantity, ...]:
    """Those of one sentence: the same sentences are read in the context of many others."""
    found = [(match.start(), _quantity(plain, match)) for match in NUMBER.finditer(plain)]
    found += [(match.start(), Quantity("1", (match[2].lower(),), match[0])) for match in _ONE_UNIT.finditer(plain)]
    return tuple(quantity for _, quantity in sorted(found, key=lambda each: each[0]) if quantity.things)


def _quantity(plain: str, match: re.Match[str]) -> Quantity:
    things, end = [], match.end()
    for word in _WORD.finditer(plain, match.end()):
        if word[0] == " ":
            continue
        if not word[0][0].isalpha() or _NO_THING.fullmatch(word[0]) or NUMBER.fullmatch(word[0]):
            break
        things.append(singular(word[0].lower()))
        end = word.end()
        if len(things) == _MOST_WORDS_OF_A_THING:
            break
    return Quantity(match[0].replace(",", ""), tuple(things), plain[match.start() : end])


def singular(word: str) -> str:
    """A word without its plural `s`."""
    return word[:-1] if word.endswith("s") and not word.endswith("ss") and len(word) > len("as") + 1 else word
