"""Rules about names that point to other records."""

from __future__ import annotations

import re
from collections.abc import Iterator

from macros.model import (
    Backed,
    Chooser,
    Comparison,
    Decision,
    Docs,
    Measurement,
    Note,
    Option,
    Outcome,
    Probe,
    Publication,
    SourceKind,
    Where,
    or_meant,
)
from macros.rules.registry import Violations, rule


@rule
def cited_source_is_described(comparison: Comparison) -> Violations:
    """Every source that evidence or a framework names is described in data/sources/."""
    for framework in comparison.frameworks.values():
        if framework.source not in comparison.sources:
            todo = source_meant(framework.source, comparison)
            yield (
                framework.at_key("source"),
                f"names the source `{framework.source}`, which is not in data/sources/; {todo}",
            )
    for placed in comparison.placed_claims():
        for item in placed.claim.sourced():
            if item.source not in comparison.sources:
                yield (
                    item.where,
                    f"cites `{item.source}`, which is not in data/sources/; {source_meant(item.source, comparison)}",
                )


@rule
def cited_source_has_what_is_cited(comparison: Comparison) -> Violations:
    """Docs, code, metadata and absence cite a package, docs one with `docs:`; a publication cites any other work."""
    for placed in comparison.placed_claims():
        for item in placed.claim.sourced():
            source = comparison.sources.get(item.source)
            if source is None or source.where in comparison.unread.places:
                continue
            package = source.kind is SourceKind.PACKAGE
            if isinstance(item, Publication) and package:
                yield item.where, f"`{source.id}` is a package; cite its docs, code or metadata instead"
            elif not isinstance(item, Publication) and not package:
                yield item.where, f"`{source.id}` is no package; cite it as `publication:`"
            elif isinstance(item, Docs) and source.docs is None:
                yield (
                    item.where,
                    f"`{source.id}` has no `docs:` in {source.where.file}; add it, or cite its code",
                )


def source_meant(name: str, comparison: Comparison) -> str:
    """What to do about a source that is not described."""
    return or_meant(name, comparison.sources, f"describe it in data/sources/{name}.yml")


def claim_meant(name: str, comparison: Comparison) -> str:
    """What to do about a claim that does not exist."""
    return or_meant(name, comparison.claims, "write it, or name another")


def criterion_meant(name: str, comparison: Comparison) -> str:
    """What to do about a criterion that does not exist."""
    return or_meant(name, comparison.criteria, "write it in data/criteria/, or name another")


def _named_claims(comparison: Comparison) -> Iterator[tuple[Where, str]]:
    for framework in comparison.frameworks.values():
        yield from ((framework.at_key("claims"), name) for name in framework.claims)
    for criterion in comparison.criteria.values():
        for line in criterion.advice:
            yield from ((line.at_key("claims"), name) for name in line.claims)
    for sentence in comparison.home.answer:
        yield from ((sentence.at_key("claims"), name) for name in sentence.claims)
    for choice in comparison.home.choices:
        for reason in choice.advice:
            yield from ((reason.at_key("claims"), name) for name in reason.claims)
    yield from _claims_of_chooser(comparison.chooser)
    for article in comparison.articles.values():
        for lapse in article.errors_from:
            yield from ((lapse.at_key("claims"), name) for name in lapse.claims)
    for entry in comparison.not_so.values():
        for record in (entry, entry.origin) if entry.origin else (entry,):
            yield from ((record.at_key("claims"), name) for name in record.claims)


def _claims_of_chooser(chooser: Chooser) -> Iterator[tuple[Where, str]]:
    options = (option for question in chooser.questions for option in question.options)
    against = (outcome.against for outcome in chooser.outcomes)
    leaning: list[Option | Decision | Outcome | Backed | Note] = [
        *options,
        *chooser.rules,
        *chooser.outcomes,
        *against,
    ]
    for record in (*leaning, *chooser.notes):
        yield from ((record.at_key("claims"), name) for name in record.claims)


@rule
def named_claim_exists(comparison: Comparison) -> Violations:
    """Every claim that advice, a framework's summary, the first page, the chooser or an article's head names exists."""
    for where, name in _named_claims(comparison):
        if name not in comparison.claims:
            yield where, f"names the claim `{name}`, which does not exist; {claim_meant(name, comparison)}"


@rule
def deciding_criterion_exists(comparison: Comparison) -> Violations:
    """Every criterion in the first page's table exists."""
    for name in comparison.home.deciding:
        if name not in comparison.criteria:
            todo = criterion_meant(name, comparison)
            yield (
                comparison.home.at_key("deciding"),
                f"`deciding` names the criterion `{name}`, which does not exist; {todo}",
            )


@rule
def choice_is_unique(comparison: Comparison) -> Violations:
    """No two choices on the first page share an id: each has its own address."""
    taken: dict[str, Where] = {}
    for choice in comparison.home.choices:
        first = taken.setdefault(choice.id, choice.where)
        if first is not choice.where:
            yield choice.where, f"the id `{choice.id}` is taken at {first}; choose another"


@rule
def redirect_is_one_step(comparison: Comparison) -> Violations:
    """A moved address leads to where its content is, not to another moved address."""
    for old, new in comparison.redirects.moved.items():
        if new in comparison.redirects.moved:
            yield (
                comparison.redirects.at_entry("moved", old),
                f"`{old}` leads to `{new}`, which moved too; name the last address",
            )
        for address in (old, new):
            if not re.fullmatch(r"(\./|([a-z0-9-]+/)+)(#[a-z0-9-]+)?", address):
                yield (
                    comparison.redirects.at_entry("moved", old),
                    f"`{address}` must be an address inside the site, such as compare/data/#orm",
                )


@rule
def probe_and_claim_name_each_other(comparison: Comparison) -> Violations:
    """A claim names tests that exist in tests/probes/, and each test names the claims that name it."""
    named: dict[str, set[str]] = {}
    for placed in comparison.placed_claims():
        for item in placed.claim.evidence:
            if isinstance(item, Probe):
                named.setdefault(item.probe, set()).add(placed.claim.id)
                if item.probe not in comparison.probes:
                    todo = or_meant(item.probe, comparison.probes, "write it")
                    yield item.where, f"there is no test `test_{item.probe}` below tests/probes/; {todo}"
    for name, test in comparison.probes.items():
        for claim in named.get(name, set()) - set(test.claims):
            yield test.where, f'`test_{name}` serves the claim `{claim}`; mark it @pytest.mark.claim("{claim}")'
        for claim in set(test.claims) - named.get(name, set()):
            yield test.where, f"`test_{name}` names the claim `{claim}`, which does not cite it as `probe: {name}`"
        if not test.claims:
            yield test.where, f'`test_{name}` names no claim; mark it @pytest.mark.claim("...") or remove it'


@rule
def measured_run_is_recorded(comparison: Comparison) -> Violations:
    """A claim that cites one of our runs names one in data/recorded/, and a quantity that it measured."""
    for placed in comparison.placed_claims():
        for item in placed.claim.evidence:
            if isinstance(item, Measurement):
                run = comparison.runs.get(item.measurement)
                measured = sorted({figure.quantity for figure in run.figures}) if run else []
                if run is None:
                    yield item.where, f"there is no run `{item.measurement}`; record it with `make measure`"
                elif item.quantity not in measured:
                    known = ", ".join(measured)
                    yield item.at_key("quantity"), f"`{item.measurement}` has no {item.quantity!r}, but: {known}"
