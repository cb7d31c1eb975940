"""Rules about addresses: one thing each, and kept for ever."""

import subprocess

import pytest

from macros import anchors, rules
from macros.load import BaseError, load, read_base
from tests.test_rules import found
from tests.tree import VALID, compared, write

ONE, APART = "address-belongs-to-one-thing", "ids-are-told-apart-at-sight"
REDIRECT, LOST = "redirect-leads-from-what-is-gone-to-what-is-there", "published-address-leads-somewhere"
LINKS = "data/permalinks.txt"


def moved(**lines):
    return {"data/redirects.yml": {"moved": lines}}


def test_the_anchors_of_pages_in_docs_are_those_that_the_builder_makes(tmp_path):
    text = "# A title: of `words`\n\n## Own { #own-id }\n\nText # not one\n\n### Ünder_scored - things\n"
    write(tmp_path, {"docs/index.md": "# Home\n", "docs/articles/index.md": "# All\n", "docs/a/b.md": text})
    pages = load(tmp_path).pages
    assert pages == {
        "./": {"home"},
        "articles/": {"all"},
        "a/b/": {"a-title-of-words", "own-id", "under_scored-things"},
    }


def test_what_data_publishes_is_known_before_the_site_is_built(tmp_path):
    live = anchors.live(compared(tmp_path, {"docs/sources.md": "# Sources"}))
    assert {
        "compare/data/", "compare/data/#orm", "compare/data/#django-ships-an-orm", "compare/data/#data",
        "articles/example/",
        "articles/example/#flask-has-no-orm", "sources/", "sources/#sources", "sources/#flask", "glossary/#orm",
        "choose/#q-kind", "choose/#o-django", "./#choose-flask",
    } <= live  # fmt: skip


@pytest.mark.parametrize("id", ["index", "taken"])
def test_an_article_does_not_take_the_page_of_another(id, tmp_path):
    change = {f"data/articles/{id}.yml": VALID["data/articles/example.yml"], "docs/articles/taken.md": "# Taken"}
    assert len(found(ONE, tmp_path, change)) == 1


@pytest.mark.parametrize("id", ["section-1", "tip-orm", "fd-filter", "flask-against-django"])
def test_a_statement_does_not_take_what_its_page_has(id, tmp_path):
    change = {"data/articles/example.yml": {"assertions": [{"id": id}]}}
    assert len(found(ONE, tmp_path, change)) == 1


def test_a_choice_does_not_take_the_title_of_a_part_of_the_first_page(tmp_path):
    assert len(found(ONE, tmp_path, {"data/home.yml": {"choices": [{"id": "answer-title"}]}})) == 1


def test_a_source_does_not_take_the_heading_of_a_kind(tmp_path):
    change = {"data/sources/kind-package.yml": VALID["data/sources/flask.yml"]}
    assert len(found(ONE, tmp_path, change)) == 1


def test_a_criterion_may_be_named_as_its_topic(tmp_path):
    change = {
        "data/criteria/data/data.yml": VALID["data/criteria/data/orm.yml"],
        "data/topics.yml": {"data": {"criteria": ["orm", "data"]}},
    }
    assert found(ONE, tmp_path, change) == []


@pytest.mark.parametrize(
    ("one", "other", "count"),
    [("flask", "f1ask", 1), ("flask", "fl-ask", 1), ("flask-1", "flask1", 1), ("flask-1-x", "flask-1x", 1),
     ("part-1-10", "part-11-0", 0), ("flask", "flasks", 0)],
)  # fmt: skip
def test_ids_that_look_alike_are_told(one, other, count, tmp_path):
    source = VALID["data/sources/flask.yml"]
    assert len(found(APART, tmp_path, {f"data/sources/{id}.yml": source for id in (one, other)})) == count


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("compare/data/#old", "compare/data/#orm", None),
        ("compare/data/#old", "sources/", None),
        ("compare/data/#old", "sources/#sources", None),
        ("compare/data/", "sources/", "exists"),
        ("sources/", "compare/data/", "exists"),
        ("sources/#flask", "sources/#django", "exists"),
        ("compare/data/#older", "compare/data/#orm", "was never published"),
        ("compare/data/#old", "compare/data/#0rm", "leads to `compare/data/#0rm`, which does not exist"),
        ("compare/data/#old", "method/", "leads to `method/`, which does not exist"),
    ],
)
def test_a_redirect_leads_from_the_gone_to_the_living(old, new, told, tmp_path):
    change = {**moved(**{old: new}), "docs/sources.md": "# Sources"}
    change[LINKS] = "compare/data/\ncompare/data/#orm\nsources/\nsources/#flask\ncompare/data/#old\n"
    texts = found(REDIRECT, tmp_path, change)
    assert [told in text for text in texts] == ([True] if told else [])


def test_a_redirect_is_told_at_its_own_line(tmp_path):
    change = moved(**{"old/": "compare/data/", "older/": "compare/gone/"})
    (problem,) = rules.check(compared(tmp_path, change))
    assert str(problem.where) == "data/redirects.yml:3"


def lost(root, lines, **more):
    return found(LOST, root, {LINKS: "\n".join(("// Listed.", *lines)) + "\n", "docs/index.md": "# Home", **more})


def add(line):
    return (
        f"`{line.partition(':')[0]}` was published and is gone; under `moved` in data/redirects.yml add the line "
        f"`{line}`, or name another place where its content is now"
    )


@pytest.mark.parametrize(
    ("lines", "line"),
    [
        (["compare/data/#django-has-an-orm", "compare/data/#flask-ships-no-orm", "compare/data/#orm"],
         "compare/data/#django-has-an-orm: compare/data/#django-ships-an-orm"),
        (["compare/data/#django-has-an-orm", "compare/data/#flask-ships-no-orm", "compare/data/#orm",
          "compare/data/#django-ships-an-orm"], "compare/data/#django-has-an-orm: compare/data/"),
        (["compare/old/#orm", "compare/data/#flask-ships-no-orm"], "compare/old/#orm: compare/data/#orm"),
        (["compare/old/", "compare/old/#orm"], "compare/old/: compare/data/"),
        (["method/", "articles/example/", "compare/data/"], "method/: ./"),
    ],
)  # fmt: skip
def test_a_published_address_that_is_gone_is_told_with_the_line_to_write(lines, line, tmp_path):
    assert lost(tmp_path, lines) == [add(line)]


def test_a_published_address_that_is_there_or_moved_is_let_through(tmp_path):
    lines = ["./", "compare/data/", "compare/data/#orm", "old/", "old/#orm", "compare/data/#gone", "api/v1/claims.csv"]
    lines += ["old/#moved"]
    change = moved(**{"old/": "compare/data/", "compare/data/#gone": "compare/data/#orm", "old/#moved": "./"})
    assert lost(tmp_path, lines, **change) == []


def test_an_anchor_goes_along_with_its_page_only_where_it_arrives(tmp_path):
    assert lost(tmp_path, ["old/", "old/#gone"], **moved(**{"old/": "compare/data/"})) == [
        add("old/#gone: compare/data/")
    ]


def test_a_base_is_a_folder_or_a_revision(tmp_path):
    root = write(tmp_path / "project", {LINKS: "./\n"})
    for command in (
        ["init", "--quiet"],
        ["add", "."],
        ["-c", "user.name=a", "-c", "user.email=a@b", "commit", "-qm", "a"],
    ):
        subprocess.run(["git", "-C", root, *command], check=True)
    write(root, {LINKS: "compare/data/\n", "data/topics.yml": {"data": {"title": "Tables"}}})
    before, problems = read_base("HEAD", root)
    assert ([*before.permalinks], before.topics["data"].title, problems) == (["./"], "Data", [])
    now, problems = read_base(str(root), tmp_path)
    assert ([*now.permalinks], now.topics["data"].title, problems) == (["compare/data/"], "Tables", [])
    for base in ("HEAD^", "--help", str(tmp_path)):
        with pytest.raises(BaseError):
            read_base(base, root)


def test_a_base_can_be_without_probes_and_a_folder_inside_a_repository(tmp_path):
    root = write(tmp_path / "inside", {LINKS: "./\n"})
    for command in (
        ["init", "--quiet", tmp_path],
        ["-C", tmp_path, "add", "."],
        ["-C", tmp_path, "-c", "user.name=a", "-c", "user.email=a@b", "commit", "-qm", "a"],
    ):
        subprocess.run(["git", *command], check=True)
    before, problems = read_base("HEAD", root)
    assert (len(before.claims), problems) == (2, [])
