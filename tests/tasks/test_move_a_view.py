import re


def visits(client, path):
    return int(re.findall(r"Visits: (\d+)", client.get(path).text)[0])


def test_the_first_page_links_to_both(client):
    links = re.findall('href="([^"]+)"', client.get("/").text)
    assert links == ["/guests/", "/sales/"]
    assert [client.get(link).status_code for link in links] == [200, 200]


def test_the_page_that_has_not_moved_is_answered_by_flask(client):
    answer = client.get("/guests/")
    assert "Guests, answered by Flask." in answer.text
    assert list(answer.cookies.keys()) == ["session"]


def test_the_page_that_has_moved_is_answered_by_django_and_links_to_the_other(client):
    answer = client.get("/sales/?year=2024")
    assert "Sales of 2024, answered by Django." in answer.text
    assert list(answer.cookies.keys()) == ["sessionid"]
    assert 'href="/guests/"' in answer.text


def test_the_old_address_leads_to_the_new_one(client):
    answer = client.get("/report")
    assert (answer.status_code, answer.headers["Location"]) == (301, "/sales/")


def test_the_old_address_keeps_the_query(client):
    assert client.get("/report?year=2024").headers["Location"] == "/sales/?year=2024"
    assert client.get("/report?year=a%26b").headers["Location"] == "/sales/?year=a%26b"


def test_a_query_is_shown_as_text(client):
    assert "<b>" not in client.get("/report?year=<b>", allow_redirects=True).text


def test_each_framework_keeps_a_session_of_its_own(client):
    assert [visits(client, path) for path in ["/guests/", "/guests/", "/sales/", "/guests/", "/sales/"]] == [
        1,
        2,
        1,
        3,
        2,
    ]
