"""A claim as a card: its keys, and each piece of evidence with what was found and where it links to."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from typing import assert_never

from macros import addresses
from macros.model import (
    Absence,
    Claim,
    Code,
    Docs,
    Figure,
    Finding,
    Measurement,
    Metadata,
    PlacedClaim,
    Probe,
    Publication,
    Ran,
    Recorded,
    Released,
    Source,
    TaskTest,
    Timing,
    kind_of,
    ordered,
)

from .cards import KEY_WORDS, ClaimCard, EvidenceItem, FigureRow, FigureTable, KeyMark, LookUp
from .links import Link
from .measured import finding
from .ran import RanViews
from .released import docs_url, release_link


class EvidenceViews(RanViews):
    """Every claim as a card, each made once for all pages at one depth."""

    @cached_property
    def cards(self) -> dict[str, ClaimCard]:
        """Every claim's card by its id, made once for all pages at one depth."""
        return {placed.claim.id: self.claim(placed) for placed in self.comparison.placed_claims()}

    def claim(self, placed: PlacedClaim) -> ClaimCard:
        """A claim with its keys and its evidence."""
        claim = placed.claim
        items = tuple(self._evidence(item, placed) for item in claim.evidence)
        return ClaimCard(
            id=claim.id,
            framework=placed.framework.name,
            says=claim.says,
            kind=claim.kind.value,
            bounds=bounds(claim, placed.framework.name),
            keys=merged(item.key for item in items),
            evidence=items,
        )

    def _evidence(self, item: Released | Ran | Recorded | Publication, placed: PlacedClaim) -> EvidenceItem:
        if isinstance(item, Probe):
            return self.probed(item, placed)
        if isinstance(item, TaskTest):
            return self.done(item, placed)
        if isinstance(item, Measurement):
            return self._measured(item)
        if isinstance(item, Timing):
            return self._timed(item)
        source = self.comparison.sources[item.source]
        link = self.source_link(source.id)
        if isinstance(item, Publication):
            mark = KeyMark(name=item.key.value, words=KEY_WORDS[item.key], versions=(), whole=True)
            read = LookUp(version=f"read {item.read.isoformat()}", found=True, public=source.url, release=None)
            return EvidenceItem(key=mark, kind="publication", source=link, place=item.at, sought=None, look_ups=(read,))
        recorded = self.comparison.recorded(item, placed)
        look_ups = tuple(look_up(item, source, version, finding) for version, finding in recorded.items())
        found = tuple(look.version for look in look_ups if look.found)
        mark = KeyMark(
            name=item.key.value, words=KEY_WORDS[item.key], versions=found, whole=len(found) == len(look_ups)
        )
        return EvidenceItem(
            key=mark,
            kind=kind_of(item),
            source=link,
            place=place(item),
            sought=sought(item),
            look_ups=look_ups,
        )

    def _unmeasured(self, rows: tuple[FigureRow, ...]) -> str:
        """A sentence on the frameworks of which there is no figure; nothing where there is one of each."""
        left = [
            id
            for id, framework in self.comparison.frameworks.items()
            if not any(f"{row.subject} ".startswith(f"{framework.name} ") for row in rows)
        ]
        return f" Not measured: {self.comparison.names(left)}." if left else ""

    def _measured(self, item: Measurement) -> EvidenceItem:
        run = self.comparison.runs[item.measurement]
        rows = tuple(figure_row(figure) for figure in run.figures if figure.quantity == item.quantity)
        mark = KeyMark(name=item.key.value, words=KEY_WORDS[item.key], versions=(), whole=True)
        note = (
            f"Measured on {run.measured.isoformat()} ({run.machine}, Python {run.python}) with `{run.commands[0]}`; "
            f"{'; '.join(run.commands[1:])}.{self._unmeasured(rows)}"
        )
        return EvidenceItem(
            key=mark,
            kind="measurement",
            source=None,
            place=compared(item),
            sought=None,
            look_ups=(),
            figures=FigureTable(quantity=item.quantity[:1].upper() + item.quantity[1:], note=note, rows=rows),
        )

    def _timed(self, item: Timing) -> EvidenceItem:
        """A comparison of the recorded run of speed: where it is, and what its sides differ by."""
        speed, run = self.comparison.speed, self.comparison.speed_run
        assert speed is not None  # a rule tells of a claim that cites what is not recorded
        assert run is not None
        place, sides = run.place(item.speed), item.sides
        assert place is not None
        names = (speed.sides[sides[0]].name, speed.sides[sides[1]].name)
        found = finding(names, item.quantity, *(run.samples(place, side, item.quantity) for side in sides))
        return EvidenceItem(
            key=KeyMark(name=item.key.value, words=KEY_WORDS[item.key], versions=(), whole=True),
            kind="speed",
            source=Link(href=self.base + addresses.speed(place.id), text="Speed, measured"),
            place=f"on {run.measured.isoformat()}, {place}, {item.quantity}: {found.says}",
            sought=None,
            look_ups=(),
        )


def compared(item: Measurement) -> str:
    """What was measured, and of which two sides it is less and more."""
    if not (item.less and item.more):
        return item.quantity
    return f"{item.quantity}: {', '.join(item.less)} less than {', '.join(item.more)}"


def look_up(item: Released, source: Source, version: str, finding: Finding | None) -> LookUp:
    """One citation in one version, with its links."""
    release = source.release(version)
    public = docs_url(source, release, item, finding) if isinstance(item, Docs) else None
    return LookUp(
        version=version,
        found=bool(finding and finding.found),
        public=public,
        release=release_link(source, release, item, finding),
    )


def figure_row(figure: Figure) -> FigureRow:
    """A figure with its unit; the spread is the least and the most."""
    return FigureRow(
        subject=figure.subject,
        median=f"{figure.median:g} {figure.unit}",
        spread=f"{figure.least:g} to {figure.most:g}",
        runs=figure.runs,
    )


def merged(marks: Iterable[KeyMark]) -> tuple[KeyMark, ...]:
    """One mark for each key a claim holds: whole when all its evidence of that key was found."""
    by_name: dict[str, list[KeyMark]] = {}
    for mark in marks:
        by_name.setdefault(mark.name, []).append(mark)
    return tuple(
        KeyMark(
            name=name,
            words=same[0].words,
            versions=tuple(sorted({version for mark in same for version in mark.versions}, key=ordered, reverse=True)),
            whole=all(mark.whole for mark in same),
        )
        for name, same in by_name.items()
    )


def bounds(claim: Claim, framework: str) -> str | None:
    """A claim's bounds in words, or nothing when it holds in every checked version."""
    if claim.since and claim.since == claim.until:
        return f"{framework} {claim.since}"
    if claim.since and claim.until:
        return f"{framework} {claim.since} to {claim.until}"
    if claim.since:
        return f"since {framework} {claim.since}"
    return f"up to {framework} {claim.until}" if claim.until else None


def place(item: Released) -> str:
    """Where evidence points to, in a few words."""
    match item:
        case Docs():
            return item.at
        case Code():
            return item.file
        case Metadata():
            return item.field
        case Absence():
            return f"nowhere in {item.folder}"
        case _:
            assert_never(item)


def sought(item: Released) -> str:
    """What was looked for there."""
    match item:
        case Docs():
            return item.phrase
        case Code():
            return item.symbol
        case Metadata():
            return item.value
        case Absence():
            return item.pattern
        case _:
            assert_never(item)
