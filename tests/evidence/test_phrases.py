from __future__ import annotations

import pytest

from macros.evidence.phrases import find, nearest_name, nearest_phrase


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
    ],
)
def test_it_is_not_found(phrase: str, text: str) -> None:
    assert words(phrase, text) == []


def test_every_time_it_stands_is_told_with_its_place() -> None:
    found = find("the end", "the end is the end")
    assert [(each.start, each.end) for each in found] == [(0, 7), (11, 18)]


def test_the_nearest_words_are_suggested() -> None:
    texts = ["Nothing of it.", "Django officially supports these databases today."]
    assert nearest_phrase("officially supports the databases", texts) == "officially supports these databases"
    assert nearest_phrase("A SMALL core", ["it has a small core indeed"]) == "a small core"
    assert nearest_phrase("asynchronous queues", ["Nothing of it."]) is None


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
