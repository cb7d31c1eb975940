import re

import pytest

from .client import Client
from .mail import MailServer

ENVIRONMENT = {"EMAIL_PORT": "25", "FLASK_MAIL_PORT": "25"}
OLD, NEW = "green apples 7", "yellow pears 8"


@pytest.fixture(scope="module", autouse=True)
def mail(side):
    """The mail server that the side sends to, begun before the side's own server."""
    with MailServer() as server:
        side.environment |= dict.fromkeys(ENVIRONMENT, str(server.port))
        yield server


class Member:
    """Somebody with an account."""

    def __init__(self, address, mail, name):
        self.address, self.mail, self.name, self.email = address, mail, name, f"{name}@example.org"
        self.client = Client(address)
        typed = {"username": name, "email": self.email, "password1": OLD, "password2": OLD}
        self.client.submit("/sign-up", typed)
        assert is_logged_in(self.client)

    def link(self):
        """The link of the mail that comes when a new password is asked for."""
        before = len(self.mail.kept)
        Client(self.address).submit("/forgot", {"email": self.email})
        message = self.mail.wait(before + 1)[-1]
        assert message["To"] == self.email
        return re.findall(r"http://\S+", message.get_content())[0]

    def logs_in_with(self, password):
        visitor = Client(self.address)
        visitor.submit("/log-in", {"username": self.name, "password": password})
        return is_logged_in(visitor)


@pytest.fixture(scope="module")
def ada(address, mail):
    return Member(address, mail, "ada")


def choose(visitor, link, password=NEW):
    return visitor.submit(link, {"new_password1": password, "new_password2": password})


def is_logged_in(visitor):
    return visitor.get("/account").status_code == 200


def test_a_link_leads_to_a_new_password_once(address, mail, client):
    bob = Member(address, mail, "bob")
    link = bob.link()
    assert link.startswith(address)
    answer = choose(client, link)
    assert (answer.status_code, answer.headers["Location"]) == (302, "/log-in")
    assert not is_logged_in(bob.client)
    assert bob.logs_in_with(NEW)
    assert not bob.logs_in_with(OLD)
    again = Client(address).get(link, allow_redirects=True)
    assert "This link is not valid any more." in again.text
    assert "new_password1" not in again.text


def test_a_new_password_that_is_too_short_is_refused(ada, client):
    link = ada.link()
    assert choose(client, link, "pears").status_code == 200
    assert "new_password1" in Client(ada.address).get(link, allow_redirects=True).text


def test_a_link_that_was_changed_does_not_work(ada, client):
    link = ada.link()
    # Not the last letter: of its six bits a signature may use four, and another letter may say the same.
    other = "b" if link[-5] == "a" else "a"
    for wrong in (link[:-5] + other + link[-4:], link[:-9], re.sub(r"/reset/\w+/", "/reset/999/", link)):
        assert "new_password1" not in client.get(wrong, allow_redirects=True).text


def test_an_address_without_an_account_gets_the_same_answer_and_no_mail(ada, mail, client):
    ada.link()
    known = client.submit("/forgot", {"email": ada.email}, allow_redirects=True)
    before = len(mail.kept)
    unknown = client.submit("/forgot", {"email": "eve@example.org"}, allow_redirects=True)
    assert (known.status_code, known.url, known.text) == (unknown.status_code, unknown.url, unknown.text)
    assert "a link is on its way" in known.text
    ada.link()
    assert len(mail.kept) == before + 1


def test_refuses_a_request_for_another_host(ada, mail, client):
    before = len(mail.kept)
    headers = {"Host": "evil.example"}
    assert client.get("/forgot", headers=headers).status_code == 400
    assert client.submit("/forgot", {"email": ada.email}, headers=headers).status_code == 400
    assert len(mail.kept) == before
