import html
import re
import sqlite3
from contextlib import closing

import pytest

from .client import Form


def add(client, row, number, guest):
    return client.submit("/add", {"row": row, "number": number, "guest": guest})


def seats(client):
    """The guest of each seat, by its row and number, in the order of the page."""
    found = re.findall(r'<a href="/(\d+)/(\d+)">[^<]*</a>: (.*?)</li>', client.get("/").text)
    return {(int(row), int(number)): html.unescape(guest) for row, number, guest in found}


def test_the_primary_key_is_the_two_columns(side, client):
    client.get("/")
    [file] = [path for path in side.folder.rglob("*") if path.suffix in {".db", ".sqlite3"}]
    with closing(sqlite3.connect(file)) as database:
        tables = [name for (name,) in database.execute("select name from sqlite_master where type = 'table'")]
        [table] = [name for name in tables if name.endswith("seat")]
        key = database.execute("select name from pragma_table_info(?) where pk order by pk", [table]).fetchall()
    assert key == [("row",), ("number",)]


def test_a_seat_is_added(client):
    answer = add(client, 1, 1, "Ada")
    assert (answer.status_code, answer.headers["Location"]) == (302, "/")
    assert seats(client)[1, 1] == "Ada"


def test_seats_are_in_the_order_of_row_and_number(client):
    for row, number in [(10, 9), (9, 10), (9, 9), (10, 1)]:
        add(client, row, number, "Bo")
    found = list(seats(client))
    assert {(9, 9), (9, 10), (10, 1), (10, 9)} <= set(found)
    assert found == sorted(found)


def test_the_same_seat_is_added_once_only(client):
    add(client, 2, 2, "Ada")
    for row, number in [(2, 3), (3, 2)]:
        assert add(client, row, number, "Bo").status_code == 302
    answer = add(client, 2, 2, "Cy")
    assert answer.status_code == 200
    assert 'class="error"' in answer.text
    assert 'value="Cy"' in answer.text
    assert [seats(client)[place] for place in [(2, 2), (2, 3), (3, 2)]] == ["Ada", "Bo", "Bo"]


def test_the_form_of_a_seat_changes_it_and_no_other(client):
    for row, number in [(3, 7), (3, 8), (4, 7)]:
        add(client, row, number, "Ada")
    before = seats(client)
    assert Form.first(client.get("/3/7").text).fields["guest"] == "Ada"
    answer = client.submit("/3/7", {"guest": "<b>Bo</b>"})
    assert (answer.status_code, answer.headers["Location"]) == (302, "/")
    assert seats(client) == before | {(3, 7): "<b>Bo</b>"}


def test_the_form_of_a_seat_keeps_its_row_and_number(client):
    add(client, 5, 5, "Ada")
    client.submit("/5/5", {"guest": "Bo", "row": "6", "number": "6"})
    found = seats(client)
    assert found[5, 5] == "Bo"
    assert (6, 6) not in found


@pytest.mark.parametrize("path", ["/98/98", "/0/0", f"/{10**30}/1", f"/1/{10**30}", "/one/1"])
def test_a_seat_that_is_not_there_answers_404(client, path):
    assert client.get(path).status_code == 404


@pytest.mark.parametrize("wrong", [{"row": 0}, {"number": 10**30}, {"number": "two"}, {"row": ""}, {"guest": ""}])
def test_a_mistake_adds_no_seat(client, wrong):
    before = seats(client)
    answer = client.submit("/add", {"row": 7, "number": 7, "guest": "Ada"} | wrong)
    assert answer.status_code == 200
    assert 'class="error"' in answer.text
    assert seats(client) == before


def test_a_form_without_the_token_changes_nothing(client):
    add(client, 8, 8, "Ada")
    before = seats(client)
    client.get("/add")
    for path in ("/add", "/8/8"):
        assert client.post(path, data={"row": 8, "number": 9, "guest": "Bo"}).status_code in {200, 403}
    assert seats(client) == before
