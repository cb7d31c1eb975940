"""What a page folds away: on a plain page in the same folder, from which the page's script fetches what is opened.

So a first visit loads the answers and not all of their evidence, and a reader without JavaScript follows a link to it.
The links of both are the same, because both are in one folder. These files are no permanent addresses: a claim's is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any, NamedTuple

from macros import addresses
from macros.render import render
from macros.views import OutcomeSection, Site

Draw = Callable[[int], Site]
"""Every view as it is drawn for the pages at a depth below the site's root."""


class Plain(NamedTuple):
    """A plain page: its path below the site's root, its template, what it is called and about, and what it shows."""

    path: str
    template: str
    title: str
    about: str
    shows: dict[str, Any]


def pages(draw: Draw, stylesheets: Iterable[str]) -> dict[str, str]:
    """Every plain page by its path below the site's root; `stylesheets` are paths below it too."""
    sheets = tuple(stylesheets)
    return {plain.path: _page(plain, sheets) for plain in _plain(draw)}


def _plain(draw: Draw) -> Iterator[Plain]:
    comparison = draw(0).comparison
    for id, topic in comparison.topics.items():
        yield Plain(
            f"{addresses.topic(id)}evidence.html",
            "folded_evidence",
            f"Evidence: {topic.title}",
            "Where each claim is checked, and what articles say on each question.",
            {"criteria": draw(2).criteria(id)},
        )
    for id, article in comparison.articles.items():
        yield Plain(
            f"{addresses.article(id)}claims.html",
            "folded_claims",
            f"Claims against and for: {article.title}",
            "The claims that each statement of this article was weighed against.",
            {"sections": draw(2).article_sections(id)},
        )
    yield Plain(
        f"{addresses.DISAGREEMENTS}reasons.html",
        "folded_reasons",
        "Where the articles disagree: the reasons",
        "The reason for each verdict, with the claims for and against it.",
        {"groups": draw(2).disagreements()},
    )
    yield Plain(
        f"{addresses.OUTCOMES}rulings.html",
        "folded_rulings",
        "What leads to each outcome",
        "The rules of the chooser by the outcome that they lead to, with the reason for each.",
        {"outcomes": draw(2).chooser_outcomes()},
    )
    yield Plain(
        f"{addresses.SITUATIONS}answers.html",
        "folded_situations",
        "Situations: their answers",
        "What is answered in each situation, and the claims behind its outcome.",
        {"groups": draw(1).situations()},
    )
    yield from _results(draw(1).chooser_outcomes())
    for group in draw(1).source_list():
        for source in group.sources:
            yield Plain(
                f"{addresses.SOURCES}{source.id}.html",
                "folded_source",
                f"Claims based on {source.title}",
                f"Every claim that cites {source.title}.",
                {"source": source},
            )


def _results(outcomes: tuple[OutcomeSection, ...]) -> Iterator[Plain]:
    """What the chooser's results say: one page for who comes to any of them, and one for a link to each."""
    title = "Every result of the questions"
    about = "The best case against each result, the first steps, and what to read and use."
    yield Plain(f"{addresses.CHOOSE}results.html", "folded_results", title, about, {"outcomes": outcomes})
    about = "The best case against this result, the first steps, and what to read and use."
    for each in outcomes:
        path = f"{addresses.CHOOSE}result-{each.id}.html"
        yield Plain(path, "folded_results", f"A result: {each.title}", about, {"outcomes": (each,)})


def _page(plain: Plain, stylesheets: tuple[str, ...]) -> str:
    base = "../" * plain.path.count("/")
    whole = {"base": base, "stylesheets": stylesheets, "title": plain.title, "about": plain.about, **plain.shows}
    return render(plain.template, **whole) + "\n"
