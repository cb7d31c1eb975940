"""Rules about a criterion and its topic."""

from __future__ import annotations

from collections import Counter

from macros.model import Comparison, or_meant
from macros.rules.registry import Violations, rule

LONGEST_ANSWER = 12


@rule
def criterion_answers_for_every_framework(comparison: Comparison) -> Violations:
    """Every criterion has a cell for each framework in data/frameworks.yml, and for no other.

    A framework with `rows: some` may leave rows out: its column has only begun.
    """
    for criterion in comparison.criteria.values():
        for name in comparison.whole.keys() - criterion.frameworks.keys():
            yield criterion.at_key("frameworks"), f"says nothing about `{name}`; add it under `frameworks`"
        for name in criterion.frameworks.keys() - comparison.frameworks.keys():
            where = criterion.frameworks[name].where
            yield where, f"`{name}` is no framework; describe it in data/frameworks.yml or remove it"


@rule
def grades_are_given_to_all_or_none(comparison: Comparison) -> Violations:
    """A grade says who provides a thing: when one framework has a grade in a row, all of them have one."""
    for criterion in comparison.criteria.values():
        graded = [name for name, cell in criterion.frameworks.items() if cell.grade]
        if graded:
            for name in criterion.frameworks.keys() - set(graded):
                yield (
                    criterion.frameworks[name].where,
                    f"`{name}` has no grade, {' and '.join(graded)} {'has' if len(graded) == 1 else 'have'}; add one",
                )


@rule
def topic_lists_its_criteria(comparison: Comparison) -> Violations:
    """Every criterion is listed once under its topic in data/topics.yml, and every listed one exists."""
    for criterion in comparison.criteria.values():
        topic = comparison.topics.get(criterion.topic)
        if topic is None:
            yield (
                criterion.where,
                f"is in the folder `{criterion.topic}`; add that topic to data/topics.yml",
            )
        elif criterion.id not in topic.criteria:
            yield criterion.where, f"add `{criterion.id}` to `{criterion.topic}` in data/topics.yml"
    for topic in comparison.topics.values():
        for name, times in Counter(topic.criteria).items():
            known = comparison.criteria.get(name)
            if known is None or known.topic != topic.id:
                yield (
                    topic.at_key("criteria"),
                    f"lists `{name}`, but data/criteria/{topic.id}/{name}.yml does not exist; "
                    + or_meant(
                        name, comparison.criteria.keys() - set(topic.criteria), "write that file, or remove the line"
                    ),
                )
            elif times > 1:
                yield topic.at_key("criteria"), f"lists `{name}` twice; remove one"


@rule
def answer_fits_a_cell(comparison: Comparison) -> Violations:
    """An answer is a table cell: twelve words or fewer, without a full stop."""
    for criterion in comparison.criteria.values():
        for name, cell in criterion.frameworks.items():
            words = len(cell.answer.split())
            if words > LONGEST_ANSWER:
                yield cell.at_key("answer"), f"the answer of `{name}` has {words} words; shorten it to {LONGEST_ANSWER}"
            if cell.answer.endswith("."):
                yield cell.at_key("answer"), f"the answer of `{name}` ends with a full stop; leave it out"


@rule
def topic_has_a_title_of_its_own(comparison: Comparison) -> Violations:
    """No two topics share a title: a reader could not tell their pages apart."""
    first: dict[str, str] = {}
    for topic in comparison.topics.values():
        taken = first.setdefault(topic.title.lower(), topic.id)
        if taken != topic.id:
            yield topic.at_key("title"), f"the title {topic.title!r} is that of `{taken}` already; choose another"
