"""A phrase in a section of the documentation: where it is, or where it is instead."""

from __future__ import annotations

import pytest

from macros.model import Docs, Finding, Source

from .package import DATABASES, OTHER, PACKAGE, docs, look
from .parts import Shelf


@pytest.mark.parametrize(
    ("evidence", "finding"),
    [
        (
            docs("ref/databases", 'Django\'s "officially" supported databases are'),
            Finding(file="docs/ref/databases.rst", line=7, end=8, text="Django’s “officially” supported databases are"),
        ),
        (
            docs("ref/databases#the-databases", "supported databases are these five"),
            Finding(file="docs/ref/databases.rst", line=7, end=8, text="supported databases are these five"),
        ),
        (
            docs("ref/databases#postgresql-notes", "phrase of the deeper section"),
            Finding(file="docs/ref/databases.rst", line=21, end=21, text="phrase of the deeper section"),
        ),
    ],
)
def test_a_phrase_that_is_there_is_found(shelf: Shelf, django: Source, evidence: Docs, finding: Finding) -> None:
    assert look(shelf, evidence) == finding


@pytest.mark.parametrize(
    ("evidence", "problem"),
    [
        (
            docs("ref/dbs", "any words here"),
            'no page "ref/dbs" in Django 6.1.3; nearest: "ref/databases"',
        ),
        (
            docs("ref/databases#database", "any words here"),
            'no section "#database" on page ref/databases of Django 6.1.3; nearest: "#databases"',
        ),
        (
            docs("ref/databases#note", "of the deeper section"),
            'no section "#note" on page ref/databases of Django 6.1.3; nearest: "#notes"; '
            'it is in "#postgresql-notes" of this page',
        ),
        (
            docs("ref/databases#id1", "any words here"),
            '"#id1" is a counted anchor, which moves when the page changes; cite a named one',
        ),
        (
            docs("ref/databases#databases", "officially supports databases"),
            'the phrase "officially supports databases" is not in ref/databases#databases of Django 6.1.3; '
            'nearest there: "“officially” supported databases"',
        ),
        (
            docs("ref/databases#databases", "supported database"),
            'the phrase "supported database" is not in ref/databases#databases of Django 6.1.3; '
            'nearest there: "supported databases"',
        ),
        (
            docs("ref/databases#databases", "these five. The same words"),
            'the phrase "these five. The same words" is not in ref/databases#databases of Django 6.1.3',
        ),
        (
            docs("ref/databases#notes", "A phrase of the deeper section"),
            'the phrase "A phrase of the deeper section" is not in ref/databases#notes of Django 6.1.3; '
            'it is in "#postgresql-notes" of this page',
        ),
        (
            docs("ref/databases#notes", "supported databases are these"),
            'the phrase "supported databases are these" is not in ref/databases#notes of Django 6.1.3; '
            'it is in "#databases" of this page',
        ),
        (
            docs("ref/databases#databases", "only this page has"),
            'the phrase "only this page has" is not in ref/databases#databases of Django 6.1.3; '
            'it is in "ref/other#other-page"',
        ),
        (
            docs("ref/databases#notes", "same words stand here"),
            'the phrase "same words stand here" occurs 2 times in ref/databases#notes of Django 6.1.3 (lines 15, 15); '
            "cite words that occur there once",
        ),
        (
            docs("ref/databases#databases", "…"),
            'the phrase "…" is not in ref/databases#databases of Django 6.1.3',
        ),
    ],
)
def test_a_phrase_that_is_not_there_is_reported_with_what_to_do(
    shelf: Shelf, django: Source, evidence: Docs, problem: str
) -> None:
    found = look(shelf, evidence)
    assert found.problem == problem
    assert not found.found


def test_the_titles_of_references_are_part_of_a_phrase(shelf: Shelf) -> None:
    shelf.add(
        "django",
        {
            "6.1.3": {
                **PACKAGE,
                "docs/ref/databases.rst": DATABASES.replace("\nNotes\n=====\n\nSee", "\nLast\n====\n\nSee"),
            }
        },
    )
    assert look(shelf, docs("ref/databases#last", "See Notes and Other page")).text == "See Notes and Other page"


def test_all_places_on_the_page_are_told_where_a_phrase_begins(shelf: Shelf) -> None:
    twice = "Title\n=====\n\nSome words\nhere.\n\nSome words\nhere.\n\n"
    other = "Other\n-----\n\nMore words.\n\nThird\n-----\n\nMore words.\n"
    shelf.add("django", {"6.1.3": {"docs/a.rst": twice + other}})
    assert look(shelf, docs("a#title", "Some words here")).problem == (
        'the phrase "Some words here" occurs 2 times in a#title of Django 6.1.3 (lines 4, 7); '
        "cite words that occur there once"
    )
    assert look(shelf, docs("a#title", "More words")).problem == (
        'the phrase "More words" is not in a#title of Django 6.1.3; nearest there: "Some words"; '
        'it is in "#other" and "#third" of this page'
    )


def test_two_other_pages_are_suggested_at_most(shelf: Shelf) -> None:
    page = "Title\n=====\n\n.. _a-longer-label:\n\nWords that\nstand here.\n"
    shelf.add("django", {"6.1.3": {**{f"docs/{name}.rst": page for name in "cbad"}, "docs/e.rst": OTHER}})
    assert look(shelf, docs("e", "words that stand")).problem == (
        'the phrase "words that stand" is not in e of Django 6.1.3; nearest there: "Words that only"'
    )
    assert look(shelf, docs("e", "Words that stand here")).problem == (
        'the phrase "Words that stand here" is not in e of Django 6.1.3; nearest there: "Words that only this"; '
        'it is in "a#title" and "b#title"'
    )


def test_a_page_that_is_rough_or_unreadable_is_not_suggested(shelf: Shelf) -> None:
    deep = "Words that stand here.\n\n" + "\n\n".join(" " * depth + "* item" for depth in range(0, 1200, 2))
    pages = {"a": "Words that *stand*\n\nhere.", "b": deep, "c": "Words, that stand here.", "d": "Title\n=====\n"}
    shelf.add("django", {"6.1.3": {f"docs/{name}.rst": text for name, text in pages.items()}})
    assert look(shelf, docs("d#title", "Words that stand here")).problem == (
        'the phrase "Words that stand here" is not in d#title of Django 6.1.3'
    )
    problem = look(shelf, docs("b", "Words that stand here")).problem
    assert problem
    assert problem.startswith('page "b" of Django 6.1.3: docutils can\'t read it: maximum recursion')


def test_the_top_of_the_page_is_suggested_where_no_section_has_the_words(shelf: Shelf) -> None:
    shelf.add("django", {"6.1.3": {"docs/a.rst": "Words that stand here.\n\nTitle\n=====\n\nOthers.\n"}})
    assert look(shelf, docs("a#title", "Words that stand here")).problem == (
        'the phrase "Words that stand here" is not in a#title of Django 6.1.3; it is at the top of the page: cite "a"'
    )


def test_a_page_from_docstrings_sends_to_the_code(shelf: Shelf) -> None:
    shelf.add("django", {"6.1.3": {"docs/api.rst": "API\n===\n\n.. automodule:: django\n   :members:\n"}})
    assert look(shelf, docs("api#django.run", "runs it all")).problem == (
        'no section "#django.run" on page api of Django 6.1.3; nearest: "#module-django"; '
        "parts of this page come from docstrings: cite those with `code`, file and symbol"
    )


def test_a_readme_on_a_code_host_is_read_with_its_anchors(shelf: Shelf) -> None:
    readme = "# Django\n\nIt's small.\n\n## What's new?\n\nIt's \"fast\" now.\n"
    shelf.add("django", {"6.1.3": {"README.md": readme}}, docs="{page}.md", url="https://github.com/django/{page}.md")
    finding = look(shelf, docs("README#whats-new", "It’s “fast” now"))
    assert finding == Finding(file="README.md", line=7, end=7, text='It\'s "fast" now')
