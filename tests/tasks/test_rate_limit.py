import http.client
import itertools
from urllib.parse import urlsplit

import pytest

HOSTS = itertools.count(2)


@pytest.fixture
def visitor(address):
    """Asks for a path from an address that no other test has: on Linux, all of 127.0.0.0/8 is this machine."""
    return visitor_at(address)


def visitor_at(address):
    host = f"127.0.0.{next(HOSTS)}"

    def get(path, **headers):
        connection = http.client.HTTPConnection(urlsplit(address).netloc, timeout=20, source_address=(host, 0))
        connection.request("GET", path, headers=headers)
        answer = connection.getresponse()
        answer.read()
        connection.close()
        return answer

    return get


def test_five_requests_are_answered_and_the_sixth_is_not(visitor):
    assert [visitor("/quote").status for _ in range(6)] == [200] * 5 + [429]


def test_the_answer_says_when_to_come_again(visitor):
    *_, last = [visitor("/quote") for _ in range(6)]
    assert 0 < int(last.headers["Retry-After"]) <= 60
    assert last.headers["Content-Type"] == "application/json"


def test_a_forged_address_does_not_help(visitor):
    forged = [visitor("/quote", **{"X-Forwarded-For": f"10.0.0.{number}"}).status for number in range(6)]
    assert forged == [200] * 5 + [429]
    assert visitor("/quote").status == 429


def test_another_address_is_still_answered(address, visitor):
    for _ in range(6):
        visitor("/quote")
    assert visitor_at(address)("/quote").status == 200


def test_a_view_without_the_limit_is_still_answered(visitor):
    for _ in range(6):
        visitor("/quote")
    assert [visitor("/health").status for _ in range(6)] == [200] * 6
