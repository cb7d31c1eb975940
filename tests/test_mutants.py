"""The program that changes the code to find out what no test notices, on a package of two functions."""

from __future__ import annotations

import pytest

from macros.tools import mutants, mutations
from macros.tools.unnoticed import unnoticed
from tests.two_functions import CODE, TESTS, write


@pytest.fixture
def small(tmp_path, monkeypatch):
    monkeypatch.setattr(mutants, "ROOT", write(tmp_path))
    return tmp_path


def test_what_no_test_notices_is_listed(small, capsys):
    assert mutants.main([]) == 1
    assert capsys.readouterr().out.splitlines() == [
        "running 1 of 1 test files once, to learn which test runs which line",
        "4 of 4 changes; 0 are explained",
        "survived: macros/sums.py:10: return 'a sum'  ->  return None",
        "survived: macros/sums.py:10: 'a sum'  ->  'a sumX'",
        "sums: 2 of 4 noticed, 50 % (goal 90 %)",
    ]
    assert (small / "macros/sums.py").read_text(encoding="utf-8") == CODE


def test_tests_that_fail_before_anything_is_changed_are_named(small):
    (small / "tests/test_sums.py").write_text(TESTS.replace("== 5", "== 6"), encoding="utf-8")
    with pytest.raises(SystemExit, match=r"(?s)must pass before anything is changed.*assert 5 == 6"):
        mutants.main([])


def test_what_is_explained_is_not_tried(small, capsys):
    entry = f"""
    macros/sums.py:
      - line: return "a sum"
        change: "{"'a sum'  ->  'a sumX'"}"
        why: Nobody reads it.
    """
    (small / mutants.UNNOTICED).parent.mkdir()
    (small / mutants.UNNOTICED).write_text(entry, encoding="utf-8")
    assert mutants.main([]) == 1
    assert capsys.readouterr().out.splitlines()[1:] == [
        "3 of 3 changes; 1 are explained",
        "survived: macros/sums.py:10: return 'a sum'  ->  return None",
        "sums: 2 of 3 noticed, 67 % (goal 90 %)",
    ]


def test_a_sample_can_be_asked_for(small, capsys):
    assert mutants.main(["--only", "sums", "--count", "2", "--seed", "1", "--processes", "1"]) == 1
    assert capsys.readouterr().out.splitlines()[1:] == [
        "2 of 4 changes; 0 are explained",
        "survived: macros/sums.py:10: 'a sum'  ->  'a sumX'",
        "sums: 1 of 2 noticed, 50 % (goal 90 %)",
    ]


def test_one_line_can_be_tried_again(small, capsys):
    (small / "macros/others.py").write_text("NAME = 'other'\n", encoding="utf-8")
    assert mutants.main(["--only", "sums.py:6:", "sums.py:1:", "none.py"]) == 0
    assert capsys.readouterr().out.splitlines()[1:] == [
        "2 of 2 changes; 0 are explained",
        "sums: 2 of 2 noticed, 100 % (goal 90 %)",
    ]


NAMED = """import pytest

from macros.sums import label


@pytest.mark.parametrize("name", [label()])
def test_a_label_names_a_test(name):
    assert name == {expected}
"""


@pytest.mark.parametrize(("expected", "survived"), [("'a sum'", 0), ("name", 2)])
def test_a_test_whose_name_follows_from_the_change_is_run(expected, survived, small, capsys):
    (small / "tests/test_sums.py").write_text(NAMED.format(expected=expected), encoding="utf-8")
    mutants.main(["--only", "sums.py:10:"])
    assert capsys.readouterr().out.count("survived") == survived


@pytest.mark.parametrize("each", unnoticed(mutants.ROOT / mutants.UNNOTICED), ids=lambda each: each.change)
def test_each_explained_change_is_one_that_could_be_made(each):
    text = (mutants.ROOT / each.file).read_text(encoding="utf-8")
    assert any(each.explains(mutant) for mutant in mutations.mutants(each.file, text))
    assert each.why.endswith(".")
