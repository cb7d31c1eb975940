"""Every text of ours with what it is based on: what must change with it when it says something else."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath

from macros.model import Comparison, Measurement, PlacedClaim, Probe, TaskTest, Timing, Where
from macros.rules.coverage import leanings, reasons


@dataclass(frozen=True)
class Based:
    """A text and what it is based on, as one string that differs when any of it does; `called` names that in words.

    `key` is the same before and after a change; an entry that has no id shares it with the others of its list.
    """

    key: tuple[str, str, str]
    where: Where
    text: str
    basis: str
    called: str

    @property
    def field(self) -> str:
        """The key in data/ that holds the text."""
        return self.key[2]


def based(comparison: Comparison) -> Iterator[Based]:
    """Every claim, and every text that claims, a verdict, an outcome or a citation are under."""
    for placed in comparison.placed_claims():
        claim = placed.claim
        key = ("claim", claim.id, "says")
        yield Based(key, claim.at_key("says"), claim.says, _evidence(comparison, placed), "its evidence and bounds")
    for id, term in comparison.glossary.items():
        yield Based(("glossary", id, "says"), term.at_key("says"), term.says, f"{term.docs}{term.url}", "its source")
    yield from _statements(comparison)
    decided = _decided(comparison)
    for leaning in (*leanings(comparison), *reasons(comparison)):
        owner, beside, called = decided.get(leaning.where, ("", "", ""))
        key = (PurePosixPath(leaning.where.file).stem, owner, leaning.field)
        basis = beside + _claims(comparison, leaning.claims)
        yield Based(key, leaning.where, leaning.text, basis, f"{called}its claims")


def _evidence(comparison: Comparison, placed: PlacedClaim) -> str:
    """All that a claim cites, with the code that is run for it, the runs that it names, and its sources' releases."""
    claim, parts = placed.claim, []
    for item in claim.evidence:
        parts.append(repr(item.model_dump(exclude_none=True)))
        if isinstance(item, Probe):
            test = comparison.probes.get(item.probe)
            parts.append(test.code if test else "")
        elif isinstance(item, TaskTest):
            case = comparison.side_test(item)
            files = comparison.side_files.get((item.task, placed.framework.id), {})
            parts += [case.code if case else "", files.get(item.file, "")]
        elif isinstance(item, Measurement):
            parts.append(repr(comparison.runs.get(item.measurement)))
        elif isinstance(item, Timing):
            parts.append(comparison.speed_run.digest if comparison.speed_run else "")
        elif item.source in comparison.sources:
            parts += [release.version for release in comparison.sources[item.source].releases]
    return repr([claim.kind, claim.since, claim.until, *sorted(parts)])


def _claims(comparison: Comparison, ids: Iterable[str]) -> str:
    """What the named claims say."""
    known = comparison.claims
    return repr([(id, known[id].claim.says if id in known else "") for id in sorted(set(ids))])


def _statements(comparison: Comparison) -> Iterator[Based]:
    """What an article or a person of a situation says: what was decided about it is under it."""
    for article in comparison.articles.values():
        for each in article.assertions:
            key = (article.id, each.id, "says")
            basis = _verdict(each.verdict, each.supported_by, each.contradicted_by)
            yield Based(key, each.at_key("says"), each.says, basis, "its verdict and its claims")
    for situation in comparison.situations.values():
        key = ("situation", situation.id, "says")
        basis = _ends(situation.answers, situation.accepts)
        yield Based(key, situation.at_key("says"), situation.says, basis, "its answers and what it accepts")


def _verdict(verdict: str, supported_by: Iterable[str], contradicted_by: Iterable[str]) -> str:
    return repr([str(verdict), sorted(supported_by), sorted(contradicted_by)])


def _ends(answers: Mapping[str, object], ends: Iterable[str]) -> str:
    return repr([sorted(answers.items()), sorted(ends)])


def _decided(comparison: Comparison) -> dict[Where, tuple[str, str, str]]:
    """By the place of a text: whose it is, what a person decided beside it, and what that is called."""
    found: dict[Where, tuple[str, str, str]] = {}
    for criterion in comparison.criteria.values():
        for name, cell in criterion.frameworks.items():
            found[cell.at_key("answer")] = (name, str(cell.grade), "its grade and ")
    for article in comparison.articles.values():
        for each in article.assertions:
            verdict = _verdict(each.verdict, each.supported_by, each.contradicted_by)
            for field in ("because", "differs"):
                found[each.at_key(field)] = (each.id, verdict, "its verdict and ")
    for situation in comparison.situations.values():
        ends = _ends(situation.answers, situation.accepts)
        found[situation.at_key("because")] = (situation.id, ends, "its answers and ")
    for decision in comparison.chooser.rules:
        found[decision.at_key("because")] = ("", _ends(decision.when, [decision.then]), "its answers and ")
    return found
