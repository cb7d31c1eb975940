"""Rules about texts that say the opposite of the claims that they are based on."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from macros.model import Comparison, SourceKind
from macros.rules.coverage import Leaning, leanings, reasons
from macros.rules.projects import frameworks_in
from macros.rules.registry import Violations, rule

FEWEST_SHARED = 2
_SENTENCE = re.compile(r"[.;:](?:\s|$)|[()]")
_PART = re.compile(r", (?:(?:and|but|so|which|while|because) )?|\b(?:but|while|because|where|unless|until)\b")
_TOKEN = re.compile(r"`[^`]*`|[A-Za-z][\w'./-]*|\d[\d.,]*")
_DENIAL = re.compile(r"(?:no|not|never|without|none|nothing|nobody|nowhere|neither|nor|cannot|lacks?|\w+n't)", re.I)
_NOT = re.compile(
    r"\b(?:not|never|cannot|no longer|\w+n't)\s+(?:(?:be|been|yet|itself|by itself|also|even|always)\s+)*"
    r"(`[^`]+`|[A-Za-z][\w-]+)",
    re.IGNORECASE,
)
_NO = re.compile(
    r"\b(?:no|without(?: an?)?|neither|nor|none of)\s+(?:(?:own|way of)\s+)?(`[^`]+`|[\w-]+)", re.IGNORECASE
)
_MAY_DENY = re.compile(r"no|n't|never|without|neither", re.IGNORECASE)
"""What is in every match of these two, and is quick to look for."""
# A sentence with such a word may affirm what another denies, and the other way round: "you add", "if", "until".
_SOFT = re.compile(
    r"(?<![\w-])(?:no|not|never|without|none|nothing|nobody|nowhere|neither|nor|cannot|lack\w*|unless|until|only|instead|"
    r"except|hardly|fail\w*|refus\w*|outside|off|less|once|if|when|rather|missing|before|after|otherwise|keep|use|you|your|packages?|"
    r"extensions?|third-party|library|libraries|others?|among|alone|leaves?|separate\w*|stops?|default)(?![\w-])|n't\b|\?",
    re.IGNORECASE,
)
_WITHOUT = re.compile(r"\bwithout\b")
_ORDER = re.compile(r"\s*(?!(?:It|They|Both|Each|An?|The|Th[ie]se?|That|Its|In|By|With|On)\b)[A-Z][a-z]+\b(?!')")
_EMPTY = re.compile(
    r"(?:an?|the|of|to|in|on|at|by|for|from|with|and|or|as|is|are|was|were|be|been|its?|that|which|this|those|these|if|"
    r"when|where|while|than|then|so|you|your|one|do|does|did|has|have|had|will|can|may|must|there|what|who|how|not|no|"
    r"each|any|all|some|more|most|other|another|own|same|such|only|into|up|out|off|over|under|before|after|between|"
    r"until|unless|also|too|but|both|among|mean|need|just|add|them|even|always|itself)",
    re.IGNORECASE,
)
_ENDINGS = ("ing", "ied", "ies", "ed", "es", "s", "ly")


class _Part(NamedTuple):
    """A part of a sentence: its words as they are written and by their stems, and the stems of those that it denies.

    With it is whether it says so for sure, and the packages that are named there. In a part that is `loose`, words
    have nothing to do with those next to them.
    """

    written: list[str]
    words: list[str]
    denied: set[str]
    sure: bool
    names: frozenset[str]
    loose: bool


class _Mention(NamedTuple):
    """One use of a word: the part of a sentence, and which of its words it is."""

    part: _Part
    place: int

    @property
    def written(self) -> str:
        """The word as it is written."""
        return self.part.written[self.place]

    @property
    def denied(self) -> bool:
        """Whether it is denied."""
        return self.part.words[self.place] in self.part.denied

    @property
    def beside(self) -> set[str]:
        """The other words of its part of the sentence."""
        words = self.part.words
        return set(words) - {words[self.place]}

    @property
    def next_to(self) -> set[str]:
        """The words next to it."""
        words, place = self.part.words, self.place
        return set() if self.part.loose else {*words[max(0, place - 1) : place], *words[place + 1 : place + 2]}

    def is_of_the_same(self, other: _Mention) -> bool:
        """Whether two uses speak of one thing, as far as the words around them tell."""
        shared = self.beside & other.beside
        close = self.next_to & other.next_to or any(word.startswith("`") for word in shared)
        names, others = self.part.names, other.part.names
        of_one = not names or not others or bool(names & others)
        return of_one and (len(shared) >= FEWEST_SHARED or bool(close))


type _Said = dict[str, list[_Mention]]


@rule
def text_denies_what_its_claims_deny(comparison: Comparison) -> Violations:
    """What an answer, advice, the chooser or a verdict denies, its claims do not affirm, and the other way round.

    "Is shared between processes" is not above claims that say "is not shared between processes" alone. Sentences with
    a condition are left out, and so are those that speak of another package.
    """
    reader = _Reader(comparison)
    told = {id: reader.said(placed.claim.says, of=placed.framework.name) for id, placed in comparison.claims.items()}
    denying = {id for id, said in told.items() if any(each.denied for uses in said.values() for each in uses)}
    for leaning in (*leanings(comparison), *reasons(comparison)):
        if leaning.numbers_alone or not comparison.claims.keys() >= set(leaning.claims):
            continue
        if not (_MAY_DENY.search(leaning.text) or denying.intersection(leaning.claims)):
            continue  # nothing is denied, and reading all words takes long
        for word, denies in _conflicts(reader.said(leaning.text), [told[id] for id in leaning.claims]):
            yield leaning.where, _turned(leaning, word, denies)


def _turned(leaning: Leaning, word: str, denies: bool) -> str:
    does, do = ("denies", "affirm") if denies else ("affirms", "deny")
    return f'`{leaning.field}` {does} "{word}", which its claims {do}; correct one, or name a claim that says so'


class _Reader:
    """Reads the words of texts, and knows which of them are names."""

    def __init__(self, comparison: Comparison) -> None:
        self.frameworks = frameworks_in(comparison)
        titles = {source.title for source in comparison.sources.values() if source.kind is SourceKind.PACKAGE}
        titles |= {framework.name for framework in comparison.frameworks.values()}
        longest = sorted(titles, key=len, reverse=True)
        self.names = re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, longest))})(?![\w-])")

    def said(self, text: str, of: str = "") -> _Said:
        """Each word of a text with its uses; a claim, `of` a framework, gives no orders."""
        said: _Said = {}
        named = frozenset({of} - {""})
        for sentence in _SENTENCE.split(text):
            named = frozenset(self.names.findall(sentence)) or named
            order = not of and _ORDER.match(sentence) and not self.names.match(sentence.strip())
            sure = not (order or _SOFT.search(sentence))
            stems = set(map(_stem, named))
            for each in _PART.split(sentence):
                part = self._part(each, sure, named)
                for place, word in enumerate(part.words):
                    if word not in stems:
                        said.setdefault(word, []).append(_Mention(part, place))
        return said

    def _part(self, text: str, sure: bool, named: frozenset[str]) -> _Part:
        tokens = _TOKEN.findall(self.frameworks.sub(" ", text))
        written = [each for each in tokens if not _is_empty(each)]
        may_deny = _MAY_DENY.search(text)
        patterns = (_NOT, _NO) if may_deny else ()
        denied = {_stem(match[1]) for pattern in patterns for match in pattern.finditer(text)}
        loose = bool(may_deny and _WITHOUT.search(text))
        return _Part(written, [_stem(each) for each in written], denied, sure, named, loose)


@cache
def _is_empty(token: str) -> bool:
    """Whether a word says nothing that could be denied."""
    return bool(_EMPTY.fullmatch(token) or _DENIAL.fullmatch(token))


@cache
def _stem(word: str) -> str:
    low = re.sub(r"'s?$", "", word.lower())
    for ending in _ENDINGS:
        if low.endswith(ending) and len(low) > len(ending) + 2:
            return low.removesuffix(ending) + ("y" if ending in ("ied", "ies") else "")
    return low.removesuffix("e") if len(low) > len("true") else low


def _conflicts(text: _Said, claims: list[_Said]) -> Iterator[tuple[str, bool]]:
    """Words that a text denies and its claims affirm, and the other way round."""
    for word, ours in text.items():
        theirs = [each for claim in claims if word in claim for each in claim[word]]
        for denying, affirming, of_text in ((ours, theirs, True), (theirs, ours, False)) if theirs else ():
            denied = all(each.denied for each in denying) and not any(each.denied for each in affirming)
            sure = [each for each in affirming if each.part.sure] if denied else []
            if any(one.is_of_the_same(other) for one in denying for other in sure):
                yield ours[0].written, of_text
