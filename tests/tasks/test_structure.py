import re

import pytest


def links(page):
    return re.findall(r'href="([^"]+)"', page)


def content(page):
    return page.split("<main>")[1]


def test_the_first_page_is_that_of_the_notes(client):
    answer = client.get("/")
    assert (answer.status_code, answer.headers["Location"]) == (302, "/notes/")


def test_each_note_of_the_list_has_its_own_page(client):
    here = links(content(client.get("/notes/").text))
    assert here == ["/notes/garden/", "/notes/kitchen/", "/notes/street/"]
    texts = [content(client.get(link).text) for link in here]
    assert "Water the tomatoes." in texts[0]
    assert "Return the ladder." in texts[2]


def test_a_note_that_is_not_there_answers_404(client):
    assert client.get("/notes/cellar/").status_code == 404


def test_the_status_says_how_many_notes_there_are(client):
    count = len(links(content(client.get("/notes/").text)))
    assert f"Notes: {count}" in client.get("/status/").text


@pytest.mark.parametrize("path", ["/notes/", "/notes/garden/", "/status/"])
def test_every_page_leads_to_both_parts(client, path):
    answer = client.get(path)
    assert answer.status_code == 200
    assert links(answer.text.split("<main>")[0]) == ["/notes/", "/status/"]
