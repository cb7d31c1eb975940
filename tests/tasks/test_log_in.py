import re

import pytest

from .client import Client

NAME, PASSWORD = "ada", "green apples 7"


def sign_up(client, name=NAME, password=PASSWORD, again=None):
    typed = {"username": name, "password1": password, "password2": again or password}
    return client.submit("/sign-up", typed)


def log_in(client, name=NAME, password=PASSWORD, path="/log-in"):
    return client.submit(path, {"username": name, "password": password})


def who(client):
    found = re.search(r"Logged in as (\w+)", client.get("/").text)
    return found and found[1]


@pytest.fixture(scope="module")
def signed_up(address):
    visitor = Client(address)
    answer = sign_up(visitor)
    assert (answer.status_code, answer.headers["Location"]) == (302, "/")
    assert who(visitor) == NAME


@pytest.mark.parametrize(
    ("name", "password", "again"),
    [(NAME, PASSWORD, None), ("bob", "apple 7", None), ("bob", PASSWORD, "green apples 8"), ("", PASSWORD, None)],
)
def test_an_account_that_is_not_right_is_refused(client, signed_up, name, password, again):
    assert sign_up(client, name, password, again).status_code == 200
    assert who(client) is None


def test_a_private_page_leads_to_the_login_and_back(client, signed_up):
    away = client.get("/account")
    assert away.status_code == 302
    assert re.match(r"/log-in\b", away.headers["Location"])
    back = log_in(client, path="/account")
    assert (back.status_code, back.headers["Location"]) == (302, "/account")
    assert f"The account of {NAME}" in client.get("/account").text


@pytest.mark.parametrize("site", ["https://evil.example/", "//evil.example/"])
def test_the_login_leads_to_no_other_site(client, signed_up, site):
    answer = log_in(client, path=f"/log-in?next={site}")
    assert (answer.status_code, answer.headers["Location"]) == (302, "/")


def test_a_wrong_password_and_an_unknown_name_get_the_same_answer(client, signed_up):
    wrong, unknown = log_in(client, password=PASSWORD * 2), log_in(client, name="eve")
    assert who(client) is None
    assert wrong.status_code == unknown.status_code
    assert plain(wrong.text) == plain(unknown.text)


def plain(page):
    return re.sub(r'value="[^"]*"', "", page)


def test_logs_out_by_post_with_the_token_and_by_nothing_else(client, signed_up):
    log_in(client)
    assert client.get("/log-out").status_code == 405
    assert client.post("/log-out").status_code in {400, 403}
    assert who(client) == NAME
    assert client.submit("/").status_code == 302
    assert who(client) is None
    assert client.get("/account").status_code == 302


def test_keeps_no_password_as_it_was_typed(side, signed_up):
    kept = [path.read_bytes() for path in side.folder.rglob("*") if path.is_file()]
    assert any(NAME.encode() in each for each in kept)
    assert not any(PASSWORD.encode() in each for each in kept)
