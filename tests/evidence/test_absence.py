from __future__ import annotations

import pytest

from macros.evidence import absence
from macros.evidence.absence import Hit, TooSlow, finds, first_hit, is_little

FILES = [("a.py", "one\ntwo\n"), ("b.py", "import x\n  from y import z  # why\n"), ("c.py", "\nthree\nfour  five")]


@pytest.mark.parametrize(
    ("pattern", "hit"),
    [
        (r"^\s*from y", Hit("b.py", 2, "from y import z # why")),
        ("two$", Hit("a.py", 2, "two")),
        ("[ot]", Hit("a.py", 1, "one")),
        ("One", None),
        (r"one.two", None),
        ("four", Hit("c.py", 3, "four five")),
        ("^$", Hit("a.py", 3, "")),
    ],
)
def test_the_first_place_is_told(pattern: str, hit: Hit | None) -> None:
    assert first_hit(pattern, FILES) == hit


def test_whether_a_pattern_could_have_met_something() -> None:
    assert finds(r"^import \w+", "import sqlalchemy")
    assert not finds(r"\bsqlalchmy\b", "import sqlalchemy")


def test_a_pattern_that_backtracks_without_end_is_stopped(monkeypatch) -> None:
    monkeypatch.setattr(absence, "LONGEST_SEARCH", 0.05)
    with pytest.raises(TooSlow):
        finds(r"^(a+)+$", "a" * 40 + "b")
    assert finds("a$", "a")


def test_few_lines_are_little(monkeypatch) -> None:
    monkeypatch.setattr(absence, "FEWEST_LINES", 3)
    assert is_little([("a.py", "one\n\n \ntwo\n")])
    assert not is_little([("a.py", "one\ntwo\n"), ("b.py", "three")])
