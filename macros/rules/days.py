"""Rules about days: what came first is dated first."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from itertools import combinations, pairwise

from macros.model import SPEED_RECORD, Comparison, Publication, Record, Release, Where, ordered
from macros.rules.registry import Violations, rule

FIRST = datetime.date(2005, 1, 1)
"""Django was published in 2005: nothing that is written about either framework is older."""
AHEAD = datetime.timedelta(days=92)
"""How far a day may be after the last recorded run: pull requests are written after it, but a wrong year is caught."""
BEHIND = datetime.timedelta(days=366)
"""How far a recorded run may be after every other day: releases come more often."""
EVIDENCE, RUN = "data/recorded/evidence.json", "data/recorded/{}.json"


def _days(comparison: Comparison) -> Iterator[tuple[Where, str, datetime.date]]:
    """Every day that somebody wrote, with the name of its field."""
    for record in comparison.records:
        for name in type(record).model_fields:
            day = getattr(record, name)
            if isinstance(day, datetime.date) and name != "measured":
                yield record.at_key(name), name, day


def _recorded(comparison: Comparison) -> Iterator[tuple[Where, str, datetime.date]]:
    """Every day that a command wrote."""
    if comparison.evidence_record:
        yield Where(EVIDENCE), "checked", comparison.evidence_record.checked
    yield from ((Where(RUN.format(name)), "measured", run.measured) for name, run in comparison.runs.items())
    if comparison.speed_run:
        yield Where(SPEED_RECORD), "measured", comparison.speed_run.measured


@rule
def days_are_in_order(comparison: Comparison) -> Violations:
    """A work is published before it is updated, and both before it is read; a copy comes after its original."""
    for article in comparison.articles.values():
        yield from _in_order(article, "published", "updated", "read")
        original = comparison.sources.get(article.copies or "")
        if original and original.published and article.published and article.published < original.published:
            yield article.at_key("published"), f"was published before `{original.id}`, which it copies; correct one"
    for placed in comparison.placed_claims():
        for item in placed.claim.evidence:
            source = comparison.sources.get(item.publication) if isinstance(item, Publication) else None
            if isinstance(item, Publication) and source and source.published and item.read < source.published:
                yield (
                    item.at_key("read"),
                    f"was read on {item.read}, but `{source.id}` was published on {source.published}; correct one",
                )


def _in_order(record: Record, *names: str) -> Violations:
    given = [(name, day) for name in names if (day := getattr(record, name))]
    for (earlier, first), (later, second) in pairwise(given):
        if second < first:
            yield record.at_key(later), f"`{later}` is {second}, before `{earlier}`, {first}; correct one"


@rule
def releases_come_in_the_order_of_their_versions(comparison: Comparison) -> Violations:
    """Within a series, a later version was released on a later day, or on the same."""
    for source in comparison.sources.values():
        by_version = sorted(source.releases, key=lambda release: ordered(release.version))
        for older, newer in combinations(by_version, 2):
            if _series(older) == _series(newer) and newer.released < older.released:
                yield (
                    newer.at_key("released"),
                    f"{newer.version} was released on {newer.released}, before {older.version}, {older.released}; "
                    "correct one",
                )


def _series(release: Release) -> tuple[int, ...]:
    return ordered(release.version).release[:2]


@rule
def release_is_no_later_than_what_was_done_with_it(comparison: Comparison) -> Violations:
    """A release that evidence was looked up in, or that was measured, was out by then."""
    for release, day, done in _used(comparison):
        if release.released > day:
            yield (
                release.at_key("released"),
                f"the release {release.version} was {done} on {day}, so it can't be of {release.released}; "
                "look the day up again",
            )


def _used(comparison: Comparison) -> Iterator[tuple[Release, datetime.date, str]]:
    looked_up = set(_looked_up(comparison))
    for source in comparison.sources.values():
        for release in source.releases:
            if comparison.evidence_record and (source.id, release.version) in looked_up:
                yield release, comparison.evidence_record.checked, "looked up"
            for run in comparison.runs.values():
                named = f"{source.title} {release.version}"
                if any(figure.subject == named for figure in run.figures):
                    yield release, run.measured, "measured"


def _looked_up(comparison: Comparison) -> Iterator[tuple[str, str]]:
    """Every source and version in which the last evidence run found something."""
    for placed in comparison.placed_claims():
        for item in placed.claim.sourced():
            if not isinstance(item, Publication) and item.source in comparison.sources:
                found = comparison.recorded(item, placed)
                yield from ((item.source, version) for version, finding in found.items() if finding)


@rule
def day_is_plausible(comparison: Comparison) -> Violations:
    """No day is before 2005, when Django was published, or long after the last recorded run.

    A recorded run is at most a year after every other day. Today's date plays no part: what passes once, passes always.
    """
    written, recorded = list(_days(comparison)), list(_recorded(comparison))
    last = max((day for _, _, day in recorded), default=None)
    newest = max((day for _, _, day in written), default=None)
    for where, name, day in written:
        if day < FIRST:
            yield where, f"`{name}` is {day}, before there was Django; correct the year"
        elif last and day > last + AHEAD:
            yield where, f"`{name}` is {day}, long after the last recorded run of {last}; correct the year or the month"
    for where, name, day in recorded:
        if newest and not FIRST <= day <= newest + BEHIND:
            yield where, f"`{name}` is {day}, but every other day is before {newest}; restore the file with git"
