"""Every situation in data/ ends where an expert would send it."""

from __future__ import annotations

import pytest

from macros import rules
from macros.load import load, read
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


def test_every_outcome_has_a_situation_that_ends_there():
    ends = {finished(TREE, each.answers).outcome for each in COMPARISON.situations.values()}
    assert {outcome.id for outcome in COMPARISON.chooser.outcomes} - ends == set()
