import re
import sqlite3
from contextlib import closing


def books(page):
    return re.findall(r"<li>(.*?)</li>", page)


def visits(page):
    return int(re.findall(r"Visits before: (\d+)", page)[0])


def tables(side, name):
    [file] = side.folder.rglob(name)
    with closing(sqlite3.connect(file)) as database:
        return [table for (table,) in database.execute("select name from sqlite_master where type = 'table'")]


def rows(side, name, model):
    [table] = [each for each in tables(side, name) if each.endswith(model)]
    [file] = side.folder.rglob(name)
    with closing(sqlite3.connect(file)) as database:
        return database.execute(f"select count(*) from {table}").fetchone()[0]


def test_each_visit_is_counted(client):
    first = visits(client.get("/").text)
    assert [visits(client.get("/").text) for _ in range(2)] == [first + 1, first + 2]


def test_a_book_is_added_and_listed(client):
    for title in ("Emma", "Dune"):
        answer = client.submit("/add", {"title": title})
        assert (answer.status_code, answer.headers["Location"]) == (302, "/")
    found = books(client.get("/").text)
    assert {"Dune", "Emma"} <= set(found)
    assert found == sorted(found)


def test_a_mistake_adds_no_book(client):
    before = books(client.get("/").text)
    for title in ("", "a" * 201):
        answer = client.submit("/add", {"title": title})
        assert answer.status_code == 200
        assert 'class="error"' in answer.text
    client.post("/add", data={"title": "Without a token"})
    assert books(client.get("/").text) == before


def test_neither_table_is_in_the_other_file(side, client):
    client.get("/")
    assert [table for table in tables(side, "books.db") if "visit" in table] == []
    assert [table for table in tables(side, "visits.db") if "book" in table] == []


def test_each_row_is_in_its_file(side, client):
    client.submit("/add", {"title": "Waverley"})
    page = client.get("/").text
    assert rows(side, "books.db", "book") == len(books(page))
    assert rows(side, "visits.db", "visit") == visits(page) + 1
