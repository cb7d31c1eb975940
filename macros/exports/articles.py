"""Articles and our verdicts, as they are published."""

from __future__ import annotations

import datetime

from pydantic import Field

from macros import addresses
from macros.model import Article, Assertion, Comparison, NotSo, Verdict
from macros.repeated import Repeated, things

from .record import Exported


class AssertionOut(Exported):
    """One statement of an article, in our own words, and our verdict."""

    id: str
    section: str = Field(description="The heading that it is under in the article")
    about: list[str] = Field(description="Ids of frameworks; of a framework that has no column, the id of its source")
    criterion: str | None
    same: str | None = Field(description="What several articles say carries one name")
    mirrors: str | None = Field(description="The name of what is said of the other framework in the same way")
    contradicts: list[str] = Field(description="Statements that cannot hold if this one does, as article/statement")
    says: str
    verdict: Verdict
    supported_by: list[str] = Field(description="Ids of claims that agree with it")
    contradicted_by: list[str] = Field(description="Ids of claims that contradict it")
    because: str
    tasks: list[str] = Field(description="Ids of the tasks in which what it says was done and run")
    address: str


class MeritOut(Exported):
    """One thing that an article gets right and that others miss."""

    says: str
    statements: list[str] = Field(description="Ids of its statements that show it, all of them right")


class LapseOut(Exported):
    """Since when some statements of an article are outdated."""

    since: str
    day: str | None = Field(description="A day, a month or a year, as YYYY-MM-DD, YYYY-MM or YYYY")
    statements: list[str] = Field(description="Ids of its statements that are outdated")
    claims: list[str] = Field(description="Ids of the claims that show it")


class NotSoOut(Exported):
    """Something that several articles repeat though it is not so; the list is in the order of the page."""

    id: str = Field(description="The `same` of the statements")
    says: str = Field(description="How one of the statements says it")
    verdict: Verdict
    holds: str = Field(description="What holds in its place")
    claims: list[str] = Field(description="Ids of the claims that show what holds")
    statements: list[str] = Field(description="The statements that are not so, as article/statement")
    articles: int = Field(description="How many articles say it")
    advice: int = Field(description="How many pieces of advice are based on a claim against it")
    origin: str | None = Field(description="Where it may come from")
    origin_claims: list[str] = Field(description="Ids of the claims that show that origin")
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
    leaves_out: str | None = Field(description="Which of its statements are not here")
    gets_right: list[MeritOut] = Field(description="What it gets right that others miss")
    take: str | None = Field(description="What a reader should take from it")
    errors_from: list[LapseOut] = Field(description="How old its errors are")
    address: str
    assertions: list[AssertionOut]


def article_out(article: Article) -> ArticleOut:
    """One article with each of its statements, as it is published."""
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
        leaves_out=article.leaves_out,
        gets_right=[MeritOut(says=each.says, statements=list(each.statements)) for each in article.gets_right],
        take=article.take,
        errors_from=[
            LapseOut(since=each.since, day=each.day, statements=list(each.statements), claims=list(each.claims))
            for each in article.errors_from
        ],
        address=addresses.article(article.id),
        assertions=[_assertion(article, each) for each in article.assertions],
    )


def _assertion(article: Article, assertion: Assertion) -> AssertionOut:
    return AssertionOut(
        id=assertion.id,
        section=assertion.section,
        about=list(assertion.about),
        criterion=assertion.criterion,
        same=assertion.same,
        mirrors=assertion.mirrors,
        contradicts=list(assertion.contradicts),
        says=assertion.says,
        verdict=assertion.verdict,
        supported_by=list(assertion.supported_by),
        contradicted_by=list(assertion.contradicted_by),
        because=assertion.because,
        tasks=list(assertion.tasks),
        address=addresses.assertion(article.id, assertion.id),
    )


def not_so_out(comparison: Comparison) -> list[NotSoOut]:
    """Everything that several articles repeat though it is not so, of which we say what holds, in its order."""
    entries = comparison.not_so
    return [_not_so(each, entries[each.id]) for each in things(comparison) if each.id in entries]


def _not_so(thing: Repeated, entry: NotSo) -> NotSoOut:
    return NotSoOut(
        id=thing.id,
        says=thing.says,
        verdict=thing.verdict,
        holds=entry.holds,
        claims=list(entry.claims),
        statements=[f"{article.id}/{each.id}" for article, each in thing.statements],
        articles=thing.articles,
        advice=thing.advice,
        origin=entry.origin.says if entry.origin else None,
        origin_claims=list(entry.origin.claims) if entry.origin else [],
        address=addresses.not_so(thing.id),
    )
