"""Comparison -> the published JSON, its schema and CSV. Text out; host.py and __main__.py write it to files."""

from __future__ import annotations

import csv
import datetime
import io
import json
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel, ConfigDict, Field

from macros import addresses
from macros.model import (
    NOT_COMPARED,
    Article,
    Cell,
    Chooser,
    Comparison,
    Criterion,
    Measurement,
    Publication,
    Source,
    Stated,
)
from macros.walk import paths, tree

LICENCE = "CC-BY-4.0"


class Exported(BaseModel):
    """What every exported record shares."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class EvidenceOut(Exported):
    """One piece of evidence: its kind, what it cites, and the versions in which the machine found it."""

    kind: str = Field(description="docs, code, metadata, absence, probe, measurement or publication")
    cites: dict[str, str] = Field(description="The fields of that kind: source, place, phrase, symbol, ...")
    found_in: list[str] = Field(
        description="Versions, for a probe pairs of versions, in which the machine found it; else empty"
    )


class ClaimOut(Exported):
    """One checkable sentence about one framework."""

    id: str
    kind: str
    says: str = Field(description="Plain text; words in backticks are code")
    since: str | None = Field(description="First version of the framework it holds for; null for every checked one")
    until: str | None = Field(description="Last series of the framework it holds for; null for every checked one")
    address: str = Field(description="Where it stands, below the site's root")
    evidence: list[EvidenceOut]


class AnswerOut(Exported):
    """What one framework answers to one criterion."""

    compared: bool = Field(description="False where the framework has no answer yet; `answer` says so")
    answer: str
    grade: str | None = Field(description="built-in, first-party, third-party, absent, not-applicable or null")
    claims: list[ClaimOut]


class AdviceOut(Exported):
    """One line of a takeaway."""

    when: str | None = Field(description="When it applies; null where it always does")
    then: str
    claims: list[str] = Field(description="Ids of claims")


class TermOut(Exported):
    """One entry of the glossary."""

    id: str
    term: str
    also: list[str] = Field(description="Other spellings")
    says: str
    address: str


class CriterionOut(Exported):
    """One question, answered for each framework."""

    id: str
    question: str
    also: list[str] = Field(description="Words that people ask for it with")
    why: str
    leaves_out: str
    takeaway: str = Field(description="The lines of `advice` as one text")
    advice: list[AdviceOut]
    address: str
    frameworks: dict[str, AnswerOut]


class TopicOut(Exported):
    """A group of criteria."""

    id: str
    title: str
    about: str
    address: str
    criteria: list[CriterionOut]


class FrameworkOut(Exported):
    """A framework and the versions its claims were checked in."""

    id: str
    name: str
    summary: str
    rows: str = Field(description="all, or some where its column has only begun; see `compared` of its answers")
    versions: list[str]


class ReleaseOut(Exported):
    """One release of a package, as it was checked."""

    version: str
    released: datetime.date
    sha256: str = Field(description="Of the source distribution")


class SourceOut(Exported):
    """A work that evidence cites."""

    id: str
    title: str
    kind: str
    url: str
    author: str | None
    publisher: str | None
    published: datetime.date | None
    releases: list[ReleaseOut]
    address: str


class AssertionOut(Exported):
    """One statement of an article, in our own words, and our verdict."""

    id: str
    section: str = Field(description="The heading it stands under in the article")
    about: list[str] = Field(description="Ids of frameworks")
    criterion: str | None
    same: str | None = Field(description="What several articles say carries one name")
    says: str
    verdict: str = Field(description="right, incomplete, outdated, wrong, unsupported or opinion")
    supported_by: list[str] = Field(description="Ids of claims that agree with it")
    contradicted_by: list[str] = Field(description="Ids of claims that contradict it")
    because: str
    address: str


class ArticleOut(Exported):
    """A published comparison, statement by statement."""

    id: str
    title: str
    publisher: str
    author: str | None
    url: str | None
    published: datetime.date | None
    updated: datetime.date | None
    read: datetime.date
    cites: str = Field(description="The sources that the article cites")
    copies: str | None = Field(description="Id of the source that it rewords")
    address: str
    assertions: list[AssertionOut]


class OptionOut(Exported):
    """One answer to a question of the chooser."""

    id: str
    label: str
    claims: list[str] = Field(description="Ids of claims")


class QuestionOut(Exported):
    """One question of the chooser."""

    id: str
    question: str
    why: str
    criterion: str
    not_sure: str = Field(description="Id of the option that `not-sure` counts as")
    options: list[OptionOut]
    address: str


class DecisionOut(Exported):
    """One rule of the chooser: when each question named has one of the answers named, then this outcome."""

    id: str = Field(description="Its place among the rules, of which the first that fits decides")
    when: dict[str, list[str]] = Field(description="Question to options; where it has no answer yet, it is asked next")
    then: str
    because: str
    claims: list[str] = Field(description="Ids of claims")


class OutcomeOut(Exported):
    """What the chooser advises."""

    id: str
    title: str
    summary: str
    framework: str | None = Field(description="The framework it takes; null for both, either and neither")
    claims: list[str] = Field(description="Ids of claims")
    against: str = Field(description="The best case against it")
    against_claims: list[str] = Field(description="Ids of claims")
    first_steps: list[str]
    packages: list[str] = Field(description="Ids of sources")
    paths: int = Field(description="How many ways through the questions lead here")
    address: str


class NoteOut(Exported):
    """What a fixed limit adds to some outcomes."""

    id: str
    when: str
    says: str
    claims: list[str] = Field(description="Ids of claims")
    outcomes: list[str]


class ChooserOut(Exported):
    """The decision tree."""

    version: str = Field(description="Stands in the addresses that the chooser makes, as `v`")
    questions: list[QuestionOut]
    rules: list[DecisionOut]
    outcomes: list[OutcomeOut]
    notes: list[NoteOut]


class ComparisonOut(Exported):
    """Everything the site says, and what it rests on."""

    schema_address: str = Field(alias="$schema")
    licence: str = Field(description="SPDX identifier of the licence of this file")
    checked: datetime.date | None = Field(description="The day of the last recorded evidence run")
    frameworks: list[FrameworkOut]
    topics: list[TopicOut]
    sources: list[SourceOut]
    articles: list[ArticleOut]
    chooser: ChooserOut
    glossary: list[TermOut]


def _evidence(comparison: Comparison, stated: Stated) -> list[EvidenceOut]:
    out = []
    for item in stated.claim.evidence:
        cites = {name: str(value) for name, value in item.model_dump(exclude_none=True).items()}
        found: list[str] = []
        if not isinstance(item, Measurement | Publication):
            recorded = comparison.recorded(item, stated)
            found = [place for place, finding in recorded.items() if finding and finding.found]
        out.append(EvidenceOut(kind=type(item).__name__.lower(), cites=cites, found_in=found))
    return out


def _claim(comparison: Comparison, stated: Stated) -> ClaimOut:
    claim = stated.claim
    return ClaimOut(
        id=claim.id,
        kind=claim.kind.value,
        says=claim.says,
        since=claim.since,
        until=claim.until,
        address=addresses.criterion(stated.criterion.topic, claim.id),
        evidence=_evidence(comparison, stated),
    )


def _answer(cell: Cell | None, claims: list[ClaimOut]) -> AnswerOut:
    if cell is None:
        return AnswerOut(compared=False, answer=NOT_COMPARED, grade=None, claims=[])
    return AnswerOut(compared=True, answer=cell.answer, grade=cell.grade and cell.grade.value, claims=claims)


def _criterion(comparison: Comparison, criterion: Criterion) -> CriterionOut:
    answers = {}
    for id, framework in comparison.frameworks.items():
        cell = criterion.frameworks.get(id)
        claims = [_claim(comparison, Stated(claim, criterion, framework)) for claim in cell.claims] if cell else []
        answers[id] = _answer(cell, claims)
    return CriterionOut(
        id=criterion.id,
        question=criterion.question,
        also=list(criterion.also),
        why=criterion.why,
        leaves_out=criterion.leaves_out,
        takeaway=" ".join(map(str, criterion.advice)),
        advice=[AdviceOut(**line.model_dump()) for line in criterion.advice],
        address=addresses.criterion(criterion.topic, criterion.id),
        frameworks=answers,
    )


def _source(source: Source) -> SourceOut:
    releases = [
        ReleaseOut(version=release.version, released=release.released, sha256=release.sha256)
        for release in source.releases
    ]
    return SourceOut(
        id=source.id,
        title=source.title,
        kind=source.kind.value,
        url=source.url,
        author=source.author,
        publisher=source.publisher,
        published=source.published,
        releases=releases,
        address=addresses.source(source.id),
    )


def _article(article: Article) -> ArticleOut:
    assertions = [
        AssertionOut(
            id=each.id,
            section=each.section,
            about=list(each.about),
            criterion=each.criterion,
            same=each.same,
            says=each.says,
            verdict=each.verdict.value,
            supported_by=list(each.supported_by),
            contradicted_by=list(each.contradicted_by),
            because=each.because,
            address=addresses.assertion(article.id, each.id),
        )
        for each in article.assertions
    ]
    return ArticleOut(
        id=article.id,
        title=article.title,
        publisher=article.publisher,
        author=article.author,
        url=article.url,
        published=article.published,
        updated=article.updated,
        read=article.read,
        cites=article.cites,
        copies=article.copies,
        address=addresses.article(article.id),
        assertions=assertions,
    )


def _chooser(chooser: Chooser) -> ChooserOut:
    ends = Counter(path.outcome for path in paths(tree(chooser)))
    questions = [
        QuestionOut(
            **question.model_dump(exclude={"options"}),
            options=[OptionOut(**option.model_dump()) for option in question.options],
            address=addresses.question(question.id),
        )
        for question in chooser.questions
    ]
    outcomes = [
        OutcomeOut(
            **outcome.model_dump(exclude={"against"}),
            against=outcome.against.says,
            against_claims=list(outcome.against.claims),
            paths=ends[outcome.id],
            address=addresses.outcome(outcome.id),
        )
        for outcome in chooser.outcomes
    ]
    return ChooserOut(
        version=chooser.version,
        questions=questions,
        rules=[DecisionOut(id=str(number), **rule.model_dump()) for number, rule in enumerate(chooser.rules, start=1)],
        outcomes=outcomes,
        notes=[NoteOut(**note.model_dump()) for note in chooser.notes],
    )


def _everything(comparison: Comparison) -> ComparisonOut:
    frameworks = [
        FrameworkOut(
            id=framework.id,
            name=framework.name,
            summary=framework.summary,
            rows=framework.rows.value,
            versions=[release.version for release in comparison.sources[framework.source].releases],
        )
        for framework in comparison.frameworks.values()
    ]
    topics = [
        TopicOut(
            id=topic.id,
            title=topic.title,
            about=topic.about,
            address=addresses.topic(topic.id),
            criteria=[_criterion(comparison, comparison.criteria[id]) for id in topic.criteria],
        )
        for topic in comparison.topics.values()
    ]
    return ComparisonOut(
        **{"$schema": "comparison.schema.json"},
        licence=LICENCE,
        checked=comparison.evidenced.checked if comparison.evidenced else None,
        frameworks=frameworks,
        topics=topics,
        sources=[_source(source) for source in comparison.sources.values()],
        articles=[_article(article) for article in comparison.articles.values()],
        chooser=_chooser(comparison.chooser),
        glossary=[
            TermOut(id=term.id, term=term.term, also=list(term.also), says=term.says, address=addresses.term(term.id))
            for term in comparison.glossary.values()
        ],
    )


def _json(value: Any) -> str:
    return json.dumps(value, indent=1, ensure_ascii=False) + "\n"


def comparison_json(comparison: Comparison) -> str:
    """Everything: topics with criteria and claims, sources, articles, the chooser; see comparison.schema.json."""
    return _json(_everything(comparison).model_dump(mode="json", by_alias=True))


def comparison_schema_json(comparison: Comparison) -> str:
    """The JSON Schema (draft 2020-12) of comparison.json."""
    schema = ComparisonOut.model_json_schema(by_alias=True, mode="serialization")
    return _json({"$schema": "https://json-schema.org/draft/2020-12/schema", **schema})


CSV_COLUMNS = ("id", "topic", "criterion", "framework", "kind", "says", "since", "until", "evidence", "address")


def claims_csv(comparison: Comparison) -> str:
    """Every claim as one line of CSV (UTF-8, comma, a header line); `evidence` lists the kinds.

    A row that a framework does not answer yet is a line without an `id`, which says "not compared yet".
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(CSV_COLUMNS)
    for topic in comparison.topics.values():
        for id in topic.criteria:
            criterion = _criterion(comparison, comparison.criteria[id])
            for framework, answer in criterion.frameworks.items():
                if not answer.compared:
                    writer.writerow(("", topic.id, id, framework, "", answer.answer, "", "", "", criterion.address))
                for claim in answer.claims:
                    kinds = " ".join(dict.fromkeys(item.kind for item in claim.evidence))
                    writer.writerow(
                        _inert(text)
                        for text in (
                            claim.id, topic.id, id, framework, claim.kind, claim.says,
                            claim.since or "", claim.until or "", kinds, claim.address,
                        )
                    )  # fmt: skip
    return out.getvalue()


def _inert(text: str) -> str:
    """A spreadsheet runs a cell that begins with one of these; an apostrophe makes it text."""
    return f"'{text}" if text.startswith(("=", "+", "-", "@")) else text


EXPORTS: dict[str, Callable[[Comparison], str]] = {
    "comparison.json": comparison_json,
    "comparison.schema.json": comparison_schema_json,
    "claims.csv": claims_csv,
}


@dataclass(frozen=True)
class ExportFile:
    """A published file: its path below the site's root, and what it is."""

    path: str
    about: str


def export_list() -> tuple[ExportFile, ...]:
    """Every published file, for the Data page."""
    return tuple(
        ExportFile(addresses.export(name), " ".join((make.__doc__ or "").split())) for name, make in EXPORTS.items()
    )


def files(comparison: Comparison) -> dict[str, str]:
    """Every published file by its path below the site's root."""
    return {addresses.export(name): make(comparison) for name, make in EXPORTS.items()}
