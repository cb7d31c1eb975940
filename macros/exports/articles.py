"""Articles and our verdicts, as they are published."""

from __future__ import annotations

import datetime

from pydantic import Field

from macros import addresses
from macros.model import Article, Assertion, Verdict

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
        address=addresses.assertion(article.id, assertion.id),
    )
