"""What is read first of an article: what it gets right, what to take from it, and how old its errors are."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from macros.model import Article, Assertion, Lapse, Merit, Verdict
from macros.repeated import right_in

from .articles import ArticleViews
from .links import Cite, Link


@dataclass(frozen=True, kw_only=True)
class MeritLine:
    """One thing that an article gets right, the statements that show it, and how few other articles have them."""

    says: str
    cites: tuple[Cite, ...]
    rare: str


@dataclass(frozen=True, kw_only=True)
class LapseLine:
    """Since when some statements are outdated: the day, how long before or after the article, and the claims."""

    day: str
    age: str
    since: str
    statements: tuple[Link, ...]
    claims: tuple[Link, ...]


@dataclass(frozen=True, kw_only=True)
class ArticleStart:
    """What is read first of an article; `rest` says what is known of its other errors."""

    take: str | None
    merits: tuple[MeritLine, ...]
    lapses: tuple[LapseLine, ...]
    rest: str


class HeadViews(ArticleViews):
    """What a reader sees of an article before its statements."""

    def article_start(self, id: str) -> ArticleStart:
        """What an article gets right, what to take from it, and how old its errors are, the oldest first."""
        article = self.comparison.articles[id]
        named = dict.fromkeys(id for merit in article.gets_right for id in merit.statements)
        order = {id: number for number, id in enumerate(named, start=1)}
        lapses = sorted(article.errors_from, key=lambda lapse: lapse.day or "9")
        wrong = sum(each.verdict is Verdict.WRONG for each in article.assertions)
        return ArticleStart(
            take=article.take,
            merits=tuple(self._merit(article, merit, order) for merit in article.gets_right),
            lapses=tuple(self._lapse(article, lapse) for lapse in lapses),
            rest=_rest(wrong, bool(lapses)),
        )

    def _merit(self, article: Article, merit: Merit, order: dict[str, int]) -> MeritLine:
        named = [each for each in article.assertions if each.id in merit.statements]
        alone = sum(not self._right.get(each.same or "", set()) - {article.id} for each in named)
        others = len(self.comparison.articles) - 1
        return MeritLine(says=merit.says, cites=_cites(named, order), rare=_rare(alone, len(named), others))

    def _lapse(self, article: Article, lapse: Lapse) -> LapseLine:
        return LapseLine(
            day=f"Since {lapse.day_in_words}" if lapse.day else "No day known",
            age=_age(lapse.day, article) if lapse.day else "",
            since=lapse.since,
            statements=tuple(
                Link(href=f"#{each.id}", text=each.says) for each in article.assertions if each.id in lapse.statements
            ),
            claims=tuple(map(self.claim_link, lapse.claims)),
        )

    @cached_property
    def _right(self) -> dict[str, set[str]]:
        return right_in(self.comparison)


def _cites(statements: Iterable[Assertion], order: dict[str, int]) -> tuple[Cite, ...]:
    cites = (Cite(number=order[each.id], href=f"#{each.id}", text=each.says) for each in statements)
    return tuple(sorted(cites, key=lambda cite: cite.number))


def _rare(alone: int, count: int, others: int) -> str:
    """How many of some statements no other article gets right, in words."""
    if not others or not alone:
        return ""
    if alone == count:
        return f"In none of the {others} other articles." if others > 1 else "Not in the other article."
    return f"{alone} of these {count} statements in no other article."


def _rest(wrong: int, aged: bool) -> str:
    """What is known of the age of the errors that were never true, as far as we know."""
    before = "" if aged else "No statement in it is outdated. "
    if not wrong:
        return before.strip()
    which = f"the {'other ' if aged else ''}{wrong} that are wrong" if wrong > 1 else "the one that is wrong"
    return (
        f"{before}For {which}, we found no version and no day on which {'they were' if wrong > 1 else 'it was'} true."
    )


def _age(day: str, article: Article) -> str:
    """How long before or after an article something changed, in words; of an undated one the day we read it counts."""
    dated = article.updated or article.published
    what = "it was updated" if article.updated else "it was published" if dated else "we read it"
    months = _months(day, dated or article.read)
    years = abs(months) // 12
    count = f"{years} year{'s' if years > 1 else ''}" if years else "less than a year"
    return f"{count} {'before' if months >= 0 else 'after'} {what}{'' if dated else ' (it gives no date)'}"


def _months(day: str, then: datetime.date) -> int:
    """The months from a day, a month or a year to another day; negative if that is earlier."""
    year, month, *_ = (*map(int, day.split("-")), then.month)
    return (then.year - year) * 12 + then.month - month
