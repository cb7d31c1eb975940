"""What the pages about articles show: each article, where they disagree, and what is repeated though it is not so."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from macros import addresses
from macros.model import Article, Assertion, Verdict

from .links import Link, Links

VERDICT_WORDS = {
    Verdict.RIGHT: "Right",
    Verdict.INCOMPLETE: "Incomplete",
    Verdict.OUTDATED: "Outdated",
    Verdict.WRONG: "Wrong",
    Verdict.UNSUPPORTED: "Unsupported",
    Verdict.OPINION: "Opinion",
}
FALSE = (Verdict.WRONG, Verdict.OUTDATED)
NOT_SO = (*FALSE, Verdict.INCOMPLETE)
REPEATED = 10


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


@dataclass(frozen=True, kw_only=True)
class AssertionSection:
    """The statements under one heading of the article."""

    title: str
    rows: tuple[AssertionRow, ...]


@dataclass(frozen=True, kw_only=True)
class Disagreement:
    """One criterion on which the articles contradict each other or our claims."""

    id: str
    question: str
    href: str
    holds: tuple[tuple[str, str], ...]
    rows: tuple[AssertionRow, ...]


@dataclass(frozen=True, kw_only=True)
class Repeated:
    """One statement that several articles repeat though it is not so."""

    id: str
    says: str
    verdict: VerdictMark
    because: str
    claims: tuple[Link, ...]
    articles: tuple[Link, ...]


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
            count=len(article.assertions),
            shares=shares(assertion.verdict for assertion in article.assertions),
            edit=self.edit(article.where.file),
        )

    def verdict_totals(self) -> tuple[Share, ...]:
        """The shares of the verdicts over all articles."""
        return shares(assertion.verdict for _, assertion in self._all)

    def article_topics(self, id: str) -> tuple[str, ...]:
        """The titles of the topics that an article's statements fall under, in reading order."""
        named = {row.topic for section in self.article_sections(id) for row in section.rows}
        return tuple(topic.title for topic in self.comparison.topics.values() if topic.title in named)

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
        topic = self.comparison.topics[criterion.topic].title if criterion else ""
        also = tuple(
            Link(href=self.base + addresses.assertion(other.id, twin.id), text=other.publisher)
            for other, twin in self._said(assertion.same)
            if twin is not assertion
        )
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
            topic=topic,
            criterion=self.criterion_link(criterion.id) if criterion else None,
            also=also,
            differs=assertion.differs,
        )

    @cached_property
    def _all(self) -> tuple[tuple[Article, Assertion], ...]:
        return tuple((article, each) for article in self.comparison.articles.values() for each in article.assertions)

    @cached_property
    def _by_same(self) -> dict[str, list[tuple[Article, Assertion]]]:
        groups: dict[str, list[tuple[Article, Assertion]]] = {}
        for article, assertion in self._all:
            if assertion.same:
                groups.setdefault(assertion.same, []).append((article, assertion))
        return groups

    def _said(self, same: str | None) -> Iterable[tuple[Article, Assertion]]:
        return self._by_same.get(same or "", ())

    @cached_property
    def _by_criterion(self) -> dict[str, list[AssertionRow]]:
        groups: dict[str, list[AssertionRow]] = {}
        for article, assertion in self._all:
            if assertion.criterion:
                groups.setdefault(assertion.criterion, []).append(self.assertion_row(article, assertion))
        return groups

    def said_on(self, id: str) -> tuple[AssertionRow, ...]:
        """What the articles say on one criterion."""
        return tuple(self._by_criterion.get(id, ()))

    def disagreements(self) -> tuple[Disagreement, ...]:
        """The criteria on which articles fall on both sides: some are right, some are not, of two or more articles."""
        return tuple(self._disagreements())

    def _disagreements(self) -> Iterator[Disagreement]:
        said: dict[str, list[tuple[Article, Assertion]]] = {}
        for article, assertion in self._all:
            if assertion.criterion and assertion.verdict is not Verdict.OPINION:
                said.setdefault(assertion.criterion, []).append((article, assertion))
        for topic in self.comparison.topics.values():
            for id in topic.criteria:
                pairs = said.get(id, [])
                # By id: a publisher may have published more than one article.
                right = {article.id for article, each in pairs if each.verdict is Verdict.RIGHT}
                not_so = {article.id for article, each in pairs if each.verdict in FALSE}
                if right and not_so and len(right | not_so) > 1:
                    yield self._disagreement(id, tuple(self.assertion_row(*pair) for pair in pairs))

    def _disagreement(self, criterion: str, rows: tuple[AssertionRow, ...]) -> Disagreement:
        found, link = self.comparison.criteria[criterion], self.criterion_link(criterion)
        return Disagreement(
            id=criterion,
            question=found.question,
            href=link.href,
            holds=tuple(
                (self.comparison.frameworks[name].name, cell.answer) for name, cell in found.frameworks.items()
            ),
            rows=rows,
        )

    def repeated(self) -> tuple[Repeated, ...]:
        """What several articles say though it is not so: first what most of them have wrong, then what most repeat."""
        groups = []
        for same, said in self._by_same.items():
            not_so = [(article, each) for article, each in said if each.verdict in NOT_SO]
            not_so.sort(key=lambda pair: NOT_SO.index(pair[1].verdict))
            articles = {article.id for article, _ in not_so}
            wrong = {article.id for article, each in not_so if each.verdict in FALSE}
            if len(articles) > 1:
                groups.append((-len(wrong), -len(articles), same, not_so))
        return tuple(
            self._repeated(same, not_so) for _, _, same, not_so in sorted(groups, key=lambda g: g[:3])[:REPEATED]
        )

    def _repeated(self, same: str, said: list[tuple[Article, Assertion]]) -> Repeated:
        first = said[0][1]
        articles = {
            article.id: Link(href=self.base + addresses.assertion(article.id, each.id), text=article.publisher)
            for article, each in said
        }
        claims = tuple(map(self.claim_link, dict.fromkeys((*first.contradicted_by, *first.supported_by))))
        return Repeated(
            id=same,
            says=first.says,
            verdict=mark(first.verdict),
            because=first.because,
            claims=claims,
            articles=tuple(articles.values()),
        )


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
