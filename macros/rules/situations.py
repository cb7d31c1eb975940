"""Rules about situations: what they name exists, and the chooser sends them where an expert would."""

from __future__ import annotations

from collections.abc import Iterator

from macros.model import Chooser, Comparison, Situation, SourceKind, Unread, or_meant
from macros.rules.chooser import unknown_options
from macros.rules.references import claim_meant, source_meant
from macros.rules.registry import Violations, rule
from macros.walk import NOT_SURE, Path, finished, tree

CHOOSER = "data/chooser.yml"


@rule
def situation_names_what_exists(comparison: Comparison) -> Violations:
    """The questions, options, outcomes and claims that a situation names exist."""
    outcomes = {outcome.id for outcome in comparison.chooser.outcomes}
    for situation in comparison.situations.values() if _is_whole(comparison.chooser, comparison.unread) else ():
        yield from _unknown_answers(comparison, situation)
        for place, name in enumerate(situation.accepts):
            if name not in outcomes:
                todo = or_meant(name, outcomes, "name an outcome of data/chooser.yml")
                yield situation.at_entry("accepts", place), f"accepts `{name}`, which is no outcome; {todo}"
        for place, name in enumerate(situation.claims):
            if name not in comparison.claims:
                todo = claim_meant(name, comparison)
                yield situation.at_entry("claims", place), f"names the claim `{name}`, which does not exist; {todo}"


def _is_whole(chooser: Chooser, unread: Unread) -> bool:
    """Whether the chooser was read: else each situation would name what only could not be read."""
    return bool(chooser.questions) and all(place.file != CHOOSER for place in unread.places)


def _unknown_answers(comparison: Comparison, situation: Situation) -> Violations:
    offered = tree(comparison.chooser).options
    for question, option in situation.answers.items():
        where = situation.at_entry("answers", question)
        if question not in offered:
            todo = or_meant(question, offered, f"the questions are: {', '.join(offered)}")
            yield where, f"answers `{question}`, which is no question of the chooser; {todo}"
        elif option not in {*offered[question], NOT_SURE}:
            todo = or_meant(option, offered[question], f"the options are: {', '.join(offered[question])}")
            yield where, f"answers `{question}: {option}`, which is none of its options; {todo}"


def _ends(comparison: Comparison) -> Iterator[tuple[Situation, Path]]:
    """Where the chooser sends each situation whose answers it knows."""
    if any(unknown_options(comparison.chooser)) or not _is_whole(comparison.chooser, comparison.unread):
        return  # another problem says so
    whole = tree(comparison.chooser)
    for situation in comparison.situations.values():
        if not any(_unknown_answers(comparison, situation)):
            yield situation, finished(whole, situation.answers)


@rule
def situation_ends_where_an_expert_would(comparison: Comparison) -> Violations:
    """The chooser sends every situation to an outcome that it accepts."""
    for situation, path in _ends(comparison):
        if path.outcome not in situation.accepts:
            yield (
                situation.at_key("accepts"),
                f"ends in `{path.outcome}` by rule {(path.rule or 0) + 1} ({path}){_open(situation, path)}, and "
                f"accepts {', '.join(situation.accepts)}; correct its `answers`, or the rules in data/chooser.yml",
            )


def _open(situation: Situation, path: Path) -> str:
    """Which questions were asked that a situation does not answer."""
    asked = [question for question in path.answers if question not in situation.answers]
    return f"; asked, and not in `answers`: {', '.join(asked)}" if asked else ""


@rule
def situation_is_told_once(comparison: Comparison) -> Violations:
    """No two situations say the same sentence."""
    taken: dict[str, Situation] = {}
    for situation in comparison.situations.values():
        first = taken.setdefault(situation.says.casefold(), situation)
        if first is not situation:
            yield situation.at_key("says"), f"says what `{first.id}` says; remove one, or say what differs"


@rule
def decision_names_its_publication(comparison: Comparison) -> Violations:
    """A situation that was a public decision cites a publication, read on the day it was published or later."""
    for situation in comparison.situations.values():
        decided = situation.decided
        if decided is None:
            continue
        source = comparison.sources.get(decided.publication)
        where = decided.at_key("publication")
        if source is None:
            todo = source_meant(decided.publication, comparison)
            yield where, f"cites `{decided.publication}`, which is not in data/sources/; {todo}"
        elif source.kind is SourceKind.PACKAGE:
            yield where, f"`{source.id}` is a package; cite a decision record, an article or a page of the project"
        elif source.published and decided.read < source.published:
            yield (
                decided.at_key("read"),
                f"was read on {decided.read}, but `{source.id}` was published on {source.published}; correct one",
            )
