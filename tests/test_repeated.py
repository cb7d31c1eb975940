"""What several articles repeat though it is not so: its order, what hangs on it, and what is shown and published."""

from __future__ import annotations

import json
from typing import Any

import pytest

from macros import exports
from macros.repeated import things
from macros.search.data import more
from macros.views import Site
from tests.test_articles import WRONG, article, assertion
from tests.tree import VALID, compared

EXAMPLE, NOT_SO, ORM = "data/articles/example.yml", "data/not-so.yml", "data/criteria/data/orm.yml"
CLAIMS: dict[str, dict[str, Any]] = {
    "wrong": WRONG,
    "outdated": {**WRONG, "verdict": "outdated"},
    "incomplete": {**WRONG, "verdict": "incomplete"},
    "right": {},
}


def same(name, verdict, id="flask-has-no-orm", **change):
    return assertion(id, same=name, differs="They differ.", **{**CLAIMS[verdict], **change})


def entry(**change):
    return {"holds": "Flask ships no ORM.", "claims": ["flask-ships-no-orm"], **change}


def comparison(tmp_path, *entries, more=None, **articles):
    """The small comparison with these articles alone, and what holds in place of what is named."""
    change = {f"data/articles/{id}.yml": content for id, content in articles.items()}
    not_so = {name: entry() for name in entries}
    return compared(tmp_path, {EXAMPLE: None, NOT_SO: not_so, **change, **(more or {})})


def test_the_worst_is_first(tmp_path):
    names = ("half", "old", "false")
    verdicts = ("incomplete", "outdated", "wrong")
    said = [same(name, verdict, name) for name, verdict in zip(names, verdicts, strict=True)]
    found = things(comparison(tmp_path, a=article(*said), b=article(*said), c=article(said[0])))
    assert [(each.id, each.verdict, each.articles) for each in found] == [
        ("false", "wrong", 2), ("old", "outdated", 2), ("half", "incomplete", 3),
    ]  # fmt: skip


def test_articles_and_what_hangs_on_it_are_multiplied(tmp_path):
    """Three articles with nothing hanging on it come after two with something; more articles after that decide."""
    nothing = {"contradicted_by": ["django-ships-an-orm"]}
    more = {
        "data/home.yml": {"answer": [{"claims": ["flask-ships-no-orm"]}]},
        "data/chooser.yml": None,
    }
    more["data/chooser.yml"] = based_on_one_claim(VALID["data/chooser.yml"])
    many = same("many", "wrong", "many", **nothing)
    weighty = same("weighty", "wrong", "weighty")
    kept = comparison(tmp_path, more=more, a=article(many, weighty), b=article(many, weighty), c=article(many))
    found = {each.id: each for each in things(kept)}
    assert list(found) == ["weighty", "many"]
    assert (found["many"].articles, found["many"].advice) == (3, 0)


def based_on_one_claim(value):
    """The chooser with each list of claims replaced, so that nothing in it is based on Django's."""
    if isinstance(value, dict):
        return {
            key: ["flask-ships-no-orm"] if key == "claims" else based_on_one_claim(each) for key, each in value.items()
        }
    return [based_on_one_claim(each) for each in value] if isinstance(value, list) else value


def test_every_kind_of_advice_hangs_on_a_claim(tmp_path):
    said = same("x", "wrong")
    (found,) = things(comparison(tmp_path, a=article(said), b=article(said)))
    # A reason on the first page; three options, three of four rules and more of the chooser; a line of advice.
    places = dict(found.hangs)
    assert places["home"] == 1
    assert places["rows"] == 1
    chooser = VALID["data/chooser.yml"]
    options = [option for question in chooser["questions"] for option in question["options"]]
    parts = [*options, *chooser["rules"], *chooser["notes"], *chooser["outcomes"]]
    parts += [outcome["against"] for outcome in chooser["outcomes"]]
    assert places["chooser"] == sum("flask-ships-no-orm" in part["claims"] for part in parts)
    assert found.advice == sum(places.values())


def test_a_verdict_counts_where_two_articles_share_it(tmp_path):
    found = things(comparison(tmp_path, a=article(same("x", "wrong")), b=article(same("x", "incomplete"))))
    assert [each.verdict for each in found] == ["incomplete"]


@pytest.mark.parametrize(
    "articles",
    [
        {"a": article(same("x", "wrong", "one"), same("x", "wrong", "two"))},
        {"a": article(same("x", "wrong")), "b": article(same("x", "right"))},
        {"a": article(same(None, "wrong")), "b": article(same(None, "wrong"))},
    ],
    ids=["one article", "right in the other", "no name"],
)
def test_what_is_not_repeated_is_left_out(articles, tmp_path):
    assert things(comparison(tmp_path, **articles)) == ()


def test_the_statement_of_the_same_name_speaks_for_all(tmp_path):
    said = [article(same("x", "wrong", "other", says="Other.")), article(same("x", "wrong", "x", says="This."))]
    shown = Site(comparison(tmp_path, "x", a=said[0], b=said[1])).repeated()
    assert [each.says for each in shown.first] == ["This."]


def test_the_search_calls_it_what_the_page_does(tmp_path):
    first, last = (
        same("one", "wrong", "one", says="Flask has none."),
        same("one", "right", "two", says="Flask has one."),
    )
    found = comparison(tmp_path, "one", a=article(first), b=article(first), c=article(last))
    (shown,) = Site(found).repeated().first
    assert shown.says == "Flask has none."
    assert [each.title for each in more(found) if each.address == "articles/not-so/#one"] == [shown.says]


def test_ten_are_shown_first_and_the_others_keep_their_places(tmp_path):
    names = [f"s{number:02}" for number in range(12)]
    said = article(*(same(name, "wrong", name) for name in names))
    shown = Site(comparison(tmp_path, *names, a=said, b=said)).repeated()
    assert [each.id for each in shown.first] == names[:10]
    assert [each.id for each in shown.further] == names[10:]


def test_what_is_shown_is_what_holds_with_its_proof_and_who_says_otherwise(tmp_path):
    origin = {"says": "Django ships one.", "claims": ["django-ships-an-orm"]}
    undated = {"published": None, "undated": "No day is given"}
    other = {key: value for key, value in article(same("x", "wrong"), **undated).items() if value is not None}
    more = {NOT_SO: {"x": entry(origin=origin)}}
    kept = comparison(tmp_path, more=more, a=article(same("x", "wrong", "x1"), same("x", "wrong", "x2")), b=other)
    (each,) = Site(kept, "../").repeated().first
    assert (each.holds, [claim.id for claim in each.claims]) == ("Flask ships no ORM.", ["flask-ships-no-orm"])
    assert [(said.link.href, said.dated) for said in each.articles] == [
        ("../articles/a/#x1", "published 2024-05-06"), ("../articles/b/#flask-has-no-orm", "undated"),
    ]  # fmt: skip
    assert each.origin is not None
    assert (each.origin.says, each.origin.cites[0].text) == ("Django ships one.", "Django ships an ORM.")
    assert each.hangs.startswith("1 on the first page, ")


def test_without_an_origin_none_is_shown(tmp_path):
    (each,) = (
        Site(comparison(tmp_path, "x", a=article(same("x", "wrong")), b=article(same("x", "wrong")))).repeated().first
    )
    assert each.origin is None


def test_the_published_list_is_in_the_order_of_the_page(tmp_path):
    said = article(same("half", "incomplete", "half"), same("false", "wrong", "false"))
    kept = comparison(tmp_path, "half", "false", a=said, b=said)
    listed = json.loads(exports.files(kept)["api/v1/comparison.json"])["not_so"]
    assert [(each["id"], each["statements"]) for each in listed] == [
        ("false", ["a/false", "b/false"]), ("half", ["a/half", "b/half"]),
    ]  # fmt: skip
    assert listed[0]["address"] == "articles/not-so/#false"
