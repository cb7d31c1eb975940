"""A claim as a card: its keys, and each piece of evidence with what was found and where it links to."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import assert_never

from macros.model import (
    Absence,
    Claim,
    Code,
    Docs,
    Figure,
    Finding,
    Key,
    Measurement,
    Metadata,
    PlacedClaim,
    Probe,
    Publication,
    Released,
    Source,
    ordered,
)

from .links import Link, Links
from .released import docs_url, release_link

KEY_WORDS = {
    Key.DOCS: "in the docs",
    Key.CODE: "in the code",
    Key.RAN: "we ran it",
    Key.MEASURED: "measured",
    Key.PUBLISHED: "published",
}


@dataclass(frozen=True, kw_only=True)
class KeyMark:
    """One key a claim holds; `versions` are those it was checked in, `whole` is false while something is open."""

    name: str
    words: str
    versions: tuple[str, ...]
    whole: bool


@dataclass(frozen=True, kw_only=True)
class LookUp:
    """One citation in one version: found or not yet looked up, with its one or two links."""

    version: str
    found: bool
    public: str | None
    release: Link | None


@dataclass(frozen=True, kw_only=True)
class FigureRow:
    """One figure in words: of what, the median, the spread, and how often it was measured."""

    subject: str
    median: str
    spread: str
    runs: int


@dataclass(frozen=True, kw_only=True)
class FigureTable:
    """The figures of one quantity in a recorded run, and how they were measured."""

    quantity: str
    note: str
    rows: tuple[FigureRow, ...]


@dataclass(frozen=True, kw_only=True)
class EvidenceItem:
    """One piece of evidence: its key, what was looked for, in which source, and what was found where."""

    key: KeyMark
    kind: str
    source: Link | None
    place: str
    sought: str | None
    look_ups: tuple[LookUp, ...]
    figures: FigureTable | None = None


@dataclass(frozen=True, kw_only=True)
class ClaimCard:
    """A claim with its own address, its bounds in words, its keys and its evidence."""

    id: str
    framework: str
    says: str
    kind: str
    bounds: str | None
    keys: tuple[KeyMark, ...]
    evidence: tuple[EvidenceItem, ...]


class EvidenceViews(Links):
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

    def _evidence(self, item: Released | Probe | Measurement | Publication, placed: PlacedClaim) -> EvidenceItem:
        if isinstance(item, Probe):
            return self._ran(item, placed)
        if isinstance(item, Measurement):
            return self._measured(item)
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
            kind=type(item).__name__.lower(),
            source=link,
            place=place(item),
            sought=sought(item),
            look_ups=look_ups,
        )

    def _ran(self, item: Probe, placed: PlacedClaim) -> EvidenceItem:
        test = self.comparison.probes[item.probe]
        lines = f"{test.where.file}#L{test.where.line}-L{test.end}"
        source = Link(href=f"{self.repository}/blob/main/{lines}", text="the test") if self.repository else None
        recorded = self.comparison.recorded(item, placed)
        # The frameworks are not in the lock: each pair has its own.
        uses = test.uses
        look_ups, versions = [], []
        for pair in self.comparison.pairs():
            if pair.name in recorded:
                finding = recorded[pair.name]
                names = (f"{self.comparison.frameworks[id].name} {number}" for id, number in pair.versions)
                words = " with ".join(names) + "".join(f", {name} {version}" for name, version in uses)
                look_ups.append(
                    LookUp(version=words, found=bool(finding and finding.found), public=None, release=source)
                )
                versions += [pair.version(placed.framework.id)] if finding and finding.found else []
        mark = KeyMark(
            name=item.key.value,
            words=KEY_WORDS[item.key],
            versions=tuple(dict.fromkeys(versions)),
            whole=all(look.found for look in look_ups),
        )
        return EvidenceItem(
            key=mark,
            kind="probe",
            source=None,
            place=test.where.file,
            sought=f"test_{item.probe}",
            look_ups=tuple(look_ups),
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
