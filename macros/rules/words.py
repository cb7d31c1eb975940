"""Rules about how texts are worded."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from macros.model import Chooser, Comparison, Where
from macros.rules.registry import Violations, rule
from macros.rules.texts import typed

AGEING = ("currently", "recently", "nowadays", "modern", "at the moment", "so far", "these days")
SELLING = (
    "easy", "easily", "powerful", "just", "simply", "robust", "seamless", "seamlessly", "great", "elegant",
    "beautiful", "blazing", "rich", "of course", "obviously",
)  # fmt: skip


def texts(comparison: Comparison) -> Iterator[tuple[Where, str, str]]:
    """Every authored text: its place, the name of its field, the text."""
    for criterion in comparison.criteria.values():
        for name in ("question", "why", "leaves_out"):
            yield criterion.at_key(name), name, getattr(criterion, name)
        yield from ((criterion.at_key("also"), "also", words) for words in criterion.also)
        for line in criterion.advice:
            named = (("when", line.when), ("then", line.then))
            yield from ((line.at_key(name), name, text) for name, text in named if text)
        for cell in criterion.frameworks.values():
            yield cell.at_key("answer"), "answer", cell.answer
            yield from ((claim.at_key("says"), "says", claim.says) for claim in cell.claims)
    for framework in comparison.frameworks.values():
        yield framework.at_key("summary"), "summary", framework.summary
    for topic in comparison.topics.values():
        yield topic.at_key("title"), "title", topic.title
        yield topic.at_key("about"), "about", topic.about
    for term in comparison.glossary.values():
        yield term.at_key("says"), "says", term.says
    yield from ((sentence.at_key("says"), "says", sentence.says) for sentence in comparison.home.answer)
    for choice in comparison.home.choices:
        yield choice.at_key("title"), "title", choice.title
        yield from ((advice.at_key("when"), "when", advice.when) for advice in choice.advice)
    yield from _of_chooser(comparison.chooser)
    for situation in comparison.situations.values():
        yield from ((situation.at_key(name), name, getattr(situation, name)) for name in ("says", "because"))
        if situation.decided:
            yield situation.decided.at_key("became"), "became", situation.decided.became
    for article in comparison.articles.values():
        for each in article.assertions:
            for name in ("says", "because", "differs"):
                if text := getattr(each, name):
                    yield each.at_key(name), name, text


def _of_chooser(chooser: Chooser) -> Iterator[tuple[Where, str, str]]:
    for question in chooser.questions:
        yield from ((question.at_key(name), name, getattr(question, name)) for name in ("question", "why"))
        yield from ((option.at_key("label"), "label", option.label) for option in question.options)
    yield from ((each.at_key("because"), "because", each.because) for each in chooser.rules)
    for outcome in chooser.outcomes:
        yield from ((outcome.at_key(name), name, getattr(outcome, name)) for name in ("title", "summary"))
        yield outcome.against.at_key("says"), "says", outcome.against.says
        yield from ((outcome.at_key("first_steps"), "first_steps", step) for step in outcome.first_steps)
    for note in chooser.notes:
        yield from ((note.at_key(name), name, getattr(note, name)) for name in ("when", "says"))


@cache
def _any_of(words: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, words))})(?![\w-])", re.IGNORECASE)


def _words(text: str, words: tuple[str, ...]) -> list[str]:
    """Those of the words that stand in the text, each once, in small letters and in their order there."""
    low = text.lower()
    if not any(word in low for word in words):
        return []  # which is quick to see, and so of nearly every text
    return list(dict.fromkeys(word.lower() for word in _any_of(words).findall(text)))


@rule
def text_does_not_age(comparison: Comparison) -> Violations:
    """No text says "currently" or "recently": such words go out of date; say since which version."""
    for where, name, text in texts(comparison):
        for word in _words(text, AGEING):
            yield where, f'`{name}` says "{word}"; say since which version instead'


@rule
def text_does_not_sell(comparison: Comparison) -> Violations:
    """No text says "easy", "powerful" or "just": say what can be checked."""
    for where, name, text in texts(comparison):
        for word in _words(text, SELLING):
            yield where, f'`{name}` says "{word}"; leave it out or say what can be checked'


@rule
def text_uses_the_words_of_the_field(comparison: Comparison) -> Violations:
    """No text uses a word that data/vocabulary.yml lists under `instead_of`; the message says which to use."""
    better = {old.lower(): word.say for word in comparison.vocabulary for old in word.instead_of}
    if better:
        for where, name, text in texts(comparison):
            for word in _words(text, tuple(better)):
                yield where, f'`{name}` says "{word}"; say "{better[word]}"'


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
    versions = "|".join(map(re.escape, sorted(pinned)))
    pattern = re.compile(rf"(?<![\d.])(?:{versions})(?![\d.])")
    for where, name, text in texts(comparison):
        for version in dict.fromkeys(pattern.findall(text)):
            yield where, f"`{name}` says {version}; name the series or leave it to the page"


@rule
def backticks_come_in_pairs(comparison: Comparison) -> Violations:
    """A code word in backticks is closed: a page would show a single backtick."""
    for field, _ in typed(comparison):
        if field.text.count("`") % 2:
            yield field.where, f"`{field.name}` has an odd number of backticks; close the code word"
