"""Each change of code that is tried, and what is left alone."""

from __future__ import annotations

import ast

import pytest

from macros.tools.mutations import chosen, mutants, part


def changes(text):
    return [(each.before, each.after) for each in mutants("macros/x.py", text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a < b", [("a < b", "a <= b")]),
        ("a and b", [("a and b", "a or b")]),
        ("not a", [("not a", "a")]),
        ("x = True", [("True", "False")]),
        ("x = 1", [("1", "2")]),
        ("x = 'a'", [("'a'", "'aX'")]),
        ("return a", [("return a", "return None")]),
        ("return False", [("False", "True")]),
        ("if a:\n    b", [("if a:", "if not a:")]),
        ("for a in b:\n    continue", [("continue", "pass")]),
        ("sorted(a, key=b)", [("sorted(a, key=b)", "list(a)")]),
    ],
)
def test_each_kind_of_change(text, expected):
    assert changes(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        '"""Docstring."""',
        "__all__ = ['a']",
        "assert a < b",
        "x: Literal['a']",
        "def f(a: 'b' = c) -> 'd': ...",
        "@dataclass(frozen=True)\nclass A: ...",
        "Field(description='What it is')",
        "cast('a', b)",
        "x = ''",
        "tuple(a)",
    ],
)
def test_what_no_test_could_notice_is_left_alone(text):
    assert changes(text) == []


def test_each_change_is_of_the_file_as_it_was():
    sources = [each.source for each in mutants("macros/x.py", "x = 1\ny = 2")]
    assert sources == ["x = 2\ny = 2", "x = 1\ny = 3"]
    assert all(ast.parse(source) for source in sources)


def test_places_are_spread_over_all():
    every = list(mutants("macros/x.py", "\n".join(f"x = {number}" for number in range(10))))
    assert [each.line for each in chosen(every, 3)] == [1, 4, 7]
    assert chosen(every, 20) == every


def test_another_seed_picks_other_places():
    every = list(mutants("macros/x.py", "\n".join(f"x = {number}" for number in range(100))))
    picked = [{each.line for each in chosen(every, 10, seed)} for seed in range(5)]
    assert all(len(lines) == 10 for lines in picked)
    assert len(set.union(*picked)) == 50
    assert all(one.isdisjoint(other) for one in picked for other in picked if one is not other)


@pytest.mark.parametrize(
    ("file", "name"),
    [("macros/walk.py", "walk"), ("macros/rules/words.py", "rules"), ("macros/tools/effect/values.py", "effect")],
)
def test_a_part_is_a_folder_or_a_file_on_top(file, name):
    assert part(file) == name
