"""How a reader checks a sentence: worked examples, whose rows, claims and verdicts come from the data."""

from __future__ import annotations

from dataclasses import dataclass

from macros import addresses
from macros.model import WorkedExample

from .articles import VERDICT_WORDS, ArticleViews, VerdictMark, mark
from .links import Link
from .tree import ClaimLine, TreeViews


@dataclass(frozen=True, kw_only=True)
class VerdictQuestion:
    """A verdict by its name, where it is explained, and the question that tells it."""

    verdict: VerdictMark
    href: str
    asks: str


@dataclass(frozen=True, kw_only=True)
class WorkedCard:
    """One sentence, checked step by step."""

    id: str
    title: str
    says: str
    statement: Link
    search: Link
    row: Link
    answers: tuple[tuple[str, str], ...]
    claims: tuple[ClaimLine, ...]
    verdict: VerdictMark
    asks: str
    because: str
    case: Link | None
    then: str


class WorkedViews(ArticleViews, TreeViews):
    """What the page about a sentence of your own shows."""

    def verdict_questions(self) -> tuple[VerdictQuestion, ...]:
        """The question of each verdict, in the order of VERDICT_WORDS."""
        defined = self.comparison.verdicts
        return tuple(
            VerdictQuestion(verdict=mark(each), href=self.base + addresses.verdict(each), asks=defined[each].asks)
            for each in VERDICT_WORDS
            if each in defined
        )

    def worked_examples(self) -> tuple[WorkedCard, ...]:
        """Each worked example, in the order of the data."""
        return tuple(map(self._worked, self.comparison.worked_examples.values()))

    def _worked(self, example: WorkedExample) -> WorkedCard:
        article, each = self._named[example.statement]
        row = self.comparison.criteria[each.criterion or ""]
        return WorkedCard(
            id=example.id,
            title=example.title,
            says=each.says,
            statement=Link(href=self.base + addresses.assertion(article.id, each.id), text=article.publisher),
            search=Link(href=self.base + addresses.search(example.search), text=example.search),
            row=self.criterion_link(row.id),
            answers=tuple((self.comparison.frameworks[id].name, cell.answer) for id, cell in row.frameworks.items()),
            claims=self.claim_lines((*each.contradicted_by, *each.supported_by)),
            verdict=mark(each.verdict),
            asks=self.comparison.verdicts[each.verdict].asks,
            because=each.because,
            case=self._case(example.case) if example.case else None,
            then=example.then,
        )

    def _case(self, id: str) -> Link:
        return Link(href=self.base + addresses.fixed_answer(id), text=self.comparison.fixed_answers[id].title)
