"""Rules about what is read first: answers, advice, the first page and the chooser say what their claims say."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, partial

from macros import numerals, repeated
from macros.model import Assertion, Claim, Comparison, Criterion, Outcome, Question, SourceKind, Where
from macros.rules.registry import Violations, once, rule

_CODE = re.compile(r"`([^`]+)`")
_NAME = re.compile(
    r"(?<![\w-])(?:"
    r"(?:[Ff]lask|[Dd]jango|SQLAlchemy)-\w[\w-]*"  # a package by its usual form
    r"|[A-Z][A-Z0-9]*_[A-Z0-9_]+"  # a setting
    r"|\w*[a-z][A-Z]\w*|[A-Z]{2,}[a-z]{2,}\w*"  # WhiteNoise, SQLAlchemy
    r")(?![\w])"
)
LONGEST_LINE, LONGEST_LEAD, MOST_LINES = 45, 14, 5


@dataclass(frozen=True)
class Leaning:
    """A text that is read first: its place, its field, and the claims it is based on; `context` is the question.

    `listing` is a text whose lists may be counted, as the claims' may. Of some texts only the numbers are compared:
    what a row leaves out may name what no claim does. In an answer to the chooser the numbers are the reader's own.
    """

    where: Where
    field: str
    text: str
    claims: tuple[str, ...]
    context: str = ""
    listing: str = ""
    numbers_alone: bool = False
    numbers_too: bool = True


@once
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
    for situation in comparison.situations.values():
        yield Leaning(situation.at_key("because"), "because", situation.because, situation.claims, situation.says)
    yield from _of_what_is_repeated(comparison)
    for article in comparison.articles.values():
        for lapse in article.errors_from:
            yield Leaning(lapse.at_key("since"), "since", lapse.since, lapse.claims)


def _of_what_is_repeated(comparison: Comparison) -> Iterator[Leaning]:
    """What holds in place of what articles repeat, and where that came from."""
    said = {each.id: each.says for each in repeated.things(comparison)}
    for id, entry in comparison.not_so.items():
        yield Leaning(entry.at_key("holds"), "holds", entry.holds, entry.claims, said.get(id, ""))
        if entry.origin:
            yield Leaning(entry.origin.at_key("says"), "says", entry.origin.says, entry.origin.claims, said.get(id, ""))


@once
def reasons(comparison: Comparison) -> Iterator[Leaning]:
    """Every other text of ours that claims are under: what a row is for, what a topic is about, why a verdict."""
    yield from _of_rows(comparison)
    yield from _of_heads(comparison)
    yield from _of_articles(comparison)


def _of_rows(comparison: Comparison) -> Iterator[Leaning]:
    """The sentences of a row and of a topic that name no claims: all claims of the row or topic are under them."""
    under: dict[str, tuple[str, ...]] = {}
    for criterion in comparison.criteria.values():
        own = tuple(claim.id for cell in criterion.frameworks.values() for claim in cell.claims)
        under[criterion.topic] = (*under.get(criterion.topic, ()), *own)
        for field in ("question", "why", "leaves_out"):
            text = getattr(criterion, field)
            yield Leaning(criterion.at_key(field), field, text, own, criterion.question, numbers_alone=True)
    for topic in comparison.topics.values() if not comparison.unread else ():  # a row that is missing has its claims
        yield Leaning(topic.at_key("about"), "about", topic.about, under.get(topic.id, ()), numbers_alone=True)


def _of_articles(comparison: Comparison) -> Iterator[Leaning]:
    """The reasons of verdicts: what they name is in the assertion, or in a row that its claims are of."""
    rows = {id: _row(criterion) for id, criterion in comparison.criteria.items()}
    for article in comparison.articles.values():
        for each in article.assertions:
            if each.criterion and each.criterion not in rows:
                continue
            weighed = {comparison.claims[id].criterion.id for id in each.claims if id in comparison.claims}
            weighed |= {each.criterion} if each.criterion else set()
            context = ". ".join((each.says, *(rows[id] for id in sorted(weighed) if id in rows)))
            for field in ("because", "differs"):
                if text := getattr(each, field):
                    yield Leaning(each.at_key(field), field, text, each.claims, context, each.says)


def _of_heads(comparison: Comparison) -> Iterator[Leaning]:
    """What an article gets right, and what to take from it: what they name is in its statements or their claims."""
    for article in comparison.articles.values():
        for merit in article.gets_right:
            named = [each for each in article.assertions if each.id in merit.statements]
            yield _head(merit.at_key("says"), "says", merit.says, named)
        if article.take:
            yield _head(article.at_key("take"), "take", article.take, article.assertions)


def _head(where: Where, field: str, text: str, named: Iterable[Assertion]) -> Leaning:
    statements = tuple(named)
    claims = dict.fromkeys(id for each in statements for id in each.claims)
    return Leaning(where, field, text, tuple(claims), " ".join(each.says for each in statements))


def _row(criterion: Criterion) -> str:
    """All that a row says."""
    parts = [criterion.question, criterion.why, *map(str, criterion.advice)]
    for cell in criterion.frameworks.values():
        parts += [cell.answer, *(text for claim in cell.claims for text in texts_of(claim))]
    return ". ".join(parts)


def texts_of(claim: Claim) -> list[str]:
    """What a claim says, and its bounds."""
    return [text for text in (claim.says, claim.since, claim.until) if text]


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
    if criterion or not comparison.unread:  # a row that can't be read has claims that are not known
        yield Leaning(question.at_key("question"), "question", question.question, tuple(every))
        yield Leaning(question.at_key("why"), "why", question.why, tuple(every), question.question)
    for option in question.options:
        yield Leaning(
            option.at_key("label"), "label", option.label, option.claims, question.question, numbers_too=False
        )


def _of_outcome(comparison: Comparison, outcome: Outcome) -> Iterator[Leaning]:
    both = (*outcome.claims, *outcome.against.claims)
    packages = (comparison.sources[id].title for id in outcome.packages if id in comparison.sources)
    above = " ".join((outcome.title, *packages))
    yield Leaning(outcome.at_key("summary"), "summary", outcome.summary, outcome.claims, above)
    yield Leaning(outcome.against.at_key("says"), "says", outcome.against.says, both, above)
    for step in outcome.first_steps:
        yield Leaning(outcome.at_key("first_steps"), "first_steps", step, both, above)


def _packages(comparison: Comparison) -> dict[str, str]:
    """Each package that is no framework, with its name in small letters; one with `rows: some` is still a package."""
    own = {name for framework in comparison.whole.values() for name in (framework.source, framework.name)}
    return {
        source.title: source.title.lower()
        for source in comparison.sources.values()
        if source.kind is SourceKind.PACKAGE and not own & {source.id, source.title}
    }


@cache
def _name(title: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-]){re.escape(title)}(?![\w-])", re.IGNORECASE)


def _names(text: str, packages: dict[str, str]) -> Iterator[str]:
    """What a text names that a claim must name too: code words, settings, classes and packages."""
    yield from _CODE.findall(text)
    plain = _CODE.sub(" ", text)
    yield from _NAME.findall(plain)
    low = plain.lower()
    yield from (title for title, small in packages.items() if small in low and _name(title).search(plain))


def _says(name: str, text: str) -> bool:
    """Whether a text in small letters names something, code without its parentheses."""
    return re.sub(r"\(.*\)$", "", name).strip().lower() in text


@rule
def what_is_read_first_is_in_its_claims(comparison: Comparison) -> Violations:
    """What an answer, advice, the first page or the chooser names, one of its claims names too.

    That goes for packages, settings, classes, commands, versions and numbers, and for the reasons of verdicts, which
    may also name what the assertion or its row does. Of what a row or topic is for, it goes for numbers alone.
    """
    packages = _packages(comparison)
    for leaning in (*leanings(comparison), *reasons(comparison)):
        if comparison.unread.ids.intersection(leaning.claims) or not comparison.claims.keys() >= set(leaning.claims):
            continue  # what is under it is not known, which is a problem already
        placed = [comparison.claims[id].claim for id in leaning.claims if id in comparison.claims]
        told = [text for claim in placed for text in texts_of(claim)]
        text = " ".join((*told, leaning.context)).lower()
        names = () if leaning.numbers_alone else _names(leaning.text, packages)
        missed = [name for name in dict.fromkeys(names) if not _says(name, text)]
        lists = (leaning.listing, *told) if leaning.listing else ()
        missed += [
            number
            for number in (numerals.numbers(leaning.text) if leaning.numbers_too else ())
            if not numerals.says(number, text) and not any(map(partial(numerals.counted, number), lists))
        ]
        for name in missed:
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
