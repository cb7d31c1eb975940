"""Small source distributions and comparisons, made by a test in its own folder. No network."""

from __future__ import annotations

import datetime
import gzip
import hashlib
import io
import tarfile
from dataclasses import dataclass, field
from pathlib import Path

from macros.evidence import Releases, ReleaseUnavailable
from macros.model import (
    Absence,
    Advice,
    Cell,
    Chooser,
    Claim,
    Code,
    Comparison,
    Criterion,
    Docs,
    DocsPlace,
    Framework,
    Home,
    Metadata,
    Probe,
    Publication,
    Release,
    Source,
    SourceKind,
    TaskTest,
    Topic,
)
from tests.tree import VALID

DAY = datetime.date(2026, 1, 2)


def pkg_info(name: str, version: str, more: str = "") -> str:
    """A header as a build backend writes it, with a description below."""
    return f"Metadata-Version: 2.4\nName: {name}\nVersion: {version}\n{more}\nLong description.\nName: not-a-field\n"


def sdist(files: dict[str, str | bytes], top: str = "package-1") -> bytes:
    """A .tar.gz of these files below one folder; the same files give the same bytes."""
    plain = io.BytesIO()
    with tarfile.open(fileobj=plain, mode="w") as tar:
        for path, content in files.items():
            data = content if isinstance(content, bytes) else content.encode()
            member = tarfile.TarInfo(f"{top}/{path}")
            member.size = len(data)
            tar.addfile(member, io.BytesIO(data))
    return gzip.compress(plain.getvalue(), mtime=0)


@dataclass
class Index:
    """A fake pip: hands out what a test put in, and counts what was asked for."""

    archives: dict[tuple[str, str], bytes] = field(default_factory=dict)
    asked: list[tuple[str, str]] = field(default_factory=list)

    def __call__(self, package: str, release: Release, folder: Path) -> Path:
        self.asked.append((package, release.version))
        if (package, release.version) not in self.archives:
            raise ReleaseUnavailable(f"{package} {release.version} could not be downloaded; pip says: no such thing")
        path = folder / "whatever-pip-calls-it.tar.gz"
        path.write_bytes(self.archives[package, release.version])
        return path


@dataclass
class Shelf:
    """The sources a test describes, with the index that has their archives."""

    folder: Path
    index: Index = field(default_factory=Index)
    sources: dict[str, Source] = field(default_factory=dict)
    told: list[str] = field(default_factory=list)

    def add(
        self,
        id: str,
        versions: dict[str, dict[str, str | bytes]],
        *,
        docs: str | None = "docs/{page}.rst",
        url: str = "https://docs.example.org/{page}/",
        metadata: str = "",
        have: bool = True,
    ) -> Source:
        """A package source with these files in each version; `have` is false for one that can't be downloaded."""
        title = id.capitalize()
        releases = []
        for version, files in versions.items():
            data = sdist({"PKG-INFO": pkg_info(title, version, metadata), **files}, f"{id}-{version}")
            if have:
                self.index.archives[title, version] = data
            releases.append(Release(version=version, released=DAY, sha256=hashlib.sha256(data).hexdigest()))
        source = Source(
            id=id,
            title=title,
            kind=SourceKind.PACKAGE,
            url="https://example.org/",
            package=title,
            docs=DocsPlace(files=docs, url=url) if docs else None,
            releases=tuple(releases),
        )
        self.sources[id] = source
        return source

    def releases(self) -> Releases:
        return Releases(self.folder / "cache", self.index, self.told.append)

    def comparison(self, *claims: Claim) -> Comparison:
        """A comparison whose one framework, django, states these claims."""
        framework = Framework(id="django", name="Django", source="django", summary="A framework.", claims=("a",))
        criterion = Criterion(
            id="one",
            topic="data",
            question="Q?",
            why="W.",
            leaves_out="L.",
            advice=(Advice(then="T.", claims=("a",)),),
            frameworks={"django": Cell(answer="A", claims=claims)},
        )
        topic = Topic(id="data", title="Data", about="D.", criteria=("one",))
        return Comparison(
            root=self.folder,
            frameworks={"django": framework},
            topics={"data": topic},
            criteria={"one": criterion},
            sources=self.sources,
            chooser=Chooser.model_validate(VALID["data/chooser.yml"]),
            home=Home.model_validate(
                {
                    "answer": [{"says": "S.", "claims": ["a"]}],
                    "deciding": ["one"],
                    "choices": [{"id": "c", "title": "C", "advice": [{"when": "w", "claims": ["a"]}]}],
                }
            ),
        )


def claim(
    *evidence: Docs | Code | Metadata | Absence | Probe | Publication | TaskTest, id: str = "a", **bounds: str
) -> Claim:
    """A claim with this evidence, as if it had been read from data/."""
    written = [item.model_dump(exclude_none=True) for item in evidence]
    return Claim.model_validate({"id": id, "kind": "fact", "says": "S.", "evidence": written, **bounds})
