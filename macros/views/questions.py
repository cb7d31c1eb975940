"""The questions of the chooser: why each is asked, its answers, and what may follow."""

from __future__ import annotations

from dataclasses import dataclass

from macros.model import Question
from macros.walk import Step

from .links import Link
from .tree import ClaimLine, TreeViews


@dataclass(frozen=True, kw_only=True)
class OptionLine:
    """One answer to a question, and the claims it is based on."""

    id: str
    label: str
    claims: tuple[ClaimLine, ...]


@dataclass(frozen=True, kw_only=True)
class QuestionSection:
    """One question: why it is asked, its answers, and what may follow it."""

    id: str
    question: str
    why: str
    criterion: Link
    options: tuple[OptionLine, ...]
    follow: tuple[Link, ...]
    ends: tuple[Link, ...]


class QuestionViews(TreeViews):
    """Every question whole."""

    def chooser_questions(self) -> tuple[QuestionSection, ...]:
        """Every question, in the order of the data."""
        return tuple(self._question(question) for question in self.comparison.chooser.questions)

    def _question(self, question: Question) -> QuestionSection:
        leads = [lead for step in self._steps if step.question == question.id for lead in step.leads.values()]
        follow = dict.fromkeys(lead.question for lead in leads if isinstance(lead, Step))
        ends = dict.fromkeys(self._tree.rules[lead][1] for lead in leads if isinstance(lead, int))
        options = (
            OptionLine(id=option.id, label=option.label, claims=self.claim_lines(option.claims))
            for option in question.options
        )
        return QuestionSection(
            id=question.id,
            question=question.question,
            why=question.why,
            criterion=self.criterion_link(question.criterion),
            options=tuple(options),
            follow=tuple(map(self.question_link, follow)),
            ends=tuple(map(self.outcome_link, ends)),
        )
