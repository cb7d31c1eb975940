import pytest

BOOK = {"title": "Emma", "pages": 474}


def stored(client):
    return client.get("/books").json()


def place(book):
    return f"/books/{book['id']}"


def test_a_book_is_created_read_and_listed(client):
    created = client.post("/books", json=BOOK)
    assert created.status_code == 201
    book = created.json()
    assert book == BOOK | {"id": book["id"]}
    read = client.get(place(book))
    assert (read.status_code, read.json()) == (200, book)
    assert book in stored(client)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("title", None), ("title", ""), ("title", 7), ("title", ["Emma"]), ("title", "a" * 101),
        ("pages", None), ("pages", "474"), ("pages", 0), ("pages", 1.5), ("pages", True), ("pages", 10**30),
    ],
)  # fmt: skip
def test_a_wrong_field_answers_422_and_is_named(client, field, value):
    before = stored(client)
    answer = client.post("/books", json=BOOK | {field: value})
    assert answer.status_code == 422
    assert f'"{field}"' in answer.text
    assert stored(client) == before


def test_every_missing_field_is_named(client):
    answer = client.post("/books", json={})
    assert answer.status_code == 422
    assert all(f'"{field}"' in answer.text for field in BOOK)


def test_text_that_is_no_json_is_not_accepted(client):
    before = stored(client)
    answer = client.post("/books", data=b"{", headers={"Content-Type": "application/json"})
    assert answer.status_code in {400, 422}
    assert stored(client) == before


def test_a_deleted_book_is_gone(client):
    book = client.post("/books", json=BOOK).json()
    answer = client.request("DELETE", place(book))
    assert (answer.status_code, answer.content) == (204, b"")
    assert book not in stored(client)
    for method in ("GET", "DELETE"):
        gone = client.request(method, place(book))
        assert gone.status_code == 404
        assert gone.json()


def test_a_book_that_never_existed_answers_404_in_json(client):
    answer = client.get("/books/987654")
    assert answer.status_code == 404
    assert answer.json()


def test_the_description_has_every_path_and_method(client):
    described = client.get("/openapi.json").json()
    assert described["openapi"].startswith("3.")
    assert {path: set(methods) - {"parameters"} for path, methods in described["paths"].items()} == {
        "/books": {"get", "post"},
        "/books/{id}": {"get", "delete"},
    }
    assert "201" in described["paths"]["/books"]["post"]["responses"]


def test_the_description_has_the_limits_of_each_field(client):
    book = client.get("/openapi.json").json()["components"]["schemas"]["BookIn"]
    assert set(book["required"]) == {"title", "pages"}
    assert (book["properties"]["title"]["type"], book["properties"]["title"]["maxLength"]) == ("string", 100)
    pages = book["properties"]["pages"]
    assert (pages["type"], pages["minimum"], pages["maximum"]) == ("integer", 1, 20_000)


def test_a_page_shows_the_description(client):
    page = client.get("/docs")
    assert page.status_code == 200
    assert "/openapi.json" in page.text
