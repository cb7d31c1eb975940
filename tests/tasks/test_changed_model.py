import html
import re

import pytest

from .client import Client, Form
from .conftest import comparison
from .sides import placed

OLD = ["Dune by Frank Herbert", "Emma by Jane Austen"]


@pytest.fixture(scope="module")
def side(request, tmp_path_factory):
    """The files of the task that this one follows, with rows, and then this task's files over them."""
    known, folder = comparison(), tmp_path_factory.mktemp("changed-model")
    framework, version = request.param
    before = placed(known, "model", framework, version, folder)
    before.prepare()
    server = before.serve()
    for title, author in (row.split(" by ") for row in OLD):
        Client(server.url).submit("/add", {"title": title, "author": author})
    server.stop()
    made = placed(known, "changed-model", framework, version, folder)
    made.prepare()
    return made


def rows(page):
    return [html.unescape(text.strip()) for text in re.findall(r"<li>(.*?)</li>", page, re.DOTALL)]


def test_rows_from_before_are_there_and_have_one_copy(client):
    found = rows(client.get("/").text)
    assert [row for row in found if row.startswith(("Dune", "Emma"))] == [f"{row}, copies: 1" for row in OLD]


def test_a_new_row_has_the_copies_that_were_typed(client):
    answer = client.submit("/add", {"title": "Silas Marner", "author": "George Eliot", "copies": "7"})
    assert (answer.status_code, answer.headers["Location"]) == (302, "/")
    assert "Silas Marner by George Eliot, copies: 7" in rows(client.get("/").text)


def test_no_copies_are_copies_too(client):
    client.submit("/add", {"title": "Waverley", "author": "Walter Scott", "copies": "0"})
    assert "Waverley by Walter Scott, copies: 0" in rows(client.get("/").text)


def test_the_field_holds_one_at_first(client):
    assert Form.first(client.get("/add").text).fields["copies"] == "1"


@pytest.mark.parametrize("copies", ["-1", "two", ""])
def test_a_wrong_number_adds_no_row(client, copies):
    before = client.get("/").text
    answer = client.submit("/add", {"title": "Ivanhoe", "author": "Walter Scott", "copies": copies})
    assert answer.status_code == 200
    assert 'class="error"' in answer.text
    assert client.get("/").text == before


def test_the_migration_can_be_undone_and_done_again(side, client):
    before = client.get("/").text
    undo = "python manage.py migrate books 0001" if side.side.begins else "flask --app app db downgrade"
    side.run(undo)
    assert client.get("/").status_code == 500
    side.prepare()
    assert [row.split(",")[0] for row in rows(client.get("/").text)] == [row.split(",")[0] for row in rows(before)]
