"""The program that changes the code to find out what no test notices, on a package of two functions."""

from __future__ import annotations

import ast
from typing import Any

import pytest

from macros.tools import mutants

CODE = '''"""A small package."""


def total(one: int, two: int) -> int:
    """Both together."""
    return one + two


def label() -> str:
    return "a sum"
'''
TESTS = """from macros.sums import label, total


def test_a_total_is_both_together():
    assert total(2, 3) == 5


def test_a_label_is_not_looked_at():
    label()
"""


MEASURED: dict[str, Any] = {}


@pytest.fixture
def small(tmp_path, monkeypatch):
    for path, text in {"macros/sums.py": CODE, "tests/test_sums.py": TESTS, "pyproject.toml": ""}.items():
        (tmp_path / path).parent.mkdir(exist_ok=True)
        (tmp_path / path).write_text(text, encoding="utf-8")
        (tmp_path / path).with_name("__init__.py").touch()
    monkeypatch.setattr(mutants, "ROOT", tmp_path)
    return tmp_path


def test_what_a_test_notices_is_told_from_what_none_does(small, capsys):
    assert mutants.main([]) == 1
    assert capsys.readouterr().out.splitlines() == [
        "running 1 of 1 test files once, to learn which test runs which line",
        "4 of 4 changes",
        "survived: macros/sums.py:10: return 'a sum'  ->  return None",
        "survived: macros/sums.py:10: 'a sum'  ->  'a sumX'",
        "sums: 2 of 4 noticed, 50 % (goal 90 %)",
    ]
    assert (small / "macros/sums.py").read_text(encoding="utf-8") == CODE


def test_what_ran_is_kept_until_code_or_test_changes(small, monkeypatch):
    runs = []

    def measured(folder, files):
        runs.append(files)
        return MEASURED

    monkeypatch.setattr(mutants, "_measured", measured)
    code = {"macros/sums.py": mutants._sha(small / "macros/sums.py")}
    monkeypatch.setitem(MEASURED, "tests/test_sums.py", {"code": code, "seconds": {"t": 1}, "lines": {"t": {"a": [1]}}})
    for _ in range(2):
        ran = mutants.covering(small, small / ".cache")
        assert (ran.seconds, dict(ran.lines)) == ({"t": 1}, {("a", 1): {"t"}})
    assert len(runs) == 1
    (small / "macros/sums.py").write_text(CODE + "\n", encoding="utf-8")
    mutants.covering(small, small / ".cache")
    assert len(runs) == 2
    for path in ("tests/test_sums.py", "tests/helper.py"):
        MEASURED["tests/test_sums.py"]["code"] = {"macros/sums.py": mutants._sha(small / "macros/sums.py")}
        mutants.covering(small, small / ".cache")
        runs.clear()
        (small / path).write_text(TESTS + "\n", encoding="utf-8")
        mutants.covering(small, small / ".cache")
        assert runs == [["tests/test_sums.py"]]


def test_tests_that_fail_before_anything_is_changed_are_named(small):
    (small / "tests/test_sums.py").write_text(TESTS.replace("== 5", "== 6"), encoding="utf-8")
    with pytest.raises(SystemExit, match=r"(?s)must pass before anything is changed.*assert 5 == 6"):
        mutants.main([])


def test_a_change_is_tried_with_the_tests_that_say_most_of_its_line_then_of_its_file_and_without_slow_ones():
    lines = {("a", 1): {"both", "one", "slow"}, ("a", 2): {"one"}, ("a", 3): {"near"}, ("b", 1): {"other"}}
    ran = mutants.Ran(lines, {"both": 0.1, "one": 1, "slow": 9, "near": 1, "other": 1})
    (first, second) = mutants.mutants("a", "x = 1\n\n\n\n\ny = 2")
    assert ran.of(first) == ["one", "both", "near"]
    assert ran.of(second) == ["one", "near", "both", "other"]


def changes(text):
    return [(each.before, each.after) for each in mutants.mutants("macros/x.py", text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a < b", [("a < b", "a <= b")]),
        ("a and b", [("a and b", "a or b")]),
        ("not a", [("not a", "a")]),
        ("x = True", [("True", "False")]),
        ("x = 1", [("1", "2")]),
        ("x = 'a'", [("'a'", "'aX'")]),
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
    sources = [each.source for each in mutants.mutants("macros/x.py", "x = 1\ny = 2")]
    assert sources == ["x = 2\ny = 2", "x = 1\ny = 3"]
    assert all(ast.parse(source) for source in sources)


def test_places_are_spread_over_all():
    every = list(mutants.mutants("macros/x.py", "\n".join(f"x = {number}" for number in range(10))))
    assert [each.line for each in mutants.chosen(every, 3)] == [1, 4, 7]
    assert mutants.chosen(every, 20) == every
