"""What turned between two wordings of a sentence: a number, a denial, a word and its opposite, a name."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Collection
from dataclasses import dataclass
from functools import cache, partial
from itertools import pairwise

from macros import numerals
from macros.model import MONTHS

MOST_CHANGED = 4
"""So many words may differ where one is exchanged, and one less where a "not" or an "all" came or went.

With more of them a sentence was written anew, and its words tell nothing of its sense.
"""
GROUPS = (
    "before after", "with without", "more less fewer", "most least fewest", "larger smaller", "bigger smaller",
    "longer shorter", "faster slower", "sooner later", "earlier later", "newer older", "newest oldest", "new old",
    "higher lower", "above below", "over under", "inside outside", "within outside", "on off", "first last", "up down",
    "next previous", "sync async", "synchronous asynchronous", "synchronously asynchronously", "if unless",
    "when unless", "since until", "from until", "allow refuse forbid deny reject", "accept refuse reject",
    "keep lose drop discard delete remove", "add remove", "start stop end", "begin stop end", "enable disable",
    "open close", "opened closed", "required optional", "pass fail", "succeed fail", "public private",
    "same different other", "equal different", "true false", "yes no", "create delete", "raise ignore", "raise return",
    "always never sometimes often rarely usually seldom", "all some every most few many no", "all some every most none",
    "each no",
    "any every", "both either neither", "only also", "minimum maximum", "client server", "browser server",
    "local remote global", "static dynamic", "manual automatic", "manually automatically", "internal external",
    "include exclude leave", "shared separate", "send receive", "read write", "easier harder", "easy hard",
    "simple complex", "development production", "one several", "can must", "may must", "lazily eagerly", "lazy eager",
    "signed encrypted hashed", "built-in third-party first-party", "single multiple", "once twice", "half double",
    "second minute hour day week month year", "byte kb mb gb kilobyte megabyte gigabyte", "left right", "parent child",
    "first second third fourth fifth sixth seventh eighth", "show hide", "visible hidden", "increase decrease",
    " ".join(MONTHS), "directly indirectly",
    "upper lower", "import export", "and or", "common rare",
    "fastest slowest", "longest shortest", "largest smallest", "biggest smallest", "highest lowest", "earliest latest",
    "best worst", "better worse", "fast slow", "quick slow", "long short", "large small", "big small", "high low",
    "strong weak", "absolute relative", "for against", "own shared", "show hidden", "wait continue",
    "safe dangerous", "cheap expensive", "deep shallow", "wide narrow", "correct wrong", "right wrong",
)  # fmt: skip
"""Words of which one in the place of another turns a sentence. Verbs are given without their endings."""
DENIALS = {"no", "not", "never", "none", "nothing", "nobody", "nowhere", "neither", "nor", "lack"}
UNIVERSALS = {"only", "every", "everything", "all", "always", "alone", "exactly", "both"}
HEDGES = {
    "some", "most", "mostly", "often", "sometimes", "usually", "normally", "default", "almost", "nearly", "about",
    "few", "many", "least", "up",
}  # fmt: skip
"""Words without which a text says more than with them; who adds one says less, and turns nothing."""
_EMPTY = {
    "a", "an", "the", "do", "does", "did", "is", "are", "was", "were", "be", "been", "has", "have", "had", "it", "its",
    "of", "to", "that", "by", "in", "at",
}  # fmt: skip
_TURNING = {"than", "place", "instead", "before", "after", "without"}
_KEPT = {*_EMPTY, "always"}
_TOKEN = re.compile(r"`[^`]*`|\d[\d.,_]*\d|\d|[^\W\d_][\w'’-]*|%")
_NUMBER = re.compile(r"\d[\d.,_]*")
_LAST_ZERO = re.compile(r"(?<=\d\.\d)\.0$|(?<=\d\.\d\d)\.0$")
_SPELLED = {"one", *numerals.WORDS, *numerals.TENS, "twice", "thrice", "dozen", "hundred", "thousand", "million"}
_NOT = re.compile(r"(?<=\w)n['’]t\b|(?<=\bcan)not\b")
_PREFIX = re.compile(r"^(?:un|in|im|ir|dis|non-?)(?=[a-z]{3})")
_ENDINGS = ("s", "es", "d", "ed", "ing")
_SHORTEST_STEM = 3


def _opposites() -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for group in (each.lower().split() for each in GROUPS):
        for word in group:
            found.setdefault(word, set()).update({*group} - {word})
    return found


_OPPOSITE = _opposites()


@dataclass(frozen=True)
class Turned:
    """What a wording said and what it says now, either of which may be nothing; `moved` if both are in both."""

    before: str
    now: str
    moved: bool = False


def turned(before: str, now: str, names: Collection[str]) -> Turned | None:
    """What turns a text in which few words differ; `names` are names that may be written small."""
    old, new = _words(before, names), _words(now, names)
    lost, gained = _beyond(old, new), _beyond(new, old)
    if not (lost or gained):
        return _moved(old, new, names)
    changed = sum(word not in _EMPTY for word in (*lost, *gained))
    exchanged = _exchanged(lost, gained, names) if changed <= MOST_CHANGED else None
    return exchanged or (_came_or_went(lost, gained) if changed < MOST_CHANGED else None)


def _beyond(words: list[str], others: list[str]) -> list[str]:
    """The words that are not in another wording as often, each once."""
    return list(dict.fromkeys((Counter(words) - Counter(others)).elements()))


def _words(text: str, names: Collection[str]) -> list[str]:
    """The words, numbers and bits of code of a text, each in a form that is the same wherever it is in a sentence."""
    plain = _NOT.sub(" not", text)
    return [
        _form(match[0], names, first=plain[: match.start()].rstrip(" \"“('")[-1:] in ("", ".", ":", ";", "?", "!"))
        for match in _TOKEN.finditer(plain)
    ]


def _form(token: str, names: Collection[str], *, first: bool) -> str:
    word = re.sub(r"['’]s?$", "", token)
    if word in names or word.startswith("`"):
        return word
    if _NUMBER.fullmatch(word):
        return _LAST_ZERO.sub("", word.replace(",", "").replace("_", ""))
    if first and word[1:] == word[1:].lower():
        word = word.lower()
    if word.lower() in _KEPT:
        return word
    return numerals.singular(re.sub(r"(?<=ch|sh|ss)es$|(?<=[xz])es$", "", re.sub(r"(?<=\w\w)ies$", "y", word)))


def _is_number(word: str) -> bool:
    return bool(_NUMBER.fullmatch(word)) or word.lower() in _SPELLED


def _is_name(word: str, names: Collection[str]) -> bool:
    return word in names or word.startswith("`") or word != word.lower()


def _moved(old: list[str], new: list[str], names: Collection[str]) -> Turned | None:
    """What changed places in a sentence of the same words: two names or numbers, or what follows a "not" or "than"."""
    differing = [(one, other) for one, other in zip(old, new, strict=True) if one != other]
    marked = (_is_name(word, names) or _is_number(word) for pair in differing for word in pair)
    if differing and not all(marked):
        both = zip(_followed(old), _followed(new), strict=True)
        differing = [(one, other) for one, other in both if one != other]
    return Turned(*differing[0], moved=True) if differing else None


def _followed(words: list[str]) -> list[str]:
    """What follows each word that says what is not so, or is less, or comes later."""
    followed = [word for word in words if word not in _EMPTY]
    return [after for word, after in pairwise([*followed, ""]) if word in DENIALS | _TURNING]


def _opposite(lost: list[str], gained: list[str]) -> Turned | None:
    pairs = ((one, other) for one in lost for other in gained)
    return next((Turned(one, other) for one, other in pairs if _are_opposite(one, other)), None)


def _are_opposite(one: str, other: str) -> bool:
    if any(_forms(other) & _OPPOSITE.get(form, set()) for form in _forms(one)):
        return True
    short, long = sorted((one.lower(), other.lower()), key=len)
    return short != long and _PREFIX.sub("", long) == short


@cache
def _forms(word: str) -> frozenset[str]:
    """A word with and without each ending that it may have."""
    low = word.lower()
    endings = (ending for ending in _ENDINGS if low.endswith(ending) and len(low) >= len(ending) + _SHORTEST_STEM)
    stems = {low.removesuffix(ending) for ending in endings}
    return frozenset({low, *stems, *(f"{stem}e" for stem in stems)})


def _exchanged(lost: list[str], gained: list[str], names: Collection[str]) -> Turned | None:
    """A word in the place of its opposite, or one number or name in the place of another."""
    is_name = partial(_is_name, names=names)
    return _opposite(lost, gained) or _another(lost, gained, _is_number) or _another(lost, gained, is_name)


def _another(lost: list[str], gained: list[str], is_one: Callable[[str], bool]) -> Turned | None:
    """The first that is gone and the first that is new; the same number in another spelling is not another."""
    one, other = (next(filter(is_one, words), None) for words in (lost, gained))
    if one is None or other is None or numerals.spellings(one) & numerals.spellings(other):
        return None
    return Turned(one, other)


def _came_or_went(lost: list[str], gained: list[str]) -> Turned | None:
    """A denial or a universal that is gone or new, or a hedge that is gone."""
    for words, added in ((DENIALS, gained), (UNIVERSALS, gained), (HEDGES, [])):
        before, now = ([word for word in each if word.lower() in words] for each in (lost, added))
        if len(before) != len(now):
            return Turned(" ".join(before), " ".join(now))
    return None
