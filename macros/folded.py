"""What a page folds away: on a plain page in the same folder, from which the page's script fetches what is opened.

So a first visit loads the answers and not all of their evidence, and a reader without JavaScript follows a link to it.
The links of both are the same, because both are in one folder. These files are no permanent addresses: a claim's is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from macros import addresses
from macros.render import render
from macros.views import Site

Draw = Callable[[int], Site]
"""Every view as it is drawn for the pages at a depth below the site's root."""


def pages(draw: Draw, stylesheets: Iterable[str]) -> dict[str, str]:
    """Every plain page by its path below the site's root; `stylesheets` are paths below it too."""
    sheets = tuple(stylesheets)
    return {path: _page(path, sheets, **view) for path, view in _views(draw)}


def _views(draw: Draw) -> Iterator[tuple[str, dict[str, Any]]]:
    comparison = draw(0).comparison
    for id, topic in comparison.topics.items():
        yield (
            f"{addresses.topic(id)}evidence.html",
            {
                "template": "folded_evidence",
                "title": f"Evidence: {topic.title}",
                "about": "Where each claim is checked, and what articles say on each question.",
                "criteria": draw(2).criteria(id),
            },
        )
    for id, article in comparison.articles.items():
        yield (
            f"{addresses.article(id)}claims.html",
            {
                "template": "folded_claims",
                "title": f"Claims against and for: {article.title}",
                "about": "The claims that each statement of this article was weighed against.",
                "sections": draw(2).article_sections(id),
            },
        )
    yield (
        f"{addresses.DISAGREEMENTS}reasons.html",
        {
            "template": "folded_reasons",
            "title": "Where the articles disagree: the reasons",
            "about": "The reason for each verdict, with the claims for and against it.",
            "groups": draw(2).disagreements(),
        },
    )
    yield (
        f"{addresses.OUTCOMES}rulings.html",
        {
            "template": "folded_rulings",
            "title": "What leads to each outcome",
            "about": "The rules of the chooser by the outcome that they lead to, with the reason for each.",
            "outcomes": draw(2).chooser_outcomes(),
        },
    )
    yield (
        f"{addresses.SITUATIONS}answers.html",
        {
            "template": "folded_situations",
            "title": "Situations: their answers",
            "about": "What is answered in each situation, and the claims behind its outcome.",
            "groups": draw(1).situations(),
        },
    )
    yield from _sources(draw(1))


def _sources(site: Site) -> Iterator[tuple[str, dict[str, Any]]]:
    for group in site.source_list():
        for source in group.sources:
            yield (
                f"{addresses.SOURCES}{source.id}.html",
                {
                    "template": "folded_source",
                    "title": f"Claims based on {source.title}",
                    "about": f"Every claim that cites {source.title}.",
                    "source": source,
                },
            )


def _page(path: str, stylesheets: tuple[str, ...], *, template: str, **view: Any) -> str:
    return render(template, base="../" * path.count("/"), stylesheets=stylesheets, **view) + "\n"
