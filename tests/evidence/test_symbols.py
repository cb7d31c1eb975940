from __future__ import annotations

import pytest

from macros.evidence.symbols import NotPython, find_in_lines, symbols, words

CODE = '''\
from elsewhere import imported as renamed
import module

#: What it is for,
#: told in two lines.
PLAIN = 1
A, (B, *C) = PLAIN, (2, 3)
typed: int = 4
type Alias = int
PLAIN.attribute = 5
PLAIN += 6


@decorated
@twice(
    "x"
)
def function(argument=PLAIN):
    """Say what
    it does."""
    local = 1

    def inner():
        return local

    return inner


if PLAIN:
    class Conditional:
        field = None
        """What the field
        is for."""

        async def method(self):
            self.invisible = 1
else:
    class Conditional: ...

try:
    from fast import quick
except ImportError:
    def quick(): ...
finally:
    LAST = 1

with open() as f:
    within = 1

match PLAIN:
    case 1:
        matched = 1
'''


def found() -> dict[str, list[tuple[int, int]]]:
    places: dict[str, list[tuple[int, int]]] = {}
    for symbol in symbols(CODE):
        places.setdefault(symbol.name, []).append((symbol.line, symbol.end))
    return places


def test_every_definition_is_found_with_its_lines() -> None:
    assert found() == {
        "PLAIN": [(4, 6)],
        "A": [(7, 7)],
        "B": [(7, 7)],
        "C": [(7, 7)],
        "typed": [(8, 8)],
        "Alias": [(9, 9)],
        "function": [(14, 26)],
        "function.local": [(21, 21)],
        "function.inner": [(23, 24)],
        "Conditional": [(30, 36), (38, 38)],
        "Conditional.field": [(31, 33)],
        "Conditional.method": [(35, 36)],
        "quick": [(43, 43)],
        "LAST": [(45, 45)],
        "within": [(48, 48)],
        "matched": [(52, 52)],
    }


@pytest.mark.parametrize("name", ["imported", "renamed", "module", "invisible", "argument", "f", "PLAIN.attribute"])
def test_an_import_or_an_attribute_defines_nothing(name: str) -> None:
    assert name not in found()


@pytest.mark.parametrize("code", ["def", "x = (", "\0"])
def test_what_is_not_python_is_refused_in_one_line(code: str) -> None:
    with pytest.raises(NotPython, match=r"^[^\n]+$"):
        symbols(code)


def test_a_bad_escape_is_the_authors_matter() -> None:
    assert [symbol.name for symbol in symbols("x = '\\d'")] == ["x"]


@pytest.mark.parametrize(
    ("code", "lines"),
    [
        ("x = 1\n# of the end", (1, 1)),
        ("# of x\nx = 1", (1, 2)),
        ("y = 1\n  # of x\n# too\nx = 1", (2, 4)),
        ("x = 1\n2", (1, 1)),
        ("x = 1\nf'{2}'", (1, 1)),
        ("x = 1\n'of x'\n'not of x'", (1, 2)),
        ("x = 1\n'of x'", (1, 2)),
        ("x = (\n1)\ny = 2", (1, 2)),
        ("for y in z: pass\nelse:\n    x = 1", (3, 3)),
        ("while y:\n    if z:\n        x = 1", (3, 3)),
        ("@a\n\n@b\nclass x:\n    y = 1", (1, 5)),
    ],
)
def test_a_comment_above_and_a_text_below_belong_to_an_assignment(code: str, lines: tuple[int, int]) -> None:
    assert [(symbol.line, symbol.end) for symbol in symbols(code) if symbol.name == "x"] == [lines]


def test_the_signs_of_docstrings_and_comments_are_left_out() -> None:
    lines = ["def x():", "    '''One \"two\"", "    three.'''", "#: four", "y = 5  # six"]
    assert words(lines, 2, 5) == '     One "two"\n    three. \n  four\ny = 5  # six'
    assert find_in_lines("three. four", lines, 1, 5) == ("three. four", 3, 4)


@pytest.mark.parametrize(
    ("phrase", "lines", "expected"),
    [
        ("for, told in two", (4, 6), ("for, told in two", 4, 5)),
        ("Say what it does", (14, 26), ("Say what it does", 19, 20)),
        ("return inner", (14, 26), ("return inner", 26, 26)),
        ("return inner", (14, 25), None),
        ("turn inner", (14, 26), None),
    ],
)
def test_a_phrase_is_found_in_code_docstrings_and_comments(
    phrase: str, lines: tuple[int, int], expected: tuple[str, int, int] | None
) -> None:
    assert find_in_lines(phrase, CODE.split("\n"), *lines) == expected
