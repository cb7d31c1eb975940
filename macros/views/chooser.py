"""The chooser whole: its diagram, and the data that its script follows."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from functools import cached_property

from macros.model import Decision, Question
from macros.walk import Step

from .diagram import Diagram, diagram
from .outcomes import OutcomeViews
from .questions import QuestionViews
from .steps import StepViews


class ChooserViews(QuestionViews, StepViews, OutcomeViews):
    """Every view of the chooser."""

    def chooser_diagram(self) -> Diagram:
        """Which question can follow which, and where each can end."""
        return diagram(self.comparison.chooser, self._paths)

    def chooser_data(self) -> str:
        """What the script needs, as JSON that no HTML or Markdown reads as markup.

        Answers and rules name a claim by its place among all of `claims`, because the page has to stay light.
        """
        chooser = self.comparison.chooser
        value = {
            "version": chooser.version,
            "questions": {question.id: self._question_data(question) for question in chooser.questions},
            "steps": [(step.question, [self._number(lead) for lead in step.leads.values()]) for step in self._steps],
            "rules": [self._rule_data(rule) for rule in chooser.rules],
            "outcomes": {
                outcome.id: {"title": outcome.title, "summary": outcome.summary} for outcome in chooser.outcomes
            },
            "keys": {key.name: key.words for id in self._claims_named for key in self.cards[id].keys},
            "claims": self._claims_data(),
        }
        text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
        return re.sub("[<>&\u2028\u2029]", lambda match: f"\\u{ord(match[0]):04x}", text)

    def _number(self, lead: Step | int | None) -> int:
        """Where an answer leads as one number: from 0 on a step, and after the last step a rule."""
        if isinstance(lead, Step):
            return lead.number - 1
        assert lead is not None  # a rule sees to it that every path ends
        return len(self._steps) + lead

    def _question_data(self, question: Question) -> dict[str, object]:
        return {
            "question": question.question,
            "why": question.why,
            "criterion": self.criterion_link(question.criterion).href,
            "options": [
                {"id": option.id, "label": option.label, "claims": self._places(option.claims)}
                for option in question.options
            ],
        }

    def _rule_data(self, rule: Decision) -> dict[str, object]:
        """A rule without its options, which the steps contain: the questions that decide, and why."""
        claims = self._places(rule.claims)
        return {"questions": list(rule.when), "then": rule.then, "because": rule.because, "claims": claims}

    def _places(self, claims: Iterable[str]) -> list[int]:
        return [self._claims_named.index(id) for id in claims]

    def _claims_data(self) -> dict[str, dict[str, list[str]]]:
        """Every claim that the script names, by its page, which its id completes: its text and the names of its keys.

        A key that is not whole has a question mark.
        """
        found: dict[str, dict[str, list[str]]] = {}
        for line in self.claim_lines(self._claims_named):
            keys = [key.name + ("" if key.whole else "?") for key in line.keys]
            found.setdefault(self._page(line.id), {})[line.id] = [line.says, *keys]
        return found

    def _page(self, claim: str) -> str:
        return self.claim_link(claim).href.partition("#")[0]

    @cached_property
    def _claims_named(self) -> tuple[str, ...]:
        """The claims of answers and rules, page by page."""
        chooser = self.comparison.chooser
        named = [id for question in chooser.questions for option in question.options for id in option.claims]
        named += [id for rule in chooser.rules for id in rule.claims]
        return tuple(sorted(dict.fromkeys(named), key=self._page))
