"""Where articles disagree, and what several of them repeat though it is not so."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from macros import addresses
from macros.model import Article, Assertion, Verdict

from .articles import ArticleViews, AssertionRow, VerdictMark, mark
from .links import Link

FALSE = (Verdict.WRONG, Verdict.OUTDATED)
NOT_SO = (*FALSE, Verdict.INCOMPLETE)
REPEATED = 10


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


class DisagreementViews(ArticleViews):
    """What a reader of several articles sees."""

    def disagreements(self) -> tuple[Disagreement, ...]:
        """The criteria on which articles fall on both sides: some are right, some are not, of two or more articles."""
        return tuple(self._disagreements())

    def _disagreements(self) -> Iterator[Disagreement]:
        said: dict[str, list[tuple[Article, Assertion]]] = {}
        for article, assertion in self.assertions:
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
        for same, said in self.by_same.items():
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
