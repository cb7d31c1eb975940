"""All of data/ at once, and the questions that every part asks of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, fields
from functools import cached_property
from pathlib import Path
from typing import Any

from .articles import Article
from .chooser import Chooser
from .criteria import Claim, Criterion, Framework, Rows, Topic
from .evidence import Probe, Ran, Released, TaskTest, citation
from .home import Corrections, Home, Hosts, Redirects, Term, Word
from .record import Record, Where
from .recorded import EvidenceRecord, Finding, Run
from .situations import Situation
from .sources import Source
from .speed import Speed, SpeedRun
from .tasks import Task
from .unread import Unread
from .verdicts import Definition, FixedAnswer, NotSo
from .versions import ordered
from .worked import WorkedExample
from .written import Written, records, written


@dataclass(frozen=True)
class PlacedClaim:
    """A claim with its criterion and its framework."""

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
    """A test in tests/probes/: its name, file and line, and what its marks and its code say.

    `claims` are those it says it is for; `attempts` are the cases with which it tries to break one of them;
    `uses` are the packages of the probes' lock that its code imports, with their versions; `code` is what it and the
    programs and functions of its file that it names are.
    """

    name: str
    where: Where
    end: int
    claims: tuple[str, ...]
    attempts: tuple[Attempt, ...] = ()
    uses: tuple[tuple[str, str], ...] = ()
    code: str = ""


@dataclass(frozen=True)
class SideTest:
    """A test in tests/tasks/: its name, file and line, and its code with the functions of its file that it names.

    `takes_a_side` is false for a test that asks no side of its task for anything.
    """

    name: str
    where: Where
    end: int
    takes_a_side: bool
    code: str


@dataclass(frozen=True)
class Pair:
    """One version of each of two frameworks, which are installed side by side and probed together."""

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
    """All of data/, by id.

    `permalinks` are the addresses ever published, each with its line; `pages` the pages written in docs/, each
    with the anchors of its headings. `side_files` are the texts of the files of a task's side, by task, framework and
    path; `skeletons` what the command that begins a project of a framework writes, by framework and path;
    `task_tests` the tests in tests/tasks/, by file and name.
    """

    root: Path
    frameworks: dict[str, Framework]
    topics: dict[str, Topic]
    criteria: dict[str, Criterion]
    sources: dict[str, Source]
    home: Home
    chooser: Chooser
    situations: dict[str, Situation] = field(default_factory=dict)
    articles: dict[str, Article] = field(default_factory=dict)
    redirects: Redirects = field(default_factory=Redirects)
    evidence_record: EvidenceRecord | None = None
    probes: dict[str, ProbeTest] = field(default_factory=dict)
    runs: dict[str, Run] = field(default_factory=dict)
    glossary: dict[str, Term] = field(default_factory=dict)
    vocabulary: tuple[Word, ...] = ()
    hosts: Hosts = field(default_factory=Hosts)
    corrections: Corrections = field(default_factory=Corrections)
    verdicts: dict[str, Definition] = field(default_factory=dict)
    fixed_answers: dict[str, FixedAnswer] = field(default_factory=dict)
    not_so: dict[str, NotSo] = field(default_factory=dict)
    worked_examples: dict[str, WorkedExample] = field(default_factory=dict)
    permalinks: dict[str, Where] = field(default_factory=dict)
    pages: dict[str, frozenset[str]] = field(default_factory=dict)
    tasks: dict[str, Task] = field(default_factory=dict)
    side_files: dict[tuple[str, str], dict[str, str]] = field(default_factory=dict)
    skeletons: dict[str, dict[str, str]] = field(default_factory=dict)
    speed: Speed | None = None
    speed_run: SpeedRun | None = None
    task_tests: dict[str, dict[str, SideTest]] = field(default_factory=dict)
    unread: Unread = field(default_factory=Unread)

    def placed_claims(self) -> Iterator[PlacedClaim]:
        """Every claim with its criterion and framework; cells of unknown frameworks are left to the rules."""
        for criterion in self.criteria.values():
            for name, cell in criterion.frameworks.items():
                if name in self.frameworks:
                    for claim in cell.claims:
                        yield PlacedClaim(claim, criterion, self.frameworks[name])

    def cited[T: Record](self, kind: type[T]) -> Iterator[tuple[PlacedClaim, T]]:
        """Every piece of evidence of one kind, with the claim that cites it."""
        for placed in self.placed_claims():
            yield from ((placed, item) for item in placed.claim.evidence if isinstance(item, kind))

    @cached_property
    def kept(self) -> dict[object, Any]:
        """What functions worked out from all of it, by function: see `once` in rules/registry.py."""
        return {}

    @cached_property
    def claims(self) -> dict[str, PlacedClaim]:
        """Every claim by its id."""
        return {placed.claim.id: placed for placed in self.placed_claims()}

    @cached_property
    def whole(self) -> dict[str, Framework]:
        """The frameworks that answer every criterion, by id; those with `rows: some` are left out."""
        return {id: framework for id, framework in self.frameworks.items() if framework.rows is Rows.ALL}

    def answered(self, framework: str) -> int:
        """How many criteria a framework answers."""
        return sum(framework in criterion.frameworks for criterion in self.criteria.values())

    def name(self, id: str) -> str:
        """The name of a framework, or of the package that a statement is about in the place of one."""
        return self.frameworks[id].name if id in self.frameworks else self.sources[id].title

    def names(self, ids: Iterable[str]) -> str:
        """The names of frameworks as a list in words: Flask, Django and FastAPI."""
        *others, last = map(self.name, ids)
        return f"{', '.join(others)} and {last}" if others else last

    def begun(self, task: Task, framework: str) -> dict[str, str]:
        """The files that the command writes with which one side of a task begins, by their paths."""
        return task.frameworks[framework].begun(self.skeletons.get(framework, {}))

    @cached_property
    def records(self) -> tuple[Record, ...]:
        """Every record that somebody wrote or measured, those inside others too; not what evidence runs found."""
        parts = (getattr(self, part.name) for part in fields(self) if part.name != "evidence_record")
        return tuple(record for part in parts for record in records(part))

    @cached_property
    def written(self) -> tuple[Written, ...]:
        """Every string of every record, and the names of the cases that probes try."""
        strings = [each for record in self.records for each in written(record)]
        for test in self.probes.values():
            cases = (case for attempt in test.attempts for case in attempt.cases)
            strings += [Written(test.where, "Attempt", "cases", case, is_words=True) for case in cases]
        return tuple(strings)

    def versions(self, evidence: Released, placed: PlacedClaim) -> tuple[str, ...]:
        """The pinned versions of the cited package in which the claim is said to hold, newest first.

        `since` and `until` bound the framework's own package; other packages are checked in every
        pinned version.
        """
        source = self.sources[evidence.source]
        versions = [release.version for release in source.releases]
        if source.id == placed.framework.source:
            versions = [version for version in versions if placed.claim.holds_in(version)]
        return tuple(sorted(versions, key=ordered, reverse=True))

    def recorded(self, evidence: Released | Ran, placed: PlacedClaim) -> dict[str, Finding | None]:
        """What the last evidence run found, in each version or pair in which the claim is said to hold, newest first.

        A probe's keys are names of pairs, those of a task's test of sides, such as django-6.1.3, any other's are
        versions; None where nothing is recorded yet.
        """
        if isinstance(evidence, Probe | TaskTest):
            runs = self.runs_of(evidence, placed.framework.id)
            places = [place for place, version in runs.items() if placed.claim.holds_in(version)]
        else:
            places = list(self.versions(evidence, placed))
        findings = self.evidence_record.findings.get(citation(evidence), {}) if self.evidence_record else {}
        return {place: findings.get(place) for place in places}

    def runs_of(self, evidence: Ran, framework: str) -> dict[str, str]:
        """Where a test is run for a claim of a framework, with the framework's version there, the newest first."""
        if isinstance(evidence, TaskTest):
            return {f"{framework}-{version}": version for version in self._pinned(framework)}
        return {pair.name: pair.version(framework) for pair in self.pairs_of(framework)}

    def side_test(self, evidence: TaskTest) -> SideTest | None:
        """The test of a task that evidence names, if there is one."""
        task = self.tasks.get(evidence.task)
        return self.task_tests.get(task.test, {}).get(evidence.test) if task else None

    def pairs(self, *, newest: bool = False) -> tuple[Pair, ...]:
        """Every pair that probes run in, each once; with `newest` only those of newest releases."""
        most = 1 if newest else None
        return tuple(dict.fromkeys(pair for id in self.frameworks for pair in self.pairs_of(id)[:most]))

    def pairs_of(self, framework: str) -> tuple[Pair, ...]:
        """The pairs in which the claims of one framework are probed: each of its versions once, the newest first.

        Beside it is the newest release of the first framework, or of the second for the first one: so a new column
        leaves the pairs of the others, and what is recorded for them, as they are.
        """
        first, *others = self.frameworks
        beside = first if framework != first else others[0] if others else first
        newest = {id: self._pinned(id)[0] for id in self.frameworks if id in {framework, beside}}
        return tuple(Pair(tuple({**newest, framework: version}.items())) for version in self._pinned(framework))

    def _pinned(self, framework: str) -> list[str]:
        releases = self.sources[self.frameworks[framework].source].releases
        return sorted((release.version for release in releases), key=ordered, reverse=True)
