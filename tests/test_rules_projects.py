"""Which words name a framework or a package: whole ones, in any of several names."""

from __future__ import annotations

import pytest

from macros.rules.projects import named, place_of


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Ariadne", 0),
        ("With Strawberry", 5),
        ("strawberry, or ariadne", 0),
        ("Ariadne-Django and Flask.Strawberry", 25),
        ("Strawberry-like or My-Ariadne", None),
        ("Ariadnes", None),
        ("", None),
    ],
)
def test_the_first_of_several_names_is_found_as_a_word_of_its_own(text, place):
    names = ["Strawberry", "Ariadne"]
    assert place_of(text, names) == place
    assert named(text, names) is (place is not None)
    assert place_of(text, []) is None
