"""What the pages about articles show: the articles side by side, and each with its statements and verdicts."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from macros import addresses
from macros.model import Article, Assertion, Verdict

from .contradictions import Edges, Statement, name_of, opponents
from .links import Link, Links
from .once import once

VERDICT_WORDS = {
    Verdict.RIGHT: "Right",
    Verdict.INCOMPLETE: "Incomplete",
    Verdict.OUTDATED: "Outdated",
    Verdict.WRONG: "Wrong",
    Verdict.UNSUPPORTED: "Unsupported",
    Verdict.OPINION: "Opinion",
}


@dataclass(frozen=True, kw_only=True)
class VerdictMark:
    """A verdict as a labelled mark."""

    name: str
    words: str


@dataclass(frozen=True, kw_only=True)
class Share:
    """How many statements got one verdict, and where its part of the bar lies, in hundredths of the whole."""

    mark: VerdictMark
    count: int
    start: float
    width: float


@dataclass(frozen=True, kw_only=True)
class ArticleCard:
    """An article in the overview: who, when, how many statements, the shares by verdict."""

    id: str
    href: str
    title: str
    byline: str
    url: str | None
    no_url: str | None
    dated: str
    read: datetime.date
    cites: str
    copies: Link | None
    leaves_out: str | None
    count: int
    shares: tuple[Share, ...]
    edit: str | None


@dataclass(frozen=True, kw_only=True)
class AssertionRow:
    """One statement with its verdict, the reason, and the claims it was weighed against."""

    id: str
    href: str
    article: Link
    about: str
    says: str
    verdict: VerdictMark
    because: str
    supported_by: tuple[Link, ...]
    contradicted_by: tuple[Link, ...]
    topic: str
    criterion: Link | None
    also: tuple[Link, ...]
    differs: str | None
    weighed: str
    against: tuple[Link, ...]
    ran: tuple[Link, ...]


@dataclass(frozen=True, kw_only=True)
class AssertionSection:
    """The statements under one heading of the article."""

    title: str
    rows: tuple[AssertionRow, ...]


class ArticleViews(Links):
    """Every view of the articles."""

    def article_href(self, article: str) -> str:
        """The address of an article's page."""
        return self.base + addresses.article(article)

    def article_overview(self) -> tuple[ArticleCard, ...]:
        """The articles side by side."""
        return tuple(self.article_card(article) for article in self.comparison.articles)

    def article_card(self, id: str) -> ArticleCard:
        """One article as a whole."""
        article = self.comparison.articles[id]
        return ArticleCard(
            id=id,
            href=self.article_href(id),
            title=article.title,
            byline=", ".join(filter(None, (article.author, article.publisher))),
            url=article.url,
            no_url=article.no_url,
            dated=dated(article),
            read=article.read,
            cites=article.cites,
            copies=self.source_link(article.copies) if article.copies else None,
            leaves_out=article.leaves_out,
            count=len(article.assertions),
            shares=shares(assertion.verdict for assertion in article.assertions),
            edit=self.edit(article.where.file),
        )

    def verdict_totals(self) -> tuple[Share, ...]:
        """The shares of the verdicts over all articles."""
        return shares(assertion.verdict for _, assertion in self.assertions)

    def article_topics(self, id: str) -> dict[str, str]:
        """The topics that an article's statements fall under, in reading order: their titles by their ids."""
        named = {row.topic for section in self.article_sections(id) for row in section.rows}
        return {topic.id: topic.title for topic in self.comparison.topics.values() if topic.id in named}

    @once
    def article_sections(self, id: str) -> tuple[AssertionSection, ...]:
        """An article's statements under its own headings, in its own order."""
        article = self.comparison.articles[id]
        titles = dict.fromkeys(assertion.section for assertion in article.assertions)
        return tuple(
            AssertionSection(
                title=title,
                rows=tuple(self.assertion_row(article, each) for each in article.assertions if each.section == title),
            )
            for title in titles
        )

    def assertion_row(self, article: Article, assertion: Assertion) -> AssertionRow:
        """One statement with its verdict."""
        criterion = self.comparison.criteria.get(assertion.criterion or "")
        also = tuple(
            Link(href=self.base + addresses.assertion(other.id, twin.id), text=other.publisher)
            for other, twin in self._said(assertion.same)
            if twin is not assertion
        )
        against = self._against(name_of(article, assertion))
        return AssertionRow(
            id=assertion.id,
            href=self.base + addresses.assertion(article.id, assertion.id),
            article=Link(href=self.article_href(article.id), text=article.publisher),
            about=self.comparison.names(assertion.about),
            says=assertion.says,
            verdict=mark(assertion.verdict),
            because=assertion.because,
            supported_by=tuple(map(self.claim_link, assertion.supported_by)),
            contradicted_by=tuple(map(self.claim_link, assertion.contradicted_by)),
            topic=criterion.topic if criterion else "",
            criterion=self.criterion_link(criterion.id) if criterion else None,
            also=also,
            differs=assertion.differs,
            weighed=weighed(len(assertion.claims), len(also), len(against)),
            against=against,
            ran=tuple(map(self.task_link, assertion.tasks)),
        )

    @cached_property
    def assertions(self) -> tuple[tuple[Article, Assertion], ...]:
        """Every statement with its article."""
        return tuple((article, each) for article in self.comparison.articles.values() for each in article.assertions)

    @cached_property
    def by_same(self) -> dict[str, list[tuple[Article, Assertion]]]:
        """The statements that say the same, by the name that they share."""
        groups: dict[str, list[tuple[Article, Assertion]]] = {}
        for article, assertion in self.assertions:
            if assertion.same:
                groups.setdefault(assertion.same, []).append((article, assertion))
        return groups

    @cached_property
    def _named(self) -> dict[str, Statement]:
        return {name_of(article, each): (article, each) for article, each in self.assertions}

    @cached_property
    def _edges(self) -> Edges:
        return opponents(self._named)

    def _against(self, name: str) -> tuple[Link, ...]:
        """The statements that cannot hold if this one does, each by its publisher."""
        found = [self._named[other] for other in self._edges if other in self._edges.get(name, ())]
        return tuple(Link(href=self.base + addresses.assertion(a.id, each.id), text=a.publisher) for a, each in found)

    def _said(self, same: str | None) -> Iterable[tuple[Article, Assertion]]:
        return self.by_same.get(same or "", ())

    @cached_property
    def _by_criterion(self) -> dict[str, list[AssertionRow]]:
        groups: dict[str, list[AssertionRow]] = {}
        for article, assertion in self.assertions:
            if assertion.criterion:
                groups.setdefault(assertion.criterion, []).append(self.assertion_row(article, assertion))
        return groups

    def said_on(self, id: str) -> tuple[AssertionRow, ...]:
        """What the articles say on one criterion."""
        return tuple(self._by_criterion.get(id, ()))


def weighed(claims: int, also: int, against: int) -> str:
    """What is folded away below a statement, in words: how many claims, how often others say the same or deny it."""
    parts = [f"{claims} claim{'s' if claims != 1 else ''} behind this verdict"] if claims else []
    parts += [f"also said {also} time{'s' if also != 1 else ''}"] if also else []
    parts += [f"contradicted {against} time{'s' if against != 1 else ''}"] if against else []
    words = ", ".join(parts)
    return words[:1].upper() + words[1:]


def mark(verdict: Verdict) -> VerdictMark:
    """A verdict as a labelled mark."""
    return VerdictMark(name=verdict.value, words=VERDICT_WORDS[verdict])


def shares(verdicts: Iterable[Verdict]) -> tuple[Share, ...]:
    """The count of each verdict that occurs, in the order of VERDICT_WORDS, with its part of a bar 100 wide."""
    counts = Counter(verdicts)
    whole, start, found = sum(counts.values()), 0.0, []
    for verdict in VERDICT_WORDS:
        if counts[verdict]:
            width = round(100 * counts[verdict] / whole, 2)
            found.append(Share(mark=mark(verdict), count=counts[verdict], start=round(start, 2), width=width))
            start += width
    return tuple(found)


def dated(article: Article) -> str:
    """When an article was published and updated, in words."""
    if article.undated:
        return article.undated
    parts = []
    if article.published:
        parts.append(f"published {article.published.isoformat()}")
    if article.updated:
        parts.append(f"updated {article.updated.isoformat()}")
    return ", ".join(parts)
