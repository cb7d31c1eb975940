"""Links: every address that a view gives is made here."""

from __future__ import annotations

from dataclasses import dataclass

from macros.model import Comparison


@dataclass(frozen=True)
class Link:
    """A link: where to, and its words."""

    href: str
    text: str


class Links:
    """The addresses of one comparison. `base` leads from the page that is drawn to the site's root."""

    def __init__(self, comparison: Comparison, base: str = "", repository: str | None = None) -> None:
        self.comparison = comparison
        self.base = base
        self.repository = repository.rstrip("/") if repository else None

    def edit(self, file: str) -> str | None:
        """Where that very file is edited, or nothing for a site without a repository."""
        return f"{self.repository}/edit/main/{file}" if self.repository else None

    def topic_href(self, topic: str) -> str:
        """The address of a topic's page."""
        return f"{self.base}compare/{topic}/"

    def claim_link(self, id: str) -> Link:
        """A link to a claim, worded as what it says."""
        stated = self.comparison.claims[id]
        return Link(f"{self.topic_href(stated.criterion.topic)}#{id}", stated.claim.says)

    def criterion_link(self, id: str) -> Link:
        """A link to a criterion, worded as its question."""
        criterion = self.comparison.criteria[id]
        return Link(f"{self.topic_href(criterion.topic)}#{id}", criterion.question)
