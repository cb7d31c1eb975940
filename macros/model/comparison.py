"""All of data/ at once, and the questions that every part asks of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from .articles import Article
from .chooser import Chooser
from .criteria import Claim, Criterion, Framework, Topic
from .evidence import Probe, Released, citation
from .home import Home, Redirects, Term, Word
from .record import Where
from .recorded import Evidenced, Finding, Run
from .sources import Source
from .versions import ordered


@dataclass(frozen=True)
class Stated:
    """A claim where it stands: its criterion and its framework."""

    claim: Claim
    criterion: Criterion
    framework: Framework


@dataclass(frozen=True)
class Attempt:
    """What a probe's `tries` mark says: the claim it tries to break, and with which cases."""

    claim: str
    cases: tuple[str, ...]


@dataclass(frozen=True)
class ProbeTest:
    """A test in tests/probes/: its name, where it stands, and what its marks and its code say.

    `claims` are those it says it is for; `attempts` are the cases with which it tries to break one of them;
    `uses` are the packages of the probes' lock that its code imports, with their versions.
    """

    name: str
    where: Where
    end: int
    claims: tuple[str, ...]
    attempts: tuple[Attempt, ...] = ()
    uses: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Pair:
    """One version of each framework, in which every probe is run together."""

    versions: tuple[tuple[str, str], ...]

    @property
    def name(self) -> str:
        """The pair as one word: django-6.1.3+flask-3.1.3."""
        return "+".join(f"{framework}-{version}" for framework, version in sorted(self.versions))

    def version(self, framework: str) -> str:
        """The version of one framework in this pair."""
        return dict(self.versions)[framework]


@dataclass(frozen=True)
class Comparison:
    """All of data/, by id."""

    root: Path
    frameworks: dict[str, Framework]
    topics: dict[str, Topic]
    criteria: dict[str, Criterion]
    sources: dict[str, Source]
    home: Home
    chooser: Chooser
    articles: dict[str, Article] = field(default_factory=dict)
    redirects: Redirects = field(default_factory=Redirects)
    evidenced: Evidenced | None = None
    probes: dict[str, ProbeTest] = field(default_factory=dict)
    runs: dict[str, Run] = field(default_factory=dict)
    glossary: dict[str, Term] = field(default_factory=dict)
    vocabulary: tuple[Word, ...] = ()

    def stated(self) -> Iterator[Stated]:
        """Every claim with its criterion and framework; cells of unknown frameworks are left to the rules."""
        for criterion in self.criteria.values():
            for name, cell in criterion.frameworks.items():
                if name in self.frameworks:
                    for claim in cell.claims:
                        yield Stated(claim, criterion, self.frameworks[name])

    @cached_property
    def claims(self) -> dict[str, Stated]:
        """Every claim by its id."""
        return {stated.claim.id: stated for stated in self.stated()}

    def versions(self, evidence: Released, stated: Stated) -> tuple[str, ...]:
        """The pinned versions of the cited package in which the claim is said to hold, newest first.

        `since` and `until` bound the framework's own package; other packages are checked in every
        pinned version.
        """
        source = self.sources[evidence.source]
        versions = [release.version for release in source.releases]
        if source.id == stated.framework.source:
            versions = [version for version in versions if stated.claim.holds_in(version)]
        return tuple(sorted(versions, key=ordered, reverse=True))

    def recorded(self, evidence: Released | Probe, stated: Stated) -> dict[str, Finding | None]:
        """What the last evidence run found, in each version or pair in which the claim is said to hold, newest first.

        A probe's keys are names of pairs, any other's are versions; None where nothing is recorded yet.
        """
        if isinstance(evidence, Probe):
            framework = stated.framework.id
            places = [pair.name for pair in self.pairs() if stated.claim.holds_in(pair.version(framework))]
        else:
            places = list(self.versions(evidence, stated))
        findings = self.evidenced.findings.get(citation(evidence), {}) if self.evidenced else {}
        return {place: findings.get(place) for place in places}

    def pairs(self) -> tuple[Pair, ...]:
        """The pairs that probes run in: the first is the newest of each, then each older release beside the newest."""
        pinned = {
            framework.id: sorted(
                (release.version for release in self.sources[framework.source].releases), key=ordered, reverse=True
            )
            for framework in self.frameworks.values()
        }
        newest = {id: versions[0] for id, versions in pinned.items()}
        older = [{**newest, id: version} for id, versions in pinned.items() for version in versions[1:]]
        return tuple(Pair(tuple(versions.items())) for versions in (newest, *older))
