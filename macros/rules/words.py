"""Rules about how texts are worded."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache

from macros.model import Comparison, Written
from macros.rules.registry import Violations, once, rule
from macros.rules.texts import NAMES, SEARCHED, typed

AGEING = ("currently", "recently", "nowadays", "modern", "at the moment", "so far", "these days")
SELLING = (
    "easy", "easily", "powerful", "just", "simply", "robust", "seamless", "seamlessly", "great", "elegant",
    "beautiful", "blazing", "rich", "of course", "obviously",
)  # fmt: skip
NOT_OURS = NAMES | SEARCHED - {("Criterion", "also")}
MEASURED = {"Figure", "Measurement", "Run"}


@once
def ours(comparison: Comparison) -> Iterator[Written]:
    """Every text in our own words: what others named is theirs, and what was measured is written by a command."""
    return (field for field, _ in typed(comparison) if field.key not in NOT_OURS and field.record not in MEASURED)


@cache
def _any_of(words: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, words))})(?![\w-])", re.IGNORECASE)


def _said(comparison: Comparison, words: Iterable[str]) -> Iterator[tuple[Written, str]]:
    """Each text of ours with those of the words that it contains, each once, in small letters and in their order there.

    Hardly any of them is in any text at all, which is quick to see.
    """
    every = "\n".join(field.text for field in ours(comparison)).lower()
    there = tuple(word for word in words if word in every)
    for field in ours(comparison):
        low = field.text.lower()
        if any(word in low for word in there):
            yield from ((field, word) for word in dict.fromkeys(map(str.lower, _any_of(there).findall(field.text))))


@rule
def text_does_not_age(comparison: Comparison) -> Violations:
    """No text says "currently" or "recently": such words go out of date; say since which version."""
    for field, word in _said(comparison, AGEING):
        yield field.where, f'`{field.name}` says "{word}"; say since which version instead'


@rule
def text_does_not_sell(comparison: Comparison) -> Violations:
    """No text says "easy", "powerful" or "just": say what can be checked."""
    for field, word in _said(comparison, SELLING):
        yield field.where, f'`{field.name}` says "{word}"; leave it out or say what can be checked'


@rule
def text_uses_the_words_of_the_field(comparison: Comparison) -> Violations:
    """No text uses a word that data/vocabulary.yml lists under `instead_of`; the message says which to use."""
    better = {old.lower(): word.say for word in comparison.vocabulary for old in word.instead_of}
    for field, word in _said(comparison, better):
        yield field.where, f'`{field.name}` says "{word}"; say "{better[word]}"'


@rule
def term_is_explained_once(comparison: Comparison) -> Violations:
    """A term of the glossary cites a package's documentation or an address, and no other term has its spelling."""
    taken: dict[str, str] = {}
    for term in comparison.glossary.values():
        if (term.docs is None) == (term.url is None):
            yield term.where, f"`{term.id}` needs `docs` or `url`, and not both"
        elif term.docs:
            source = comparison.sources.get(term.docs.docs)
            if source is None or source.docs is None:
                yield (
                    term.docs.at_key("docs"),
                    f"cites `{term.docs.docs}`, which is no package in data/sources/ with `docs:`; cite one or a `url`",
                )
        for spelling in dict.fromkeys(word.lower() for word in (term.term, *term.also)):
            first = taken.setdefault(spelling, term.id)
            if first != term.id:
                yield term.where, f'"{spelling}" is explained by `{first}` already; remove one'


@rule
def term_is_what_its_id_says(comparison: Comparison) -> Violations:
    """A word of a term's id is in the term or in one of its other spellings: an old link leads to the same thing."""
    for term in comparison.glossary.values():
        spelled = " ".join((term.term, *term.also)).lower().replace("+1", " plus one")
        if not any(word in spelled for word in term.id.split("-")):
            yield (
                term.at_key("term"),
                f"the id `{term.id}` is of another term than {term.term!r}; correct the term, or give it a new id",
            )


@rule
def claim_is_one_sentence(comparison: Comparison) -> Violations:
    """A claim is one sentence: it begins with a capital or code, ends with a full stop, and has no second one."""
    for placed in comparison.placed_claims():
        says = re.sub(r"`[^`]*`", "X", placed.claim.says)
        where, name = placed.claim.at_key("says"), f"`{placed.claim.id}`"
        if not re.match(r"[A-Z0-9]", says):
            yield where, f"{name} does not begin with a capital or code; write it as a sentence"
        if not says.endswith("."):
            yield where, f"{name} does not end with a full stop; add one"
        if re.search(r"(?<!e\.g)(?<!i\.e)(?<!vs)[.!?] +[A-Z]", says):
            yield where, f"{name} is more than one sentence; split it into two claims, or join the sentences"


@rule
def pinned_version_is_not_typed(comparison: Comparison) -> Violations:
    """No text repeats a pinned version: the page takes it from data/sources/, so it is never out of date."""
    pinned = {release.version for source in comparison.sources.values() for release in source.releases}
    pinned = {version for version in pinned if version.count(".") == 2}
    if not pinned:
        return
    versions = "|".join(map(re.escape, pinned))
    pattern = re.compile(rf"(?<![\d.])(?:{versions})(?![\d.])")
    with_two_dots = (field for field in ours(comparison) if field.text.count(".") >= 2)
    for field in with_two_dots:
        for version in dict.fromkeys(pattern.findall(field.text)):
            yield field.where, f"`{field.name}` says {version}; name the series or leave it to the page"


@rule
def backticks_come_in_pairs(comparison: Comparison) -> Violations:
    """A code word in backticks is closed: a page would show a single backtick."""
    for field, _ in typed(comparison):
        if field.text.count("`") % 2:
            yield field.where, f"`{field.name}` has an odd number of backticks; close the code word"
