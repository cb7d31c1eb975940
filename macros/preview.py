"""What a link to a page shows elsewhere, and what a search engine reads of the page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from macros import addresses
from macros.exports import export_list
from macros.model import Comparison

PICTURE = "preview.png"
LICENCE = "https://creativecommons.org/licenses/by/4.0/"
KINDS = {"json": "application/json", "csv": "text/csv"}


@dataclass(frozen=True, kw_only=True)
class Preview:
    """One page for those who link to it.

    `site` is the site's name, `root` its URL or nothing, `address` the page below it. `above` are the pages that lead
    to this one, each with what it is called and its address.
    """

    site: str
    root: str
    address: str
    heading: str
    description: str
    above: tuple[tuple[str, str], ...] = ()

    @property
    def title(self) -> str:
        """What the window is called: the first page's heading says the site's name already."""
        return f"{self.heading} - {self.site}" if self.address else self.heading

    @property
    def url(self) -> str:
        """The whole URL; empty where the site's is not known."""
        return self._public(self.address) if self.root else ""

    @property
    def picture(self) -> str:
        """The whole URL of the picture."""
        return f"{self.url}{PICTURE}"

    @property
    def structured(self) -> list[dict[str, Any]]:
        """What search engines read: the way to the page, and of the data page what it offers."""
        if not self.address:
            return [_typed("WebSite", name=self.site, url=self.url, description=self.description)]
        return [self._way(), *([self._dataset()] if self.address == addresses.DATA else [])]

    def _public(self, address: str) -> str:
        return addresses.public(self.root, address)

    def _way(self) -> dict[str, Any]:
        steps = [(self.site, ""), *self.above, (self.heading, self.address)]
        items = [
            {"@type": "ListItem", "position": place, "name": name, "item": self._public(address)}
            for place, (name, address) in enumerate(steps, start=1)
        ]
        return _typed("BreadcrumbList", itemListElement=items)

    def _dataset(self) -> dict[str, Any]:
        files = [
            {
                "@type": "DataDownload",
                "name": each.about,
                "encodingFormat": KINDS[each.path.rpartition(".")[2]],
                "contentUrl": self._public(each.path),
            }
            for each in export_list()
        ]
        owner = {"@type": "Organization", "name": self.site, "url": self._public("")}
        about = {"name": f"{self.site}: {self.heading}", "description": self.description, "url": self.url}
        return _typed("Dataset", **about, license=LICENCE, isAccessibleForFree=True, creator=owner, distribution=files)


def _typed(kind: str, **fields: Any) -> dict[str, Any]:
    return {"@context": "https://schema.org", "@type": kind} | fields


def counted(comparison: Comparison, address: str) -> str:
    """The line below the title of a page's picture: how much a topic or an article holds, else what the site does."""
    for id, topic in comparison.topics.items():
        if addresses.topic(id) == address:
            return f"{_count(len(topic.criteria), 'question')}, with evidence for every claim"
    for id, article in comparison.articles.items():
        if addresses.article(id) == address:
            return f"{_count(len(article.assertions), 'statement')}, checked one by one"
    return "Evidence for every claim"


def _count(number: int, what: str) -> str:
    return f"{number} {what}" if number == 1 else f"{number} {what}s"
