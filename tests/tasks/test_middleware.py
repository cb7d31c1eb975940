import re

import pytest

HEADER = "X-Request-ID"
WRONG = ["", "a" * 65, "a b", "a_b", "caf\N{LATIN SMALL LETTER E WITH ACUTE}".encode(), "<script>"]


def id_of(answer):
    return answer.headers[HEADER]


@pytest.mark.parametrize(
    ("path", "status"), [("/", 200), ("/nowhere", 404), ("/broken", 500), ("/internal/status", 400)]
)
def test_every_answer_has_an_id(client, path, status):
    answer = client.get(path)
    assert answer.status_code == status
    assert re.fullmatch("[a-f0-9-]{36}", id_of(answer))


def test_two_requests_get_different_ids(client):
    assert id_of(client.get("/")) != id_of(client.get("/"))


@pytest.mark.parametrize("given", ["7", "a1-B2", "a" * 64])
@pytest.mark.parametrize(
    ("path", "status"), [("/", 200), ("/nowhere", 404), ("/broken", 500), ("/internal/status", 200)]
)
def test_an_id_that_was_sent_is_kept(client, path, status, given):
    answer = client.get(path, headers={HEADER: given})
    assert (answer.status_code, id_of(answer)) == (status, given)


@pytest.mark.parametrize("given", WRONG)
def test_an_id_that_is_not_valid_is_replaced(client, given):
    answer = client.get("/", headers={HEADER: given})
    assert answer.status_code == 200
    assert re.fullmatch("[a-f0-9-]{36}", id_of(answer))


def test_a_view_can_read_the_id(client):
    answer = client.get("/")
    assert answer.json() == {"id": id_of(answer)}
    assert client.get("/internal/status", headers={HEADER: "a1"}).json() == {"id": "a1"}


@pytest.mark.parametrize("path", ["/internal/status", "/internal/nowhere"])
@pytest.mark.parametrize("given", WRONG)
def test_an_internal_url_refuses_a_request_without_a_valid_id(client, path, given):
    answer = client.get(path, headers={HEADER: given} if given else {})
    assert answer.status_code == 400
    assert answer.json() == {"error": "X-Request-ID is missing or not valid"}


def test_an_internal_url_that_is_not_there_answers_404_to_a_valid_id(client):
    assert client.get("/internal/nowhere", headers={HEADER: "7"}).status_code == 404
