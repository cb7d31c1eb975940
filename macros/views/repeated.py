"""What several articles repeat though it is not so: what holds in its place, who says it, and what hangs on it."""

from __future__ import annotations

from dataclasses import dataclass

from macros import addresses
from macros.model import Backed, NotSo
from macros.repeated import SHOWN, Repeated, things

from .articles import ArticleViews, VerdictMark, dated, mark
from .links import CitedText, Cites, Link
from .tree import ClaimLine, TreeViews

PLACES = {"home": "on the first page", "chooser": "in the chooser", "rows": "in the rows"}
"""Where our advice is."""


@dataclass(frozen=True, kw_only=True)
class Sayer:
    """An article that says it: a link to its statement, when it was dated, and the verdict on that if it differs."""

    link: Link
    dated: str


@dataclass(frozen=True, kw_only=True)
class RepeatedThing:
    """One thing that several articles repeat though it is not so, with what holds and why we know."""

    id: str
    says: str
    verdict: VerdictMark
    holds: str
    claims: tuple[ClaimLine, ...]
    articles: tuple[Sayer, ...]
    hangs: str
    weight: str
    origin: CitedText | None


@dataclass(frozen=True, kw_only=True)
class RepeatedThings:
    """The ten that are shown first, and those that follow from number `start` on; each has an address of its own."""

    first: tuple[RepeatedThing, ...]
    further: tuple[RepeatedThing, ...]
    start: int = SHOWN + 1


class RepeatedViews(ArticleViews, TreeViews):
    """What a reader of several articles may have come to believe."""

    def repeated(self) -> RepeatedThings:
        """Everything that several articles repeat and that data/not-so.yml corrects, in its order."""
        entries = self.comparison.not_so
        shown = [self._thing(each, entries[each.id]) for each in things(self.comparison) if each.id in entries]
        return RepeatedThings(first=tuple(shown[:SHOWN]), further=tuple(shown[SHOWN:]))

    def _thing(self, thing: Repeated, entry: NotSo) -> RepeatedThing:
        return RepeatedThing(
            id=thing.id,
            says=thing.says,
            verdict=mark(thing.verdict),
            holds=entry.holds,
            claims=self.claim_lines(entry.claims),
            articles=self._sayers(thing),
            hangs=_hangs(thing),
            weight=f"{thing.articles} articles × {thing.advice} = {thing.articles * thing.advice}",
            origin=self._origin(entry.origin) if entry.origin else None,
        )

    def _origin(self, origin: Backed) -> CitedText:
        return CitedText(says=origin.says, cites=Cites(self, origin.claims).of(origin.claims))

    def _sayers(self, thing: Repeated) -> tuple[Sayer, ...]:
        """Each article once, by its first statement."""
        found: dict[str, Sayer] = {}
        for article, each in thing.statements:
            link = Link(href=self.base + addresses.assertion(article.id, each.id), text=article.publisher)
            words = ["undated" if article.undated else dated(article)]
            words += [f"there {each.verdict}"] if each.verdict is not thing.verdict else []
            found.setdefault(article.id, Sayer(link=link, dated="; ".join(words)))
        return tuple(found.values())


def _hangs(thing: Repeated) -> str:
    """How many pieces of advice hang on it, by where they are, in words."""
    parts = [f"{count} {PLACES[place]}" for place, count in thing.hangs]
    if not parts:
        return "none"
    return " and ".join(filter(None, [", ".join(parts[:-1]), parts[-1]]))
