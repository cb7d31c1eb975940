"""What the pages about articles show: who says what, and where they disagree."""

from typing import Any

import pytest

from macros.views import Site
from tests.tree import VALID, compared

EXAMPLE = "data/articles/example.yml"
WRONG = {"verdict": "wrong", "supported_by": None, "contradicted_by": ["flask-ships-no-orm"]}


def assertion(id="flask-has-no-orm", **change):
    """The valid article's first assertion, with changes; None removes a key."""
    made = {**VALID[EXAMPLE]["assertions"][0], "id": id, **change}
    return {key: value for key, value in made.items() if value is not None}


def article(*assertions, **change):
    return {**VALID[EXAMPLE], "assertions": list(assertions), **change}


def site(tmp_path, **articles):
    """The small comparison with these articles and no other, by the letters of their ids."""
    change = {f"data/articles/{id}.yml": content for id, content in articles.items()}
    return Site(compared(tmp_path, {EXAMPLE: None, **change}), "../")


def against(id, *others, **change):
    """A statement that contradicts others, named as article/statement."""
    return assertion(id, same=None, contradicts=list(others), **change)


def told(shown):
    """The contradictions: what is found, and the statements of each side."""
    return [
        (dispute.found, *([row.href.removeprefix("../articles/") for row in side] for side in dispute.sides))
        for group in shown.disagreements()
        for dispute in group.disputes
    ]


def test_two_articles_of_one_publisher_can_disagree(tmp_path):
    shown = site(tmp_path, a=article(against("x", "b/y")), b=article(against("y", "a/x", **WRONG), title="Another"))
    assert told(shown) == [("settled", ["a/#x"], ["b/#y"])]
    ((dispute,),) = (group.disputes for group in shown.disagreements())
    assert (dispute.words, dispute.articles, dispute.within) == ("One side holds", 2, None)


def test_an_article_can_contradict_itself(tmp_path):
    shown = site(tmp_path, a=article(against("x", "a/y"), against("y", "a/x", **WRONG)))
    ((dispute,),) = (group.disputes for group in shown.disagreements())
    assert (dispute.articles, dispute.within) == (1, "Example")


def test_without_a_contradiction_there_is_no_disagreement(tmp_path):
    shown = site(tmp_path, a=article(assertion()), b=article(assertion(**WRONG)))
    assert shown.disagreements() == ()


def test_opinions_contradict_each_other_too(tmp_path):
    shown = site(
        tmp_path,
        a=article(against("x", "b/y", verdict="opinion")),
        b=article(against("y", "a/x", verdict="unsupported")),
    )
    assert told(shown) == [("open", ["a/#x"], ["b/#y"])]


def test_what_says_the_same_is_on_the_same_side(tmp_path):
    shown = site(
        tmp_path,
        a=article({**against("x", "b/y"), "same": "x"}),
        b=article(against("y", "a/x", **WRONG)),
        c=article(same("x", "right", "z"), publisher="Third"),
    )
    assert told(shown) == [("settled", ["b/#y"], ["a/#x", "c/#z"])]
    (section,) = shown.article_sections("c")
    assert [(link.href, link.text) for link in section.rows[0].against] == [("../articles/b/#y", "Example")]


def test_each_contradiction_is_shown_once_in_two_sides(tmp_path):
    chain = [against("one", "a/two"), against("two", "a/one", "a/three", **WRONG), against("three", "a/two", "a/four")]
    shown = site(tmp_path, a=article(*chain, against("four", "a/three", verdict="opinion")))
    assert told(shown) == [
        ("settled", ["a/#two"], ["a/#one", "a/#three"]),
        ("partly", ["a/#three"], ["a/#four"]),
    ]


def test_what_can_be_settled_is_first_then_what_most_articles_speak_of(tmp_path):
    opinion: dict[str, Any] = {"verdict": "opinion"}
    shown = site(
        tmp_path,
        a=article(against("o1", "b/o2", **opinion), against("p1", "b/p2"), against("s1", "a/s2"),
                  against("s2", "a/s1", **WRONG)),
        b=article(against("o2", "a/o1", "c/o3", **opinion), against("p2", "a/p1", verdict="incomplete")),
        c=article(against("o3", "b/o2", **opinion)),
    )  # fmt: skip
    assert [found for found, *_ in told(shown)] == ["settled", "partly", "open"]


def test_a_disagreement_tells_the_answers_of_the_row(tmp_path):
    (each,) = site(tmp_path, a=article(against("x", "a/y"), against("y", "a/x", **WRONG))).disagreements()
    assert each.holds == (("Flask", "None; you choose one"), ("Django", "Its own"))
    assert (each.id, each.topic, each.href) == ("orm", "data", "../compare/data/#orm")


def test_the_topics_of_the_contradictions_can_be_chosen(tmp_path):
    shown = site(tmp_path, a=article(against("x", "a/y"), against("y", "a/x", **WRONG)))
    assert shown.disagreement_topics() == {"data": "Data"}


def same(name, verdict, id="flask-has-no-orm"):
    claims: dict[str, dict[str, Any]] = {
        "wrong": WRONG,
        "outdated": {**WRONG, "verdict": "outdated"},
        "incomplete": {"verdict": "incomplete"},
    }
    return assertion(id, same=name, differs="They differ.", **claims.get(verdict, {}))


def test_shares_are_parts_of_a_hundred_in_the_order_of_the_verdicts(tmp_path):
    kept = [assertion(f"r{number}") for number in range(3)]
    shown = site(tmp_path, a=article(*kept, assertion("w", **WRONG)))
    assert [(share.mark.words, share.count, share.start, share.width) for share in shown.verdict_totals()] == [
        ("Right", 3, 0.0, 75.0),
        ("Wrong", 1, 75.0, 25.0),
    ]


@pytest.mark.parametrize(
    ("dates", "words"),
    [
        ({}, "published 2024-05-06"),
        ({"published": None, "undated": "no date on the page"}, "no date on the page"),
    ],
)
def test_an_article_says_when_it_was_published(dates, words, tmp_path):
    content = {key: value for key, value in article(assertion(), **dates).items() if value is not None}
    assert site(tmp_path, a=content).article_card("a").dated == words


def test_statements_keep_their_headings_order_and_twins(tmp_path):
    shown = site(
        tmp_path,
        a=article(same("x", "right", "one"), assertion("two", section="Other"), assertion("three")),
        b=article(same("x", "right"), publisher="Another"),
    )
    sections = shown.article_sections("a")
    assert [(section.title, [row.id for row in section.rows]) for section in sections] == [
        ("Data", ["one", "three"]),
        ("Other", ["two"]),
    ]
    row = sections[0].rows[0]
    assert [(link.href, link.text) for link in row.also] == [("../articles/b/#flask-has-no-orm", "Another")]
    assert shown.article_topics("a") == {"data": "Data"}
    assert [row.href for row in shown.said_on("orm")] == [
        "../articles/a/#one", "../articles/a/#two", "../articles/a/#three", "../articles/b/#flask-has-no-orm",
    ]  # fmt: skip
