"""The walk through the chooser in Python; tests/site/test_chooser.py holds the script's walk to the same."""

from __future__ import annotations

import pytest

from macros import walk
from macros.load import load
from macros.walk import Position
from tests.tree import HERE, compared

ROOT = HERE.parent


@pytest.fixture
def small(tmp_path):
    return walk.tree(compared(tmp_path).chooser)


@pytest.fixture(scope="module")
def real():
    return load(ROOT).chooser


def test_the_first_open_line_of_the_first_rule_that_may_fit_is_asked(small):
    assert walk.walk(small, {}) == Position((), question="kind")
    assert walk.walk(small, {"kind": "site"}) == Position(("kind",), question="data")
    assert walk.walk(small, {"kind": "site", "data": "none"}) == Position(("kind", "data"), question="know")


def test_the_first_rule_that_fits_decides_and_nothing_more_is_asked(small):
    assert walk.walk(small, {"kind": "learning"}) == Position(("kind",), rule=0)
    assert walk.walk(small, {"kind": "site", "data": "ours"}) == Position(("kind", "data"), rule=1)
    assert walk.walk(small, {"kind": "site", "data": "none", "know": "both"}) == Position(
        ("kind", "data", "know"), rule=3
    )


def test_an_answer_that_is_not_asked_for_changes_nothing(small):
    assert walk.walk(small, {"kind": "learning", "data": "ours"}) == Position(("kind",), rule=0)
    assert walk.walk(small, {"know": "flask"}) == Position((), question="kind")


def test_not_sure_fits_no_rule(small):
    assert walk.walk(small, {"kind": "not-sure"}).question == "data"
    assert walk.walk(small, {"kind": "not-sure", "data": "not-sure"}).question == "know"
    unsure = {"kind": "not-sure", "data": "not-sure", "know": "not-sure"}
    assert walk.walk(small, unsure) == Position(("kind", "data", "know"), rule=3)


def test_what_was_not_sure_and_would_change_the_outcome_is_told_the_most_telling_first(small):
    assert walk.unsure(small, {"kind": "site", "data": "not-sure", "know": "flask"}) == ["data"]
    assert walk.unsure(small, {"kind": "site", "data": "none", "know": "both"}) == []
    unsure = {"kind": "not-sure", "data": "not-sure", "know": "not-sure"}
    assert walk.unsure(small, unsure) == ["data", "know"]


def test_all_not_sure_ends_in_either_with_more_than_one_question_to_find_out(real):
    answers: dict[str, str] = {}
    tree = walk.tree(real)
    while question := walk.walk(tree, answers).question:
        answers[question] = walk.NOT_SURE
    rule = walk.walk(tree, answers).rule
    assert rule is not None
    assert tree.rules[rule][1] == "either"
    assert walk.unsure(tree, answers)[:2] == ["know", "kind"]


def test_no_way_through_the_real_tree_is_long_with_not_sure_either(real):
    assert len(walk.longest(walk.steps(walk.tree(real)))) <= walk.LONGEST_PATH


def test_every_path_is_walked_once(small):
    assert [f"{path} {path.outcome}" for path in walk.paths(small)] == [
        "kind=site data=ours django",
        "kind=site data=none know=flask flask",
        "kind=site data=none know=both either",
        "kind=learning either",
    ]


def test_a_tip_changes_one_answer_and_the_outcome(small):
    tips = list(walk.tips(small, {"kind": "site", "data": "none", "know": "not-sure"}))
    assert [(tip.question, tip.option, tip.position.rule) for tip in tips] == [
        ("data", "ours", 1),
        ("know", "flask", 2),
    ]
    tips = list(walk.tips(small, {"kind": "learning"}))
    assert [(tip.question, tip.option, tip.position.question) for tip in tips] == [("kind", "site", "data")]


def test_steps_that_go_on_alike_are_one(small):
    steps = walk.steps(small)
    assert [(step.number, step.question) for step in steps] == [(1, "kind"), (2, "data"), (3, "know")]
    assert steps[0].leads == {"site": steps[1], "learning": 0, "not-sure": steps[1]}
    assert steps[1].leads == {"ours": 1, "none": steps[2], "not-sure": steps[2]}
    assert steps[2].leads == {"flask": 2, "both": 3, "not-sure": 3}


def test_nothing_is_asked_for_a_rule_that_can_no_longer_decide():
    """After `start=x b=no` the second rule can't decide, so its `a` is not asked."""
    options: dict[str, tuple[str, ...]] = {
        "start": ("x", "y"),
        "a": ("yes", "no"),
        "b": ("yes", "no"),
        "c": ("yes", "no"),
    }
    rules = (
        ((("start", ("x",)), ("b", ("yes",))), "one"),
        ((("a", ("yes",)), ("b", ("yes",))), "two"),
        ((("c", ("yes",)),), "three"),
        ((), "four"),
    )
    tree = walk.Tree(options, rules)
    assert walk.walk(tree, {"start": "x", "b": "no"}).question == "c"
    assert walk.walk(tree, {"start": "y"}).question == "a"
    agrees(tree)


def test_the_longest_way_counts_not_sure(small):
    assert len(walk.longest(walk.steps(small))) == 3
    assert walk.longest(()) == {}


def test_the_steps_of_the_real_tree_lead_where_its_walk_leads(real):
    assert agrees(walk.tree(real)) > 300


def agrees(tree):
    """Follow the beginning of every path through the steps, then each answer and "not sure"; how many there are."""
    first, *_ = walk.steps(tree)
    begun = {tuple(way.answers.items())[:count] for way in walk.paths(tree) for count in range(len(way.answers))}
    for answers in begun:
        here: walk.Step | int | None = first
        for question, option in answers:
            assert isinstance(here, walk.Step)
            assert here.question == question
            here = here.leads[option]
        assert isinstance(here, walk.Step)
        assert here.leads.keys() == {*tree.options[here.question], walk.NOT_SURE}
        for option, lead in here.leads.items():
            position = walk.walk(tree, dict(answers) | {here.question: option})
            assert (lead.question if isinstance(lead, walk.Step) else lead) == (
                position.rule if position.question is None else position.question
            ), (answers, option)
    return len(begun)


def test_every_path_is_listed_with_its_outcome(tmp_path):
    assert walk.listed(compared(tmp_path).chooser).splitlines() == [
        "kind=site data=ours -> django",
        "kind=site data=none know=flask -> flask",
        "kind=site data=none know=both -> either",
        "kind=learning -> either",
    ]


def test_questions_of_the_real_tree_stand_in_the_order_in_which_they_are_asked(real):
    order = [question.id for question in real.questions]
    for way in walk.paths(walk.tree(real)):
        places = [order.index(question) for question in way.answers]
        assert places == sorted(places), str(way)


def test_what_is_left_open_counts_as_not_sure_until_the_end(tmp_path):
    tree = walk.tree(compared(tmp_path).chooser)
    path = walk.finished(tree, {"kind": "site", "know": "flask"})
    assert (path.answers, path.outcome) == ({"kind": "site", "data": "not-sure", "know": "flask"}, "flask")
    assert walk.finished(tree, {"data": "none"}).answers == {"kind": "not-sure", "data": "none", "know": "not-sure"}


def test_every_situation_is_listed_with_its_way_and_its_outcome(tmp_path):
    situation = {"group": "site", "says": "A site.", "accepts": ["flask"], "because": "It is small."}
    site = compared(
        tmp_path, {"data/situations/a-site.yml": {**situation, "answers": {"data": "none", "know": "flask"}}}
    )
    assert walk.ended(site.chooser, site.situations.values()) == "a-site: kind=not-sure data=none know=flask -> flask\n"
