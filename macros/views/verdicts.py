"""What the page about the method says of verdicts: each with its test question and examples, and the fixed answers."""

from __future__ import annotations

from dataclasses import dataclass

from macros import addresses
from macros.model import Example

from .articles import VERDICT_WORDS, ArticleViews, VerdictMark, mark


@dataclass(frozen=True, kw_only=True)
class ExampleLine:
    """A statement that shows what a verdict means: who says it, its verdict, and why."""

    href: str
    article: str
    says: str
    verdict: VerdictMark
    why: str


@dataclass(frozen=True, kw_only=True)
class DefinedVerdict:
    """A verdict: what it means, the question that tells it, what its reason says, and examples."""

    id: str
    verdict: VerdictMark
    means: str
    asks: str
    because: str
    examples: tuple[ExampleLine, ...]
    unlike: ExampleLine | None


@dataclass(frozen=True, kw_only=True)
class FixedAnswerLine:
    """The verdict in a kind of case that comes up again and again, with statements of which it decided."""

    id: str
    title: str
    answer: str
    examples: tuple[ExampleLine, ...]


class VerdictViews(ArticleViews):
    """What a reader must know to weigh a statement as we do."""

    def verdict_guide(self) -> tuple[DefinedVerdict, ...]:
        """Every verdict that is defined, in the order of VERDICT_WORDS."""
        defined = self.comparison.verdicts
        return tuple(
            DefinedVerdict(
                id=addresses.anchor(addresses.verdict(verdict))[1:],
                verdict=mark(verdict),
                means=defined[verdict].means,
                asks=defined[verdict].asks,
                because=defined[verdict].because,
                examples=tuple(map(self._example, defined[verdict].examples)),
                unlike=self._unlike(defined[verdict].unlike),
            )
            for verdict in VERDICT_WORDS
            if verdict in defined
        )

    def fixed_answers(self) -> tuple[FixedAnswerLine, ...]:
        """The answers to what comes up again and again, in the order of their file."""
        return tuple(
            FixedAnswerLine(
                id=addresses.anchor(addresses.fixed_answer(id))[1:],
                title=fixed.title,
                answer=fixed.answer,
                examples=tuple(self._line(name, "") for name in fixed.examples),
            )
            for id, fixed in self.comparison.fixed_answers.items()
        )

    def _example(self, example: Example) -> ExampleLine:
        return self._line(example.statement, example.why)

    def _unlike(self, example: Example | None) -> ExampleLine | None:
        return self._example(example) if example else None

    def _line(self, name: str, why: str) -> ExampleLine:
        article, each = self._named[name]
        return ExampleLine(
            href=self.base + addresses.assertion(article.id, each.id),
            article=article.publisher,
            says=each.says,
            verdict=mark(each.verdict),
            why=why,
        )
