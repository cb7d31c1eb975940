"""The shape of data/: what may be written there. No file is read here; what is *right* is for rules/."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from pathlib import Path
from typing import Annotated, Any, Literal, Self
from urllib.parse import urlsplit

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Discriminator,
    Field,
    ModelWrapValidatorHandler,
    PrivateAttr,
    StringConstraints,
    Tag,
    model_validator,
)


@dataclass(frozen=True, order=True)
class Where:
    """The place of a record: a file below the project's root, and a line counted from 1."""

    file: str
    line: int = 1

    def __str__(self) -> str:
        return f"{self.file}:{self.line}"


@dataclass(frozen=True, order=True)
class Problem:
    """One thing that is wrong with the data: where, which rule says so, and what to do."""

    where: Where
    rule: str
    text: str

    def __str__(self) -> str:
        return f"{self.where}: {self.rule}: {self.text}"


CONTROL = r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]"
ID = r"^[a-z0-9]+(-[a-z0-9]+)*$"


def _one_line(text: str) -> str:
    if re.search(CONTROL, text):
        raise ValueError("must be one line of plain text, without control characters")
    return text


def _web_address(text: str) -> str:
    try:
        parts = urlsplit(text)
        whole = parts.scheme in {"http", "https"} and parts.hostname and parts.port != 0
    except ValueError:
        whole = False
    if not whole or re.search(r"[\s<>\"'`\\]", text):
        raise ValueError("must be a whole web address that starts with https:// or http://")
    return text


def _pattern(text: str) -> str:
    try:
        re.compile(text)
    except re.error as error:
        raise ValueError(f"is not a regular expression: {error}") from None
    return text


def _inside(text: str) -> str:
    if text.startswith("/") or ".." in text.split("/") or "\\" in text:
        raise ValueError("must be a path inside the release, without a leading / and without ..")
    return text


Text = Annotated[
    str,
    StringConstraints(min_length=1, max_length=1000, strip_whitespace=True),
    AfterValidator(_one_line),
]
Id = Annotated[str, StringConstraints(pattern=ID, max_length=80)]
Url = Annotated[str, StringConstraints(max_length=500), AfterValidator(_web_address)]
Version = Annotated[str, StringConstraints(pattern=r"^[0-9]+(\.[0-9]+)*((a|b|rc|\.post)[0-9]+)?$")]
Pattern = Annotated[Text, AfterValidator(_pattern)]
Inside = Annotated[Text, AfterValidator(_inside)]
Sha256 = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]


class Record(BaseModel):
    """What every record shares: unknown keys are refused, nothing is coerced, nothing changes."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)

    _where: Where = PrivateAttr(default=Where("?"))
    _lines: dict[str, int] = PrivateAttr(default_factory=dict)

    @model_validator(mode="wrap")
    @classmethod
    def _keep_where(cls, value: Any, handler: ModelWrapValidatorHandler[Self]) -> Self:
        record = handler(value)
        lines = getattr(value, "lines", None)
        if lines is not None:
            record._where, record._lines = value.where, lines
        return record

    @property
    def where(self) -> Where:
        """The file and line this record was read from."""
        return self._where

    def at_key(self, key: str) -> Where:
        """Where one of its keys stands, or the record itself when the key was left out."""
        return Where(self._where.file, self._lines.get(key, self._where.line))


class Key(StrEnum):
    """How a claim can be held: what a reader sees beside it."""

    DOCS = "docs"
    CODE = "code"
    RAN = "ran"
    MEASURED = "measured"
    PUBLISHED = "published"


class Docs(Record):
    """A phrase of at most eight words in one section of a release's documentation."""

    key: Literal[Key.DOCS] = Field(default=Key.DOCS, exclude=True)
    docs: Id
    at: Annotated[Text, StringConstraints(pattern=r"^[^#\s]+(#[^#\s]+)?$"), AfterValidator(_inside)]
    phrase: Text

    @property
    def source(self) -> str:
        """The id of the source cited."""
        return self.docs

    @property
    def page(self) -> str:
        """The page without its ending, say `ref/databases`."""
        return self.at.partition("#")[0]

    @property
    def anchor(self) -> str:
        """The section's anchor, or nothing for the page's own introduction."""
        return self.at.partition("#")[2]


class Code(Record):
    """A symbol defined in one file of a release, and optionally a phrase inside it."""

    key: Literal[Key.CODE] = Field(default=Key.CODE, exclude=True)
    code: Id
    file: Inside
    symbol: Annotated[str, StringConstraints(pattern=r"^[A-Za-z_]\w*(\.[A-Za-z_]\w*)*$")]
    phrase: Text | None = None

    @property
    def source(self) -> str:
        """The id of the source cited."""
        return self.code


class Metadata(Record):
    """A field of a release's own metadata, with its value."""

    key: Literal[Key.CODE] = Field(default=Key.CODE, exclude=True)
    metadata: Id
    field: Text
    value: Text

    @property
    def source(self) -> str:
        """The id of the source cited."""
        return self.metadata


class Absence(Record):
    """A pattern that stands nowhere in a folder of a release; `finds` is text it would have met."""

    key: Literal[Key.CODE] = Field(default=Key.CODE, exclude=True)
    absence: Id
    pattern: Pattern
    folder: Inside
    finds: Text

    @property
    def source(self) -> str:
        """The id of the source cited."""
        return self.absence


class Probe(Record):
    """A test in tests/probes/ that runs the installed frameworks."""

    key: Literal[Key.RAN] = Field(default=Key.RAN, exclude=True)
    probe: Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$")]


class Measurement(Record):
    """A recorded run of our own in data/recorded/, and the quantity in it that the claim speaks of."""

    key: Literal[Key.MEASURED] = Field(default=Key.MEASURED, exclude=True)
    measurement: Id
    quantity: Text


class Publication(Record):
    """A published work, where in it, and the day it was read. A person checks this one."""

    key: Literal[Key.PUBLISHED] = Field(default=Key.PUBLISHED, exclude=True)
    publication: Id
    at: Text
    read: datetime.date

    @property
    def source(self) -> str:
        """The id of the source cited."""
        return self.publication


Released = Docs | Code | Metadata | Absence
KINDS: dict[str, type[Record]] = {
    "docs": Docs,
    "code": Code,
    "metadata": Metadata,
    "absence": Absence,
    "probe": Probe,
    "measurement": Measurement,
    "publication": Publication,
}


def _kind_of(value: Any) -> str | None:
    return next((kind for kind in KINDS if kind in value), None) if isinstance(value, dict) else None


Evidence = Annotated[
    Annotated[Docs, Tag("docs")]
    | Annotated[Code, Tag("code")]
    | Annotated[Metadata, Tag("metadata")]
    | Annotated[Absence, Tag("absence")]
    | Annotated[Probe, Tag("probe")]
    | Annotated[Measurement, Tag("measurement")]
    | Annotated[Publication, Tag("publication")],
    Discriminator(
        _kind_of,
        custom_error_type="evidence_kind",
        custom_error_message=f"must begin with one of {', '.join(KINDS)}",
    ),
]


class Kind(StrEnum):
    """What sort of statement a claim is, which decides the evidence it needs."""

    FACT = "fact"
    MEASUREMENT = "measurement"
    JUDGEMENT = "judgement"


class Grade(StrEnum):
    """Who provides a thing, where the question is whether it is there."""

    BUILT_IN = "built-in"
    FIRST_PARTY = "first-party"
    THIRD_PARTY = "third-party"
    ABSENT = "absent"
    NOT_APPLICABLE = "not-applicable"


class Claim(Record):
    """One checkable sentence about a framework, and why it may be believed."""

    id: Id
    kind: Annotated[Kind, Field(strict=False)]
    says: Text
    since: Version | None = None
    until: Version | None = None
    evidence: tuple[Evidence, ...] = Field(strict=False, min_length=1)

    def sourced(self) -> Iterator[Released | Publication]:
        """Its evidence that lies in a source, not in a test or a run of our own."""
        return (item for item in self.evidence if not isinstance(item, Probe | Measurement))


class Cell(Record):
    """What one framework answers to one criterion, and the claims the answer rests on."""

    answer: Text
    grade: Annotated[Grade | None, Field(strict=False)] = None
    claims: tuple[Claim, ...] = Field(strict=False, min_length=1)


class Advice(Record):
    """One line of a takeaway: when it applies (nothing when it always does), what then, and the claims it rests on."""

    when: Text | None = None
    then: Text
    claims: tuple[Id, ...] = Field(strict=False, min_length=1)

    def __str__(self) -> str:
        return f"{self.when}: {self.then}" if self.when else self.then


class Criterion(Record):
    """One question a reader has, answered for each framework. The file's name is its id."""

    id: Id
    topic: Id
    question: Text
    also: tuple[Text, ...] = Field(default=(), strict=False)
    why: Text
    leaves_out: Text
    advice: tuple[Advice, ...] = Field(strict=False, min_length=1)
    frameworks: dict[Id, Cell]


class Topic(Record):
    """A group of criteria, in reading order; one page."""

    id: Id
    title: Text
    about: Text
    criteria: tuple[Id, ...] = Field(strict=False, min_length=1)


class Framework(Record):
    """A column: one framework, what it is in a sentence, and the claims that sentence rests on."""

    id: Id
    name: Text
    source: Id
    summary: Text
    claims: tuple[Id, ...] = Field(strict=False, min_length=1)


class Release(Record):
    """One released version that evidence is looked up in."""

    version: Version
    released: datetime.date
    sha256: Sha256
    tag: Annotated[Text, StringConstraints(pattern=r"^[\w.+-]+$")] | None = None


class DocsPlace(Record):
    """Where a package's documentation lies in the release, and where it is published."""

    files: Annotated[Inside, StringConstraints(pattern=r"\{page\}")]
    url: Url


class SourceKind(StrEnum):
    """What sort of work a source is."""

    PACKAGE = "package"
    PAPER = "paper"
    SURVEY = "survey"
    DECISION_RECORD = "decision-record"
    ARTICLE = "article"
    PROJECT_PAGE = "project-page"


class Source(Record):
    """A work that evidence cites. A package names its releases; anything else names its publication."""

    id: Id
    title: Text
    kind: Annotated[SourceKind, Field(strict=False)]
    url: Url
    package: Text | None = None
    repository: Url | None = None
    docs: DocsPlace | None = None
    releases: tuple[Release, ...] = Field(default=(), strict=False)
    author: Text | None = None
    publisher: Text | None = None
    published: datetime.date | None = None

    def release(self, version: str) -> Release:
        """The release of that version; KeyError when it is not pinned here."""
        for release in self.releases:
            if release.version == version:
                return release
        raise KeyError(version)


class Backed(Record):
    """A text of ours, and the claims it rests on."""

    says: Text
    claims: tuple[Id, ...] = Field(strict=False, min_length=1)


class Reason(Record):
    """One line of "choose this when", and the claims it rests on."""

    when: Text
    claims: tuple[Id, ...] = Field(strict=False, min_length=1)


class Choice(Record):
    """One way a reader can go, with the situations that lead there."""

    id: Id
    title: Text
    advice: tuple[Reason, ...] = Field(strict=False, min_length=1)


class Home(Record):
    """What the first page shows: the answer in two sentences, the choices, the criteria that decide most often."""

    answer: tuple[Backed, ...] = Field(strict=False, min_length=1, max_length=2)
    deciding: tuple[Id, ...] = Field(strict=False, min_length=1)
    choices: tuple[Choice, ...] = Field(strict=False, min_length=1)


class Term(Record):
    """One entry of the glossary: what a word means, the spellings it has in our texts, and where that is written.

    `docs` cites a package's documentation as evidence does; any other work is cited by `url`.
    """

    id: Id
    term: Text
    also: tuple[Text, ...] = Field(default=(), strict=False)
    says: Text
    docs: Docs | None = None
    url: Url | None = None


class Word(Record):
    """One line of the vocabulary: what to say, and in place of which words."""

    say: Text
    instead_of: tuple[Text, ...] = Field(strict=False, min_length=1)


class Vocabulary(Record):
    """The words that the site's texts use, each with those it does not use."""

    words: tuple[Word, ...] = Field(strict=False, min_length=1)


class Option(Record):
    """One answer that a question of the chooser offers, and the claims it rests on."""

    id: Id
    label: Text
    claims: tuple[Id, ...] = Field(strict=False, min_length=1)


class Question(Record):
    """One question of the chooser; "not sure" counts as the option it names."""

    id: Id
    question: Text
    why: Text
    criterion: Id
    not_sure: Id
    options: tuple[Option, ...] = Field(strict=False, min_length=2)


class Decision(Record):
    """One rule of the chooser: when each question named has one of the answers named, then this outcome, because."""

    when: dict[Id, Annotated[tuple[Id, ...], Field(strict=False, min_length=1)]] = Field(default_factory=dict)
    then: Id
    because: Text
    claims: tuple[Id, ...] = Field(strict=False, min_length=1)


class Outcome(Record):
    """What the chooser advises; `framework` where it takes one of them."""

    id: Id
    title: Text
    summary: Text
    framework: Id | None = None
    claims: tuple[Id, ...] = Field(strict=False, min_length=1)
    against: Backed
    first_steps: tuple[Text, ...] = Field(strict=False, min_length=2)
    packages: tuple[Id, ...] = Field(default=(), strict=False)


class Note(Record):
    """What a fixed limit adds to some outcomes, without changing them."""

    id: Id
    when: Text
    says: Text
    claims: tuple[Id, ...] = Field(strict=False, min_length=1)
    outcomes: tuple[Id, ...] = Field(strict=False, min_length=1)


class Chooser(Record):
    """The decision tree: questions, the rules in order of which the first that fits decides, and outcomes."""

    version: Annotated[str, StringConstraints(pattern=r"^[1-9][0-9]*$")]
    questions: tuple[Question, ...] = Field(strict=False, min_length=1)
    rules: tuple[Decision, ...] = Field(strict=False, min_length=1)
    outcomes: tuple[Outcome, ...] = Field(strict=False, min_length=1)
    notes: tuple[Note, ...] = Field(default=(), strict=False)

    def question(self, id: str) -> Question:
        """The question of that id; KeyError when there is none."""
        return _by_id(self.questions, id)

    def outcome(self, id: str) -> Outcome:
        """The outcome of that id; KeyError when there is none."""
        return _by_id(self.outcomes, id)


def _by_id[R: Question | Outcome](records: tuple[R, ...], id: str) -> R:
    for record in records:
        if record.id == id:
            return record
    raise KeyError(id)


class Verdict(StrEnum):
    """Our finding on an assertion, against our claims."""

    RIGHT = "right"
    INCOMPLETE = "incomplete"
    OUTDATED = "outdated"
    WRONG = "wrong"
    UNSUPPORTED = "unsupported"
    OPINION = "opinion"


class Assertion(Record):
    """One statement of an article, in our own words, with our verdict and the claims it was weighed against."""

    id: Id
    section: Text
    about: tuple[Id, ...] = Field(strict=False, min_length=1)
    criterion: Id | None = None
    same: Id | None = None
    says: Text
    verdict: Annotated[Verdict, Field(strict=False)]
    supported_by: tuple[Id, ...] = Field(default=(), strict=False)
    contradicted_by: tuple[Id, ...] = Field(default=(), strict=False)
    because: Text
    differs: Text | None = None

    @property
    def claims(self) -> tuple[str, ...]:
        """The ids of every claim it was weighed against."""
        return (*self.supported_by, *self.contradicted_by)


class Article(Record):
    """A published comparison whose every statement we check. The file's name is its id."""

    id: Id
    title: Text
    publisher: Text
    author: Text | None = None
    url: Url | None = None
    no_url: Text | None = None
    published: datetime.date | None = None
    updated: datetime.date | None = None
    undated: Text | None = None
    read: datetime.date
    cites: Text
    copies: Id | None = None
    assertions: tuple[Assertion, ...] = Field(strict=False, min_length=1)


class Redirects(Record):
    """Addresses that moved: old page or page#anchor to the new one."""

    moved: dict[str, str] = Field(default_factory=dict)


class Finding(Record):
    """What the machine found for one citation in one version: lines counted from 1, or why not."""

    file: str | None = None
    line: int | None = None
    end: int | None = None
    text: str | None = None
    problem: str | None = None

    @property
    def found(self) -> bool:
        """Whether the citation holds in this version."""
        return self.problem is None


class Figure(Record):
    """One quantity of one subject: the median of its runs, with the least and the most."""

    subject: Text
    quantity: Text
    unit: Text
    median: float
    least: float
    most: float
    runs: int


class Run(Record):
    """A recorded run: what was measured, where, with which commands, and the spread."""

    measured: datetime.date
    machine: Text
    python: Version
    commands: tuple[Text, ...] = Field(strict=False, min_length=1)
    figures: tuple[Figure, ...] = Field(strict=False, min_length=1)


class Evidenced(Record):
    """The committed record of the last evidence run: citation to version to finding."""

    checked: datetime.date
    findings: dict[str, dict[str, Finding]] = Field(default_factory=dict)


def citation(evidence: Released | Probe) -> str:
    """A name for one citation that is the same wherever it is made: the key of the evidence record."""
    fields = evidence.model_dump(exclude_none=True)
    return " | ".join(f"{name}: {value}" for name, value in fields.items())


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
            versions = [version for version in versions if holds_in(stated.claim, version)]
        return tuple(sorted(versions, key=numbers, reverse=True))

    def recorded(self, evidence: Released | Probe, stated: Stated) -> dict[str, Finding | None]:
        """What the last evidence run found, in each version or pair in which the claim is said to hold, newest first.

        A probe's keys are names of pairs, any other's are versions; None where nothing is recorded yet.
        """
        if isinstance(evidence, Probe):
            framework = stated.framework.id
            places = [pair.name for pair in self.pairs() if holds_in(stated.claim, pair.version(framework))]
        else:
            places = list(self.versions(evidence, stated))
        findings = self.evidenced.findings.get(citation(evidence), {}) if self.evidenced else {}
        return {place: findings.get(place) for place in places}

    def pairs(self) -> tuple[Pair, ...]:
        """The pairs that probes run in: the first is the newest of each, then each older release beside the newest."""
        pinned = {
            framework.id: sorted(
                (release.version for release in self.sources[framework.source].releases), key=numbers, reverse=True
            )
            for framework in self.frameworks.values()
        }
        newest = {id: versions[0] for id, versions in pinned.items()}
        older = [{**newest, id: version} for id, versions in pinned.items() for version in versions[1:]]
        return tuple(Pair(tuple(versions.items())) for versions in (newest, *older))


def numbers(version: str) -> tuple[int, ...]:
    """A version as numbers, for comparing: "6.1.3" -> (6, 1, 3)."""
    return tuple(int(part) for part in re.findall(r"[0-9]+", version))


def holds_in(claim: Claim, version: str) -> bool:
    """Whether a claim's bounds admit a version; `until: "5.2"` includes every 5.2.x."""
    here = numbers(version)
    if claim.since and here < numbers(claim.since):
        return False
    return not (claim.until and here[: len(numbers(claim.until))] > numbers(claim.until))
