"""Numbers in texts: what counts as one, how else it may be written, and how long a list is."""

import pytest

from macros import numerals


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Six of 2,100 in 5.2 or 3.1.3, twice", ["Six", "2,100", "5.2", "3.1.3", "twice"]),
        ("`12` two-factor, third-party, ASCII-8, utf8, x2", []),
        ("A few dozen, but two dozen", ["two", "dozen"]),
        ("two and two", ["two"]),
    ],
)
def test_numbers_are_those_outside_of_code_and_other_words(text, found):
    assert numerals.numbers(text) == found


@pytest.mark.parametrize(
    ("number", "text", "said"),
    [
        ("two", "it is 2", True),
        ("twice", "a second time", True),
        ("3", "three", True),
        ("1,000", "limit = 1_000", True),
        ("5.2", "since 5.2.", True),
        ("5.2", "since 5.2.1", False),
        ("5.2", "15.2", False),
        ("12", "120", False),
        ("seven", "six", False),
    ],
)
def test_a_number_is_said_in_whichever_spelling(number, text, said):
    assert numerals.says(number, text) is said


def test_a_series_is_said_by_its_versions():
    assert numerals.says("5.2", "since 5.2.1", series=True)
    assert not numerals.says("5.2", "since 5.21", series=True)


@pytest.mark.parametrize(
    ("number", "text", "counted"),
    [
        ("five", "Django ships backends for PostgreSQL, MariaDB, MySQL, Oracle and SQLite.", True),
        ("3", "All: forms, headers and cookies.", True),
        ("two", "Flask and Django", False),
        ("seven", "PostgreSQL, MariaDB, MySQL, Oracle and SQLite.", False),
        ("two", "Flask", False),
    ],
)
def test_a_list_has_as_many_things_as_it_names(number, text, counted):
    assert numerals.counted(number, text) is counted
