"""What the page about the method says of verdicts, and that it says enough for two people to give the same one."""

import pytest

from macros.load import load
from macros.model import Verdict
from macros.rules.statements import statements
from macros.rules.twins import candidates
from macros.tools.twins import LEAST, lines
from macros.views import Site
from tests.tree import HERE, compared

VERDICTS, FIXED = "data/verdicts.yml", "data/fixed-answers.yml"
FLASK, DJANGO = "example/flask-has-no-orm", "example/django-has-no-orm"


@pytest.fixture(scope="module")
def real():
    return load(HERE.parent)


def test_verdicts_come_in_one_order_with_their_examples(tmp_path):
    shown: dict[str, object] = {"examples": [{"statement": FLASK, "why": "It is so."}]}
    shown["unlike"] = {"statement": DJANGO, "why": "It is not."}
    guide = Site(compared(tmp_path, {VERDICTS: {"right": shown}}), "../").verdict_guide()
    assert [each.verdict.name for each in guide] == [*Verdict]
    first = guide[0]
    assert first.unlike
    assert (first.id, first.asks) == ("verdict-right", "Is it so?")
    assert [(each.href, each.says, each.verdict.words, each.why) for each in (*first.examples, first.unlike)] == [
        ("../articles/example/#flask-has-no-orm", "Flask comes without an ORM.", "Right", "It is so."),
        ("../articles/example/#django-has-no-orm", "Django comes without an ORM.", "Wrong", "It is not."),
    ]
    assert guide[1].unlike is None


def test_fixed_answers_keep_their_order_and_show_how_they_decided(tmp_path):
    more = {"later": {"title": "Later", "answer": "It depends.", "examples": [DJANGO]}}
    answers = Site(compared(tmp_path, {FIXED: more}), "../").fixed_answers()
    assert [each.id for each in answers] == ["case-only", "case-later"]
    assert [(line.article, line.verdict.name) for line in answers[1].examples] == [("Example", "wrong")]


@pytest.mark.parametrize("verdict", Verdict)
def test_each_verdict_is_explained_by_two_examples_and_by_one_that_is_unlike_them(verdict, real):
    definition = real.verdicts[verdict]
    assert len(definition.examples) >= 2
    assert definition.unlike


def test_each_fixed_answer_shows_statements_of_which_it_decided(real):
    assert [id for id, fixed in real.fixed_answers.items() if len(fixed.examples) < 2] == []


def test_no_two_statements_say_nearly_the_same_without_a_name(real):
    assert list(candidates(real, LEAST)) == []


def test_the_list_of_twins_shows_the_nearest_with_their_verdicts(tmp_path):
    comparison = compared(tmp_path)
    (twins,) = candidates(comparison, 0.3)
    assert lines(twins, statements(comparison)) == [
        "1.00 example/flask-has-no-orm: Flask comes without an ORM. (right)",
        "     example/django-has-no-orm: Django comes without an ORM. (wrong)",
    ]


def test_at_least_thirty_contradictions_are_named(real):
    disputes = [dispute for group in Site(real).disagreements() for dispute in group.disputes]
    assert len(disputes) >= 30
    assert any(dispute.within for dispute in disputes)
