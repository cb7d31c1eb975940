import re

import pytest

RIGHT = {"name": "Ada", "email": "ada@example.org", "guests": "2"}


def errors(page):
    return re.findall(r'class="error">([^<]+)<', page)


def test_an_empty_form_is_shown_without_messages(client):
    answer = client.get("/")
    assert answer.status_code == 200
    assert errors(answer.text) == []
    assert all(f'name="{name}"' in answer.text for name in RIGHT)


def test_a_form_without_a_mistake_leads_on(client):
    answer = client.submit("/", RIGHT)
    assert (answer.status_code, answer.headers["Location"]) == (302, "/thanks")
    assert "Thanks for signing up." in client.get("/thanks").text


@pytest.mark.parametrize(
    ("field", "wrong"),
    [("name", ""), ("name", "a" * 31), ("email", "ada"), ("guests", "6"), ("guests", "-1"), ("guests", "two")],
)
def test_a_mistake_is_told_and_what_was_typed_is_kept(client, field, wrong):
    typed = RIGHT | {field: wrong}
    answer = client.submit("/", typed)
    assert answer.status_code == 200
    assert errors(answer.text)
    assert all(f'value="{value}"' in answer.text for value in typed.values() if value)


def test_a_message_is_beside_the_field_that_is_wrong(client):
    page = client.submit("/", RIGHT | {"email": "ada"}).text
    beside = page.split('name="email"')[1].split('name="guests"')[0]
    assert errors(page) == errors(beside)


def test_what_was_typed_is_shown_as_text(client):
    page = client.submit("/", RIGHT | {"name": '"><script>', "guests": "6"}).text
    assert "<script>" not in page


def test_a_form_without_the_token_does_nothing(client):
    client.get("/")
    answer = client.post("/", data=RIGHT)
    assert answer.status_code in {200, 403}
    assert "Location" not in answer.headers
