import re
import time
from contextlib import contextmanager
from dataclasses import replace

from .client import SECONDS, Client


def books(page):
    """The address that deletes a book, by its title."""
    return dict(re.findall(r'<li>(.*?) <a href="([^"]*)">', page))


def made(page):
    return re.findall(r"<time>(.*?)</time>", page)[0]


@contextmanager
def another(side, **variables):
    """A visitor of another process of the same site."""
    server = replace(side, environment=side.environment | variables).serve()
    try:
        yield Client(server.url)
    finally:
        server.stop()


def test_the_page_is_the_same_when_it_is_asked_for_again(client, address):
    first = client.get("/")
    assert first.status_code == 200
    assert Client(address).get("/").text == first.text == client.get("/").text


def test_an_added_book_is_on_the_page_at_once(client):
    before = client.get("/").text
    answer = client.submit("/add", {"title": "Emma"})
    assert (answer.status_code, answer.headers["Location"]) == (302, "/")
    after = client.get("/").text
    assert "Emma" in books(after)
    assert made(after) != made(before)
    assert client.get("/").text == after


def test_a_deleted_book_is_not_on_the_page_any_more(client):
    client.submit("/add", {"title": "Dune"})
    address = books(client.get("/").text)["Dune"]
    answer = client.submit(address)
    assert (answer.status_code, answer.headers["Location"]) == (302, "/")
    assert "Dune" not in books(client.get("/").text)
    assert client.get(address).status_code == 404


def test_a_form_that_is_refused_changes_nothing(client):
    client.submit("/add", {"title": "Ivanhoe"})
    before = client.get("/").text
    assert client.submit("/add", {"title": ""}).status_code == 200
    client.post("/add", data={"title": "Without a token"})
    client.post(books(before)["Ivanhoe"])
    assert client.get("/").text == before


def test_a_change_by_another_process_is_on_the_page_too(side, client):
    client.get("/")
    with another(side) as visitor:
        visitor.submit("/add", {"title": "Waverley"})
        assert "Waverley" in books(client.get("/").text)


def test_the_page_is_made_anew_after_its_time(side, client):
    with another(side, CACHE_SECONDS="1") as visitor:
        visitor.submit("/add", {"title": "Cranford"})
        first, until = visitor.get("/").text, time.monotonic() + SECONDS
        while made(visitor.get("/").text) == made(first):
            assert time.monotonic() < until, "the page is still the old one"
            time.sleep(0.05)


def test_a_browser_is_not_told_to_keep_the_page_without_asking(client):
    for _ in range(2):
        told = client.get("/").headers.get("Cache-Control", "no-cache")
        assert "no-cache" in told
