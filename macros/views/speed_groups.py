"""The comparisons of one set-up under one server: figures, what follows from them, and how they are drawn."""

from __future__ import annotations

import itertools
from dataclasses import dataclass

from macros import addresses
from macros.model import IN_PROCESS, RATE, Place, Speed, SpeedRun

from .bars import Picture, Shown, picture
from .measured import WORDINGS, Finding, Measured, finding, measured
from .shares import database


@dataclass(frozen=True, kw_only=True)
class SpeedRow:
    """One quantity of one comparison: a figure for each column, none where it was not measured, and what follows."""

    id: str
    title: str
    work: str
    cells: tuple[tuple[str, Measured | None], ...]
    findings: tuple[Finding, ...]


@dataclass(frozen=True, kw_only=True)
class SpeedGroup:
    """What is compared in one set-up under one server: the main quantity as bars and rows, and the others as rows."""

    id: str
    title: str
    says: str
    caveats: tuple[str, ...]
    caption: str
    names: tuple[str, ...]
    rows: tuple[SpeedRow, ...]
    more: tuple[tuple[str, tuple[SpeedRow, ...]], ...]
    picture: Picture

    @property
    def columns(self) -> int:
        """How many columns its tables have."""
        return len(self.names) + 2


class Grouped:
    """The comparisons of one set-up under one server, which are shown together."""

    def __init__(self, speed: Speed, run: SpeedRun, places: list[Place]) -> None:
        self.speed, self.run, self.places = speed, run, places
        present = {side for place in places for side in run.sides(place)}
        self.sides = tuple(side for side in speed.sides if side in present)
        counts = {place.connections for place in places}
        self.connections = counts.pop() if len(counts) == 1 else None

    def view(self) -> SpeedGroup:
        """The group as the page shows it."""
        server = self.speed.servers[self.places[0].server]
        main = RATE if self.places[0].connections else IN_PROCESS
        wording = WORDINGS[main]
        at_once = f", {counted(self.connections)} at once" if self.connections else ""
        rows = tuple(self._row(place, main, self._title(place), place.id) for place in self.places)
        others = ((self._title(place), self._others(place, main)) for place in self.places)
        return SpeedGroup(
            id=self.places[0].group,
            title=f"{self.speed.setups[self.places[0].setup].name}: {server.name}",
            says=server.says,
            caveats=server.caveats,
            caption=f"{wording.title}{at_once}; {wording.better}",
            names=tuple(self.speed.sides[side].name for side in self.sides),
            rows=rows,
            more=tuple((title, found) for title, found in others if found),
            picture=picture(map(_drawn, rows)),
        )

    def _title(self, place: Place) -> str:
        at_once = f", {counted(place.connections)}" if place.connections and not self.connections else ""
        return f"{self.speed.scenarios[place.scenario].name}{database(place)}{at_once}"

    def _others(self, place: Place, main: str) -> tuple[SpeedRow, ...]:
        quantities = (each for each in self.speed.quantities(place) if each != main)
        rows = (self._row(place, quantity, WORDINGS[quantity].title, "") for quantity in quantities)
        return tuple(row for row in rows if any(cell for _, cell in row.cells))

    def _row(self, place: Place, quantity: str, title: str, id: str) -> SpeedRow:
        samples = {side: self.run.samples(place, side, quantity) for side in self.sides}
        names = {side: self.speed.sides[side].name for side in self.sides}
        cells = (
            (names[side], measured(names[side], quantity, found) if found else None) for side, found in samples.items()
        )
        pairs = itertools.combinations((side for side, found in samples.items() if found), 2)
        findings = (finding((names[one], names[other]), quantity, samples[one], samples[other]) for one, other in pairs)
        return SpeedRow(
            id=id, title=title, work=addresses.speed_work(place.scenario), cells=tuple(cells), findings=tuple(findings)
        )


def _drawn(row: SpeedRow) -> Shown:
    lengths = tuple(cell.length for _, cell in row.cells if cell)
    return Shown(title=row.title, says=tuple(each.short for each in row.findings), lengths=lengths)


def counted(connections: int | None) -> str:
    """Connections in words."""
    return "1 connection" if connections == 1 else f"{connections} connections"
