import html
import re
from urllib.parse import urljoin

import pytest

from .client import Client, Form

STAFF, PASSWORD = "grace", "green apples 7"
ENVIRONMENT = {"STAFF_PASSWORD": PASSWORD, "DJANGO_SUPERUSER_PASSWORD": PASSWORD}


@pytest.fixture(scope="module")
def staff(address):
    visitor = Client(address)
    visitor.submit("/log-in", {"username": STAFF, "password": PASSWORD})
    return visitor


@pytest.fixture(scope="module")
def member(address):
    visitor = Client(address)
    visitor.submit("/sign-up", {"username": "ada", "password1": PASSWORD, "password2": PASSWORD})
    assert "Logged in as ada" in visitor.get("/").text
    return visitor


@pytest.fixture(scope="module")
def books(staff):
    add(staff, "author", name="Ursula Le Guin")
    add(staff, "author", name="Italo Calvino")
    page = editor(staff, "book", "add|new").text
    fill(staff, "book", "add|new", title="Invisible Cities", author=chosen(page, "Ursula Le Guin"))
    return staff


def table(visitor, name):
    """The path of the pages of one table, which `/admin/` links to."""
    found = re.search(rf'href="(/admin/[^"]*\b{name}/)"', visitor.get("/admin/").text)
    return found and found[1]


def editor(visitor, name, does):
    """The page on which a row is added or changed."""
    page = visitor.get(table(visitor, name))
    found = re.search(rf'href="([^"]*/{name}/[^"]*(?:{does})/[^"]*)"', page.text)
    assert found, page.text
    return visitor.get(urljoin(page.url, html.unescape(found[1])))


def fill(visitor, name, does, /, **values):
    page = editor(visitor, name, does)
    return visitor.post(page.url, data=fields(page) | values, headers={"Referer": page.url})


def add(visitor, name, /, **values):
    answer = fill(visitor, name, "add|new", **values)
    assert answer.status_code == 302, answer.text


def fields(page):
    """Those of the last form, for a header has one to log out."""
    return Form.first("<form" + page.text.rsplit("<form", 1)[1]).fields


def chosen(page, text):
    """The value of the choice that is worded so."""
    return re.search(rf'<option[^>]*value="([^"]+)"[^>]*>{text}</option>', page)[1]


def rows(visitor, name, search=None):
    """The text of each row of the list, or of those that its search field finds."""
    page = visitor.get(table(visitor, name))
    if search:
        field = re.search(r'name="(q|search)"', page.text)[1]
        page = visitor.get(page.url, params={field: search})
    cells = [row for row in re.split(r"<tr\b", page.text) if "<td" in row]
    return [re.sub(r"<[^>]*>|\s+", " ", row) for row in cells]


def test_staff_add_rows_and_choose_one_while_editing_another(books):
    row = next(row for row in rows(books, "book") if "Invisible Cities" in row)
    assert "Ursula Le Guin" in row
    page = editor(books, "book", "change|edit").text
    fill(books, "book", "change|edit", title="Invisible Cities", author=chosen(page, "Italo Calvino"))
    assert "Italo Calvino" in next(row for row in rows(books, "book") if "Invisible Cities" in row)


def test_staff_find_a_book_by_its_title(books):
    assert any("Invisible Cities" in row for row in rows(books, "book", search="cities"))
    assert not any("Invisible Cities" in row for row in rows(books, "book", search="dispossessed"))


def test_a_book_needs_an_author_that_there_is(books):
    assert fill(books, "book", "add|new", title="Nobody's", author="999").status_code == 200
    assert fill(books, "book", "add|new", title="Nobody's", author="").status_code == 200


@pytest.mark.parametrize("page", ["/admin/", "book", "add"])
def test_nobody_else_sees_it(books, client, member, page):
    path = {"/admin/": page, "book": table(books, "book"), "add": editor(books, "book", "add|new").url}[page]
    for visitor in (client, member):
        answer = visitor.get(path)
        assert answer.status_code in {302, 403}
        assert "Invisible Cities" not in answer.text
    assert "log" in client.get(path).headers["Location"]


def test_nobody_else_changes_it(books, member):
    page = editor(books, "author", "add|new")
    token = Form.first(member.get("/").text).fields
    member.post(page.url, data=token | {"name": "Mallory"}, headers={"Referer": page.url})
    assert not any("Mallory" in row for row in rows(books, "author"))


def test_a_form_without_the_token_changes_nothing(books):
    page = editor(books, "author", "add|new")
    typed = {name: value for name, value in fields(page).items() if "csrf" not in name}
    assert books.post(page.url, data=typed | {"name": "Mallory"}).status_code in {200, 400, 403}
    assert not any("Mallory" in row for row in rows(books, "author"))
