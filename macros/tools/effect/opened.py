"""One citation opened where it points: the phrase in its context, the code, the probe, the figure, the address."""

from __future__ import annotations

import keyword
import re
from collections.abc import Iterator

from macros.evidence import Releases, ReleaseUnavailable, Result
from macros.evidence.absence import Hit, first_hit
from macros.model import (
    Absence,
    Code,
    Comparison,
    Docs,
    Finding,
    Measurement,
    Metadata,
    PlacedClaim,
    Probe,
    Publication,
    Release,
    Released,
    Source,
    TaskTest,
    Timing,
    ordered,
)
from macros.views.released import docs_url, release_link, release_page

from .checks import Check
from .markdown import code, counted, fence, link

AROUND = 3
HEAD = 14
MOST_HITS = 3
COMMON = {*keyword.kwlist, "requires", "dist", "self", "flask", "django"}
"""Words that are in nearly every file, and tell nothing of what a pattern looks for."""


class Opener:
    """Opens citations of one comparison; `probes` are its tests by name, `found` what the look-up gave."""

    def __init__(self, comparison: Comparison, releases: Releases, probes: dict[str, Check]) -> None:
        self.comparison = comparison
        self.releases = releases
        self.probes = probes

    def claim(self, placed: PlacedClaim, results: list[Result]) -> Iterator[str]:
        """A block for each citation of a claim, as a reviewer reads it."""
        for item in placed.claim.evidence:
            if isinstance(item, Probe):
                yield self._probe(item)
            elif isinstance(item, TaskTest):
                yield self._task(item, placed)
            elif isinstance(item, Measurement):
                yield self._measurement(item)
            elif isinstance(item, Timing):
                yield self._timing(item)
            elif isinstance(item, Publication):
                yield self._publication(item)
            else:
                yield self._released(item, [each for each in results if each.evidence is item])

    def _released(self, item: Released, results: list[Result]) -> str:
        missed = [
            f"**Not found** in {code(each.version or 'any version')}: {code(each.finding.problem)}"
            for each in results
            if not each.finding.found
        ]
        source = self.comparison.sources.get(item.source)
        pinned = [each for each in results if each.version]
        if source is None or not pinned:
            return "\n\n".join([_what(item), *missed])
        newest = max(pinned, key=lambda each: ordered(each.version))
        others = [each.version for each in pinned if each is not newest and each.finding.found]
        shown = self._in(item, source, source.release(newest.version), newest.finding, others)
        return "\n\n".join([*missed, shown])

    def _in(self, item: Released, source: Source, release: Release, finding: Finding, others: list[str]) -> str:
        where = f"{_what(item)} of {code(f'{source.title} {release.version}')}"
        also = f" (found in {', '.join(map(code, others))} too)" if others else ""
        addresses = [link(url) for url in _addresses(source, release, item, finding)]
        lines = [f"{where}{also}", *addresses]
        try:
            files = self.releases.get(source, release)
            if isinstance(item, Absence):
                texts = dict(files.texts(""))
                lines += _absence(item, texts)
            elif finding.file and finding.line:
                lines.append(_context(files.read(finding.file), finding, item))
        except ReleaseUnavailable as error:
            lines.append(f"The release can't be opened: {code(str(error))}")
        return "\n\n".join(lines)

    def _probe(self, item: Probe) -> str:
        check = self.probes.get(f"test_{item.probe}")
        if check is None:
            return f"Probe {code(item.probe)}: there is no such test"
        return f"Probe {code(f'{check.file}:{check.line}')}\n\n{fence(check.code, 'python')}"

    def _task(self, item: TaskTest, placed: PlacedClaim) -> str:
        test = self.comparison.side_test(item)
        if test is None:
            return f"Task {code(item.task)}: there is no test {code(f'test_{item.test}')}"
        task, framework = self.comparison.tasks[item.task], placed.framework.id
        text = self.comparison.side_files.get((task.id, framework), {}).get(item.file, "")
        found = [number for number, line in enumerate(text.split("\n"), 1) if item.phrase in line]
        where = f"Line {code(item.phrase)} of {code(f'{task.folder(framework)}/{item.file}')}"
        shown = _context(text, Finding(line=found[0]), item) if found else "No line there has it."
        place = code(f"{test.where.file}:{test.where.line}")
        return f"{where}, shown by the test {place}\n\n{shown}\n\n{fence(test.code, 'python')}"

    def _measurement(self, item: Measurement) -> str:
        run = self.comparison.runs.get(item.measurement)
        figures = [each for each in run.figures if each.quantity == item.quantity] if run else []
        listed = [
            f"- {code(each.subject)}: {each.median} {code(each.unit)} ({each.least} to {each.most}, {each.runs} runs)"
            for each in figures
        ]
        day = f", measured on {run.measured.isoformat()}" if run else ""
        return "\n".join(
            [f"Run {code(item.measurement)}, {code(item.quantity)}{day}\n", *(listed or ["- no such figure"])]
        )

    def _timing(self, item: Timing) -> str:
        run = self.comparison.speed_run
        series = (
            [each for each in run.series if (each.place.id, each.quantity) == (item.speed, item.quantity)]
            if run
            else []
        )
        listed = [
            f"- {code(each.side)}: {', '.join(f'{sample:g}' for sample in each.samples)} {code(each.unit)}"
            for each in series
        ]
        return "\n".join(
            [f"Run of speed, {code(item.speed)}, {code(item.quantity)}\n", *(listed or ["- no such comparison"])]
        )

    def _publication(self, item: Publication) -> str:
        source = self.comparison.sources.get(item.publication)
        where = link(source.url) if source else "no such source"
        title = source.title if source else item.publication
        return (
            f"{code(title)}, at {code(item.at)}, read on {item.read.isoformat()}; no machine opens this one\n\n{where}"
        )


def _what(item: Released) -> str:
    match item:
        case Docs():
            return f"Phrase {code(item.phrase)} in {code(item.at)}"
        case Code():
            phrase = f", phrase {code(item.phrase)}" if item.phrase else ""
            return f"Symbol {code(item.symbol)} in {code(item.file)}{phrase}"
        case Metadata():
            return f"Field {code(item.field)}, value {code(item.value)}"
        case Absence():
            return f"Pattern {code(item.pattern)} that matches nothing in {code(item.folder)}"


def _addresses(source: Source, release: Release, item: Released, finding: Finding) -> Iterator[str]:
    """The public page at the phrase, and the file and lines at the release's tag."""
    if isinstance(item, Docs) and (page := docs_url(source, release, item, finding)):
        yield page
    if tagged := release_link(source, release, item, finding):
        yield tagged.href
    elif not isinstance(item, Docs):
        yield release_page(source, release) or source.url


def _context(written: str, finding: Finding, item: Released | TaskTest) -> str:
    """The lines that were found with a few around them; of a symbol its head."""
    lines = written.split("\n")
    line, end = finding.line or 1, finding.end or finding.line or 1
    if isinstance(item, Code) and item.phrase is None:
        first, last = line, min(end, line + HEAD - 1)
    else:
        first, last = max(1, line - AROUND), min(len(lines), end + AROUND)
    marked = [
        f"{'>' if line <= number <= end and not (isinstance(item, Code) and item.phrase is None) else ' '} "
        f"{number:>5}  {lines[number - 1]}"
        for number in range(first, last + 1)
    ]
    rest = [f"  ... to line {end}"] if last < end else []
    return fence("\n".join([*marked, *rest]))


def _absence(item: Absence, texts: dict[str, str]) -> Iterator[str]:
    folder = item.folder.strip("/")
    inside = {path: text for path, text in texts.items() if path == folder or path.startswith(f"{folder}/")}
    size = sum(text.count("\n") for text in inside.values())
    looked = f"Looked in {counted(len(inside), 'text file')} with {size} lines."
    yield f"{looked} `finds` says it would match {code(item.finds)}."
    outside = [(path, text) for path, text in texts.items() if path not in inside]
    hits = [hit for file in outside if (hit := first_hit(item.pattern, [file]))]
    if hits:
        shown = "".join(f"\n- {code(f'{hit.file}:{hit.line}')}: {code(hit.text)}" for hit in hits[:MOST_HITS])
        yield f"Elsewhere in the release it matches in {counted(len(hits), 'file')}:{shown}"
    else:
        yield "It matches nowhere else in the release: look whether it can match anything that a release would hold."
    near = [place for file in inside.items() if (place := _near(item, file))]
    if near:
        shown = "".join(f"\n- {code(f'{hit.file}:{hit.line}')}: {code(hit.text)}" for hit in near[:MOST_HITS])
        yield f"Its most telling word is in {len(near)} of the files that were looked in:{shown}"


def _near(item: Absence, file: tuple[str, str]) -> Hit | None:
    """The first line that has the longest word of `finds` in any case: what a pattern too narrow would miss."""
    words = [word for word in re.findall(r"[^\W_]+", item.finds) if word.lower() not in COMMON]
    longest = max(words, key=len, default="")
    for number, line in enumerate(file[1].split("\n"), 1) if longest else ():
        if longest.lower() in line.lower():
            return Hit(file[0], number, " ".join(line.split()))
    return None
