import re

import pytest

from .client import Client


def points(client):
    found = re.search(r"<h1>(\d+) points</h1>", client.get("/points/").text)
    assert found
    return int(found[1])


def test_an_order_leads_back_to_the_form(client):
    answer = client.submit("/orders/", {"quantity": "2"})
    assert (answer.status_code, answer.headers["Location"]) == (302, "/orders/")


def test_the_listener_adds_points_for_each_thing_ordered(client):
    assert points(client) == 0
    client.submit("/orders/", {"quantity": "2"})
    assert points(client) == 20
    client.submit("/orders/", {"quantity": "9"})
    assert points(client) == 110


@pytest.mark.parametrize("quantity", ["0", "10", "two", ""])
def test_an_order_with_a_mistake_sends_no_event(client, quantity):
    answer = client.submit("/orders/", {"quantity": quantity})
    assert answer.status_code == 200
    assert 'class="error"' in answer.text
    assert points(client) == 0


def test_points_belong_to_one_visitor(client, address):
    client.submit("/orders/", {"quantity": "1"})
    assert (points(client), points(Client(address))) == (10, 0)


def test_an_order_without_the_token_gives_no_points(client):
    client.get("/orders/")
    answer = client.post("/orders/", data={"quantity": "1"})
    assert answer.status_code in {200, 403}
    assert points(client) == 0
