"""Whether the numbers of a claim are near what it cites: a phrase that was found says nothing of a number beside it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache

from macros import numerals
from macros.model import Comparison, Finding, PlacedClaim, Probe, Publication, TaskTest, Term

from .citations import Result
from .releases import NoSuchFile, Releases, ReleaseUnavailable

LINES_AROUND = 12
_NEAR = {
    "minute": r"minut|\b60\b",
    "hour": "hour|3600",
    "day": "day",
    "week": "week|day",
    "month": "month",
    "year": "year",
}
_OR_MORE = re.compile(r"\btwo or more\b")


def unsupported_numbers(comparison: Comparison, releases: Releases, results: Iterable[Result]) -> list[Result]:
    """A result for each claim with a number that is nowhere near what the look-ups found, nor `computed` from it.

    Claims that cite a publication, which a person read, are left out, and so are those of which something is missing.
    """
    look_ups: dict[str, list[Result]] = {}
    for result in results:
        look_ups.setdefault(result.id, []).append(result)
    text_of, known = _Texts(comparison, releases), _versions(comparison)
    return [missed for each in look_ups.values() for missed in _of_claim(comparison, text_of, known, each)]


def _of_claim(comparison: Comparison, text_of: _Texts, known: set[str], results: list[Result]) -> Iterator[Result]:
    placed, first = results[0].cited_by, results[0]
    if not all(result.finding.found for result in results):
        return
    if isinstance(placed, Term):
        yield from _of_term(placed, text_of, known, results)
        return
    claim = placed.claim
    wanted = [number for number in numerals.numbers(claim.says) if number not in claim.computed]
    if not wanted or any(isinstance(item, Publication) for item in claim.evidence):
        return
    text = " ".join((*_written(comparison, placed), *map(text_of, results))).lower()
    for number in wanted:
        if (
            number not in known
            and not numerals.says(number, text, series=True)
            and not numerals.counted(number, claim.says)
        ):
            problem = (
                f'the number "{number}" is within {LINES_AROUND} lines of nothing that the claim cites; correct it, '
                f'cite where it is, or, if it follows from what is there, add `computed: ["{number}"]`'
            )
            yield Result(placed, first.evidence, first.version, Finding(file=first.finding.file, problem=problem))
    for quantity in numerals.quantities(claim.says):
        if quantity.number in wanted and not _in_its_unit(quantity, text):
            problem = (
                f'the number "{quantity.written}" is within {LINES_AROUND} lines of nothing in that unit; correct it, '
                f'or, if it follows from what is there, add `computed: ["{quantity.number}"]`'
            )
            yield Result(placed, first.evidence, first.version, Finding(file=first.finding.file, problem=problem))


def _in_its_unit(quantity: numerals.Quantity, text: str) -> bool:
    """Whether a text in small letters says the unit of time that a number is in, or a shorter one."""
    return quantity.unit not in _NEAR or re.search(_NEAR[quantity.unit], text) is not None


def _of_term(term: Term, text_of: _Texts, known: set[str], results: list[Result]) -> Iterator[Result]:
    first = results[0]
    text = " ".join((term.term, *map(text_of, results))).lower()
    for number in numerals.numbers(_OR_MORE.sub(" ", term.says)):
        if number not in known and not numerals.says(number, text, series=True):
            problem = (
                f'the number "{number}" is within {LINES_AROUND} lines of nothing that the term cites; correct it, or '
                "cite where it is"
            )
            yield Result(term, first.evidence, first.version, Finding(file=first.finding.file, problem=problem))


def _versions(comparison: Comparison) -> set[str]:
    """The pinned versions and their series: SQLAlchemy 2.1 may be named without being cited."""
    versions = {release.version for source in comparison.sources.values() for release in source.releases}
    return versions | {".".join(version.split(".")[:2]) for version in versions}


def _written(comparison: Comparison, placed: PlacedClaim) -> Iterator[str]:
    """What the claim itself says of its evidence, and the years in which the cited releases came out."""
    yield from (bound for bound in (placed.claim.since, placed.claim.until) if bound)
    for item in placed.claim.evidence:
        if isinstance(item, Probe):
            yield item.probe.replace("_", " ")
        else:
            yield " ".join(str(value) for value in item.model_dump(exclude_none=True).values())
    for item in placed.claim.sourced():
        yield from (str(release.released.year) for release in comparison.sources[item.source].releases)


class _Texts:
    """What is around each thing that was found, read once."""

    def __init__(self, comparison: Comparison, releases: Releases) -> None:
        self.comparison = comparison
        self.releases = releases
        self.lines = cache(self._lines)
        self.code = cache(self._code)

    def __call__(self, result: Result) -> str:
        """The lines around a finding, or the file of a probe, or that of a task's test with the one of its side."""
        if isinstance(result.evidence, Probe):
            return self.code(self.comparison.probes[result.evidence.probe].where.file)
        if isinstance(result.evidence, TaskTest):
            return self.code(self.comparison.tasks[result.evidence.task].test) + self._of_side(result)
        finding = result.finding
        if finding.file is None or finding.line is None:
            return ""
        lines = self.lines(result.evidence.source, result.version, finding.file)
        return "\n".join(lines[max(0, finding.line - 1 - LINES_AROUND) : (finding.end or finding.line) + LINES_AROUND])

    def _of_side(self, result: Result) -> str:
        assert isinstance(result.evidence, TaskTest)
        assert not isinstance(result.cited_by, Term)
        return self.comparison.side_files[result.evidence.task, result.cited_by.framework.id][result.evidence.file]

    def _code(self, file: str) -> str:
        return (self.comparison.root / file).read_text(encoding="utf-8")

    def _lines(self, id: str, version: str, file: str) -> list[str]:
        source = self.comparison.sources[id]
        try:
            return self.releases.get(source, source.release(version)).read(file).split("\n")
        except (NoSuchFile, ReleaseUnavailable):
            return []
