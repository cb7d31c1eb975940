"""How problems are told: as lines, and on GitHub as annotations on the lines of a change."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator, Sequence

from macros.evidence import Lapse, Result, Stale
from macros.model import Problem, Where, citation

NOT_FOUND, LAPSED, STALE = "evidence-is-found", "claim-holds", "record-is-what-was-found"
RECORDS = (
    "only `make record` may write it: if you edited it, restore it with git; "
    "if a release or a probe changed, a maintainer records it when the change is merged"
)


def problems(found: Sequence[Problem]) -> int:
    """Print problems, each on a line, and how many there are; returns the exit code."""
    for problem in found:
        print(problem)
    annotate(found)
    print(f"{len(found)} problem{'s' if len(found) != 1 else ''}.", file=sys.stderr)
    return 1


def annotate(found: Iterable[Problem]) -> None:
    """On GitHub, print each problem once more as a workflow command, which is shown on the line of the change."""
    if os.environ.get("GITHUB_ACTIONS") == "true":
        for problem in found:
            print(_annotation(problem))


def _annotation(problem: Problem) -> str:
    def escaped(text: str, more: str = "") -> str:
        for character in "%\r\n" + more:
            text = text.replace(character, f"%{ord(character):02X}")
        return text

    place = f"file={escaped(problem.where.file, ':,')},line={problem.where.line},title={escaped(problem.rule, ':,')}"
    return f"::error {place}::{escaped(problem.text)}"


def of_evidence(results: Sequence[Result], lapsed: Iterable[Lapse], stale: Iterable[Stale]) -> list[Problem]:
    """What an evidence run found wrong, one problem for each citation, in the order of files and lines."""
    return sorted({*_missed(results), *_lapsed(results, lapsed), *_stale(results, stale)})


def _missed(results: Sequence[Result]) -> Iterator[Problem]:
    reasons: dict[tuple[Where, str], list[str]] = {}
    for result in results:
        if not result.finding.found:
            version = f"{result.version}: " if result.version else ""
            reasons.setdefault((result.evidence.where, result.id), []).append(f"{version}{result.finding.problem}")
    for (where, id), texts in reasons.items():
        yield Problem(where, NOT_FOUND, f"`{id}`: {'; '.join(dict.fromkeys(texts))}")


def _lapsed(results: Sequence[Result], lapsed: Iterable[Lapse]) -> Iterator[Problem]:
    """Claims that do not hold though each of their citations was found: their bounds are wrong."""
    told = {result.id for result in results if not result.finding.found}
    for lapse in lapsed:
        if lapse.claim not in told:
            yield Problem(Where(lapse.file, lapse.line), LAPSED, f"`{lapse.claim}`: {'; '.join(lapse.reasons)}")


def _stale(results: Sequence[Result], stale: Iterable[Stale]) -> Iterator[Problem]:
    places = {citation(result.evidence): (result.evidence.where, result.id) for result in results}
    for each in stale:
        where, id = places[each.citation]
        yield Problem(where, STALE, f"`{id}`: {each.version}: {each.drift}; {RECORDS}")
