"""What share of a request the framework is: its own time against the times of requests that do more."""

from __future__ import annotations

import statistics
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from macros.model import IN_PROCESS, MEDIAN, Part, Place, Speed, SpeedRun, spread

from .bars import Length, Picture, Shown, picture
from .measured import finding, number

WHAT = {
    Part.TEMPLATE: "renders a template",
    Part.DATABASE: "asks a database",
    Part.NETWORK: "waits for another service",
}
"""What a request does besides, as the first sentence says it. In other requests the framework does most of the work."""
FEWER = "under 1 %"


@dataclass(frozen=True, kw_only=True)
class Share:
    """The framework's share of one side's request: in percent, and the time of the whole request."""

    name: str
    percent: str
    time: str


@dataclass(frozen=True, kw_only=True)
class ShareRow:
    """One kind of request with the share of each side."""

    title: str
    shares: tuple[Share, ...]


@dataclass(frozen=True, kw_only=True)
class ShareTable:
    """Every kind of request, as bars and as rows; and the whole in a sentence or two."""

    says: tuple[str, ...]
    setup: str
    setup_id: str
    own: tuple[Share, ...]
    names: tuple[str, ...]
    rows: tuple[ShareRow, ...]
    picture: Picture


class Shares:
    """Works out the shares in the set-up that the data names for it, from the times in process."""

    def __init__(self, speed: Speed, run: SpeedRun) -> None:
        self.speed, self.run = speed, run
        places = [place for place in run.places if place.setup == speed.shares and not place.connections]
        self.own = next((place for place in places if self._part(place) is Part.FRAMEWORK), None)
        self.others = [place for place in places if self._part(place) in WHAT]
        self.others += self._waiting() if self._part_is_missing(Part.NETWORK) else []
        self.sides = run.sides(self.own) if self.own else ()

    def table(self) -> ShareTable | None:
        """The shares; nothing where no request of the framework alone was measured beside another."""
        if not self.own or not self.others:
            return None
        found = {place: dict(self._lengths(place)) for place in self.others}
        return ShareTable(
            says=tuple(self._says(found)),
            setup=self.speed.setups[self.own.setup].name,
            setup_id=self.own.setup,
            own=tuple(self._share(self.own, side, "all of it") for side in self.sides),
            names=tuple(self._name(side) for side in self.sides),
            rows=tuple(self._row(place, lengths) for place, lengths in found.items()),
            picture=picture(map(self._shown, found, found.values()), full=100),
        )

    def _part(self, place: Place) -> Part:
        return self.speed.scenarios[place.scenario].part

    def _part_is_missing(self, part: Part) -> bool:
        return all(self._part(place) is not part for place in self.others)

    def _waiting(self) -> list[Place]:
        """A wait is measured under a server: the one with the fewest connections at once."""
        served = [place for place in self.run.places if place.connections and self._part(place) is Part.NETWORK]
        served = [place for place in served if all(self._times(place, side) for side in self.run.sides(place))]
        return sorted(served, key=lambda place: place.connections or 0)[:1]

    def _times(self, place: Place, side: str) -> tuple[float, ...]:
        """The microseconds of a request of one side."""
        if not place.connections:
            return self.run.samples(place, side, IN_PROCESS)
        return tuple(1000 * each for each in self.run.samples(place, side, MEDIAN))

    def _lengths(self, place: Place) -> Iterator[tuple[str, Length]]:
        """For each side: the share, and the least and the most that it may be, in percent."""
        for side in self.sides:
            own, whole = self._times(self.own, side) if self.own else (), self._times(place, side)
            if own and whole:
                (low, high), (short, long) = spread(own), spread(whole)
                ends = (statistics.median(own) / statistics.median(whole), low / long, high / short)
                middle, least, most = (min(100.0, 100 * each) for each in ends)
                text = f"{self._name(side)}: {percent(middle)}"
                yield side, Length(text=text, middle=middle, least=least, most=most)

    def _row(self, place: Place, lengths: dict[str, Length]) -> ShareRow:
        shares = (self._share(place, side, percent(length.middle)) for side, length in lengths.items())
        return ShareRow(title=self._title(place), shares=tuple(shares))

    def _shown(self, place: Place, lengths: dict[str, Length]) -> Shown:
        return Shown(title=self._title(place), says=(), lengths=tuple(lengths.values()))

    def _share(self, place: Place, side: str, words: str) -> Share:
        took = statistics.median(self._times(place, side))
        time = f"{number(took)} µs" if took < 1000 else f"{number(took / 1000)} ms"
        return Share(name=self._name(side), percent=words, time=time)

    def _title(self, place: Place) -> str:
        return f"{self.speed.scenarios[place.scenario].name}{database(place)}"

    def _name(self, side: str) -> str:
        return self.speed.sides[side].name

    def _says(self, lengths: dict[Place, dict[str, Length]]) -> Iterator[str]:
        told: list[str] = []
        for part, words in WHAT.items():
            of_part = [found for place, found in lengths.items() if self._part(place) is part]
            percents = [length.middle for found in of_part for length in found.values()]
            if percents:
                told.append(f"{between(percents)} of {'one' if told else 'a request'} that {words}")
        if told:
            *first, last = told
            yield f"The framework is {', '.join(first)}{' and ' if first else ''}{last}."
        if self.own and len(self.sides) > 1:
            one, other = self.sides[:2]
            samples = (self._times(self.own, side) for side in (one, other))
            found = finding((self._name(one), self._name(other)), IN_PROCESS, *samples)
            says = f", {found.says}" if found.ranked else f" there is {found.says[:1].lower()}{found.says[1:]}"
            yield f"For the framework's share alone{says}."


def database(place: Place) -> str:
    """What follows the name of a scenario where there is a database."""
    names = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}
    return f", {names[place.database]}" if place.database else ""


def percent(value: float) -> str:
    """A share in words: whole percents, and no zero for what is only small."""
    return f"{value:.0f} %" if value >= 1 else FEWER


def between(values: Iterable[float]) -> str:
    """The shares from the least to the most of some."""
    least, most = min(found := [*values]), max(found)
    if percent(least) == percent(most):
        return percent(least)
    return f"up to {most:.0f} %" if least < 1 else f"{least:.0f} to {most:.0f} %"
