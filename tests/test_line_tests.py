"""Which tests run a line: measured once, and which of them are tried on a change."""

from __future__ import annotations

from typing import Any

import pytest

from macros.tools import line_tests
from macros.tools.mutations import mutants
from tests.two_functions import CODE, TESTS, write

MEASURED: dict[str, Any] = {}


def test_what_ran_is_kept_until_code_or_test_changes(tmp_path, monkeypatch):
    small = write(tmp_path)
    runs = []

    def measured(folder, files):
        runs.append(files)
        return MEASURED

    monkeypatch.setattr(line_tests, "_measured", measured)
    code = {"macros/sums.py": line_tests._sha(small / "macros/sums.py")}
    monkeypatch.setitem(MEASURED, "tests/test_sums.py", {"code": code, "seconds": {"t": 1}, "lines": {"t": {"a": [1]}}})
    for _ in range(2):
        ran = line_tests.covering(small, small / ".cache")
        assert (ran.seconds, dict(ran.lines)) == ({"t": 1}, {("a", 1): {"t"}})
    assert len(runs) == 1
    (small / "macros/sums.py").write_text(CODE + "\n", encoding="utf-8")
    line_tests.covering(small, small / ".cache")
    assert len(runs) == 2
    for path in ("tests/test_sums.py", "tests/helper.py"):
        MEASURED["tests/test_sums.py"]["code"] = {"macros/sums.py": line_tests._sha(small / "macros/sums.py")}
        line_tests.covering(small, small / ".cache")
        runs.clear()
        (small / path).write_text(TESTS + "\n", encoding="utf-8")
        line_tests.covering(small, small / ".cache")
        assert runs == [("tests/test_sums.py",)]


def test_what_ran_before_a_failure_is_kept(tmp_path, monkeypatch):
    small = write(tmp_path)
    (small / "tests/test_zeros.py").write_text(TESTS, encoding="utf-8")
    runs = []

    def measured(folder, files):
        runs.append([*files])
        if files[-1] == "tests/test_zeros.py" and len(runs) == 2:
            raise SystemExit
        return {file: {"code": {}, "seconds": {file: 1}, "lines": {}} for file in files}

    monkeypatch.setattr(line_tests, "_measured", measured)
    monkeypatch.setattr(line_tests, "AT_ONCE", 1)
    with pytest.raises(SystemExit):
        line_tests.covering(small, small / ".cache")
    assert line_tests.covering(small, small / ".cache").seconds == {"tests/test_sums.py": 1, "tests/test_zeros.py": 1}
    assert runs == [["tests/test_sums.py"], ["tests/test_zeros.py"], ["tests/test_zeros.py"]]


def test_a_change_is_tried_with_the_tests_that_say_most_of_its_line_then_of_its_file_and_without_slow_ones():
    lines = {("a", 1): {"both", "one", "slow"}, ("a", 2): {"one"}, ("a", 3): {"near"}, ("b", 1): {"other"}}
    ran = line_tests.Ran(lines, {"both": 0.1, "one": 1, "slow": 9, "near": 1, "other": 1})
    (first, second) = mutants("a", "x = 1\n\n\n\n\ny = 2")
    assert ran.of(first) == ["one", "both", "near"]
    assert ran.of(second) == ["one", "near", "both", "other"]


def test_the_tests_that_are_named_like_the_file_are_tried_first():
    lines = {("macros/rules/links.py", 2): {"tests/test_rules.py::one", "tests/test_rules_links.py::other"}}
    ran = line_tests.Ran(lines, {"tests/test_rules.py::one": 0.1, "tests/test_rules_links.py::other": 1})
    (mutant,) = mutants("macros/rules/links.py", "x = 1")
    assert ran.of(mutant) == ["tests/test_rules_links.py::other", "tests/test_rules.py::one"]
