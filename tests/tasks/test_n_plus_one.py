import re


def books(answer):
    return re.findall(r"<h2>(.*?)</h2>", answer.text)


def queries(answer):
    return int(answer.headers["X-Queries"])


def test_each_book_has_its_author_and_its_reviews(client):
    answer = client.get("/together")
    assert answer.status_code == 200
    assert books(answer)[:10] == [f"Book {number} by Author {number}" for number in range(1, 11)]
    assert re.findall(r"<li>(.*?)</li>", answer.text) == ["A good read", "Too long"] * len(books(answer))


def test_both_pages_show_the_same(client):
    assert client.get("/one-by-one").text == client.get("/together").text


def test_one_by_one_takes_two_queries_more_for_each_book(client):
    answer = client.get("/one-by-one")
    assert queries(answer) == 1 + 2 * len(books(answer))


def test_together_takes_two_queries(client):
    assert queries(client.get("/together")) == 2


def test_more_books_take_more_queries_one_by_one_only(side, client):
    before = client.get("/one-by-one")
    side.run(side.side.commands[-2])
    one_by_one, together = client.get("/one-by-one"), client.get("/together")
    assert len(books(together)) == len(books(before)) + 10
    assert queries(one_by_one) == queries(before) + 20
    assert queries(together) == 2
