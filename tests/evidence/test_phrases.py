from __future__ import annotations

from itertools import pairwise

import pytest

from macros.evidence.phrases import Folded, find, fold, nearest_name, nearest_phrase


def words(phrase: str, text: str) -> list[str]:
    return [found.words for found in find(phrase, text)]


@pytest.mark.parametrize(
    ("phrase", "text", "rendered"),
    [
        ("a small core", "has a  small\n core.", "a small core"),
        ('user\'s "own" data', "the user’s “own” data", "user’s “own” data"),
        ("user’s “own” data", 'the user\'s "own" data', 'user\'s "own" data'),
        ("fast -- and small", "fast – and small", "fast – and small"),
        ("fast—and small", "fast---and small", "fast---and small"),
        ("and so on...", "and so on…", "and so on…"),
        ("and so on…", "and so on...", "and so on..."),
        ("one two", "one\N{NO-BREAK SPACE}two", "one\N{NO-BREAK SPACE}two".replace("\N{NO-BREAK SPACE}", " ")),
        ("JsonResponse(data", "JsonResponse(data, safe=True)", "JsonResponse(data"),
        ("(data", "JsonResponse(data, safe=True)", "(data"),
        ("in 5.2", "in 5.2.", "in 5.2"),
        ("5.2 is out", "while 5.2 is out", "5.2 is out"),
        (
            "a softhyphen and a zerowidth",
            "a soft\xadhyphen and a zero\u200bwidth",
            "a soft\xadhyphen and a zero\u200bwidth",
        ),
        *((f"user{one}s", f"user{other}s", f"user{other}s") for one, other in pairwise("'‘’‚'")),
        *((f"{one}own", f"{other}own", f"{other}own") for one, other in pairwise('"“”„"')),
        *((f"a {one} b", f"a {other} b", f"a {other} b") for one, other in pairwise("-‐‑‒–—−-")),
    ],
)
def test_it_is_found_as_rendered(phrase: str, text: str, rendered: str) -> None:
    assert words(phrase, text) == [rendered]


@pytest.mark.parametrize(
    ("phrase", "text"),
    [
        ("small core", "small cores"),
        ("small core", "A Small Core"),
        ("core", "encore"),
        ("core", "core_"),
        ("in 5.2", "in 5.2.19"),
        ("in 5", "in 5.2"),
        ("2 is supported", "5.2 is supported"),
        ("...", "and so on..."),
        ("-", "a - b"),
        ("small core", "small, core"),
        ("small XX", "small X"),
        ("small X", "small '"),
        ("small X", 'small "'),
        ("small X", "small -"),
    ],
)
def test_it_is_not_found(phrase: str, text: str) -> None:
    assert words(phrase, text) == []


def test_every_character_of_a_folded_text_knows_where_it_came_from() -> None:
    assert fold("“a…\N{SOFT HYPHEN}b -- c") == Folded('"a...b - c', (0, 1, 2, 2, 2, 4, 5, 6, 8, 9))


def test_every_occurrence_has_its_place() -> None:
    found = find("the end", "the end is the end")
    assert [(each.start, each.end) for each in found] == [(0, 7), (11, 18)]


def test_the_nearest_words_are_suggested() -> None:
    texts = ["Nothing of it.", "Django officially supports these databases today."]
    assert nearest_phrase("officially supports the databases", texts) == "officially supports these databases"
    assert nearest_phrase("A SMALL core", ["it has a small core indeed"]) == "a small core"
    assert nearest_phrase("asynchronous queues", ["Nothing of it."]) is None
    assert nearest_phrase("anything", []) is None
    assert nearest_phrase("databses", ["of the databases"]) == "databases"
    assert nearest_phrase("the small core", ["its core, a small core"]) == "a small core"
    assert nearest_phrase("“own” data", ['in its "own" date here']) == '"own" date'


def test_of_equally_near_words_the_first_are_suggested() -> None:
    assert nearest_phrase("a small core", ["A small core", "a SMALL core", "a small core"]) == "A small core"


@pytest.mark.parametrize(
    ("phrase", "text", "nearest"),
    [
        ("aaaa bbbb", "aa aa bb bb", "aa aa bb"),
        ("abcdef g h", "x abcdef", "x abcdef"),
        ("abcd efgh ijkl", "x abcdefgh ijkl", "abcdefgh ijkl"),
    ],
)
def test_a_suggestion_is_at_most_a_word_longer_or_shorter(phrase: str, text: str, nearest: str) -> None:
    assert nearest_phrase(phrase, [text]) == nearest


def test_a_long_phrase_is_compared_like_a_short_one() -> None:
    phrase = " ".join(["word"] * 60)
    assert nearest_phrase(phrase, [f"{phrase}s"]) == f"{phrase}s"


@pytest.mark.parametrize(
    ("name", "nearest"),
    [
        ("ref/dbs", "ref/databases"),
        ("Databases", "databases"),
        ("JsonResponse", "django.http.JsonResponse"),
        ("zzz", None),
    ],
)
def test_the_nearest_name_is_suggested(name: str, nearest: str | None) -> None:
    assert nearest_name(name, ["databases", "ref/databases", "django.http.JsonResponse"]) == nearest


@pytest.mark.parametrize(
    ("name", "names", "nearest"),
    [
        ("databases", ["databasez", "DATABASES"], "DATABASES"),
        ("index", ["very/long/path/to/index", "inbox"], "inbox"),
        ("Index", ["a/very/long/path/to/index", "z"], "a/very/long/path/to/index"),
        ("Run", ["some.module.of.Flask.run", "some.module.of.rerun"], "some.module.of.Flask.run"),
        ("x", [], None),
    ],
)
def test_a_name_of_other_case_is_nearest_then_one_like_it_then_one_that_ends_with_it(
    name: str, names: list[str], nearest: str | None
) -> None:
    assert nearest_name(name, names) == nearest
