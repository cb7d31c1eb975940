"""Rules about what is read first: answers, advice, the first page and the chooser say what their claims say."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from macros.model import Comparison, Outcome, Question, SourceKind, Where
from macros.rules.registry import Violations, rule

NUMBERS = ("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
WORD_OF = {str(number): word for number, word in enumerate(NUMBERS, start=2)}
DIGITS_OF = {word: digits for digits, word in WORD_OF.items()}
_CODE = re.compile(r"`([^`]+)`")
_NAME = re.compile(
    r"(?<![\w-])(?:"
    r"(?:[Ff]lask|[Dd]jango|SQLAlchemy)-\w[\w-]*"  # a package by its usual form
    r"|[A-Z][A-Z0-9]*_[A-Z0-9_]+"  # a setting
    r"|\w*[a-z][A-Z]\w*|[A-Z]{2,}[a-z]{2,}\w*"  # WhiteNoise, SQLAlchemy
    r")(?![\w])"
)
_NUMBER = re.compile(rf"(?<![\w.-])(?:\d+(?:[.,]\d+)*|{'|'.join(NUMBERS)})(?![\w])", re.IGNORECASE)
LONGEST_LINE, LONGEST_LEAD, MOST_LINES = 45, 14, 5


@dataclass(frozen=True)
class Leaning:
    """A text that is read first: its place, its field, and the claims it is based on; `context` is the question."""

    where: Where
    field: str
    text: str
    claims: tuple[str, ...]
    context: str = ""


def leanings(comparison: Comparison) -> Iterator[Leaning]:
    """Every text that is read before a claim, with the claims it is based on."""
    for criterion in comparison.criteria.values():
        for cell in criterion.frameworks.values():
            own = tuple(claim.id for claim in cell.claims)
            yield Leaning(cell.at_key("answer"), "answer", cell.answer, own, criterion.question)
        for line in criterion.advice:
            if line.when:
                yield Leaning(line.at_key("when"), "when", line.when, line.claims, criterion.question)
            yield Leaning(
                line.at_key("then"), "then", line.then, line.claims, f"{criterion.question} {line.when or ''}"
            )
    for framework in comparison.frameworks.values():
        yield Leaning(framework.at_key("summary"), "summary", framework.summary, framework.claims)
    for sentence in comparison.home.answer:
        yield Leaning(sentence.at_key("says"), "says", sentence.says, sentence.claims)
    for choice in comparison.home.choices:
        for reason in choice.advice:
            yield Leaning(reason.at_key("when"), "when", reason.when, reason.claims, choice.title)
    yield from _of_chooser(comparison)


def _of_chooser(comparison: Comparison) -> Iterator[Leaning]:
    chooser = comparison.chooser
    for question in chooser.questions:
        yield from _of_question(comparison, question)
    for decision in chooser.rules:
        yield Leaning(decision.at_key("because"), "because", decision.because, decision.claims)
    for outcome in chooser.outcomes:
        yield from _of_outcome(comparison, outcome)
    for note in chooser.notes:
        yield Leaning(note.at_key("says"), "says", note.says, note.claims, note.when)


def _of_question(comparison: Comparison, question: Question) -> Iterator[Leaning]:
    criterion = comparison.criteria.get(question.criterion)
    cells = criterion.frameworks.values() if criterion else ()
    every = [claim.id for cell in cells for claim in cell.claims]
    every += [id for option in question.options for id in option.claims]
    yield Leaning(question.at_key("question"), "question", question.question, tuple(every))
    yield Leaning(question.at_key("why"), "why", question.why, tuple(every), question.question)
    for option in question.options:
        yield Leaning(option.at_key("label"), "label", option.label, option.claims, question.question)


def _of_outcome(comparison: Comparison, outcome: Outcome) -> Iterator[Leaning]:
    both = (*outcome.claims, *outcome.against.claims)
    named = " ".join(comparison.sources[id].title for id in outcome.packages if id in comparison.sources)
    yield Leaning(outcome.at_key("summary"), "summary", outcome.summary, outcome.claims, f"{outcome.title} {named}")
    yield Leaning(outcome.against.at_key("says"), "says", outcome.against.says, both, f"{outcome.title} {named}")
    for step in outcome.first_steps:
        yield Leaning(outcome.at_key("first_steps"), "first_steps", step, both, f"{outcome.title} {named}")


def _packages(comparison: Comparison) -> dict[str, re.Pattern[str]]:
    """A pattern for the name of each package that is no framework; one with `rows: some` is still a package here."""
    own = {name for framework in comparison.whole.values() for name in (framework.source, framework.name)}
    titles = [
        source.title
        for source in comparison.sources.values()
        if source.kind is SourceKind.PACKAGE and not own & {source.id, source.title}
    ]
    return {title: re.compile(rf"(?<![\w-]){re.escape(title)}(?![\w-])", re.IGNORECASE) for title in titles}


def _names(text: str, packages: dict[str, re.Pattern[str]]) -> Iterator[str]:
    """What a text names that a claim must name too: code words, settings, classes, packages, versions and numbers."""
    yield from _CODE.findall(text)
    plain = _CODE.sub(" ", text)
    yield from _NAME.findall(plain)
    yield from (title for title, pattern in packages.items() if pattern.search(plain))
    yield from _NUMBER.findall(plain)


def _says(name: str, text: str) -> bool:
    """Whether a text names something; numbers count in digits and in words, code without its parentheses."""
    low, bare = name.lower(), re.sub(r"\(.*\)$", "", name).strip().lower()
    spelled = {low, WORD_OF.get(low, low), DIGITS_OF.get(low, low)}
    if _NUMBER.fullmatch(name):
        return any(re.search(rf"(?<![\w.]){re.escape(word)}(?![\w]|\.\d)", text) for word in spelled)
    return bare in text


@rule
def what_is_read_first_is_in_its_claims(comparison: Comparison) -> Violations:
    """What an answer, advice, the first page or the chooser names, one of its claims names too.

    That goes for packages, settings, classes, commands, versions and numbers.
    """
    packages = _packages(comparison)
    for leaning in leanings(comparison):
        if comparison.unread.ids.intersection(leaning.claims) or not comparison.claims.keys() >= set(leaning.claims):
            continue  # what it leans on is not known, which is a problem already
        stated = [comparison.claims[id].claim for id in leaning.claims if id in comparison.claims]
        told = [text for claim in stated for text in (claim.says, claim.since, claim.until) if text]
        text = " ".join((*told, leaning.context)).lower()
        for name in dict.fromkeys(_names(leaning.text, packages)):
            if not _says(name, text):
                yield (
                    leaning.where,
                    f"`{leaning.field}` names {name.strip('`')!r}, which none of its claims says; "
                    "name a claim that says it, or leave it out",
                )


@rule
def advice_names_claims_of_whom_it_speaks(comparison: Comparison) -> Violations:
    """A line that speaks of a framework that answers every row names a claim about that framework."""
    patterns = {
        framework.id: re.compile(rf"(?<![\w-]){re.escape(framework.name)}(?![\w-])")
        for framework in comparison.whole.values()
    }
    for leaning in leanings(comparison):
        placed = [comparison.claims[id] for id in leaning.claims if id in comparison.claims]
        about = {each.framework.id for each in placed}
        if leaning.field == "answer" or len(placed) < len(leaning.claims):
            continue
        for id, pattern in patterns.items():
            if id not in about and pattern.search(leaning.text):
                yield (
                    leaning.where,
                    f"`{leaning.field}` speaks of {comparison.frameworks[id].name} but names no claim about it; "
                    "add one under `claims`",
                )


@rule
def advice_is_short(comparison: Comparison) -> Violations:
    """A row has at most five lines of advice, each with a short lead and one or two short sentences."""
    for criterion in comparison.criteria.values():
        if len(criterion.advice) > MOST_LINES:
            yield criterion.at_key("advice"), f"has {len(criterion.advice)} lines of advice; keep at most {MOST_LINES}"
        for line in criterion.advice:
            words, lead = line.then.split(), (line.when or "").split()
            if len(words) > LONGEST_LINE:
                yield line.at_key("then"), f"`then` has {len(words)} words; shorten it to {LONGEST_LINE}"
            if not line.then.endswith((".", "?")):
                yield line.at_key("then"), "`then` does not end with a full stop; add one"
            if len(lead) > LONGEST_LEAD:
                yield line.at_key("when"), f"`when` has {len(lead)} words; shorten it to {LONGEST_LEAD}"
            if (line.when or "").endswith((".", ":", ",")):
                yield line.at_key("when"), "`when` ends with a sign; leave it out, because the page adds a colon"


@rule
def criterion_says_how_it_is_asked(comparison: Comparison) -> Violations:
    """A criterion lists in `also` the words that people use for it, so that the search and the filters find it."""
    for criterion in comparison.criteria.values():
        if not criterion.also:
            yield criterion.where, "has no `also`; list the words that people search for it with"
        for name, times in _counted(criterion.also):
            if times > 1:
                yield criterion.at_key("also"), f"`also` lists {name!r} twice; remove one"


def _counted(words: Iterable[str]) -> list[tuple[str, int]]:
    low = [word.lower() for word in words]
    return [(word, low.count(word)) for word in dict.fromkeys(low)]
