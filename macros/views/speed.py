"""Measured speed: the share of the framework, each comparison with its figures, and how to measure it again."""

from __future__ import annotations

from dataclasses import dataclass

from macros import addresses
from macros.model import Place, Speed, SpeedRun

from .links import Link, Links
from .once import once
from .shares import Shares, ShareTable
from .speed_groups import Grouped, SpeedGroup

STYLES = "stylesheets/speed.css"
"""What only the page of the figures needs: it loads it itself, beside them."""

FILES = ("speed.json", "speed.csv")
"""The published files with the figures."""


@dataclass(frozen=True, kw_only=True)
class SetupCode:
    """One side of a set-up: what is installed for it, and where its files are."""

    name: str
    packages: tuple[str, ...]
    code: Link | None


@dataclass(frozen=True, kw_only=True)
class SpeedSetup:
    """One set-up: what is on and off, the applications, and what was measured of them."""

    id: str
    title: str
    says: str
    caveats: tuple[str, ...]
    sides: tuple[SetupCode, ...]
    groups: tuple[SpeedGroup, ...]


@dataclass(frozen=True, kw_only=True)
class SpeedWork:
    """One scenario: what every side does in it, and what is to be known of its figures."""

    id: str
    title: str
    does: str
    caveats: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class SpeedAnswer:
    """What the page says first, and of which run all of it is."""

    says: tuple[str, ...]
    run: str
    versions: tuple[str, ...]
    setups: tuple[Link, ...]
    styles: str


@dataclass(frozen=True, kw_only=True)
class SpeedAgain:
    """How it is measured again: where the code is, the commands of the run, and whether the load was a limit."""

    repository: str | None
    commands: tuple[str, ...]
    generator: str
    files: tuple[Link, ...]


def _seconds(count: float) -> str:
    return "1 second" if count == 1 else f"{count:g} seconds"


class SpeedViews(Links):
    """The figures of the recorded run; nothing before one is recorded."""

    @property
    def _of_run(self) -> tuple[Speed, SpeedRun] | None:
        speed, run = self.comparison.speed, self.comparison.speed_run
        return (speed, run) if speed and run else None

    def speed_of(self, criterion: str) -> Link | None:
        """A link to the figures for the row of a criterion that they are about."""
        if self._of_run and criterion in self._of_run[0].rows:
            return Link(href=self.base + addresses.SPEED, text="Flask and Django measured side by side")
        return None

    @once
    def speed_shares(self) -> ShareTable | None:
        """What share of a request the framework is."""
        return Shares(*self._of_run).table() if self._of_run else None

    def speed_answer(self) -> SpeedAnswer | None:
        """What is read first."""
        if not self._of_run:
            return None
        _, run = self._of_run
        shares = self.speed_shares()
        return SpeedAnswer(
            says=shares.says if shares else (),
            run=(
                f"Measured on {run.measured.isoformat()} in {run.rounds} rounds, under a server each with "
                f"{_seconds(run.seconds)} of requests to each side: {run.machine}, {run.processor}, "
                f"Python {run.python}."
            ),
            versions=tuple(f"{name} {version}" for name, version in run.versions.items()),
            setups=tuple(Link(href=f"#{setup.id}", text=setup.title) for setup in self.speed_setups()),
            styles=self.base + STYLES,
        )

    def speed_says(self, field: str) -> tuple[str, ...]:
        """The texts of one field of data/speed.yml: `matters`, `matters_not`, `would_change` or `caveats`."""
        texts: tuple[str, ...] = getattr(self.comparison.speed, field) if self.comparison.speed else ()
        return texts

    def speed_work(self) -> tuple[SpeedWork, ...]:
        """Each scenario that was measured: what every side does in it."""
        if not self._of_run:
            return ()
        speed, run = self._of_run
        done = {place.scenario for place in run.places}
        return tuple(
            SpeedWork(id=addresses.speed_work(id), title=each.name, does=each.does, caveats=each.caveats)
            for id, each in speed.scenarios.items()
            if id in done
        )

    @once
    def speed_setups(self) -> tuple[SpeedSetup, ...]:
        """Every set-up with what was measured of it."""
        if not self._of_run:
            return ()
        speed, run = self._of_run
        found = ((id, [place for place in run.places if place.setup == id]) for id in speed.setups)
        return tuple(self._setup(speed, run, id, places) for id, places in found if places)

    def _setup(self, speed: Speed, run: SpeedRun, id: str, places: list[Place]) -> SpeedSetup:
        setup = speed.setups[id]
        grouped = {group: [each for each in places if each.group == group] for group in (each.group for each in places)}
        sides = (
            SetupCode(name=speed.sides[name].name, packages=side.packages, code=self._code(setup.folder(id, name)))
            for name, side in setup.sides.items()
        )
        groups = tuple(Grouped(speed, run, group).view() for group in grouped.values())
        return SpeedSetup(
            id=id, title=setup.name, says=setup.says, caveats=setup.caveats, sides=tuple(sides), groups=groups
        )

    def _code(self, folder: str) -> Link | None:
        return Link(href=f"{self.repository}/tree/main/{folder}", text="its code") if self.repository else None

    def speed_again(self) -> SpeedAgain:
        """How it is measured again; before a run is recorded, only with which command."""
        if not self._of_run:
            return SpeedAgain(repository=self.repository, commands=(), generator="", files=())
        _, run = self._of_run
        load = run.generator
        rounds = "One round was" if run.repeated == 1 else f"{run.repeated} rounds were"
        failed = f" {rounds} measured again, because a request failed." if run.repeated else ""
        return SpeedAgain(
            repository=self.repository,
            commands=run.commands,
            generator=(
                f"The load generator used at most {100 * load.busiest:.0f} % of its core, and at most "
                f"{min(100, 100 * load.core):.0f} % of that core was in use. "
                f"It can send {load.most:,.0f} requests per second; "
                f"the most that any server answered is {load.fastest:,.0f}.{failed}"
            ),
            files=tuple(Link(href=self.base + addresses.export(name), text=name) for name in FILES),
        )
