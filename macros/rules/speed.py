"""Rules about speed: what is to be measured fits together, and its record is whole and plausible."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from macros.model import (
    FEWEST_ROUNDS,
    LATENCIES,
    MEDIAN,
    P95,
    P99,
    SPEED_UNITS,
    Compared,
    Comparison,
    Place,
    Speed,
    SpeedRun,
    Where,
)
from macros.rules.registry import Violations, rule

COMMAND = "make measure-speed"
AGAIN = f"run `{COMMAND}` again, or restore the file with git"
SHORTEST = 1
BUSIEST = 0.8
_MACHINE = re.compile(r"\w+ \w+, [1-9]\d* cores")


@rule
def speed_names_what_there_is(comparison: Comparison) -> Violations:
    """What data/speed.yml names is there: sides, set-ups, servers, scenarios, frameworks, and criteria."""
    speed = comparison.speed
    if speed is None:
        return
    for id, side in speed.sides.items():
        if side.framework and side.framework not in comparison.frameworks:
            yield side.at_key("framework"), f"`{id}` is no side of `{side.framework}`: there is no such framework"
    for setup in speed.setups.values():
        yield from _unknown("side", setup.sides, speed.sides, setup.at_key("sides"))
        yield from _unknown("scenario", setup.scenarios, speed.scenarios, setup.at_key("scenarios"))
        for own in setup.sides.values():
            yield from _unknown("set-up", filter(None, [own.files_of]), speed.setups, own.at_key("files_of"))
    for line in speed.compared:
        yield from _unknown("set-up", [line.setup], speed.setups, line.where)
        yield from _unknown("server", [line.server], speed.servers, line.where)
        if line.setup in speed.setups:
            setup = speed.setups[line.setup]
            yield from _unknown("scenario of its set-up", line.scenarios, setup.scenarios, line.where)
            yield from _unknown("side of its set-up", line.sides, setup.sides, line.where)
    yield from _unknown("criterion", speed.rows, comparison.criteria, speed.at_key("rows"))
    yield from _unknown("set-up", filter(None, [speed.shares]), speed.setups, speed.at_key("shares"))


def _unknown(kind: str, names: Iterable[str], known: Iterable[str], where: Where) -> Violations:
    there = list(known)
    for name in names:
        if name not in there:
            yield where, f"there is no {kind} `{name}`; known: {', '.join(there)}"


@rule
def speed_is_compared_in_pairs(comparison: Comparison) -> Violations:
    """Each comparison of speed is listed once, has two sides or more, and has connections if and only if it is served.

    A server's command says where its port and its application go.
    """
    speed = comparison.speed
    if speed is None:
        return
    for id, server in speed.servers.items():
        if server.command and not ("{port}" in server.command and "{app}" in server.command):
            yield server.at_key("command"), f"the command of `{id}` lacks {{port}} or {{app}}; write them where they go"
    for line in speed.compared:
        if line.setup in speed.setups and line.server in speed.servers:
            yield from _wrong_line(speed, line)
    for place, count in Counter(place for place, _ in speed.places()).items():
        if count > 1:
            yield speed.at_key("compared"), f"{place} is listed {count} times; keep one"


def _wrong_line(speed: Speed, line: Compared) -> Violations:
    name = f"{line.setup} under {line.server}"
    if len(speed.sides_of(line)) < 2:
        yield line.where, f"{name} has fewer than two sides with an application for it; add one, or delete the line"
    if bool(line.connections) != bool(speed.servers[line.server].command):
        wrong = "needs `connections`" if not line.connections else "has no connections; delete `connections`"
        yield line.where, f"{name} {wrong}"


@rule
def speed_record_is_as_it_was_written(comparison: Comparison) -> Violations:
    """The record of speed is what `make measure-speed` wrote, down to the last digit: its digest fits."""
    run = comparison.speed_run
    if run and run.digest != run.computed_digest():
        yield run.where, f"was changed after `{COMMAND}` wrote it; {AGAIN}"


@rule
def speed_record_is_whole(comparison: Comparison) -> Violations:
    """The record of speed has every comparison of data/speed.yml with each of its sides and quantities, and no other.

    Each has a sample for each of at least nine rounds. It names its machine and its command. Latency is left out where
    a connection was not answered several times in a sample.
    """
    speed, run = comparison.speed, comparison.speed_run
    if run is None:
        return
    if speed is None:
        yield run.where, "is of nothing: data/speed.yml is missing; restore it with git"
        return
    if run.commands[0] != COMMAND or not _MACHINE.fullmatch(run.machine):
        yield run.where, f"does not say on which machine, or by `{COMMAND}`, it was measured; {AGAIN}"
    if run.rounds < FEWEST_ROUNDS or run.seconds < SHORTEST:
        what = f"{run.rounds} rounds of {run.seconds:g} seconds"
        yield run.where, f"was measured in {what}, at least {FEWEST_ROUNDS} of {SHORTEST} are needed; {AGAIN}"
    yield from _gaps(speed, run)
    yield from _left_over(speed, run)


def _wanted(speed: Speed, run: SpeedRun) -> Iterator[tuple[Place, str, str]]:
    for place, sides in speed.places():
        for quantity in speed.quantities(place):
            if quantity not in LATENCIES or run.steady(place):
                yield from ((place, side, quantity) for side in sides)


def _gaps(speed: Speed, run: SpeedRun) -> Violations:
    """One line for each side of a comparison: a new line of data/speed.yml would bring seven."""
    told = set()
    for place, side, quantity in _wanted(speed, run):
        found = len(run.samples(place, side, quantity))
        if found != run.rounds and (place, side) not in told:
            told.add((place, side))
            yield run.where, f"{place}: has {found} samples of `{quantity}` of {side}, not {run.rounds}; {AGAIN}"


def _left_over(speed: Speed, run: SpeedRun) -> Violations:
    wanted, seen = set(_wanted(speed, run)), set()
    for each in run.series:
        name = each.place, each.side, each.quantity
        if name not in wanted:
            yield each.where, f"{each.place}: `{each.quantity}` of {each.side} is not in data/speed.yml; {AGAIN}"
        elif name in seen:
            yield each.where, f"{each.place}: `{each.quantity}` of {each.side} is recorded twice; {AGAIN}"
        elif each.unit != SPEED_UNITS[each.quantity]:
            unit = SPEED_UNITS[each.quantity]
            yield each.where, f"{each.place}: the unit of `{each.quantity}` is {unit}, not {each.unit}; {AGAIN}"
        seen.add(name)


@rule
def speed_is_of_checked_releases(comparison: Comparison) -> Violations:
    """Speed is measured with releases that data/sources/ pins, the same with which claims are checked."""
    speed, run = comparison.speed, comparison.speed_run
    if speed is None or run is None:
        return
    ids = {side.framework for side in speed.sides.values() if side.framework}
    for source in (comparison.sources[comparison.frameworks[id].source] for id in sorted(ids & set(comparison.whole))):
        pinned = [release.version for release in source.releases]
        version = run.versions.get(source.id)
        if version not in pinned:
            known = " or ".join(pinned)
            yield run.where, f"was measured with {source.id} {version or 'of no version'}, not with {known}; {AGAIN}"


@rule
def speed_is_plausible(comparison: Comparison) -> Violations:
    """What was measured of speed can be so: it is above 0, and more requests don't take longer than most of them.

    The load generator had time to spare, and sent more to a server that does nothing than to any that was measured.
    """
    run = comparison.speed_run
    if run is None:
        return
    made = run.generator
    if made.busiest > BUSIEST or made.fastest >= made.most:
        text = f"used {made.busiest:.0%} of its core and sent {made.fastest:g} of at most {made.most:g} requests/s"
        yield run.where, f"the load generator {text}, so it may be what was measured; {AGAIN}"
    for each in run.series:
        if min(each.samples) <= 0:
            yield each.where, f"{each.place}: `{each.quantity}` of {each.side} is {min(each.samples):g}; {AGAIN}"
    for place in run.places:
        for side in run.sides(place):
            rounds = zip(*(run.samples(place, side, quantity) for quantity in (MEDIAN, P95, P99)), strict=False)
            if any(not middle <= most <= nearly_all for middle, most, nearly_all in rounds):
                yield run.where, f"{place}: the percentiles of the latency of {side} are not in order; {AGAIN}"
