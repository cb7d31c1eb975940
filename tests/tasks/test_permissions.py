import re

import pytest

from .client import Client, Form

STAFF, PASSWORD = "grace", "green apples 7"
ENVIRONMENT = {"STAFF_PASSWORD": PASSWORD, "DJANGO_SUPERUSER_PASSWORD": PASSWORD}


def member(address, name):
    visitor = Client(address)
    visitor.submit("/sign-up", {"username": name, "password1": PASSWORD, "password2": PASSWORD})
    assert f"Logged in as {name}" in visitor.get("/").text
    return visitor


@pytest.fixture(scope="module")
def ada(address):
    visitor = member(address, "ada")
    assert visitor.submit("/notes/new", {"text": "Feed the cat"}).headers["Location"] == "/notes"
    return visitor


@pytest.fixture(scope="module")
def bob(address):
    return member(address, "bob")


@pytest.fixture(scope="module")
def grace(address):
    visitor = Client(address)
    visitor.submit("/log-in", {"username": STAFF, "password": PASSWORD})
    return visitor


def note_of(visitor):
    """The path of somebody's newest note."""
    return re.findall(r'href="(/notes/\d+)"', visitor.get("/notes").text)[-1]


def test_authors_see_their_own_notes(ada, bob):
    assert "Feed the cat, by ada" in ada.get("/notes").text
    assert "Feed the cat" not in bob.get("/notes").text


def test_an_author_changes_a_note(ada):
    ada.submit("/notes/new", {"text": "Feed the fish"})
    page = ada.get(note_of(ada))
    assert page.status_code == 200
    assert 'value="Feed the fish"' in page.text
    assert ada.submit(note_of(ada), {"text": "Feed the fishes"}).headers["Location"] == "/notes"
    assert "Feed the fishes, by ada" in ada.get("/notes").text


def test_nobody_else_opens_or_changes_it(ada, bob, grace):
    path = note_of(ada)
    for visitor in (bob, grace):
        assert visitor.get(path).status_code == 404
        token = Form.first(visitor.get("/notes/new").text).fields
        assert visitor.post(path, data=token | {"text": "Mine"}).status_code == 404
    assert "Mine" not in ada.get("/notes").text
    assert ada.get("/notes/999").status_code == 404


def test_only_staff_see_all(ada, bob, grace):
    page = grace.get("/notes/all")
    assert page.status_code == 200
    assert "Feed the cat, by ada" in page.text
    assert ada.get("/notes/all").status_code == bob.get("/notes/all").status_code == 403


@pytest.mark.parametrize("page", ["/notes", "/notes/all", "/notes/new", "/notes/1"])
def test_who_is_not_logged_in_is_led_to_the_login(client, page):
    answer = client.get(page)
    assert answer.status_code == 302
    assert re.match(r"/log-in\b", answer.headers["Location"])


def test_a_form_does_not_say_whose_a_note_is(bob, ada):
    taken = dict.fromkeys(("author", "author_id", "author_name", "user", "user_id"), "1")
    bob.submit("/notes/new", {"text": "Water the plants", **taken})
    assert "Water the plants, by bob" in bob.get("/notes").text
    bob.submit(note_of(bob), {"text": "Water all plants", **taken})
    assert "Water all plants, by bob" in bob.get("/notes").text
