"""Rules about recorded figures: a record is whole, as the command wrote it, and as far as can be seen true."""

from __future__ import annotations

import re
import statistics
from collections.abc import Iterator

from macros.model import BYTES, PACKAGES, UNITS, Comparison, Figure, Framework, Run
from macros.rules.registry import Violations, rule

AGAIN = "run `make measure` again, or restore the file with git"
WIDEST_SPREAD = 10
WIDEST_CHANGE = 3
FEWEST_STARTS = 5
_MACHINE = re.compile(r"\w+ \w+, [1-9]\d* cores")
_VERSION = re.compile(r" \d[\w.]*")


def unversioned(subject: str) -> str:
    """What was measured, whichever its version: "Flask with 4 extensions"."""
    return _VERSION.sub("", subject, count=1)


def _version(subject: str) -> str:
    found = _VERSION.search(subject)
    return found[0].strip() if found else ""


def _figures(comparison: Comparison) -> Iterator[tuple[Run, Figure]]:
    for run in comparison.runs.values():
        for figure in run.figures:
            yield run, figure


@rule
def record_is_as_it_was_written(comparison: Comparison) -> Violations:
    """A recorded run is what `make measure` wrote, down to the last digit: its digest fits."""
    for run in comparison.runs.values():
        if run.digest != run.computed_digest():
            yield run.where, f"was changed after `make measure` wrote it; {AGAIN}"


@rule
def figure_follows_from_its_samples(comparison: Comparison) -> Violations:
    """A figure's unit is that of its quantity; its median, least, most and runs follow from the samples beside them."""
    for _, figure in _figures(comparison):
        if figure.quantity not in UNITS:
            known = ", ".join(UNITS)
            yield figure.where, f"{figure.quantity!r} is nothing that is measured; known: {known}"
            continue
        whole = Figure.of(figure.subject, figure.quantity, list(figure.samples))
        for name in ("unit", "median", "least", "most", "runs"):
            written, computed = getattr(figure, name), getattr(whole, name)
            if written != computed:
                yield figure.where, f"`{name}` of {figure.subject} is {written}, its samples give {computed}; {AGAIN}"


@rule
def record_is_whole(comparison: Comparison) -> Violations:
    """A recorded run names its machine and command, and has every quantity of each pinned version of each framework."""
    for run in comparison.runs.values():
        if run.commands[0] != "make measure" or not _MACHINE.fullmatch(run.machine):
            yield run.where, f"does not say on which machine, or by `make measure`, it was measured; {AGAIN}"
        for framework in comparison.whole.values():
            yield from _versions(comparison, run, framework)


def _versions(comparison: Comparison, run: Run, framework: Framework) -> Violations:
    source = comparison.sources.get(framework.source)
    if source is None:
        return  # which another rule tells
    pinned = [release.version for release in source.releases]
    own = [figure for figure in run.figures if _is_of(figure, framework)]
    for figure in own:
        if _version(figure.subject) not in pinned:
            yield figure.where, f"`{figure.subject}` is no version pinned in data/sources/; run `make measure` again"
    for quantity in {figure.quantity for figure in run.figures}:
        measured = {figure.subject for figure in own if figure.quantity == quantity}
        for version in pinned:
            if f"{framework.name} {version}" not in measured:
                yield run.where, f"has no {quantity} of {framework.name} {version}; run `make measure` again"


def _is_of(figure: Figure, framework: Framework) -> bool:
    return re.match(rf"{re.escape(framework.name)}\b(?!-)", figure.subject) is not None


@rule
def figure_is_plausible(comparison: Comparison) -> Violations:
    """A figure fits the others.

    No sample is ten times another, every start is measured as often, more packages are not less, a subject of the same
    name differs by less than three times between versions, and every subject is a framework's.
    """
    for run, figure in _figures(comparison):
        if figure.quantity in UNITS and (why := _implausible(comparison, run, figure)):
            yield figure.where, f"`{figure.quantity}` of {figure.subject} {why}; {AGAIN}"


def _implausible(comparison: Comparison, run: Run, figure: Figure) -> str | None:
    same = [each for each in run.figures if each.quantity == figure.quantity]
    if not any(_is_of(figure, framework) for framework in comparison.frameworks.values()):
        return "is of no framework"
    if sum(each.subject == figure.subject for each in same) > 1:
        return "is recorded twice"
    if figure.least <= 0 or figure.most > WIDEST_SPREAD * figure.least:
        return f"reaches from {figure.least:g} to {figure.most:g}, too wide for a measurement"
    if figure.quantity not in {PACKAGES, BYTES} and figure.runs < FEWEST_STARTS:
        return f"was measured {figure.runs} times; measure at least {FEWEST_STARTS} times"
    if figure.runs != statistics.mode(each.runs for each in same):
        return "was not measured as often as the others"
    return _unlike(figure, same)


def _unlike(figure: Figure, same: list[Figure]) -> str | None:
    """What of the figures of one quantity does not go with this one."""
    for each in same:
        if figure.subject.startswith(f"{each.subject} with ") and figure.median < each.median:
            return f"is less than {each.subject}, which is a part of it"
        if _extensions(figure) > _extensions(each) > 0 and _starts_alike(figure, each) and figure.median < each.median:
            return f"is less than {each.subject}, which is a part of it"
        twin = unversioned(each.subject) == unversioned(figure.subject)
        if twin and figure.median > WIDEST_CHANGE * each.median:
            return f"is more than {WIDEST_CHANGE} times that of {each.subject}"
    return None


def _starts_alike(one: Figure, other: Figure) -> bool:
    return one.subject.partition(" with ")[0] == other.subject.partition(" with ")[0]


def _extensions(figure: Figure) -> int:
    found = re.search(r" with (\d+) extensions", figure.subject)
    return int(found[1]) if found else 0
