import re

import pytest


def links(page):
    return re.findall(r'href="([^"]+)"', page)


def test_the_first_page_links_to_one_page_of_each_kind(client):
    here = links(client.get("/").text)
    assert here == ["/items/7/", "/posts/hello-world/", "/days/2026-02-03/"]
    assert all(client.get(link).status_code == 200 for link in here)


@pytest.mark.parametrize(("path", "next"), [("/items/7/", 8), ("/items/0/", 1), ("/items/12345/", 12346)])
def test_an_item_has_a_number_and_links_to_the_next(client, path, next):
    page = client.get(path).text
    assert f"<h1>Item {next - 1}</h1>" in page
    assert links(page) == [f"/items/{next}/"]


@pytest.mark.parametrize("wrong", ["seven", "-7", "7.5", "7a", "", "9" * 5000])
def test_what_is_no_number_of_an_item_answers_404(client, wrong):
    assert client.get(f"/items/{wrong}/").status_code == 404


@pytest.mark.parametrize("slug", ["hello-world", "Part_2", "7"])
def test_a_post_has_a_slug(client, slug):
    assert f"<h1>The post {slug}</h1>" in client.get(f"/posts/{slug}/").text


@pytest.mark.parametrize(
    "wrong", ["hello world", "hello.world", "hello/world", "caf\N{LATIN SMALL LETTER E WITH ACUTE}", ""]
)
def test_what_is_no_slug_answers_404(client, wrong):
    assert client.get(f"/posts/{wrong}/").status_code == 404


@pytest.mark.parametrize(
    ("day", "shown"),
    [("2026-02-03", "Day 34 of 2026"), ("2024-12-31", "Day 366 of 2024"), ("9999-01-01", "Day 1 of 9999")],
)
def test_a_day_is_a_date(client, day, shown):
    assert f"<h1>{shown}</h1>" in client.get(f"/days/{day}/").text


@pytest.mark.parametrize(
    "wrong", ["2026-02-29", "2026-13-01", "0000-01-01", "2026-2-3", "20260203", "2026-W06-2", "tomorrow"]
)
def test_what_is_no_date_answers_404(client, wrong):
    assert client.get(f"/days/{wrong}/").status_code == 404
