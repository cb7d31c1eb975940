def test_greets_the_world(client):
    answer = client.get("/")
    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == "text/html; charset=utf-8"
    assert "<h1>Hello, world!</h1>" in answer.text


def test_greets_by_name(client):
    assert "<h1>Hello, Ada!</h1>" in client.get("/?name=Ada").text


def test_shows_html_in_a_name_as_text(client):
    page = client.get("/?name=<script>alert(1)</script>").text
    assert "<script>" not in page
    assert "&lt;script&gt;" in page


def test_an_address_that_is_not_there_answers_404(client):
    assert client.get("/nowhere").status_code == 404
