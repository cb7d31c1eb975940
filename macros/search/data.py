"""The places that data/ makes."""

from __future__ import annotations

from collections.abc import Iterator

from macros import addresses
from macros.model import Chooser, Comparison, Criterion
from macros.repeated import things

from .entry import Entry

NOT_SO, YOUR_OWN, SPEED = "Ten things that are not so", "Check a sentence you have read", "Speed, measured"
"""The pages that data fills but that people write, as the navigation names them."""


def first(comparison: Comparison) -> Iterator[Entry]:
    """What most people look for: criteria, topics, words of the glossary, and where the chooser ends."""
    for criterion in comparison.criteria.values():
        yield _criterion(comparison, criterion)
    for id, topic in comparison.topics.items():
        yield Entry(kind="page", address=addresses.topic(id), within="Compare", title=topic.title, text=topic.about)
    for id, article in comparison.articles.items():
        title = f"{article.publisher}: {article.title}"
        yield Entry(kind="article", address=addresses.article(id), within="Articles", title=title, names=(id,))
    for id, task in comparison.tasks.items():
        yield Entry(kind="page", address=addresses.task(id), within="Code", title=task.title, text=task.says)
    for id, term in comparison.glossary.items():
        names, text = term.also, term.says
        yield Entry(kind="term", address=addresses.term(id), within="Glossary", title=term.term, names=names, text=text)
    for choice in comparison.home.choices:
        text = "; ".join(reason.when for reason in choice.advice)
        yield Entry(kind="choice", address=addresses.choice(choice.id), within="Home", title=choice.title, text=text)
    yield from _chooser(comparison.chooser)


def _criterion(comparison: Comparison, criterion: Criterion) -> Entry:
    names = comparison.frameworks
    answers = [f"{names[id].name}: {cell.answer}." for id, cell in criterion.frameworks.items()]
    return Entry(
        kind="criterion",
        address=addresses.criterion(criterion.topic, criterion.id),
        within=comparison.topics[criterion.topic].title,
        title=criterion.question,
        names=criterion.also,
        text=" ".join(answers),
    )


def _chooser(chooser: Chooser) -> Iterator[Entry]:
    for outcome in chooser.outcomes:
        yield Entry(
            kind="outcome",
            address=addresses.outcome(outcome.id),
            within="Choose: outcome",
            title=outcome.title,
            text=outcome.summary,
        )
    for question in chooser.questions:
        text = " ".join((question.why, *(option.label for option in question.options)))
        address = addresses.question(question.id)
        yield Entry(kind="question", address=address, within="Choose: question", title=question.question, text=text)


def more(comparison: Comparison) -> Iterator[Entry]:
    """The rest: what criteria and outcomes say at length, claims, sources, situations and statements."""
    for criterion in comparison.criteria.values():
        address = addresses.criterion(criterion.topic, criterion.id)
        yield Entry.further(address, criterion.why, criterion.leaves_out, *map(str, criterion.advice))
    for outcome in comparison.chooser.outcomes:
        notes = (note.says for note in comparison.chooser.notes if outcome.id in note.outcomes)
        yield Entry.further(addresses.outcome(outcome.id), outcome.against.says, *outcome.first_steps, *notes)
    yield from _claims(comparison)
    for id, source in comparison.sources.items():
        names = tuple(filter(None, (source.package, source.author, source.publisher)))
        yield Entry(kind="source", address=addresses.source(id), within="Sources", title=source.title, names=names)
    for id, task in comparison.tasks.items():
        for name in task.frameworks:
            title = f"{task.title} in {comparison.frameworks[name].name}"
            yield Entry(kind="section", address=addresses.task_side(id, name), within="Code", title=title)
    for id, situation in comparison.situations.items():
        address, says = addresses.situation(id), situation.says
        yield Entry(kind="situation", address=address, within="Situations", title=says, text=situation.because)
    for verdict, meant in comparison.verdicts.items():
        address, title = addresses.verdict(verdict), f"Verdict: {verdict}"
        yield Entry(kind="section", address=address, within="Method", title=title, text=f"{meant.means} {meant.asks}")
    for id, fixed in comparison.fixed_answers.items():
        address = addresses.fixed_answer(id)
        yield Entry(kind="section", address=address, within="Method", title=fixed.title, text=fixed.answer)
    said = {each.id: each.says for each in things(comparison)}
    for id, entry in comparison.not_so.items():
        address, title = addresses.not_so(id), said.get(id, id)
        yield Entry(kind="section", address=address, within=NOT_SO, title=title, text=entry.holds)
    for id, example in comparison.worked_examples.items():
        address = addresses.worked_example(id)
        yield Entry(kind="section", address=address, within=YOUR_OWN, title=example.title, text=example.then)
    yield from _speed(comparison)
    yield from _statements(comparison)


def _speed(comparison: Comparison) -> Iterator[Entry]:
    """What the recorded run measured: each scenario, set-up, server under one, and comparison."""
    speed, run = comparison.speed, comparison.speed_run
    if speed is None or run is None:
        return
    for id in dict.fromkeys(place.scenario for place in run.places):
        work = speed.scenarios[id]
        yield _measured(addresses.speed_work(id), work.name, work.does)
    for id in dict.fromkeys(place.setup for place in run.places):
        setup = speed.setups[id]
        yield _measured(id, setup.name, setup.says)
    groups = {place.group: place for place in run.places}
    for id, place in groups.items():
        server = speed.servers[place.server]
        yield _measured(id, f"{speed.setups[place.setup].name}: {server.name}", server.says)
    for place in run.places:
        title = f"{speed.scenarios[place.scenario].name}: {speed.servers[place.server].name}"
        more = [place.database, f"{place.connections} connections" if place.connections else None]
        within = ", ".join(filter(None, [speed.setups[place.setup].name, *more]))
        yield _measured(place.id, title, within)


def _measured(id: str, title: str, text: str) -> Entry:
    return Entry(kind="section", address=addresses.speed(id), within=SPEED, title=title, text=text)


def _claims(comparison: Comparison) -> Iterator[Entry]:
    for placed in comparison.placed_claims():
        criterion = placed.criterion
        address = addresses.criterion(criterion.topic, placed.claim.id)
        says, row = placed.claim.says, addresses.criterion(criterion.topic, criterion.id)
        yield Entry(kind="claim", address=address, within=criterion.question, title=says, row=row)


def _statements(comparison: Comparison) -> Iterator[Entry]:
    for id, article in comparison.articles.items():
        yield Entry.further(addresses.article(id), article.take or "", *(merit.says for merit in article.gets_right))
        for each in article.assertions:
            criterion = comparison.criteria.get(each.criterion or "")
            yield Entry(
                kind="statement",
                address=addresses.assertion(id, each.id),
                within=article.publisher,
                title=each.says,
                text=" ".join(filter(None, (each.because, each.differs))),
                row=addresses.criterion(criterion.topic, criterion.id) if criterion else "",
            )
