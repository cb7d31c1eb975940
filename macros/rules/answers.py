"""Rules about what the chooser's answers mean: each leads somewhere, and to what it is about."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from macros.model import Comparison, Option, Outcome, Question, Where
from macros.rules.chooser import unknown_options
from macros.rules.projects import named
from macros.rules.registry import Violations, rule


@rule
def option_changes_something(comparison: Comparison) -> Violations:
    """An option leads elsewhere than those before it in its question, or names in `like` the one that it leads as."""
    for question in comparison.chooser.questions if not any(unknown_options(comparison.chooser)) else ():
        for place, option in enumerate(question.options):
            alike = [each.id for each in question.options[:place] if _alike(comparison, question, each, option)]
            if option.like and option.like not in alike:
                yield (
                    option.at_key("like"),
                    f"`{option.id}` does not lead where `{option.like}` does, or comes before it; leave `like` out",
                )
            elif alike and not option.like:
                yield (
                    option.where,
                    f"`{question.id}={option.id}` leads where `{alike[0]}` does; say `like: {alike[0]}` if readers "
                    "look for both, or name it in a rule",
                )


def _alike(comparison: Comparison, question: Question, one: Option, other: Option) -> bool:
    """Whether no rule tells two options of a question apart."""
    asked = [each.when[question.id] for each in comparison.chooser.rules if question.id in each.when]
    return all((one.id in options) == (other.id in options) for options in asked)


@rule
def outcome_is_of_its_framework(comparison: Comparison) -> Violations:
    """An outcome that takes a framework names it first, is based mostly on claims about it, and installs no other."""
    for outcome in comparison.chooser.outcomes:
        framework = comparison.frameworks.get(outcome.framework or "")
        if framework is None:
            yield from _takes_none(comparison, outcome)
            continue
        claims = [comparison.claims[id].framework.id for id in outcome.claims if id in comparison.claims]
        others = [each for each in comparison.frameworks.values() if each.source != framework.source]
        if any(named(outcome.title, {each.name}) for each in others):
            yield outcome.at_key("title"), f"`{outcome.id}` takes {framework.name}, but its title names another"
        known = len(claims) == len(outcome.claims)
        if known and Counter(claims).most_common(1)[0][0] != framework.id:
            yield (
                outcome.at_key("claims"),
                f"`{outcome.id}` takes {framework.name}, but most of its claims are not about it; name those that are",
            )
        for each in others:
            if each.source in outcome.packages:
                yield outcome.at_key("packages"), f"`{outcome.id}` takes {framework.name}, but installs {each.name} too"


def _takes_none(comparison: Comparison, outcome: Outcome) -> Iterator[tuple[Where, str]]:
    for each in comparison.frameworks.values():
        if outcome.title.startswith(each.name):
            yield (
                outcome.at_key("title"),
                f"`{outcome.id}` begins with {each.name}, but takes none; say `framework: {each.id}`, or another title",
            )


@rule
def chooser_rule_rests_on_its_outcome(comparison: Comparison) -> Violations:
    """A rule that leads to a framework names a claim about it, and none that takes another from who named this one."""
    takes = {outcome.id: outcome.framework for outcome in comparison.chooser.outcomes}
    for each in comparison.chooser.rules:
        framework = takes.get(each.then)
        claims = {comparison.claims[id].framework.id for id in each.claims if id in comparison.claims}
        if framework in comparison.frameworks and claims and framework not in claims:
            yield each.at_key("claims"), f"leads to `{each.then}`, but names no claim about `{framework}`; add one"
        for options in each.when.values():
            if framework and len(options) == 1 and options[0] in comparison.frameworks.keys() - {framework}:
                yield each.at_key("then"), f"leads from the answer `{options[0]}` to {framework}; correct one of them"


@rule
def chooser_means_what_its_version_says(comparison: Comparison) -> Violations:
    """The chooser's `meaning` fits its questions, options and rules: who changes one decides about `version` too."""
    chooser = comparison.chooser
    known = chooser.where not in comparison.unread.places and not any(unknown_options(chooser))
    if known and chooser.meaning and chooser.meaning != chooser.computed_meaning():
        yield (
            chooser.at_key("meaning"),
            "a question, an option, a rule or a note was changed: if one now means or leads to something else, raise "
            f"`version` first; then write `meaning: {chooser.computed_meaning()}`",
        )
