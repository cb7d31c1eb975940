"""The works that evidence cites."""

from __future__ import annotations

import datetime
from enum import StrEnum
from typing import Annotated

from pydantic import Field, StringConstraints

from .record import Id, Inside, Record, Sha256, Text, Url
from .versions import Version


class Release(Record):
    """One released version that evidence is looked up in."""

    version: Version
    released: datetime.date
    sha256: Sha256
    tag: Annotated[Text, StringConstraints(pattern=r"^[\w.+-]+$")] | None = None


class DocsPlace(Record):
    """Where a package's documentation is in the release, and where it is published.

    `page` names the only page that is published, where `url` is that page and has no `{page}`.
    """

    files: Annotated[Inside, StringConstraints(pattern=r"\{page\}")]
    url: Url
    page: Text | None = None


class SourceKind(StrEnum):
    """What sort of work a source is."""

    PACKAGE = "package"
    PAPER = "paper"
    SURVEY = "survey"
    DECISION_RECORD = "decision-record"
    ARTICLE = "article"
    PROJECT_PAGE = "project-page"


class Source(Record):
    """A work that evidence cites. A package names its releases; anything else names its publication.

    `of` are the organisations and contractors whose people wrote a publication: two that share one are not independent.
    """

    id: Id
    title: Text
    kind: Annotated[SourceKind, Field(strict=False)]
    url: Url
    package: Text | None = None
    repository: Url | None = None
    docs: DocsPlace | None = None
    releases: tuple[Release, ...] = Field(default=(), strict=False)
    author: Text | None = None
    publisher: Text | None = None
    of: tuple[Id, ...] = Field(default=(), strict=False)
    published: datetime.date | None = None

    def release(self, version: str) -> Release:
        """The release of that version; KeyError when it is not pinned here."""
        for release in self.releases:
            if release.version == version:
                return release
        raise KeyError(version)
