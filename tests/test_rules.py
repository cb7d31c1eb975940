"""Each rule finds what it is for: the files in broken/ name it, and hold no more than it takes."""

from pathlib import Path

import pytest
import yaml

from macros import rules
from tests.tree import HERE, compared

BROKEN = sorted((HERE / "broken").glob("*.yml"))
EXPECT = "# expect: "


def rule_of(path: Path) -> str:
    """A rule with several messages has several files: `rule.yml`, `rule--2.yml`."""
    return path.stem.partition("--")[0]


@pytest.mark.parametrize("path", BROKEN, ids=lambda path: path.stem)
def test_broken_data_gives_the_problems_its_file_expects(path, tmp_path):
    text = path.read_text(encoding="utf-8")
    expected = [line.removeprefix(EXPECT) for line in text.splitlines() if line.startswith(EXPECT)]
    problems = rules.check(compared(tmp_path, yaml.safe_load(text)))
    assert [str(problem) for problem in problems] == expected
    assert rule_of(path) in {problem.rule for problem in problems}


def test_every_rule_has_broken_data_and_all_broken_data_a_rule():
    assert {rule_of(path) for path in BROKEN} == rules.RULES.keys()


@pytest.mark.parametrize("name", rules.RULES)
def test_a_rule_is_a_sentence_that_can_be_published(name):
    sentence = " ".join((rules.RULES[name].__doc__ or "").split())
    assert sentence[:1].isupper() or sentence.startswith("`"), sentence
    assert sentence.endswith("."), sentence
    assert len(sentence.split()) >= 5


@pytest.mark.parametrize("path", BROKEN, ids=lambda path: path.stem)
def test_a_problem_says_what_to_do_and_begins_where_the_place_ends(path):
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith(EXPECT):
            place, _, text = line.removeprefix(EXPECT).partition(f": {rule_of(path)}: ")
            assert not text or (not text[0].isupper() and not text.endswith(".")), text
            assert place


def test_the_valid_data_has_no_problem(tmp_path):
    assert rules.check(compared(tmp_path)) == []


def test_problems_come_in_the_order_of_files_and_lines(tmp_path):
    change = {
        "data/topics.yml": {"data": {"about": "Currently just data."}},
        "data/criteria/data/orm.yml": {"leaves_out": "Just one.", "why": "Currently most sites."},
    }
    found = [
        (problem.where.file, problem.where.line, problem.rule) for problem in rules.check(compared(tmp_path, change))
    ]
    assert found == [
        ("data/criteria/data/orm.yml", 2, "text-does-not-age"),
        ("data/criteria/data/orm.yml", 3, "text-does-not-sell"),
        ("data/topics.yml", 3, "text-does-not-age"),
        ("data/topics.yml", 3, "text-does-not-sell"),
    ]


def test_a_claim_may_hold_in_one_series_alone(tmp_path):
    claim = {"id": "django-ships-an-orm", "since": "5.2", "until": "5.2"}
    change = {"data/criteria/data/orm.yml": {"frameworks": {"django": {"claims": [claim]}}}}
    assert rules.check(compared(tmp_path, change)) == []


@pytest.mark.parametrize(
    "says",
    [
        "Django ships `manage.py`, e.g. `manage.py check`, as a script.",
        "`django.db` ships with Django.",
        "Django ships a just-in-time loader of rich-text.",
        "Django supports PostgreSQL 15 and newer vs. PostgreSQL 14 in the series before.",
    ],
)
def test_wording_that_only_resembles_a_fault_is_let_through(says, tmp_path):
    change = {"data/criteria/data/orm.yml": {"frameworks": {"django": {"claims": [{"says": says}]}}}}
    assert rules.check(compared(tmp_path, change)) == []
