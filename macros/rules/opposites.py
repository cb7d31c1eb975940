"""Rules about texts that say the opposite of the claims that they are based on."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache

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


@dataclass(frozen=True)
class _Mention:
    """One use of a word: denied, affirmed for sure, or neither.

    With it are the words of its part of a sentence, those next to it, and the packages that are named there.
    """

    written: str
    denied: bool
    sure: bool
    beside: frozenset[str]
    next_to: frozenset[str]
    names: frozenset[str]

    def is_of_the_same(self, other: _Mention) -> bool:
        """Whether two uses speak of one thing, as far as the words around them tell."""
        shared = self.beside & other.beside
        close = self.next_to & other.next_to or any(word.startswith("`") for word in shared)
        of_one = not self.names or not other.names or bool(self.names & other.names)
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
    for leaning in (*leanings(comparison), *reasons(comparison)):
        if leaning.numbers_alone or not comparison.claims.keys() >= set(leaning.claims):
            continue
        for word, denies in _conflicts(reader.said(leaning.text), _merged(told[id] for id in leaning.claims)):
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
            for part in _PART.split(sentence):
                for word, mention in self._mentions(part, sure, named):
                    said.setdefault(word, []).append(mention)
        return said

    def _mentions(self, part: str, sure: bool, named: frozenset[str]) -> Iterator[tuple[str, _Mention]]:
        denied = {_stem(match[1]) for pattern in (_NOT, _NO) for match in pattern.finditer(part)}
        tokens = _words(self.frameworks.sub(" ", part))
        words = [_stem(each) for each in tokens]
        for place, (written, word) in enumerate(zip(tokens, words, strict=True)):
            if word not in map(_stem, named):
                near = frozenset(words[max(0, place - 1) : place] + words[place + 1 : place + 2])
                near = frozenset() if _WITHOUT.search(part) else near
                yield word, _Mention(written, word in denied, sure, frozenset(words) - {word}, near, named)


def _words(part: str) -> list[str]:
    tokens = _TOKEN.findall(part)
    return [each for each in tokens if not (_EMPTY.fullmatch(each) or _DENIAL.fullmatch(each))]


@cache
def _stem(word: str) -> str:
    low = re.sub(r"'s?$", "", word.lower())
    for ending in _ENDINGS:
        if low.endswith(ending) and len(low) > len(ending) + 2:
            return low.removesuffix(ending) + ("y" if ending in ("ied", "ies") else "")
    return low.removesuffix("e") if len(low) > len("true") else low


def _merged(claims: Iterable[_Said]) -> _Said:
    merged: _Said = {}
    for claim in claims:
        for word, mentions in claim.items():
            merged.setdefault(word, []).extend(mentions)
    return merged


def _conflicts(text: _Said, claims: Mapping[str, list[_Mention]]) -> Iterator[tuple[str, bool]]:
    """Words that a text denies and its claims affirm, and the other way round."""
    for word in text.keys() & claims.keys():
        for denying, affirming, of_text in ((text[word], claims[word], True), (claims[word], text[word], False)):
            denied = all(each.denied for each in denying) and not any(each.denied for each in affirming)
            sure = [each for each in affirming if each.sure]
            if denied and any(one.is_of_the_same(other) for one in denying for other in sure):
                yield text[word][0].written, of_text
