"""What the card of a claim shows: its keys, and each piece of evidence with its look-ups."""

from __future__ import annotations

from dataclasses import dataclass

from macros.model import Key

from .links import Link

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
