"""Rules about where a package is published."""

import datetime

import pytest

from macros import rules
from tests.test_rules import found
from tests.tree import VALID, compared

DJANGO = "data/sources/django.yml"
DOCS, NAMES, TAG = "docs-pattern-fits-its-pages", "link-of-a-package-names-it", "tag-names-its-version"
BLOB = "https://github.com/django/django/blob/{tag}/docs/{page}.txt"


def docs(url, **more):
    return {DJANGO: {"docs": {"url": url, **more}}}


@pytest.mark.parametrize(
    "url",
    [
        "https://docs.djangoproject.com/en/{series}/{page}/",
        "https://docs.djangoproject.com/en/{version}/{page}.html",
        BLOB,
    ],
)
def test_a_pattern_that_can_be_filled_in_is_let_through(url, tmp_path):
    change = docs(url)
    known = VALID["data/hosts.yml"]["known"]
    change["data/hosts.yml"] = {"known": [host for host in known if url != BLOB or host != "docs.djangoproject.com"]}
    assert rules.check(compared(tmp_path, change)) == []


@pytest.mark.parametrize(
    "url",
    [
        "https://docs.djangoproject.com/en/{series}/",
        "https://docs.djangoproject.com/en/{series}/{page}/{page}/",
        "https://docs.djangoproject.com/en/{series}/{pages}/",
        "https://docs.djangoproject.com/en/{series}/{page/",
        "https://docs.djangoproject.com/en/{series}/{page}}/",
        "https://docs.djangoproject.com/en/{}/{page}/",
        "https://docs.djangoproject.com/en/5.2/{page}/",
        "https://docs.djangoproject.com/en/6.1.3/{series}/{page}/",
    ],
)
def test_a_pattern_whose_links_would_die_is_told(url, tmp_path):
    assert found(DOCS, tmp_path, docs(url))


def test_one_page_may_be_all_that_is_published(tmp_path):
    change = docs("https://docs.djangoproject.com/en/{series}/models/", page="topics/db/models")
    assert found(DOCS, tmp_path, change) == []


def test_one_series_needs_no_place_for_another(tmp_path):
    flask = {"docs": {"files": "docs/{page}.rst", "url": "https://flask.palletsprojects.com/{page}/"}}
    assert rules.check(compared(tmp_path, {"data/sources/flask.yml": flask})) == []


@pytest.mark.parametrize("repository", ["https://github.com/django", "https://github.com/django/django.git"])
def test_a_repository_is_an_owner_and_a_name(repository, tmp_path):
    assert found("repository-holds-the-documentation-it-publishes", tmp_path, {DJANGO: {"repository": repository}})


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"url": "https://django-ninja.dev/"}, []),
        ({"url": "https://www.python.org/"}, ["`url` does not name `django` anywhere; check the link"]),
        ({"repository": "https://github.com/django/python-django"}, []),
        ({"repository": "https://github.com/django/asgiref"},
         ["the repository `asgiref` is not named as `django` is; check the link"]),
        ({"docs": {"url": "https://flask.palletsprojects.com/{series}/{page}"}},
         ["`docs.url` does not name `django` anywhere; check the link"]),
    ],
)  # fmt: skip
def test_the_links_of_a_package_name_it(change, told, tmp_path):
    assert found(NAMES, tmp_path, {DJANGO: change}) == told


def test_a_host_may_begin_the_name_of_a_package(tmp_path):
    change = {"data/sources/asgiref.yml": {**VALID["data/sources/flask.yml"], "title": "asgiref", "package": "asgiref",
                                           "repository": "https://github.com/django/asgiref"}}  # fmt: skip
    change["data/sources/asgiref.yml"]["url"] = "https://asgi.readthedocs.io/"
    assert found(NAMES, tmp_path / "a", change) == []
    change["data/sources/asgiref.yml"]["url"] = "https://asg.readthedocs.io/"
    assert len(found(NAMES, tmp_path / "b", change)) == 1


def tags(first, second):
    return {DJANGO: {"releases": [{"tag": first}, {"tag": second}]}}


@pytest.mark.parametrize(
    ("first", "second", "count"),
    [
        ("6.1.3", "5.2.19", 0), ("v6.1.3", "v5.2.19", 0), ("rel_6_1_3", "rel_5_2_19", 0), ("django-6.1.3",
        "django-5.2.19", 0),
        ("stable-v6.1.3", "stable-v5.2.19", 0), (None, None, 0),
        ("v6.1.3", "5.2.19", 1), ("6.1.3", None, 1), ("6.1.3-evil", "5.2.19", 1), ("16.1.3", "15.2.19", 2),
        ("6.1.3.1", "5.2.19", 1), ("main", "main", 2), ("5.2.19", "6.1.3", 2),
    ],
)  # fmt: skip
def test_a_tag_is_of_its_version(first, second, count, tmp_path):
    assert len(found(TAG, tmp_path, tags(first, second))) == count


def test_a_release_that_two_sources_pin_has_one_hash(tmp_path):
    change = {"data/sources/flask-changes.yml": VALID["data/sources/flask.yml"]}
    assert found("release-has-a-hash-of-its-own", tmp_path, change) == []


def test_a_package_is_the_same_however_its_name_is_spelled(tmp_path):
    flask = VALID["data/sources/flask.yml"]
    release = {**flask["releases"][0], "released": datetime.date(2026, 2, 20)}
    change = {
        "data/sources/flask.yml": {"package": "Flask_X"},
        "data/sources/flask-changes.yml": {**flask, "package": "flask.x", "releases": [release]},
    }
    assert found("release-has-a-hash-of-its-own", tmp_path, change) == [
        "flask-x 3.1.3 is pinned otherwise at data/sources/flask-changes.yml:7; pin it the same way"
    ]
