"""One citation looked up in one release, by its kind."""

from __future__ import annotations

from functools import cache

from macros.model import Absence, Code, Comparison, Docs, Finding, Metadata, Released, Source, citation, ordered

from . import absence, metadata, symbols
from .findings import missed, nearest
from .pages import Pages
from .passages import Passage
from .phrases import nearest_name, nearest_phrase
from .releases import Archive, NoSuchFile, Releases, ReleaseUnavailable

METADATA_FILE = "PKG-INFO"


class Lookup:
    """The look-ups of one run. The same citation made by two claims is looked up once."""

    def __init__(self, comparison: Comparison, releases: Releases) -> None:
        self.comparison = comparison
        self.releases = releases
        self.pages: dict[tuple[str, str], Pages] = {}
        self.symbols: dict[tuple[str, str, str], list[symbols.Symbol]] = {}
        self.findings: dict[tuple[str, str | None, str], Finding] = {}
        self.matches = cache(_matches)

    def cited(self, evidence: Released, version: str) -> Finding:
        """What is found for a citation in one pinned version of its source."""
        key = citation(evidence), getattr(evidence, "found_in", None), version
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
                    return self._absence(evidence, source, archive)
        except ReleaseUnavailable as error:
            return missed(str(error))

    def _absence(self, evidence: Absence, source: Source, archive: Archive) -> Finding:
        try:
            finding = _absence(evidence, source, archive)
            if not finding.found or evidence.nowhere:
                return finding
            elsewhere = [self._newest(id) for id in self._elsewhere(evidence)]
            in_metadata = evidence.folder.strip("/") == METADATA_FILE
            matched = not elsewhere or any(self.matches(evidence.pattern, in_metadata, each) for each in elsewhere)
            return finding if matched else _nowhere_else(evidence, elsewhere)
        except absence.TooSlow:
            return missed(
                f'the search for "{evidence.pattern}" was ended after {absence.LONGEST_SEARCH:g} seconds; '
                "write the pattern without repetitions inside repetitions",
                evidence.folder,
            )

    def _elsewhere(self, evidence: Absence) -> list[str]:
        """The sources in one of which the pattern must match: the one named, or else the other frameworks'."""
        frameworks = (framework.source for framework in self.comparison.frameworks.values())
        return [evidence.found_in] if evidence.found_in else [id for id in frameworks if id != evidence.source]

    def _newest(self, id: str) -> Archive:
        source = self.comparison.sources[id]
        return self.releases.get(source, max(source.releases, key=lambda release: ordered(release.version)))

    def _docs(self, evidence: Docs, source: Source, archive: Archive) -> Finding:
        release = f"{source.title} {archive.version}"
        if source.docs is None:
            return missed(f"data/sources/{source.id}.yml does not say where its documentation is; add `docs`")
        key = source.id, archive.version
        if key not in self.pages:
            self.pages[key] = Pages(archive, source.docs)
        return Passage(evidence, release, self.pages[key]).finding()

    def _code(self, evidence: Code, source: Source, archive: Archive) -> Finding:
        release = f"{source.title} {archive.version}"
        key = source.id, archive.version, evidence.file
        try:
            text = archive.read(evidence.file)
            if key not in self.symbols:
                self.symbols[key] = symbols.symbols(text)
        except NoSuchFile:
            near = nearest_name(evidence.file, archive.paths())
            return missed(f'no file "{evidence.file}" in {release}{nearest(near)}')
        except symbols.NotPython as error:
            return missed(f"{evidence.file} of {release} can't be read as Python: {error}", evidence.file)
        return _symbol(evidence, release, self.symbols[key], text.split("\n"))


def _symbol(evidence: Code, release: str, defined: list[symbols.Symbol], lines: list[str]) -> Finding:
    definitions = [symbol for symbol in defined if symbol.name == evidence.symbol]
    if not definitions:
        near = nearest_name(evidence.symbol, [symbol.name for symbol in defined])
        return missed(
            f'no symbol "{evidence.symbol}" is defined in {evidence.file} of {release}{nearest(near)}', evidence.file
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
    return missed(
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
        return missed(f'no field "{evidence.field}" in the metadata of {release}{nearest(near)}', METADATA_FILE)
    values = metadata.nearest(evidence.value, [header.value for header in named])
    listed = ", ".join(f'"{value}"' for value in values)
    return missed(f'{named[0].field} of {release} is not "{evidence.value}"; it is: {listed}', METADATA_FILE)


def _absence(evidence: Absence, source: Source, archive: Archive) -> Finding:
    release = f"{source.title} {archive.version}"
    if not absence.finds(evidence.pattern, evidence.finds):
        return missed(
            f'the pattern "{evidence.pattern}" does not match "{evidence.finds}", the text under `finds`; '
            "correct one of them"
        )
    folder = evidence.folder.strip("/")
    files = list(archive.texts(folder))
    if hit := absence.first_hit(evidence.pattern, files):
        return Finding(
            file=hit.file,
            line=hit.line,
            end=hit.line,
            problem=f'the pattern "{evidence.pattern}" matches in {hit.file}:{hit.line} of {release}: "{hit.text}"',
        )
    if not files:
        if archive.paths(folder):
            return missed(f'the folder "{folder}" of {release} has no text file to look in')
        near = nearest_name(folder, archive.folders())
        return missed(f'no folder or text file "{folder}" in {release}{nearest(near)}')
    if folder != METADATA_FILE and absence.is_little(files):
        return missed(
            f'"{folder}" of {release} has fewer than {absence.FEWEST_LINES} lines, too few to show that something '
            "is absent; look in the package's folder",
            folder,
        )
    return Finding(file=folder)


def _matches(pattern: str, in_metadata: bool, archive: Archive) -> bool:
    """Whether a pattern matches in another release: in its metadata if it was looked for there, else in its files."""
    files = archive.texts(METADATA_FILE if in_metadata else "")
    wanted = (each for each in files if in_metadata or not _is_metadata(each[0]))
    return absence.first_hit(pattern, wanted) is not None


def _nowhere_else(evidence: Absence, archives: list[Archive]) -> Finding:
    searched = " or ".join(map(str, archives))
    return missed(
        f'the pattern "{evidence.pattern}" matches nothing in {searched} either, so it may match nothing at all; '
        "correct it, or name under `found_in` a package of data/sources/ in which it matches",
        evidence.folder,
    )


def _is_metadata(path: str) -> bool:
    return path.rpartition("/")[2] == METADATA_FILE or ".egg-info/" in path
