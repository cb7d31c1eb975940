"""Every situation in data/ ends where an expert would send it."""

from __future__ import annotations

import pytest

from macros import rules
from macros.load import load, read
from macros.model import Group
from macros.views import Site
from macros.walk import finished, tree
from tests.tree import HERE, write

COMPARISON = load(HERE.parent)
TREE = tree(COMPARISON.chooser)


@pytest.mark.parametrize("id", COMPARISON.situations)
def test_a_situation_ends_where_an_expert_would(id):
    situation = COMPARISON.situations[id]
    assert finished(TREE, situation.answers).outcome in situation.accepts


SITUATION = {
    "group": "site",
    "says": "A site with its own tables.",
    "answers": {"kind": "site", "data": "ours"},
    "accepts": ["django"],
    "because": "The ORM decides.",
}


@pytest.mark.parametrize(
    "chooser", ["questions: [", {"questions": [{"idd": "kind"}]}, {"outcomes": [{"id": None, "idd": "django"}]}]
)
def test_a_chooser_that_cannot_be_read_is_no_problem_of_the_situations(chooser, tmp_path):
    write(tmp_path, {"data/situations/a-site.yml": SITUATION, "data/chooser.yml": chooser})
    comparison, problems = read(tmp_path)
    assert problems
    assert not [each for each in rules.check(comparison) if each.where.file.startswith("data/situations/")]


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"accepts": []}, "6: shape: `accepts` is empty; give at least one entry"),
        ({"group": "shops"}, "1: shape: `group` is `shops`; it must be one of 'site', 'api',"),
        ({"answers": ["kind"]}, "3: shape: `answers` must contain lines of `key: value`"),
        ({"outcome": "django"}, "9: shape: `outcome` is not a key here; remove it"),
        ({"decided": {"publication": "x", "at": "y", "became": "Z."}}, "10: shape: `read` is missing; add it"),
    ],
)
def test_a_situation_of_another_shape_says_what_to_do(change, told, tmp_path):
    _, problems = read(write(tmp_path, {"data/situations/a-site.yml": {**SITUATION, **change}}))
    assert any(str(each).startswith(f"data/situations/a-site.yml:{told}") for each in problems), problems


def test_every_rule_of_the_chooser_decides_a_situation():
    """A new rule comes with an example of whom it is for: one file in data/situations/."""
    decided = {finished(TREE, each.answers).rule for each in COMPARISON.situations.values()}
    rules_without = [
        f"rule {number + 1}, {TREE.rules[number]}" for number in range(len(TREE.rules)) if number not in decided
    ]
    assert rules_without == []


def test_there_are_many_situations_of_every_kind():
    groups = {each.group for each in COMPARISON.situations.values()}
    assert groups == set(Group)
    assert len(COMPARISON.situations) >= 60


def test_each_group_has_a_heading_of_its_own(tmp_path):
    groups = {f"data/situations/{group}.yml": {**SITUATION, "group": str(group)} for group in Group}
    comparison, _ = read(write(tmp_path, groups))
    assert [group.title for group in Site(comparison).situations()] == [
        "Sites and applications with pages",
        "APIs and back ends",
        "Services and tools",
        "Chat, live feeds and streams",
        "Where it runs decides",
        "The database is given",
        "You have a Flask or Django application",
        "A rewrite from something else",
        "You want to learn",
        "Perhaps neither",
        "You are not sure",
    ]


def test_all_not_sure_ends_in_either():
    assert finished(TREE, {}).outcome == "either"
