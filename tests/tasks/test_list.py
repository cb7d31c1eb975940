import html
import re
from urllib.parse import parse_qs, urlsplit

import pytest


def books(page):
    return [html.unescape(text.strip()) for text in re.findall(r"<li>(.*?)</li>", page, re.DOTALL)]


def links(page):
    return {text: html.unescape(href) for href, text in re.findall(r'<a href="([^"]*)">(\w+)</a>', page)}


def titles(*numbers):
    return [f"Book {number:02}" for number in numbers]


def test_ten_rows_are_on_the_first_page_and_the_rest_on_the_last(client):
    first, last = client.get("/").text, client.get("/?page=4").text
    assert books(first) == titles(*range(1, 11))
    assert books(last) == titles(*range(31, 36))
    assert list(links(first)) == ["Next"]
    assert list(links(last)) == ["Previous"]


def test_the_links_lead_through_every_row_and_back(client):
    found, addresses, page = [], ["/"], client.get("/").text
    while "Next" in links(page):
        found += books(page)
        addresses.append(links(page)["Next"])
        page = client.get(addresses[-1]).text
    assert found + books(page) == titles(*range(1, 36))
    assert len(addresses) == 4
    assert books(client.get(links(page)["Previous"]).text) == titles(*range(21, 31))


def test_a_filter_shows_rows_of_one_kind(client):
    assert books(client.get("/?kind=poetry").text) == titles(*range(1, 30, 3))
    assert books(client.get("/?kind=poetry&page=2").text) == titles(31, 34)


@pytest.mark.parametrize("q", ["ook 2", "BOOK 2", "book 2"])
def test_a_search_finds_text_in_titles_in_capitals_or_not(client, q):
    assert books(client.get("/", params={"q": q}).text) == titles(*range(20, 30))


@pytest.mark.parametrize("q", ["%", "_", "Book_1", "zebra"])
def test_a_search_takes_wildcards_as_text_and_says_when_nothing_is_found(client, q):
    assert books(client.get("/", params={"q": q}).text) == ["No book found"]


def test_the_links_keep_filter_and_search(client):
    page = client.get("/", params={"kind": "science", "q": "BOOK"}).text
    assert books(page) == titles(*range(2, 31, 3))
    following = links(page)["Next"]
    assert parse_qs(urlsplit(following).query) == {"kind": ["science"], "q": ["BOOK"], "page": ["2"]}
    page = client.get(following).text
    assert books(page) == titles(32, 35)
    assert parse_qs(urlsplit(links(page)["Previous"]).query) == {"kind": ["science"], "q": ["BOOK"], "page": ["1"]}


def test_the_form_shows_what_was_chosen_and_typed(client):
    page = client.get("/", params={"kind": "poetry", "q": '"<b>'}).text
    assert re.findall(r'<option value="(\w+)" selected>', page) == ["poetry"]
    assert html.unescape(re.findall(r'name="q" type="search" value="([^"]*)"', page)[0]) == '"<b>'
    assert "<b>" not in page


def test_an_empty_form_shows_every_row(client):
    assert books(client.get("/?kind=&q=").text) == titles(*range(1, 11))
    assert 'value=""' in re.findall(r"<input[^>]*>", client.get("/").text)[0]


@pytest.mark.parametrize("number", ["5", "0", "-1", "two", "1.5"])
def test_a_page_that_is_not_there_answers_404(client, number):
    assert client.get("/", params={"page": number}).status_code == 404


def test_the_filter_decides_how_many_pages_there_are(client):
    assert client.get("/?kind=poetry&page=2").status_code == 200
    assert client.get("/?kind=poetry&page=3").status_code == 404
