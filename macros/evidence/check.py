"""Look every citation of a released package up in the release, in each version its claim is said to hold for."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import chain, islice

from macros.model import (
    Absence,
    Code,
    Comparison,
    Docs,
    EvidenceRecord,
    Finding,
    Metadata,
    PlacedClaim,
    Probe,
    Release,
    Released,
    Source,
    Term,
    citation,
)

from . import absence, metadata, symbols
from .documents import Block, Document, Section, is_numbered
from .pages import Pages
from .phrases import find, nearest_name, nearest_phrase
from .releases import Archive, NoSuchFile, Releases, ReleaseUnavailable
from .restructured import Unreadable

NO_VERSION = ""
"""The version of a result for which there is none to look in."""

METADATA_FILE = "PKG-INFO"
MOST_PAGES_SUGGESTED = 2


@dataclass(frozen=True)
class Result:
    """One look-up: a claim or a term of the glossary, one of its citations, a version, and what was found there."""

    placed: PlacedClaim | Term
    evidence: Released | Probe
    version: str
    finding: Finding

    @property
    def id(self) -> str:
        """The id of the claim or of the term."""
        return self.placed.id if isinstance(self.placed, Term) else self.placed.claim.id


class UnknownClaim(LookupError):  # noqa: N818
    """A claim was asked for that is not in the comparison."""


def check(
    comparison: Comparison,
    releases: Releases,
    *,
    only: str | None = None,
    progress: Callable[[str], None] = lambda line: None,
) -> list[Result]:
    """Look up every citation of every claim, or of the one claim named `only`, in order of the data.

    Nothing is skipped: what can't be looked up is a finding with a problem. Raises UnknownClaim.
    """
    if only is not None and only not in comparison.claims:
        raise UnknownClaim(f'there is no claim "{only}"')
    wanted: list[tuple[PlacedClaim | Term, Released, str]] = [
        (placed, evidence, version)
        for placed in comparison.placed_claims()
        if only in {None, placed.claim.id}
        for evidence in placed.claim.evidence
        if isinstance(evidence, Docs | Code | Metadata | Absence)
        for version in _versions(comparison, evidence, placed)
    ]
    if only is None:
        wanted += [
            (term, term.docs, release.version)
            for term in comparison.glossary.values()
            if term.docs
            for release in comparison.sources[term.docs.source].releases
        ]
    pins: dict[tuple[str, str], tuple[Source, Release]] = {}
    for _, evidence, version in wanted:
        if version != NO_VERSION:
            source = comparison.sources[evidence.source]
            pins[source.id, version] = source, source.release(version)
    releases.fetch(pins.values())
    lookup = _Lookup(comparison, releases)
    results = []
    for placed, evidence, version in wanted:
        if version != NO_VERSION:
            finding = lookup.cited(evidence, version)
        else:
            assert not isinstance(placed, Term)  # the rules see to it that a term's package pins a release
            finding = _nowhere(comparison, evidence, placed)
        results.append(Result(placed, evidence, version, finding))
        if len(results) % 100 == 0:
            progress(f"looked up {len(results)} of {len(wanted)} citations")
    return results


def _versions(comparison: Comparison, evidence: Released, placed: PlacedClaim) -> Iterable[str]:
    if evidence.source not in comparison.sources:
        return (NO_VERSION,)
    return comparison.versions(evidence, placed) or (NO_VERSION,)


def _nowhere(comparison: Comparison, evidence: Released, placed: PlacedClaim) -> Finding:
    source = comparison.sources.get(evidence.source)
    if source is None:
        near = nearest_name(evidence.source, list(comparison.sources))
        return _missed(f'no source "{evidence.source}" in data/sources/{_nearest(near)}')
    if not source.releases:
        return _missed(f"data/sources/{source.id}.yml pins no release to look in; add one under `releases`")
    bounds = ", ".join(
        f"{name} {bound}"
        for name, bound in (("since", placed.claim.since), ("until", placed.claim.until))
        if bound is not None
    )
    pinned = ", ".join(release.version for release in source.releases)
    return _missed(f"no pinned version of {source.title} is within the claim's bounds ({bounds}); pinned: {pinned}")


class _Lookup:
    """The look-ups of one run. The same citation made by two claims is looked up once."""

    def __init__(self, comparison: Comparison, releases: Releases) -> None:
        self.comparison = comparison
        self.releases = releases
        self.pages: dict[tuple[str, str], Pages] = {}
        self.symbols: dict[tuple[str, str, str], list[symbols.Symbol]] = {}
        self.findings: dict[tuple[str, str], Finding] = {}

    def cited(self, evidence: Released, version: str) -> Finding:
        key = citation(evidence), version
        if key not in self.findings:
            self.findings[key] = self._cited(evidence, version)
        return self.findings[key]

    def _cited(self, evidence: Released, version: str) -> Finding:
        source = self.comparison.sources[evidence.source]
        try:
            archive = self.releases.get(source, source.release(version))
            match evidence:
                case Docs():
                    return self._docs(evidence, source, archive)
                case Code():
                    return self._code(evidence, source, archive)
                case Metadata():
                    return _metadata(evidence, source, archive)
                case Absence():
                    return _absence(evidence, source, archive)
        except ReleaseUnavailable as error:
            return _missed(str(error))

    def _docs(self, evidence: Docs, source: Source, archive: Archive) -> Finding:
        release = f"{source.title} {archive.version}"
        if source.docs is None:
            return _missed(f"data/sources/{source.id}.yml does not say where its documentation is; add `docs`")
        key = source.id, archive.version
        if key not in self.pages:
            self.pages[key] = Pages(archive, source.docs)
        return _Phrase(evidence, release, self.pages[key]).finding()

    def _code(self, evidence: Code, source: Source, archive: Archive) -> Finding:
        release = f"{source.title} {archive.version}"
        key = source.id, archive.version, evidence.file
        try:
            text = archive.read(evidence.file)
            if key not in self.symbols:
                self.symbols[key] = symbols.symbols(text)
        except NoSuchFile:
            near = nearest_name(evidence.file, archive.paths())
            return _missed(f'no file "{evidence.file}" in {release}{_nearest(near)}')
        except symbols.NotPython as error:
            return _missed(f"{evidence.file} of {release} can't be read as Python: {error}", evidence.file)
        return _symbol(evidence, release, self.symbols[key], text.split("\n"))


class _Phrase:
    """The look-up of one phrase in the documentation of one release."""

    def __init__(self, evidence: Docs, release: str, pages: Pages) -> None:
        self.evidence = evidence
        self.release = release
        self.pages = pages
        self.file = pages.path(evidence.page)

    def finding(self) -> Finding:
        try:
            page = self.pages.read(self.evidence.page)
        except NoSuchFile:
            near = nearest_name(self.evidence.page, self.pages.names)
            return _missed(f'no page "{self.evidence.page}" in {self.release}{_nearest(near)}')
        except Unreadable as error:
            return _missed(f'page "{self.evidence.page}" of {self.release}: {error}', self.file)
        section = page.section(self.evidence.anchor)
        return self.no_section(page) if section is None else self.in_section(page, section)

    def no_section(self, page: Document) -> Finding:
        anchor = self.evidence.anchor
        if is_numbered(anchor):
            text = f'"#{anchor}" is a counted anchor, which moves when the page changes; cite a named one'
        else:
            near = nearest_name(anchor, list(page.anchors()))
            text = f'no section "#{anchor}" on page {self.evidence.page} of {self.release}'
            text += _nearest(near and f"#{near}")
        if page.made_from_code:
            text += "; parts of this page come from docstrings: cite those with `code`, file and symbol"
        return _missed(text + self.elsewhere_on(page), self.file)

    def in_section(self, page: Document, section: Section) -> Finding:
        phrase = self.evidence.phrase
        stands = [(block, found.words) for block in section.blocks for found in find(phrase, block.text)]
        if len(stands) == 1:
            block, words = stands[0]
            line, end = page.span(block, words)
            return Finding(file=self.file, line=line, end=end, text=words)
        if stands:
            lines = ", ".join(str(page.span(block, words)[0]) for block, words in stands)
            return _missed(
                f'the phrase "{phrase}" stands {len(stands)} times in {self.evidence.at} of {self.release} '
                f"(lines {lines}); cite words that stand there once",
                self.file,
            )
        text = f'the phrase "{phrase}" is not in {self.evidence.at} of {self.release}'
        near = nearest_phrase(phrase, (block.text for block in section.blocks))
        text += f'; nearest there: "{near}"' if near else ""
        return _missed(text + (self.elsewhere_on(page) or self.on_other_pages()), self.file)

    def elsewhere_on(self, page: Document) -> str:
        places = [
            f'"#{_shortest(section)}"'
            for section in page.sections
            if section.anchors and _stands(self.evidence.phrase, section.blocks)
        ]
        if not places and _stands(self.evidence.phrase, page.opening.blocks):
            return f'; it stands at the top of the page: cite "{self.evidence.page}"'
        return f"; it stands in {' and '.join(dict.fromkeys(places))} of this page" if places else ""

    def on_other_pages(self) -> str:
        rough = re.compile(r"[\W_]+".join(map(re.escape, re.findall(r"[^\W_]+", self.evidence.phrase))))
        likely = (name for name in self.pages.names if rough.search(self.pages.text(name)))
        places = list(islice(chain.from_iterable(map(self.places_on, likely)), MOST_PAGES_SUGGESTED))
        return f"; it stands in {' and '.join(places)}" if places else ""

    def places_on(self, name: str) -> Iterator[str]:
        try:
            page = self.pages.read(name)
        except Unreadable:
            return
        for section in page.sections:
            if section.anchors and _stands(self.evidence.phrase, section.blocks):
                yield f'"{name}#{_shortest(section)}"'
                return


def _stands(phrase: str, blocks: Iterable[Block]) -> bool:
    return any(find(phrase, block.text) for block in blocks)


def _shortest(section: Section) -> str:
    return min(section.anchors, key=lambda anchor: (len(anchor), anchor))


def _symbol(evidence: Code, release: str, defined: list[symbols.Symbol], lines: list[str]) -> Finding:
    definitions = [symbol for symbol in defined if symbol.name == evidence.symbol]
    if not definitions:
        near = nearest_name(evidence.symbol, [symbol.name for symbol in defined])
        return _missed(
            f'no symbol "{evidence.symbol}" is defined in {evidence.file} of {release}{_nearest(near)}', evidence.file
        )
    # Overloads and branches define a name again; the longest definition is the one with a body.
    definitions.sort(key=lambda symbol: symbol.line - symbol.end)
    if evidence.phrase is None:
        return Finding(file=evidence.file, line=definitions[0].line, end=definitions[0].end)
    for symbol in definitions:
        if found := symbols.find_in_lines(evidence.phrase, lines, symbol.line, symbol.end):
            text, line, end = found
            return Finding(file=evidence.file, line=line, end=end, text=text)
    symbol = definitions[0]
    near = nearest_phrase(evidence.phrase, [symbols.words(lines, symbol.line, symbol.end)])
    return _missed(
        f'the phrase "{evidence.phrase}" is not in {evidence.symbol} ({evidence.file}:{symbol.line}-{symbol.end}) '
        f"of {release}" + (f'; nearest there: "{near}"' if near else ""),
        evidence.file,
    )


def _metadata(evidence: Metadata, source: Source, archive: Archive) -> Finding:
    release = f"{source.title} {archive.version}"
    headers = metadata.headers(archive.read(METADATA_FILE))
    named = [header for header in headers if header.field.lower() == evidence.field.lower()]
    for header in named:
        if metadata.same(header.field, header.value, evidence.value):
            return Finding(file=METADATA_FILE, line=header.line, end=header.end, text=header.value)
    if not named:
        near = nearest_name(evidence.field, list(dict.fromkeys(header.field for header in headers)))
        return _missed(f'no field "{evidence.field}" in the metadata of {release}{_nearest(near)}', METADATA_FILE)
    values = metadata.nearest(evidence.value, [header.value for header in named])
    listed = ", ".join(f'"{value}"' for value in values)
    return _missed(f'{named[0].field} of {release} is not "{evidence.value}"; it is: {listed}', METADATA_FILE)


def _absence(evidence: Absence, source: Source, archive: Archive) -> Finding:
    release = f"{source.title} {archive.version}"
    if not absence.finds(evidence.pattern, evidence.finds):
        return _missed(
            f'the pattern "{evidence.pattern}" does not meet "{evidence.finds}", which `finds` says it would'
        )
    folder = evidence.folder.strip("/")
    files = list(archive.texts(folder))
    if hit := absence.first_hit(evidence.pattern, files):
        return Finding(
            file=hit.file,
            line=hit.line,
            end=hit.line,
            problem=f'the pattern "{evidence.pattern}" stands in {hit.file}:{hit.line} of {release}: "{hit.text}"',
        )
    if not files:
        if archive.paths(folder):
            return _missed(f'the folder "{folder}" of {release} has no text file to look in')
        near = nearest_name(folder, archive.folders())
        return _missed(f'no folder or text file "{folder}" in {release}{_nearest(near)}')
    return Finding(file=folder)


def _nearest(name: str | None) -> str:
    return f'; nearest: "{name}"' if name else ""


def _missed(problem: str, file: str | None = None) -> Finding:
    return Finding(file=file, problem=problem)


def record(results: Iterable[Result], today: datetime.date) -> EvidenceRecord:
    """What was found, by citation and version: the same data whatever the order of the results."""
    findings: dict[str, dict[str, Finding]] = {}
    for result in sorted(results, key=lambda result: (citation(result.evidence), result.version)):
        findings.setdefault(citation(result.evidence), {})[result.version] = result.finding
    return EvidenceRecord(checked=today, findings=findings)


class Drift(StrEnum):
    """How the record of the last evidence run differs from what was found now."""

    NEW = "is not recorded"
    GONE = "is recorded but no longer cited"
    OTHER = "was recorded otherwise"


@dataclass(frozen=True)
class Stale:
    """One citation in one version of which the record is behind."""

    citation: str
    version: str
    drift: Drift

    def __str__(self) -> str:
        return f"{self.citation}: {self.version}: {self.drift}"


def stale(results: Iterable[Result], recorded: EvidenceRecord) -> Iterator[Stale]:
    """Each citation that is not recorded, was recorded otherwise, or is recorded but no longer made."""
    found = record(results, recorded.checked).findings
    for name in sorted({*found, *recorded.findings}):
        for version in sorted({*found.get(name, {}), *recorded.findings.get(name, {})}):
            now = found.get(name, {}).get(version)
            then = recorded.findings.get(name, {}).get(version)
            if now is None:
                yield Stale(name, version, Drift.GONE)
            elif then is None:
                yield Stale(name, version, Drift.NEW)
            elif now != then:
                yield Stale(name, version, Drift.OTHER)
