import hmac
import re

import pytest

from .client import Client, Form

KEY = "what the sender of the webhook knows"
ENVIRONMENT = {"FLASK_WEBHOOK_SECRET": KEY, "WEBHOOK_SECRET": KEY}
BODY = b'{"paid": 7}'


def likes(client):
    found = re.search(r'id="likes">(\d+)<', client.get("/").text)
    assert found
    return int(found[1])


def fields(client):
    return Form.first(client.get("/").text).fields


def token(client):
    return next(iter(fields(client).values()))


def signature(body, key=KEY):
    return hmac.new(key.encode(), body, "sha256").hexdigest()


def refused(answer):
    return answer.status_code in {400, 403} and "<h1>This was not sent</h1>" in answer.text


def test_a_form_with_the_token_is_accepted(client):
    answer = client.submit("/")
    assert (answer.status_code, answer.headers["Location"]) == (302, "/")
    assert likes(client) == 1


def test_a_form_without_a_token_is_refused(client):
    client.get("/")
    assert refused(client.post("/likes"))
    assert likes(client) == 0


def test_a_form_with_the_token_of_another_visitor_is_refused(client, address):
    client.get("/")
    assert refused(client.post("/likes", data=fields(Client(address))))
    assert likes(client) == 0


def test_a_json_client_sends_the_token_as_a_header(client):
    answer = client.post("/api/likes", json={}, headers={"X-CSRFToken": token(client)})
    assert answer.status_code == 200
    assert answer.json() == {"likes": 1}
    assert likes(client) == 1


def test_a_json_client_without_a_token_is_refused(client):
    client.get("/")
    assert refused(client.post("/api/likes", json={}))
    assert likes(client) == 0


def test_a_json_client_with_the_token_of_another_visitor_is_refused(client, address):
    client.get("/")
    assert refused(client.post("/api/likes", json={}, headers={"X-CSRFToken": token(Client(address))}))
    assert likes(client) == 0


def test_a_webhook_with_its_signature_needs_no_token(client):
    answer = client.post("/webhook", data=BODY, headers={"X-Signature": signature(BODY)})
    assert answer.status_code == 200
    assert answer.json() == {"accepted": True}


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"X-Signature": ""},
        {"X-Signature": signature(BODY + b" ")},
        {"X-Signature": signature(BODY, "a guess")},
        {"X-Signature": b"\xe9" * 64},
    ],
)
def test_a_webhook_without_its_signature_answers_403(client, headers):
    answer = client.post("/webhook", data=BODY, headers=headers)
    assert answer.status_code == 403
    assert "accepted" not in answer.text
