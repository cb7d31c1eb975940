"""The program that changes the code to find out what no test notices, on a package of two functions."""

from __future__ import annotations

import pytest

from macros.tools import mutants
from tests.two_functions import CODE, TESTS, write


@pytest.fixture
def small(tmp_path, monkeypatch):
    monkeypatch.setattr(mutants, "ROOT", write(tmp_path))
    return tmp_path


def test_what_no_test_notices_is_listed(small, capsys):
    assert mutants.main([]) == 1
    assert capsys.readouterr().out.splitlines() == [
        "running 1 of 1 test files once, to learn which test runs which line",
        "4 of 4 changes",
        "survived: macros/sums.py:10: return 'a sum'  ->  return None",
        "survived: macros/sums.py:10: 'a sum'  ->  'a sumX'",
        "sums: 2 of 4 noticed, 50 % (goal 90 %)",
    ]
    assert (small / "macros/sums.py").read_text(encoding="utf-8") == CODE


def test_tests_that_fail_before_anything_is_changed_are_named(small):
    (small / "tests/test_sums.py").write_text(TESTS.replace("== 5", "== 6"), encoding="utf-8")
    with pytest.raises(SystemExit, match=r"(?s)must pass before anything is changed.*assert 5 == 6"):
        mutants.main([])
