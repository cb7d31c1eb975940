import time

import pytest

SECONDS = 20


def test_a_recipe_answers_as_a_page_and_as_json(client):
    assert "<h1>bread: 100 grams each</h1>" in client.get("/recipes/bread/").text
    assert client.get("/api/recipes/bread/").json() == {"name": "bread", "grams": 100}


@pytest.mark.parametrize("path", ["/nowhere", "/recipes/cake/", "/apiary"])
def test_what_is_not_there_answers_404_with_a_page_of_the_site(client, path):
    answer = client.get(path)
    assert answer.status_code == 404
    assert answer.headers["Content-Type"] == "text/html; charset=utf-8"
    assert "<h1>There is no such page</h1>" in answer.text


def test_code_that_breaks_answers_500_with_a_page_of_the_site(client):
    answer = client.get("/recipes/soup/")
    assert answer.status_code == 500
    assert answer.headers["Content-Type"] == "text/html; charset=utf-8"
    assert "<h1>Something went wrong on our side</h1>" in answer.text


@pytest.mark.parametrize("path", ["/recipes/soup/", "/api/recipes/soup/"])
def test_a_visitor_learns_nothing_about_the_exception(client, path):
    answer = client.get(path).text
    assert not any(word in answer for word in ("ZeroDivisionError", "Traceback", "grams_each", "portions"))


def test_the_log_has_the_exception(client, side):
    client.get("/recipes/soup/")
    log, until = side.folder / "server.log", time.monotonic() + SECONDS
    while "ZeroDivisionError" not in log.read_text():
        assert time.monotonic() < until, log.read_text()
        time.sleep(0.02)
    assert "Traceback (most recent call last)" in log.read_text()
    assert "in grams_each" in log.read_text()


@pytest.mark.parametrize(
    ("path", "status", "words"),
    [
        ("/api/nowhere", 404, "Not Found"),
        ("/api/recipes/cake/", 404, "Not Found"),
        ("/api/recipes/soup/", 500, "Internal Server Error"),
    ],
)
def test_below_api_an_error_is_json(client, path, status, words):
    answer = client.get(path)
    assert answer.status_code == status
    assert answer.headers["Content-Type"] == "application/json"
    assert answer.json() == {"error": words}
