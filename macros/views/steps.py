"""The chooser's tree in numbered steps, as it is printed."""

from __future__ import annotations

from dataclasses import dataclass, replace

from macros.walk import Step

from .links import Link
from .tree import TreeViews


@dataclass(frozen=True, kw_only=True)
class Lead:
    """The answers to one step that go on alike, by id and label, and where they lead."""

    options: tuple[tuple[str, str], ...]
    to: Link
    outcome: str | None
    step: int | None


@dataclass(frozen=True, kw_only=True)
class StepItem:
    """A question in one situation, and where each answer leads."""

    number: int
    id: str
    question: Link
    leads: tuple[Lead, ...]


@dataclass(frozen=True, kw_only=True)
class StepGroup:
    """The steps that are first met from one first answer, or from several that go on alike."""

    id: str
    title: str
    steps: tuple[StepItem, ...]


class StepViews(TreeViews):
    """Every step, by the first answer that leads to it."""

    def chooser_steps(self) -> tuple[StepGroup, ...]:
        """The whole tree in steps, by the first answer that leads to them."""
        first, *rest = (self._step(step) for step in self._steps)
        groups = [StepGroup(id="step-first", title=first.question.text, steps=(first,))]
        starts = {lead.step: lead for lead in first.leads if lead.step}
        for item in rest:
            if item.number in starts:
                labels = " · ".join(label for _, label in starts[item.number].options)
                groups.append(StepGroup(id=f"from-{starts[item.number].options[0][0]}", title=labels, steps=()))
            groups[-1] = replace(groups[-1], steps=(*groups[-1].steps, item))
        return tuple(groups)

    def _step(self, step: Step) -> StepItem:
        by_lead: dict[Step | int | None, list[str]] = {}
        for option, lead in step.leads.items():
            by_lead.setdefault(lead, []).append(option)
        return StepItem(
            number=step.number,
            id=f"step-{step.number}",
            question=self.question_link(step.question),
            leads=tuple(self._lead(step.question, options, lead) for lead, options in by_lead.items()),
        )

    def _lead(self, question: str, options: list[str], lead: Step | int | None) -> Lead:
        labels = tuple((option, self.label(question, option)) for option in options)
        if isinstance(lead, Step):
            text = f"step {lead.number}: {self.question_link(lead.question).text}"
            return Lead(options=labels, to=Link(href=f"#step-{lead.number}", text=text), outcome=None, step=lead.number)
        assert lead is not None  # a rule sees to it that every path ends
        outcome = self._tree.rules[lead][1]
        return Lead(options=labels, to=self.outcome_link(outcome), outcome=outcome, step=None)
