"""What several articles say: what is not so, in the order of the page that lists it, and what they get right."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from macros.model import Article, Assertion, Comparison, Verdict

NOT_SO = (Verdict.WRONG, Verdict.OUTDATED, Verdict.INCOMPLETE)
"""What is not so as it is written, the worst first."""
FEWEST = 2
"""How many articles must say it."""
SHOWN = 10


@dataclass(frozen=True, kw_only=True)
class Repeated:
    """Statements with one `same` that are not so, of several articles.

    `verdict` is the worst that two articles share, or have something worse than. The first of the statements speaks
    for all. `hangs` counts our advice that is based on a claim against one of them, by where a reader meets it.
    """

    id: str
    verdict: Verdict
    statements: tuple[tuple[Article, Assertion], ...]
    hangs: tuple[tuple[str, int], ...]

    @property
    def articles(self) -> int:
        """How many articles say it."""
        return len({article.id for article, _ in self.statements})

    @property
    def says(self) -> str:
        """How the statement says it that speaks for all."""
        return self.statements[0][1].says

    @property
    def advice(self) -> int:
        """How many pieces of advice hang on it."""
        return sum(count for _, count in self.hangs)

    @property
    def rank(self) -> tuple[int, int, int, str]:
        """The worst verdict first; then the articles, multiplied with the pieces of advice."""
        return NOT_SO.index(self.verdict), -self.articles * self.advice, -self.articles, self.id


def things(comparison: Comparison) -> tuple[Repeated, ...]:
    """Everything that several articles say though it is not so, in order."""
    groups: dict[str, list[tuple[Article, Assertion]]] = {}
    for article in comparison.articles.values():
        for each in article.assertions:
            if each.same and each.verdict in NOT_SO:
                groups.setdefault(each.same, []).append((article, each))
    pieces = list(_pieces(comparison))
    found = [_repeated(id, said, pieces) for id, said in groups.items() if len({a.id for a, _ in said}) >= FEWEST]
    return tuple(sorted(found, key=lambda each: each.rank))


def right_in(comparison: Comparison) -> dict[str, set[str]]:
    """The articles that get right what several say, by its name."""
    found: dict[str, set[str]] = {}
    for article in comparison.articles.values():
        for each in article.assertions:
            if each.same and each.verdict is Verdict.RIGHT:
                found.setdefault(each.same, set()).add(article.id)
    return found


def _repeated(id: str, said: list[tuple[Article, Assertion]], pieces: list[tuple[str, frozenset[str]]]) -> Repeated:
    verdict = next(verdict for verdict in NOT_SO if len(_articles(said, verdict)) >= FEWEST)
    against = {claim for _, each in said for claim in each.contradicted_by}
    hangs = Counter(place for place, claims in pieces if claims & against)
    # The statement that has the group's name for its id speaks for it, where there is one.
    order = sorted(said, key=lambda pair: (pair[1].verdict is not verdict, pair[1].id != id))
    return Repeated(id=id, verdict=verdict, statements=tuple(order), hangs=tuple(hangs.items()))


def _articles(said: list[tuple[Article, Assertion]], verdict: Verdict) -> set[str]:
    """The articles of which a statement has this verdict or a worse one."""
    bad = NOT_SO[: NOT_SO.index(verdict) + 1]
    return {article.id for article, each in said if each.verdict in bad}


def _pieces(comparison: Comparison) -> Iterable[tuple[str, frozenset[str]]]:
    """Every piece of advice: where a reader meets it, and the claims that it is based on."""
    home, chooser = comparison.home, comparison.chooser
    reasons = (reason for choice in home.choices for reason in choice.advice)
    options = (option for question in chooser.questions for option in question.options)
    lines = (line for criterion in comparison.criteria.values() for line in criterion.advice)
    claims = [("home", each.claims) for each in home.answer]
    claims += [("home", each.claims) for each in reasons]
    claims += [("chooser", each.claims) for each in options]
    claims += [("chooser", each.claims) for each in chooser.rules]
    claims += [("chooser", names) for each in chooser.outcomes for names in (each.claims, each.against.claims)]
    claims += [("chooser", each.claims) for each in chooser.notes]
    claims += [("rows", each.claims) for each in lines]
    return ((place, frozenset(names)) for place, names in claims)
