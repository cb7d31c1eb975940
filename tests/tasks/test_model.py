import html
import re

import pytest

from .client import Client


def rows(page):
    return [html.unescape(text.strip()) for text in re.findall(r"<li>(.*?)</li>", page, re.DOTALL)]


def add(client, title, author="Ada"):
    return client.submit("/add", {"title": title, "author": author})


def test_the_table_is_there_before_any_row_and_the_commands_can_be_typed_again(side, client):
    side.prepare()
    answer = client.get("/")
    assert answer.status_code == 200
    assert "<h1>Books</h1>" in answer.text


def test_a_form_without_a_mistake_adds_one_row(client):
    before = rows(client.get("/").text)
    answer = add(client, "Middlemarch", "George Eliot")
    assert (answer.status_code, answer.headers["Location"]) == (302, "/")
    after = rows(client.get("/").text)
    assert sorted(after) == sorted([*before, "Middlemarch by George Eliot"])


def test_rows_are_in_the_order_of_their_titles(client):
    for title in ("Dune", "Emma", "Cranford"):
        add(client, title)
    found = rows(client.get("/").text)
    assert found == sorted(found)
    assert {"Cranford by Ada", "Dune by Ada", "Emma by Ada"} <= set(found)


def test_html_in_a_row_is_shown_as_text(client):
    add(client, "<b>Ivanhoe</b>")
    page = client.get("/").text
    assert "<b>" not in page
    assert "<b>Ivanhoe</b> by Ada" in rows(page)


@pytest.mark.parametrize(
    "wrong", [{"title": ""}, {"title": "   "}, {"title": "a" * 201}, {"author": ""}, {"author": "a" * 101}]
)
def test_a_mistake_adds_no_row(client, wrong):
    before = client.get("/").text
    answer = client.submit("/add", {"title": "Persuasion", "author": "Jane Austen"} | wrong)
    assert answer.status_code == 200
    assert 'class="error"' in answer.text
    assert client.get("/").text == before


def test_a_form_without_the_token_adds_no_row(client):
    before = client.get("/").text
    answer = client.post("/add", data={"title": "Persuasion", "author": "Jane Austen"})
    assert answer.status_code in {200, 403}
    assert client.get("/").text == before


def test_a_row_is_there_after_a_new_start(side, client):
    add(client, "Waverley")
    again = side.serve()
    try:
        assert "Waverley by Ada" in rows(Client(again.url).get("/").text)
    finally:
        again.stop()
