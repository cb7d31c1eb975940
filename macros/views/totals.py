"""What was checked, counted honestly, and the published rules."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from macros.model import Key

from .cards import KEY_WORDS
from .evidence import EvidenceViews

BACKED_WORDS = {
    Key.DOCS: "claims backed by the docs",
    Key.CODE: "claims backed by the code",
    Key.RAN: "claims backed by a test that we ran",
    Key.MEASURED: "claims backed by a measurement",
    Key.PUBLISHED: "claims backed by a publication",
}


@dataclass(frozen=True, kw_only=True)
class Total:
    """One line of the totals: what is counted, how many, and of how many."""

    words: str
    count: int
    of: int | None = None


@dataclass(frozen=True, kw_only=True)
class Checked:
    """What was checked: counts, versions and the day."""

    totals: tuple[Total, ...]
    versions: tuple[str, ...]
    day: datetime.date | None


@dataclass(frozen=True, kw_only=True)
class RuleItem:
    """A rule's published name and its docstring."""

    name: str
    text: str


class TotalViews(EvidenceViews):
    """The totals of the first page and of the method page."""

    def checked(self) -> Checked:
        """What was checked, and when: the honest totals."""
        cards = self.cards.values()
        backed = Counter(key.name for card in cards for key in card.keys if key.whole)
        by_machine = [item for card in cards for item in card.evidence if item.kind != "publication"]
        look_ups = [look for item in by_machine for look in item.look_ups]
        totals = (
            Total(words="topics", count=len(self.comparison.topics)),
            Total(words="criteria", count=len(self.comparison.criteria)),
            *(
                Total(
                    words=f"criteria in which {framework.name} is compared so far",
                    count=self.comparison.answered(framework.id),
                    of=len(self.comparison.criteria),
                )
                for framework in self.comparison.frameworks.values()
                if framework.id not in self.comparison.whole
            ),
            Total(words="claims", count=len(cards)),
            *(
                Total(words=words, count=backed[key], of=len(cards))
                for key, words in BACKED_WORDS.items()
                if backed[key]
            ),
            Total(
                words="citations found by machine, counted in each version", count=sum(look.found for look in look_ups)
            ),
        )
        versions = tuple(
            f"{framework.name} {release.version}"
            for framework in self.comparison.frameworks.values()
            for release in self.comparison.sources[framework.source].releases
        )
        day = self.comparison.evidence_record.checked if self.comparison.evidence_record else None
        return Checked(totals=totals, versions=versions, day=day)

    def unchecked(self) -> tuple[str, ...]:
        """The ids of the claims that no machine has checked: not looked up yet, or based on what a person read."""
        return tuple(
            card.id
            for card in self.cards.values()
            if not all(key.whole for key in card.keys) or all(key.name == Key.PUBLISHED for key in card.keys)
        )

    def topic_totals(self) -> tuple[tuple[str, int, tuple[int, ...]], ...]:
        """For each topic: its title, its claims, and how many hold each key, in the order of KEY_WORDS."""
        claims: Counter[str] = Counter()
        held: Counter[tuple[str, str]] = Counter()
        for placed in self.comparison.placed_claims():
            topic = placed.criterion.topic
            claims[topic] += 1
            held.update((topic, key.name) for key in self.cards[placed.claim.id].keys if key.whole)
        return tuple(
            (topic.title, claims[topic.id], tuple(held[topic.id, key.value] for key in KEY_WORDS))
            for topic in self.comparison.topics.values()
        )


def rule_items(rules: Iterable[tuple[str, str]]) -> tuple[RuleItem, ...]:
    """Rules by name, with their docstrings on one line."""
    return tuple(RuleItem(name=name, text=" ".join(text.split())) for name, text in sorted(rules))
