"""Rules about links: each way to hide where one leads is told, and no field with a link is left out."""

import pytest

from macros import rules
from macros.model import LINK, Record, Url
from macros.model.written import written
from macros.rules.links import links, place_of
from tests.test_rules import SURVEY, found
from tests.tree import VALID, compared

FLASK = "data/sources/flask.yml"
PLAIN, KNOWN = "link-is-a-plain-public-address", "link-leads-to-a-known-host"
HOME = "https://flask.palletsprojects.com/"


def url(text):
    return {FLASK: {"url": text}}


@pytest.mark.parametrize(
    ("link", "told"),
    [
        ("https://flask.palletsprojects.com@evil.io/", "@ before its host"),
        ("https://flask.palletsprojects.com:pw@evil.io/", "@ before its host"),
        ("https://flask.palletsprojects.com:8443/", "port"),
        ("https://[2001:db8::1]/", "numeric host"),
        ("https://93.184.216.34/", "no public host name"),
        ("https://1572395042/", "no public host name"),
        ("https://0x5db8d822/", "no public host name"),
        ("https://0135.0270.0330.042/", "no public host name"),
        ("https://flask/", "no public host name"),
        ("https://localhost/", "no public host name"),
        ("https://flask.palletsprojects.com./", "no public host name"),
        ("https://flask_.palletsprojects.com/", "no public host name"),
        *((f"https://flask.{name}/", "no public host name") for name in ("test", "example", "invalid", "local", "lan")),
        ("https://Flask.palletsprojects.com/", "capitals in its host"),
        ("https://xn--flsk-gra.com/", "xn--"),
        ("https://fl\u0430sk.palletsprojects.com/", "outside ASCII"),
        ("https://flask\u3002palletsprojects.com/", "outside ASCII"),
        ("https://flask.palletsprojects.com/a/../b/", "`..`"),
        ("https://flask.palletsprojects.com/..", "`..`"),
        ("https://flask.palletsprojects.com/./b/", "`..`"),
        ("https://flask.palletsprojects.com//evil.io/", "empty folder"),
        ("https://flask.palletsprojects.com/%2e%2e/", "behind a %"),
        ("https://flask.palletsprojects.com/%2Fevil/", "behind a %"),
        ("https://flask.palletsprojects.com/%00", "behind a %"),
        ("https://flask.palletsprojects.com/%zz", "behind a %"),
        ("https://flask.palletsprojects.com/%252e", "behind a %"),
        ("https://flask.palletsprojects.com/?next=https://evil.io/", "another address"),
        ("https://flask.palletsprojects.com/?next=https%3a%2f%2fevil.io/", "another address"),
        ("https://flask.palletsprojects.com/?next=//evil.io/", "another address"),
        ("https://flask.palletsprojects.com/?utm_source=us", "tracks readers"),
        ("https://flask.palletsprojects.com/?page=1&fbclid=1", "tracks readers"),
        ("https://flask.palletsprojects.com/?ref=us", "tracks readers"),
        ("https://flask.palletsprojects.com/#top", "fragment"),
        ("https://flask.palletsprojects.com/{page}/", "brace"),
        ("https://flask.palletsprojects.com/,", "punctuation"),
        ("https://flask.palletsprojects.com/a|b", "no link needs"),
    ],
)
def test_a_link_that_hides_where_it_leads_is_told(link, told, tmp_path):
    (text,) = found(PLAIN, tmp_path, url(link))
    assert text.startswith(f"the link `{link}` ")
    assert told in text


@pytest.mark.parametrize(
    "link",
    [
        "https://flask.palletsprojects.com",
        "https://flask.palletsprojects.com/en/stable/?page=2",
        "https://flask.palletsprojects.com/a-b_c~d/@someone/e.f%20g",
        "https://flask.palletsprojects.com/reference",
    ],
)
def test_an_ordinary_link_is_let_through(link, tmp_path):
    assert rules.check(compared(tmp_path, url(link))) == []


def test_only_a_term_links_to_a_place_on_a_page(tmp_path):
    term = {"docs": None, "url": "https://example.org/words#orm"}
    assert found(PLAIN, tmp_path, {"data/glossary.yml": {"orm": term}}) == []


def shapes(shape=Record):
    for each in shape.__subclasses__():
        yield each
        yield from shapes(each)


def test_every_field_with_a_link_is_found_wherever_it_is(tmp_path):
    change = {
        "data/glossary.yml": {"orm": {"docs": None, "url": "https://example.org/orm"}},
        "data/sources/survey.yml": SURVEY,
    }
    there = {field.key for field in links(compared(tmp_path, change))}
    declared = {
        (shape.__name__, name)
        for shape in shapes()
        if shape.__module__.startswith("macros.")
        for name, info in shape.model_fields.items()
        if LINK in info.metadata or "_web_address" in repr(info.annotation)
    }
    assert there == declared
    assert ("DocsPlace", "url") in declared


class Later(Record):
    """A shape as somebody may add it."""

    archived: Url | None = None
    others: tuple[Url, ...] = ()


def test_a_field_that_is_added_later_is_walked_too():
    later = Later(archived="https://example.org/a", others=("https://example.org/b",))
    assert [(field.text, field.is_link) for field in written(later)] == [
        ("https://example.org/a", True),
        ("https://example.org/b", True),
    ]


@pytest.mark.parametrize(
    ("link", "place"),
    [
        ("https://github.com/pallets/flask", "github.com/pallets"),
        ("https://codeberg.org/allauth/django-allauth", "codeberg.org/allauth"),
        ("https://github.com/", "github.com"),
        ("https://flask.palletsprojects.com/en/stable/", "flask.palletsprojects.com"),
        ("https://github.com.evil.io/pallets/flask", "github.com.evil.io"),
    ],
)
def test_a_link_leads_to_a_host_and_on_a_shared_one_to_an_owner(link, place):
    assert place_of(link) == place


@pytest.mark.parametrize(
    "host",
    ["bitbucket.org", "codeberg.org", "dev.to", "gist.github.com", "git.sr.ht", "github.com", "gitlab.com",
     "medium.com", "raw.githubusercontent.com", "sites.google.com"],
)  # fmt: skip
def test_where_anybody_can_have_pages_a_host_alone_is_not_enough(host):
    assert place_of(f"https://{host}/anybody/page") == f"{host}/anybody"


def test_of_a_long_link_the_beginning_is_told(tmp_path):
    link = f"https://flask.evil.io/{'a' * 100}"
    told = f"the link `{link[:80]}` "
    (text,) = found(KNOWN, tmp_path / "known", url(link))
    assert text.startswith(told)
    (text,) = found(PLAIN, tmp_path / "plain", url(f"{link}#top"))
    assert text.startswith(told)
    (text,) = found("link-is-encrypted", tmp_path / "encrypted", url(link.replace("https", "http")))
    assert text.startswith(f"the link `{link.replace('https', 'http')[:80]}` ")


def test_the_line_that_a_new_host_needs_is_told(tmp_path):
    assert found(KNOWN, tmp_path, url("https://flask.evil.io/")) == [
        "the link `https://flask.evil.io/` leads to a new place; if that is right, add the line `  - flask.evil.io` "
        "under `known` in data/hosts.yml"
    ]


def test_a_line_that_no_link_needs_is_told_at_its_place(tmp_path):
    known = [*VALID["data/hosts.yml"]["known"], "evil.io", "example.org"]
    problems = rules.check(compared(tmp_path, {"data/hosts.yml": {"known": known}}))
    assert [(str(problem.where), problem.text) for problem in problems] == [
        ("data/hosts.yml:8", "no link needs the line `evil.io`; remove it"),
        ("data/hosts.yml:9", "no link needs the line `example.org`; remove it"),
    ]


def test_a_host_without_https_is_linked_for_a_reason(tmp_path):
    change = {
        **url("http://flask.palletsprojects.com/"),
        "data/hosts.yml": {"http": {"flask.palletsprojects.com": "It is"}},
    }
    assert rules.check(compared(tmp_path, change)) == []
