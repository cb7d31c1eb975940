import pytest

BOOK = {"title": "Emma", "pages": 474}


def stored(client):
    return client.get("/books").json()


def error(answer):
    assert answer.headers["Content-Type"] == "application/json"
    return answer.json()["error"]


def test_a_book_is_created_read_and_listed(client):
    created = client.post("/books", json=BOOK)
    assert created.status_code == 201
    book = created.json()
    assert book == BOOK | {"id": book["id"]}
    read = client.get(created.headers["Location"])
    assert (read.status_code, read.json()) == (200, book)
    assert read.headers["Content-Type"] == "application/json"
    assert book in stored(client)


def test_text_in_any_script_comes_back(client):
    created = client.post("/books", json=BOOK | {"title": "Война и мир <1>"})
    assert created.json()["title"] == "Война и мир <1>"


@pytest.mark.parametrize("body", [b"", b"{", b"title=Emma", b"\xff"])
def test_text_that_is_no_json_answers_400_in_json(client, body):
    before = stored(client)
    answer = client.post("/books", data=body, headers={"Content-Type": "application/json"})
    assert answer.status_code == 400
    assert error(answer)
    assert stored(client) == before


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("title", None), ("title", ""), ("title", 7), ("title", ["Emma"]), ("title", "a" * 101),
        ("pages", None), ("pages", "474"), ("pages", 0), ("pages", 1.5), ("pages", True), ("pages", 10**30),
    ],
)  # fmt: skip
def test_a_wrong_field_answers_400_and_is_named(client, field, value):
    before = stored(client)
    answer = client.post("/books", json=BOOK | {field: value})
    assert answer.status_code == 400
    assert error(answer)
    assert list(answer.json()["fields"]) == [field]
    assert stored(client) == before


def test_every_missing_field_is_named(client):
    assert set(client.post("/books", json={}).json()["fields"]) == {"title", "pages"}


@pytest.mark.parametrize("body", [b"null", b"[]", b'"Emma"', b"7"])
def test_json_that_is_no_object_answers_400_in_json(client, body):
    answer = client.post("/books", data=body, headers={"Content-Type": "application/json"})
    assert answer.status_code == 400
    assert error(answer)


@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded"])
def test_what_a_form_can_send_answers_415(client, kind):
    before = stored(client)
    answer = client.post("/books", data=b'{"title": "Emma", "pages": 474}', headers={"Content-Type": kind})
    assert answer.status_code == 415
    assert stored(client) == before


def test_a_deleted_book_is_gone(client):
    place = client.post("/books", json=BOOK).headers["Location"]
    answer = client.request("DELETE", place)
    assert (answer.status_code, answer.content) == (204, b"")
    for method in ("GET", "DELETE"):
        gone = client.request(method, place)
        assert gone.status_code == 404
        assert error(gone)


def test_only_the_book_that_is_meant_is_deleted(client):
    first, second = (client.post("/books", json=BOOK).headers["Location"] for _ in range(2))
    client.request("DELETE", first)
    assert client.get(second).status_code == 200


def test_a_book_that_never_existed_answers_404_in_json(client):
    answer = client.get("/books/987654")
    assert answer.status_code == 404
    assert error(answer)


@pytest.mark.parametrize(
    ("method", "path", "allowed"),
    [("DELETE", "/books", {"GET", "POST"}), ("POST", "/books/1", {"GET", "DELETE"})],
)
def test_a_method_that_is_not_there_answers_405(client, method, path, allowed):
    answer = client.request(method, path)
    assert answer.status_code == 405
    assert set(answer.headers["Allow"].split(", ")) - {"HEAD", "OPTIONS"} == allowed
