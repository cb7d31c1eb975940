import re

import pytest

from .client import Client

STAFF, EMAIL, PASSWORD = "grace@example.org", "ada@example.org", "green apples 7"
ENVIRONMENT = {"STAFF_PASSWORD": PASSWORD, "DJANGO_SUPERUSER_PASSWORD": PASSWORD}


def sign_up(client, email):
    return client.submit("/sign-up", {"email": email, "password1": PASSWORD, "password2": PASSWORD})


def log_in(client, email, password=PASSWORD):
    """Fill in whatever the login calls its field for the address."""
    page = client.get("/log-in").text
    field = re.search(r'name="(email|username)"', page)
    assert field, page
    client.submit("/log-in", {field[1]: email, "password": password})


def who(client):
    found = re.search(r"Logged in as ([^ ]+)\. ", client.get("/").text)
    return found and found[1]


@pytest.fixture(scope="module")
def signed_up(address):
    visitor = Client(address)
    sign_up(visitor, EMAIL)
    assert who(visitor) == EMAIL


def test_a_member_logs_in_by_address_in_any_case(client, signed_up):
    log_in(client, "Ada@Example.ORG")
    assert who(client) == EMAIL


def test_a_wrong_password_does_not_log_in(client, signed_up):
    log_in(client, EMAIL, PASSWORD * 2)
    assert who(client) is None


@pytest.mark.parametrize("email", [EMAIL, "ADA@example.org", "ada", ""])
def test_an_address_that_is_none_or_taken_is_refused(client, signed_up, email):
    assert sign_up(client, email).status_code == 200
    assert who(client) is None


def test_the_sign_up_asks_for_no_name(client):
    assert 'name="username"' not in client.get("/sign-up").text


def test_staff_that_a_command_made_log_in(client):
    log_in(client, STAFF)
    assert f"The account of {STAFF}, who is staff" in client.get("/account").text


def test_a_member_is_no_staff(client, signed_up):
    log_in(client, EMAIL)
    assert f"The account of {EMAIL}</p>" in client.get("/account").text


def test_the_command_refuses_an_address_that_has_an_account(side, address):
    command = next(line for line in side.side.commands if STAFF in line)
    for email in (STAFF, STAFF.upper()):
        again = side.run(command.replace(STAFF, email), check=False)
        assert again.returncode != 0
