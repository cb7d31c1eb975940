"""What is said of an assertion that still compares, but lets more pass."""

from __future__ import annotations

import pytest

from macros.tools.effect.looser import looser


@pytest.mark.parametrize(
    ("before", "after", "why"),
    [
        ("a < b < c", "a < c", "fewer comparisons in one, 2 became 1"),
        ("a < b < c", "a <= b <= c", "the bound moved"),
        ("a > b", "a >= b", "the bound moved"),
        ('"not found" in said', '"found" in said', "a shorter text is looked for"),
        ("seen == [2, 1]", "sorted(seen) == [1, 2]", "order and repeats may no longer count"),
        *(
            ("seen == [2, 1]", f"{kind}(seen) == [1, 2]", "order and repeats may no longer count")
            for kind in ("set", "frozenset", "Counter")
        ),
        ("not a", "a", "the comparison became looser"),
        ("a == 1", "isclose(a, b) == 1", "the comparison became looser"),
        ("a == 1", "a == 1 or 0", "the comparison became looser"),
        ("a == 1 (in a program)", "a (in a program)", "the comparison became looser"),
        ("assert a == 1", "assert a", "the comparison became looser"),
        ("a is b", "a in b", "the comparison became looser"),
        ("a in b", "a is not b", "the comparison became looser"),
        ("all(a)", "any(a)", "the comparison became looser"),
        *(
            ("pytest.raises(ValueError)", f"pytest.raises({error})", "the comparison became looser")
            for error in ("Exception", "BaseException", "AssertionError")
        ),
        ("tried('a', broke=b)", "tried('a', broke=True)", "this is always true"),
        ("a == b", "a == b == ANY", "this is always true"),
        ("a <= 5", "a <= 6", "the bound moved"),
        ("a > 5", "a > 4", "the bound moved"),
        ("a >= 5", "a >= 4.5", "the bound moved"),
    ],
)
def test_an_assertion_that_lets_more_pass_is_told(before: str, after: str, why: str) -> None:
    assert looser(before, after) == why


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("a < c", "a < b < c"),
        ("a <= b", "a < b"),
        ('"found" in said', '"not found" in said'),
        ('"found" in said', '"found" in other'),
        ("1 in seen", "2 in seen"),
        ("sorted(seen) == [1, 2]", "sorted(seen) == [1, 3]"),
        ("sorted(seen) == [1, 2]", "seen == [2, 1]"),
        ("found", "other"),
        ("a <= 5", "a <= 4"),
        ("a > 5", "a > 6"),
        ("a < 5", "a < 5"),
        ("a < 5", "a < 'b'"),
        ("a < b", "a < 9"),
        ("'b' in a", "'b' in a"),
        ("1 < a < 2", "1 < a < 9"),
        ("tried('a', broke=b)", "other('a', broke=True)"),
        ("tried('a', broke=b)", "tried('a', other=True)"),
        ("pytest.raises(KeyError, match='a')", "pytest.raises(ValueError, match='b')"),
        ("pytest.raises(KeyError)", "pytest.raises(KeyError, match='a')"),
        ("a is not b", "a != b"),
        ("a != b", "a is not b"),
        ("a is b", "a == b"),
        ("a == b", "a is b"),
        ("a =", "a"),
    ],
)
def test_one_that_shows_as_much_is_not(before: str, after: str) -> None:
    assert looser(before, after) is None
