"""Statements that say nearly the same in nearly the same words: one name for them, and so one verdict."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from itertools import combinations

from macros.model import Assertion, Comparison
from macros.rules.registry import Violations, rule
from macros.rules.statements import statements

NEARLY = 0.5
"""How much of the words of two statements, the rare ones weighing most, is in both when they say nearly the same."""
_WORD = re.compile(r"[a-z0-9][\w'-]*")
_SMALL = frozenset(
    re.findall(
        r"\w+",
        "a an the of in to for is are it its with and or as by on be that this at than from so not has have can which "
        "their his who",
    )
)
_ENDINGS = ("ing", "ed", "es", "s", "ly")


@dataclass(frozen=True)
class Twins:
    """Two statements that may say the same, with how near their words are."""

    near: float
    first: str
    second: str


@rule
def what_says_the_same_has_one_name(comparison: Comparison) -> Violations:
    """What is said of a framework twice, in nearly the same words, shares a `same`, or each has one of its own."""
    known = statements(comparison)
    for twins in candidates(comparison) if not comparison.unread else ():
        if set(known[twins.first].about) != set(known[twins.second].about):
            continue  # said of the other framework: `mirrors` is for that, and the list of candidates shows it
        yield (
            known[twins.second].where,
            f"`{twins.second}` says nearly the same as `{twins.first}`; give both one `same`, "
            "or each one of its own if they differ",
        )


def candidates(comparison: Comparison, least: float = NEARLY) -> Iterator[Twins]:
    """Statements of one row, or weighed against one claim, that nobody has named, in words as near as `least`."""
    known = statements(comparison)
    words = {name: _words(each.says, comparison) for name, each in known.items()}
    weights = _weights(words.values())
    for first, second in _pairs(known):
        near = _near(words[first], words[second], weights)
        if near >= least:
            yield Twins(near, first, second)


def _pairs(known: dict[str, Assertion]) -> list[tuple[str, str]]:
    """The statements, two and two, that share a row or a claim, and have not both a name in `same`."""
    shared: dict[str | None, list[str]] = {}
    for name, each in known.items():
        for place in {each.criterion, *each.claims}:
            shared.setdefault(place, []).append(name)
    nameless = {name for name, each in known.items() if not each.same}
    pairs = (pair for names in shared.values() for pair in combinations(names, 2))
    return sorted({pair for pair in pairs if not nameless.isdisjoint(pair)})


def _words(text: str, comparison: Comparison) -> frozenset[str]:
    """The words of a text, without those that every text has, the names of the frameworks, and endings."""
    names = {framework.name.lower() for framework in comparison.frameworks.values()}
    found = (word.removesuffix("'s") for word in _WORD.findall(text.lower()))
    return frozenset(_stem(word) for word in found if word not in _SMALL | names)


def _stem(word: str) -> str:
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            return word.removesuffix(ending).rstrip("e")
    return word.rstrip("e")


def _weights(words: Collection[frozenset[str]]) -> dict[str, float]:
    """A word weighs the more the fewer statements have it."""
    counts = Counter(word for each in words for word in each)
    return {word: math.log(1 + len(words) / count) for word, count in counts.items()}


def _near(one: frozenset[str], other: frozenset[str], weights: dict[str, float]) -> float:
    shared = one & other
    if not shared:
        return 0.0  # as nearly all have, which is quick to see
    return sum(weights[word] for word in shared) / sum(weights[word] for word in one | other)
