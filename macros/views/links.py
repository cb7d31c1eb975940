"""Links: every address that a view gives is made here."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlencode

from macros import addresses
from macros.model import Comparison


@dataclass(frozen=True, kw_only=True)
class Link:
    """A link: where to, and its words."""

    href: str
    text: str


@dataclass(frozen=True, kw_only=True)
class Cite:
    """A citation: its number on the page or in the row, where it leads, and the claim's own words as its label."""

    number: int
    href: str
    text: str


@dataclass(frozen=True, kw_only=True)
class CitedText:
    """A text with the citations it is based on."""

    says: str
    cites: tuple[Cite, ...]


class Links:
    """The addresses of one comparison. `base` leads from the page that is drawn to the site's root."""

    def __init__(self, comparison: Comparison, base: str = "", repository: str | None = None) -> None:
        self.comparison = comparison
        self.base = base
        self.repository = repository.rstrip("/") if repository else None

    def edit(self, file: str) -> str | None:
        """Where that very file is edited, or nothing for a site without a repository."""
        return f"{self.repository}/edit/main/{file}" if self.repository else None

    def report(self, address: str) -> str | None:
        """Where a mistake at an address of the site is reported, or nothing for a site without a repository."""
        form = urlencode({"template": "typo.yml", "address": address})
        return f"{self.repository}/issues/new?{form}" if self.repository else None

    def topic_href(self, topic: str) -> str:
        """The address of a topic's page."""
        return self.base + addresses.topic(topic)

    def source_link(self, id: str) -> Link:
        """A link to a source in the list of sources, worded as its title."""
        return Link(href=self.base + addresses.source(id), text=self.comparison.sources[id].title)

    def claim_link(self, id: str) -> Link:
        """A link to a claim, worded as what it says."""
        placed = self.comparison.claims[id]
        return Link(href=self.base + addresses.criterion(placed.criterion.topic, id), text=placed.claim.says)

    def criterion_link(self, id: str) -> Link:
        """A link to a criterion, worded as its question."""
        criterion = self.comparison.criteria[id]
        return Link(href=self.base + addresses.criterion(criterion.topic, id), text=criterion.question)

    def task_link(self, id: str, framework: str | None = None) -> Link:
        """A link to a task, or to the side of a framework in it, worded as its title."""
        address = addresses.task_side(id, framework) if framework else addresses.task(id)
        return Link(href=self.base + address, text=self.comparison.tasks[id].title)


class Cites:
    """Numbers claims from 1 in the order in which `ids` first names them; others get the numbers after those."""

    def __init__(self, links: Links, ids: Iterable[str]) -> None:
        self.links = links
        self.numbers = {id: number for number, id in enumerate(dict.fromkeys(ids), start=1)}

    def of(self, ids: Iterable[str]) -> tuple[Cite, ...]:
        """The citations of some claims, in the order of their numbers."""
        found = []
        for id in ids:
            link = self.links.claim_link(id)
            found.append(
                Cite(number=self.numbers.setdefault(id, len(self.numbers) + 1), href=link.href, text=link.text)
            )
        return tuple(sorted(found, key=lambda cite: cite.number))
