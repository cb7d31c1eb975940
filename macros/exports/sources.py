"""Frameworks and sources, as they are published."""

from __future__ import annotations

import datetime

from pydantic import Field

from macros import addresses
from macros.model import Comparison, Framework, Rows, Source, SourceKind

from .record import Exported


class FrameworkOut(Exported):
    """A framework and the versions its claims were checked in."""

    id: str
    name: str
    summary: str
    rows: Rows = Field(description="all, or some where its column has only begun; see `compared` of its answers")
    versions: list[str]


class ReleaseOut(Exported):
    """One release of a package, as it was checked."""

    version: str
    released: datetime.date
    sha256: str = Field(description="Of the source distribution")


class SourceOut(Exported):
    """A work that evidence cites."""

    id: str
    title: str
    kind: SourceKind
    url: str
    author: str | None
    publisher: str | None
    published: datetime.date | None
    releases: list[ReleaseOut]
    address: str


def framework_out(comparison: Comparison, framework: Framework) -> FrameworkOut:
    """One framework with the versions its claims were checked in, as it is published."""
    return FrameworkOut(
        id=framework.id,
        name=framework.name,
        summary=framework.summary,
        rows=framework.rows,
        versions=[release.version for release in comparison.sources[framework.source].releases],
    )


def source_out(source: Source) -> SourceOut:
    """One source with its releases, as it is published."""
    releases = [
        ReleaseOut(version=release.version, released=release.released, sha256=release.sha256)
        for release in source.releases
    ]
    return SourceOut(
        id=source.id,
        title=source.title,
        kind=source.kind,
        url=source.url,
        author=source.author,
        publisher=source.publisher,
        published=source.published,
        releases=releases,
        address=addresses.source(source.id),
    )
