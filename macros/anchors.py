"""Every address that data/ makes, and what makes it."""

from __future__ import annotations

from collections.abc import Iterator

from macros import addresses
from macros.model import Comparison, Where

Made = tuple[str, Where, str]
"""An address, where in data/ it is made, and what it leads to."""


def anchors(comparison: Comparison) -> Iterator[Made]:
    """Every place on a page that data gives an address."""
    for id, criterion in comparison.criteria.items():
        yield addresses.criterion(criterion.topic, id), criterion.where, f"the criterion `{id}`"
        for cell in criterion.frameworks.values():
            for claim in cell.claims:
                yield addresses.criterion(criterion.topic, claim.id), claim.where, f"the claim `{claim.id}`"
    for id, source in comparison.sources.items():
        yield addresses.source(id), source.where, f"the source `{id}`"
    for id, article in comparison.articles.items():
        for each in article.assertions:
            yield addresses.assertion(id, each.id), each.where, f"the assertion `{each.id}`"
    yield from _of_the_chooser(comparison)
    yield from _of_speed(comparison)
    for id, situation in comparison.situations.items():
        yield addresses.situation(id), situation.where, f"the situation `{id}`"
    for id, task in comparison.tasks.items():
        for name in task.frameworks:
            yield addresses.task_side(id, name), task.where, f"the side of `{name}` of the task `{id}`"
    for verdict, meant in comparison.verdicts.items():
        yield addresses.verdict(verdict), meant.where, f"the verdict `{verdict}`"
    for id, fixed in comparison.fixed_answers.items():
        yield addresses.fixed_answer(id), fixed.where, f"the fixed answer `{id}`"
    for id, entry in comparison.not_so.items():
        yield addresses.not_so(id), entry.where, f"what holds of `{id}`"
    for id, example in comparison.worked_examples.items():
        yield addresses.worked_example(id), example.where, f"the worked example `{id}`"
    for id, term in comparison.glossary.items():
        yield addresses.term(id), term.where, f"the term `{id}`"
    for choice in comparison.home.choices:
        yield addresses.choice(choice.id), choice.where, f"the choice `{choice.id}`"


def _of_the_chooser(comparison: Comparison) -> Iterator[Made]:
    chooser = comparison.chooser
    made = [(addresses.question(each.id), each.where, f"the question `{each.id}`") for each in chooser.questions]
    made += [(addresses.outcome(each.id), each.where, f"the outcome `{each.id}`") for each in chooser.outcomes]
    for address, where, what in made:
        yield address, where, what
        yield addresses.in_chooser(address), where, what


def _of_speed(comparison: Comparison) -> Iterator[Made]:
    """What the recorded run measured; before there is one, the page has no place for it."""
    speed, run = comparison.speed, comparison.speed_run
    if speed is None or run is None:
        return
    for scenario in dict.fromkeys(place.scenario for place in run.places):
        address = addresses.speed(addresses.speed_work(scenario))
        yield address, speed.scenarios[scenario].where, f"the scenario `{scenario}`"
    for setup in dict.fromkeys(place.setup for place in run.places):
        yield addresses.speed(setup), speed.setups[setup].where, f"the set-up `{setup}`"
    for group in dict.fromkeys(place.group for place in run.places):
        yield addresses.speed(group), speed.where, f"the figures of `{group}`"
    for place in run.places:
        yield addresses.speed(place.id), speed.where, f"the comparison `{place.id}`"


def pages(comparison: Comparison) -> Iterator[Made]:
    """Every page that data makes."""
    for id, topic in comparison.topics.items():
        yield addresses.topic(id), topic.where, f"the topic `{id}`"
    for id, article in comparison.articles.items():
        yield addresses.article(id), article.where, f"the article `{id}`"
    for id, task in comparison.tasks.items():
        yield addresses.task(id), task.where, f"the task `{id}`"


def titles(comparison: Comparison) -> Iterator[Made]:
    """The heading of every page that data makes, which is an anchor on it too."""
    for id, topic in comparison.topics.items():
        yield f"{addresses.topic(id)}#{addresses.slug(topic.title)}", topic.where, f"the title of `{id}`"
    for id, article in comparison.articles.items():
        yield f"{addresses.article(id)}#{addresses.slug(article.title)}", article.where, f"the title of `{id}`"
    for id, task in comparison.tasks.items():
        yield f"{addresses.task(id)}#{addresses.slug(task.title)}", task.where, f"the title of `{id}`"


def live(comparison: Comparison) -> frozenset[str]:
    """Every address of a page or a place on one that exists, as far as it is known before the site is built."""
    made = {address for kind in (anchors, pages, titles) for address, _, _ in kind(comparison)}
    written = {f"{page}#{anchor}" for page, named in comparison.pages.items() for anchor in named}
    return frozenset(made | written | comparison.pages.keys())
