import re
import secrets

import pytest

ENVIRONMENT = {
    "FORWARDED_ALLOW_IPS": "192.0.2.1",  # or gunicorn itself would believe a proxy on its own machine
    "ALLOWED_HOSTS": "example.org",
    "FLASK_TRUSTED_HOSTS": '["example.org"]',
    "SECRET_KEY": secrets.token_urlsafe(48),  # Django's check asks for 50 characters
}
SEEN = {"Host": "example.org", "X-Forwarded-Proto": "https"}


def asked(client, path, **headers):
    return client.get(path, headers=SEEN | headers)


def test_the_style_sheet_has_a_hash_in_its_name_and_is_kept_for_a_year(client):
    answer = asked(client, "/")
    assert answer.status_code == 200
    (path,) = re.findall('href="([^"]+css)"', answer.text)
    assert re.search(r"site[.-][0-9a-f]{12,32}\.css$", path)
    style = asked(client, path)
    assert (style.status_code, "color: green" in style.text) == (200, True)
    assert "immutable" in style.headers["Cache-Control"]
    assert int(re.findall(r"max-age=(\d+)", style.headers["Cache-Control"])[0]) >= 365 * 24 * 3600


@pytest.mark.parametrize("path", ["/", "/nowhere"])
def test_a_request_without_https_is_led_there(client, path):
    answer = asked(client, path, **{"X-Forwarded-Proto": "http"})
    assert answer.status_code in {301, 302}
    assert answer.headers["Location"] == f"https://example.org{path}"


def test_the_page_names_its_own_url_with_https(client):
    assert '<link rel="canonical" href="https://example.org/">' in asked(client, "/").text


def test_an_answer_over_https_says_to_stay_there(client):
    told = asked(client, "/").headers["Strict-Transport-Security"]
    assert int(re.findall(r"max-age=(\d+)", told)[0]) >= 365 * 24 * 3600


@pytest.mark.parametrize("proto", ["http", "https"])
@pytest.mark.parametrize("path", ["/", "/health"])
def test_a_host_that_is_not_named_answers_400(client, path, proto):
    answer = asked(client, path, **{"Host": "example.com", "X-Forwarded-Proto": proto})
    assert answer.status_code == 400
    assert "In production" not in answer.text


def test_a_path_that_is_not_there_answers_404_and_tells_nothing(client):
    answer = asked(client, "/nowhere")
    assert answer.status_code == 404
    assert not re.search("DEBUG|urlpatterns|Traceback", answer.text)


@pytest.mark.parametrize("proto", ["http", "https"])
def test_the_health_check_answers_with_and_without_https(client, proto):
    answer = asked(client, "/health", **{"X-Forwarded-Proto": proto})
    assert (answer.status_code, answer.text) == (200, "ok")


def test_the_commands_before_the_server_say_nothing_against_the_settings(side):
    for command in side.side.commands[:-1]:
        done = side.run(command)
        assert not re.search("warning|error", (done.stdout + done.stderr).lower())
