"""Sources, each with the claims that are based on it."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from macros import addresses
from macros.model import Source, SourceKind

from .links import Link, Links
from .once import once
from .released import release_page

SOURCE_WORDS = {
    SourceKind.PACKAGE: "Released packages",
    SourceKind.PAPER: "Papers",
    SourceKind.SURVEY: "Surveys",
    SourceKind.DECISION_RECORD: "Decision records",
    SourceKind.ARTICLE: "Articles",
    SourceKind.PROJECT_PAGE: "Pages of the projects",
}


@dataclass(frozen=True, kw_only=True)
class ReleaseLine:
    """A checked release: version and day."""

    version: str
    released: datetime.date
    href: str | None


@dataclass(frozen=True, kw_only=True)
class SourceCard:
    """A source with its releases or publication, and every claim and situation that cites it."""

    id: str
    title: str
    url: str
    note: str
    releases: tuple[ReleaseLine, ...]
    claims: tuple[Link, ...]
    situations: tuple[Link, ...]
    edit: str | None


@dataclass(frozen=True, kw_only=True)
class SourceGroup:
    """The sources of one kind."""

    id: str
    title: str
    sources: tuple[SourceCard, ...]


class SourceViews(Links):
    """Every source by kind."""

    @once
    def source_list(self) -> tuple[SourceGroup, ...]:
        """Every source by kind, each with the claims that cite it."""
        groups = []
        for kind, title in SOURCE_WORDS.items():
            sources = [source for source in self.comparison.sources.values() if source.kind is kind]
            if sources:
                cards = tuple(self._source(source) for source in sorted(sources, key=lambda each: each.title.lower()))
                groups.append(SourceGroup(id=f"kind-{kind.value}", title=title, sources=cards))
        return tuple(groups)

    @cached_property
    def _citing(self) -> dict[str, list[Link]]:
        citing: dict[str, list[Link]] = {}
        for placed in self.comparison.placed_claims():
            cited = {item.source for item in placed.claim.sourced()}
            for id in cited:
                citing.setdefault(id, []).append(self.claim_link(placed.claim.id))
        return citing

    def _source(self, source: Source) -> SourceCard:
        releases = tuple(
            ReleaseLine(version=release.version, released=release.released, href=release_page(source, release))
            for release in source.releases
        )
        parts = (source.author, source.publisher, source.published and source.published.isoformat())
        note = ", ".join(part for part in parts if part)
        return SourceCard(
            id=source.id,
            title=source.title,
            url=source.url,
            note=note,
            releases=releases,
            claims=tuple(self._citing.get(source.id, ())),
            situations=tuple(self._decided(source.id)),
            edit=self.edit(source.where.file),
        )

    def _decided(self, source: str) -> Iterator[Link]:
        """The situations that were decided in public there."""
        for id, situation in self.comparison.situations.items():
            if situation.decided and situation.decided.publication == source:
                yield Link(href=self.base + addresses.situation(id), text=situation.says)
