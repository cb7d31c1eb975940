"""Where a citation can be read: the public page of its version, and the file at the release's tag."""

from __future__ import annotations

import re
from urllib.parse import quote

from macros.model import Absence, Docs, Finding, Metadata, Release, Released, Source

from .links import Link


def docs_url(source: Source, release: Release, item: Docs, finding: Finding | None) -> str | None:
    """The public page of that version, at the section, with a text fragment that marks the phrase."""
    if source.docs is None:
        return None
    page = item.page
    url = source.docs.url
    if url.endswith("/{page}/"):
        page = re.sub(r"(^|/)index$", "", page)
        url = url if page else url.replace("{page}/", "")
    series = ".".join(release.version.split(".")[:2])
    for name, text in {
        "page": page,
        "series": series,
        "version": release.version,
        "tag": release.tag or "",
    }.items():
        url = url.replace(f"{{{name}}}", text)
    phrase = (finding.text if finding else None) or item.phrase
    # `-` and `,` have a meaning inside a text fragment.
    fragment = quote(phrase, safe="").replace("-", "%2D")
    return f"{url}#{item.anchor}:~:text={fragment}"


def release_page(source: Source, release: Release) -> str | None:
    """The release in the public repository, where a tag is known."""
    return f"{source.repository}/tree/{release.tag}" if source.repository and release.tag else None


def release_link(source: Source, release: Release, item: Released, finding: Finding | None) -> Link | None:
    """A link that never changes: the file and lines at the release's tag."""
    page = release_page(source, release)
    if page is None:
        return None
    if isinstance(item, Metadata):
        return Link(href=page, text=f"tag {release.tag}")
    if isinstance(item, Absence):
        return Link(href=f"{page}/{quote(item.folder)}", text=item.folder)
    if finding is None or finding.file is None:
        return None
    lines = f"#L{finding.line}" if finding.line else ""
    if lines and finding.end and finding.end != finding.line:
        lines += f"-L{finding.end}"
    file = finding.file.rpartition("/")[2]
    words = f"{file}:{finding.line}" if finding.line else file
    return Link(href=f"{source.repository}/blob/{release.tag}/{finding.file}{lines}", text=words)
