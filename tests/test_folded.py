"""What a page folds away is on a plain page beside it: which ones there are, what each is called and shows."""

from __future__ import annotations

from macros import folded
from macros.views import Site
from tests.reviewed import WHOLE
from tests.tree import compared


def test_each_plain_page_is_beside_the_page_that_folds_it_away(tmp_path) -> None:
    comparison = compared(tmp_path, WHOLE)
    plain = folded._plain(lambda depth: Site(comparison, "../" * depth))
    described = [(each.path, each.template, each.title, each.about) for each in plain]
    evidence = "Where each claim is checked, and what articles say on each question."
    weighed = "The claims that each statement of this article was weighed against."
    assert [each for each in described if each[1] != "folded_source"] == [
        ("compare/data/evidence.html", "folded_evidence", "Evidence: Data", evidence),
        ("compare/running/evidence.html", "folded_evidence", "Evidence: Running", evidence),
        (
            "articles/example/claims.html", "folded_claims", "Claims against and for: Flask against Django", weighed
        ),
        ("articles/printed/claims.html", "folded_claims", "Claims against and for: Printed", weighed),
        (
            "articles/disagreements/reasons.html", "folded_reasons", "Where the articles disagree: the reasons",
            "The reason for each verdict, with the claims for and against it.",
        ),
        (
            "choose/outcomes/rulings.html", "folded_rulings", "What leads to each outcome",
            "The rules of the chooser by the outcome that they lead to, with the reason for each.",
        ),
        (
            "situations/answers.html", "folded_situations", "Situations: their answers",
            "What is answered in each situation, and the claims behind its outcome.",
        ),
        (
            "choose/results.html", "folded_results", "Every result of the questions",
            "The best case against each result, the first steps, and what to read and use.",
        ),
        *(
            (
                f"choose/result-{each.id}.html", "folded_results", f"A result: {each.title}",
                "The best case against this result, the first steps, and what to read and use.",
            )
            for each in comparison.chooser.outcomes
        ),
    ]  # fmt: skip
    assert sorted(each for each in described if each[1] == "folded_source") == [
        (
            f"sources/{id}.html", "folded_source", f"Claims based on {source.title}",
            f"Every claim that cites {source.title}.",
        )
        for id, source in sorted(comparison.sources.items())
    ]  # fmt: skip


def test_a_plain_page_leads_from_its_own_depth(tmp_path) -> None:
    comparison = compared(tmp_path, WHOLE)
    depths: list[int] = []

    def draw(depth: int) -> Site:
        depths.append(depth)
        return Site(comparison, "../" * depth)

    made = folded.pages(draw, ["stylesheets/site.css"])
    assert sorted(set(depths)) == [0, 1, 2]
    for path, html in made.items():
        up = "../" * path.count("/")
        assert f'href="{up}stylesheets/site.css"' in html, path
        assert html.endswith("</html>\n")
        titles = [html.partition("<title>")[2].partition("</title>")[0]]
        assert titles == [each.title for each in folded._plain(draw) if each.path == path]
        other = {1: 'href="../../', 2: 'href="../../../'}[path.count("/")]
        assert other not in html, path


def test_each_plain_page_shows_what_was_folded(tmp_path) -> None:
    comparison = compared(tmp_path, WHOLE)
    made = folded.pages(lambda depth: Site(comparison, "../" * depth), [])
    told = {
        "compare/data/evidence.html": "Django ships an ORM.",
        "compare/running/evidence.html": "Django names itself.",
        "articles/example/claims.html": "Django ships an ORM.",
        "articles/disagreements/reasons.html": "It ships one.",
        "choose/outcomes/rulings.html": "The smaller one",
        "situations/answers.html": "Flask can run alone.",
        "choose/results.html": "The larger one",
        "choose/result-django.html": "Memory is scarce",
        "sources/django.html": "Django ships an ORM.",
        "sources/survey.html": "A survey",
    }
    assert [path for path, text in told.items() if text not in made[path]] == []
