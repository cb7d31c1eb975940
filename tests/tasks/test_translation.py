from urllib.parse import urljoin

import pytest

ENGLISH, GERMAN = "<h1>Welcome</h1>", "<h1>Willkommen</h1>"


def page(client, accepts, path="/"):
    return client.get(path, headers={"Accept-Language": accepts}).text


def choose(client, language):
    return client.submit("/", {"language": language})


@pytest.mark.parametrize("accepts", ["de", "de-AT,de;q=0.9,en;q=0.5", "fr,de;q=0.8,en;q=0.2"])
def test_who_prefers_german_reads_german(client, accepts):
    answer = page(client, accepts)
    assert GERMAN in answer
    assert '<html lang="de">' in answer
    assert "<title>Posteingang</title>" in answer


@pytest.mark.parametrize("accepts", ["en", "en-GB,de;q=0.5", "fr", "", "*"])
def test_everybody_else_reads_english(client, accepts):
    answer = page(client, accepts)
    assert ENGLISH in answer
    assert '<html lang="en">' in answer


def test_who_says_nothing_reads_english(client):
    assert ENGLISH in client.get("/", headers={"Accept-Language": None}).text


def test_a_cache_is_told_what_the_page_depends_on(client):
    vary = {each.strip().lower() for each in client.get("/").headers["Vary"].split(",")}
    assert {"accept-language", "cookie"} <= vary


@pytest.mark.parametrize(
    ("count", "english", "german"),
    [
        (0, "You have 0 messages.", "Du hast 0 Nachrichten."),
        (1, "You have 1 message.", "Du hast 1 Nachricht."),
        (3, "You have 3 messages.", "Du hast 3 Nachrichten."),
    ],
)
def test_a_number_picks_its_form(client, count, english, german):
    assert english in page(client, "en", f"/?messages={count}")
    assert german in page(client, "de", f"/?messages={count}")


def test_text_in_place_of_the_number_is_none(client):
    assert "You have 0 messages." in page(client, "en", "/?messages=many")


def test_a_choice_is_kept_and_counts_more(client):
    answer = choose(client, "de")
    assert (answer.status_code, answer.headers["Location"]) == (302, "/")
    assert GERMAN in page(client, "en")
    choose(client, "en")
    assert ENGLISH in page(client, "de")


def test_the_form_shows_the_language_of_the_page(client):
    choose(client, "de")
    assert '<option value="de" selected>Deutsch</option>' in page(client, "en")


@pytest.mark.parametrize("language", ["fr", "", "../de"])
def test_a_language_that_is_not_offered_is_not_shown(client, language):
    assert choose(client, language).status_code == 302
    assert ENGLISH in page(client, "en")
    assert GERMAN in page(client, "de")


def test_a_form_without_the_token_changes_nothing(client):
    assert client.post("/language", data={"language": "de"}).status_code in {400, 403}
    assert ENGLISH in page(client, "en")


def test_a_form_leads_to_no_other_site(client):
    sent = client.submit("/", {"language": "de", "next": "https://evil.example/"})
    assert urljoin(client.url, sent.headers["Location"]) == f"{client.url}/"
