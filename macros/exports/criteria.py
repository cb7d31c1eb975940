"""Topics, criteria, claims and their evidence, as they are published."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from macros import addresses
from macros.model import (
    KINDS,
    NOT_COMPARED,
    Cell,
    Comparison,
    Criterion,
    Grade,
    Kind,
    PlacedClaim,
    Publication,
    Recorded,
    Topic,
    kind_of,
)

from .record import Exported

EvidenceKind = Annotated[str, Field(json_schema_extra={"enum": list(KINDS)})]


class EvidenceOut(Exported):
    """One piece of evidence: its kind, what it cites, and the versions in which the machine found it."""

    kind: EvidenceKind
    cites: dict[str, str] = Field(description="The fields of that kind: source, place, phrase, symbol, ...")
    found_in: list[str] = Field(
        description="Where the machine found it: versions, for a probe pairs of versions, for a task sides; else empty"
    )


class ClaimOut(Exported):
    """One checkable sentence about one framework."""

    id: str
    kind: Kind
    says: str = Field(description="Plain text; words in backticks are code")
    since: str | None = Field(description="First version of the framework it holds for; null for every checked one")
    until: str | None = Field(description="Last series of the framework it holds for; null for every checked one")
    address: str = Field(description="Its address below the site's root")
    evidence: list[EvidenceOut]


class AnswerOut(Exported):
    """What one framework answers to one criterion."""

    compared: bool = Field(description="False where the framework has no answer yet; `answer` says so")
    answer: str
    grade: Grade | None = Field(description="null where the question is not whether it is there")
    claims: list[ClaimOut]


class AdviceOut(Exported):
    """One line of a takeaway."""

    when: str | None = Field(description="When it applies; null where it always does")
    then: str
    claims: list[str] = Field(description="Ids of claims")


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


def _written(value: object) -> str:
    return ", ".join(map(str, value)) if isinstance(value, tuple) else str(value)


def _evidence(comparison: Comparison, placed: PlacedClaim) -> list[EvidenceOut]:
    out = []
    for item in placed.claim.evidence:
        cites = {name: _written(value) for name, value in item.model_dump(exclude_none=True).items()}
        found: list[str] = []
        if not isinstance(item, Recorded | Publication):
            recorded = comparison.recorded(item, placed)
            found = [place for place, finding in recorded.items() if finding and finding.found]
        out.append(EvidenceOut(kind=kind_of(item), cites=cites, found_in=found))
    return out


def _claim(comparison: Comparison, placed: PlacedClaim) -> ClaimOut:
    claim = placed.claim
    return ClaimOut(
        id=claim.id,
        kind=claim.kind,
        says=claim.says,
        since=claim.since,
        until=claim.until,
        address=addresses.criterion(placed.criterion.topic, claim.id),
        evidence=_evidence(comparison, placed),
    )


def _answer(cell: Cell | None, claims: list[ClaimOut]) -> AnswerOut:
    if cell is None:
        return AnswerOut(compared=False, answer=NOT_COMPARED, grade=None, claims=[])
    return AnswerOut(compared=True, answer=cell.answer, grade=cell.grade, claims=claims)


def criterion_out(comparison: Comparison, criterion: Criterion) -> CriterionOut:
    """One criterion with every claim, as it is published."""
    answers = {}
    for id, framework in comparison.frameworks.items():
        cell = criterion.frameworks.get(id)
        claims = [_claim(comparison, PlacedClaim(claim, criterion, framework)) for claim in cell.claims] if cell else []
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


def topic_out(comparison: Comparison, topic: Topic) -> TopicOut:
    """One topic with its criteria in reading order, as it is published."""
    return TopicOut(
        id=topic.id,
        title=topic.title,
        about=topic.about,
        address=addresses.topic(topic.id),
        criteria=[criterion_out(comparison, comparison.criteria[id]) for id in topic.criteria],
    )
