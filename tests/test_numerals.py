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


SPELLED = (
    "two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen "
    "nineteen twenty thirty forty fifty sixty seventy eighty ninety"
)
DIGITS = [str(number) for number in [*range(2, 21), *range(30, 100, 10)]]
MORE = {
    "two": {"twice", "second", "double", "pair"},
    "three": {"third", "thrice"},
    "four": {"fourth"},
    "five": {"fifth"},
    "six": {"sixth"},
    "eight": {"eighth"},
    "twelve": {"dozen", "dozens"},
}


@pytest.mark.parametrize(("word", "digits"), list(zip(SPELLED.split(), DIGITS, strict=True)))
def test_each_number_is_known_in_each_of_its_spellings(word, digits):
    whole = {word, digits} | MORE.get(word, set())
    assert numerals.spellings(word) == numerals.spellings(digits) == whole
    assert all(whole <= numerals.spellings(each) for each in whole)
    assert numerals.numbers(f"It has {word} of {digits}.") == [word, digits]


@pytest.mark.parametrize("word", ["twice", "thrice", "dozen", "dozens", "hundred", "hundreds", "thousand", "thousands"])
def test_a_word_that_counts_is_a_number(word):
    assert numerals.numbers(f"It has {word} of it, and no {word}fold.") == [word]
    assert numerals.numbers(f"a few million, {word.upper()}") == ["million", word.upper()]
    assert numerals.numbers("millions") == ["millions"]


def test_halves_and_percents_are_known_in_each_of_their_spellings():
    assert numerals.spellings("half") == numerals.spellings("halves") == {"half", "halves"}
    assert numerals.spellings("%") == numerals.spellings("per cent") == {"percent", "%", "per cent"}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("It has 1,000 parameters.", [("1000", ("parameter",), "1,000 parameters")]),
        ("Two big parts of it", [("Two", ("big", "part"), "Two big parts")]),
        ("three of them, 4 and 5 or 6 in 7 at 8 to 9 the", []),
        ("In 2 the `x` and 3 `y`", []),
        ("an hour, one day, a two-day week", [("1", ("hour",), "an hour"), ("1", ("day",), "one day")]),
        ("20 per hour, 5 hits an hour and a day-long", [("5", ("hit",), "5 hits")]),
        ("a Minute, A week, a month and a year", [("1", (each,), f"{article} {word}") for each, article, word in (
            ("minute", "a", "Minute"), ("week", "A", "week"), ("month", "a", "month"), ("year", "a", "year"),
        )]),
        ("2 three parts", [("three", ("part",), "three parts")]),
        ("10 % more", []),
        ("2 pages. Three", [("2", ("page",), "2 pages")]),
    ],
)  # fmt: skip
def test_what_a_number_counts_is_what_follows_it(text, found):
    assert [(each.number, each.things, each.written) for each in numerals.quantities(text)] == found


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("60 seconds", "one minute", True),
        ("60 seconds", "1 minute", True),
        ("an hour", "3600 seconds", True),
        ("an hour", "60 minutes", True),
        ("2 days", "48 hours", True),
        ("a week", "7 days", True),
        ("a week", "8 days", False),
        ("2 KB", "2048 bytes", True),
        ("1 MB", "1024 KB", True),
        ("1 GB", "1024 MB", True),
        ("1 month", "30 days", False),
        ("12 months", "1 year", False),
        ("two years", "2 years", True),
        ("2 years", "3 years", False),
        ("1 minute", "60 bytes", False),
        ("2 parts", "two parts", True),
        ("2 percent", "2 parts", False),
    ],
)
def test_two_quantities_are_the_same_in_other_units(one, other, same):
    first, second = (numerals.quantities(text)[0] for text in (one, other))
    assert first.is_(second) is same
    assert second.is_(first) is same


@pytest.mark.parametrize(
    ("word", "one"), [("parts", "part"), ("classes", "classe"), ("class", "class"), ("as", "as"), ("has", "has")]
)
def test_a_word_without_its_plural(word, one):
    assert numerals.singular(word) == one
