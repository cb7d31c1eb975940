from __future__ import annotations

import datetime
from dataclasses import replace
from unittest.mock import Mock

import pytest

from macros.evidence import Result, UnknownClaim, check, record, restructured, stale
from macros.model import Absence, Code, Docs, EvidenceRecord, Finding, Metadata, Probe, Source, Term

from .parts import Shelf, claim

DATABASES = """\
.. _the-databases:

=========
Databases
=========

Django's "officially" supported databases
are these five.

.. _more notes:

Notes
=====

The same words stand here. And the same
words stand here.

PostgreSQL notes
----------------

A phrase of the deeper section.

Notes
=====

See :ref:`more notes` and :doc:`/ref/other`.
"""
OTHER = "Other page\n==========\n\nWords that only this page has.\n"
CODE = '''\
class QuerySet:
    def select_related(self, *fields):
        """Follow foreign
        keys."""
        return self  # the same one
'''
PACKAGE: dict[str, str | bytes] = {
    "docs/ref/databases.rst": DATABASES,
    "docs/ref/other.rst": OTHER,
    "django/db/query.py": CODE,
    "django/broken.py": "def",
    "django/logo.png": b"\0",
    "images/logo.png": b"\0",
}
METADATA = "Requires-Python: >=3.12\nRequires-Dist: asgiref<4,>=3.9.1\nRequires-Dist: sqlparse>=0.5.0"


@pytest.fixture
def django(shelf: Shelf) -> Source:
    return shelf.add("django", {"6.1.3": PACKAGE, "5.2.19": PACKAGE}, metadata=METADATA)


def look(shelf: Shelf, evidence: Docs | Code | Metadata | Absence, **bounds: str) -> Finding:
    """What is found in the newest release."""
    return check(shelf.comparison(claim(evidence, **bounds)), shelf.releases())[0].finding


def docs(at: str, phrase: str) -> Docs:
    return Docs(docs="django", at=at, phrase=phrase)


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
        (
            Code(code="django", file="django/db/query.py", symbol="QuerySet.select_related"),
            Finding(file="django/db/query.py", line=2, end=5),
        ),
        (
            Code(code="django", file="django/db/query.py", symbol="QuerySet", phrase="Follow foreign keys"),
            Finding(file="django/db/query.py", line=3, end=4, text="Follow foreign keys"),
        ),
        (
            Code(
                code="django", file="django/db/query.py", symbol="QuerySet.select_related", phrase="Follow foreign keys"
            ),
            Finding(file="django/db/query.py", line=3, end=4, text="Follow foreign keys"),
        ),
        (
            Metadata(metadata="django", field="requires-dist", value="asgiref >=3.9.1, <4"),
            Finding(file="PKG-INFO", line=5, end=5, text="asgiref<4,>=3.9.1"),
        ),
        (
            Absence(absence="django", pattern=r"^import jinja", folder="django", finds="import jinja2"),
            Finding(file="django"),
        ),
        (
            Absence(absence="django", pattern="jinja", folder="django/db/query.py", finds="jinja2"),
            Finding(file="django/db/query.py"),
        ),
    ],
)
def test_what_is_there_is_found(
    shelf: Shelf, django: Source, evidence: Docs | Code | Metadata | Absence, finding: Finding
) -> None:
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
            'it stands in "#postgresql-notes" of this page',
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
            'it stands in "#postgresql-notes" of this page',
        ),
        (
            docs("ref/databases#notes", "supported databases are these"),
            'the phrase "supported databases are these" is not in ref/databases#notes of Django 6.1.3; '
            'it stands in "#databases" of this page',
        ),
        (
            docs("ref/databases#databases", "only this page has"),
            'the phrase "only this page has" is not in ref/databases#databases of Django 6.1.3; '
            'it stands in "ref/other#other-page"',
        ),
        (
            docs("ref/databases#notes", "same words stand here"),
            'the phrase "same words stand here" stands 2 times in ref/databases#notes of Django 6.1.3 (lines 15, 15); '
            "cite words that stand there once",
        ),
        (
            docs("ref/databases#databases", "…"),
            'the phrase "…" is not in ref/databases#databases of Django 6.1.3',
        ),
        (
            Code(code="django", file="django/query.py", symbol="QuerySet"),
            'no file "django/query.py" in Django 6.1.3; nearest: "django/db/query.py"',
        ),
        (
            Code(code="django", file="django/db/query.py", symbol="QuerySet.select_relate"),
            'no symbol "QuerySet.select_relate" is defined in django/db/query.py of Django 6.1.3; '
            'nearest: "QuerySet.select_related"',
        ),
        (
            Code(code="django", file="django/broken.py", symbol="x"),
            "django/broken.py of Django 6.1.3 can't be read as Python: invalid syntax (<unknown>, line 1)",
        ),
        (
            Code(code="django", file="django/db/query.py", symbol="QuerySet", phrase="Follows foreign keys"),
            'the phrase "Follows foreign keys" is not in QuerySet (django/db/query.py:1-5) of Django 6.1.3; '
            'nearest there: "Follow foreign keys."',
        ),
        (
            Metadata(metadata="django", field="Requires-Dist", value="asgiref>=3"),
            'Requires-Dist of Django 6.1.3 is not "asgiref>=3"; it is: "asgiref<4,>=3.9.1", "sqlparse>=0.5.0"',
        ),
        (
            Metadata(metadata="django", field="requires-python", value=">=3.13"),
            'Requires-Python of Django 6.1.3 is not ">=3.13"; it is: ">=3.12"',
        ),
        (
            Metadata(metadata="django", field="Require-Python", value=">=3.12"),
            'no field "Require-Python" in the metadata of Django 6.1.3; nearest: "Requires-Python"',
        ),
        (
            Absence(absence="django", pattern="return self", folder="django", finds="return self"),
            'the pattern "return self" stands in django/db/query.py:5 of Django 6.1.3: "return self # the same one"',
        ),
        (
            Absence(absence="django", pattern="jinja", folder="django", finds="Jinja"),
            'the pattern "jinja" does not meet "Jinja", which `finds` says it would',
        ),
        (
            Absence(absence="django", pattern="jinja", folder="djang", finds="jinja"),
            'no folder or text file "djang" in Django 6.1.3; nearest: "django"',
        ),
        (
            Absence(absence="django", pattern="jinja", folder="images", finds="jinja"),
            'the folder "images" of Django 6.1.3 has no text file to look in',
        ),
        (
            Absence(absence="django", pattern="jinja", folder="images/logo.png", finds="jinja"),
            'no folder or text file "images/logo.png" in Django 6.1.3; nearest: "images"',
        ),
    ],
)
def test_what_is_not_there_is_told_with_what_to_do(
    shelf: Shelf, django: Source, evidence: Docs | Code | Metadata | Absence, problem: str
) -> None:
    found = look(shelf, evidence)
    assert found.problem == problem
    assert not found.found


def test_of_several_definitions_the_one_with_a_body_is_shown(shelf: Shelf) -> None:
    code = "@overload\ndef go(x: int): ...\n@overload\ndef go(x: str): ...\n"
    code += "def go(x):\n    # does it\n    # all\n    return x\n"
    shelf.add("django", {"6.1.3": {"go.py": code}})
    assert look(shelf, Code(code="django", file="go.py", symbol="go")) == Finding(file="go.py", line=5, end=8)
    finding = look(shelf, Code(code="django", file="go.py", symbol="go", phrase="x: int"))
    assert finding == Finding(file="go.py", line=2, end=2, text="x: int")


def test_a_hit_where_nothing_should_be_has_its_line(shelf: Shelf, django: Source) -> None:
    finding = look(shelf, Absence(absence="django", pattern="class Q", folder="django", finds="class Query"))
    assert (finding.file, finding.line, finding.end) == ("django/db/query.py", 1, 1)


def test_a_folder_may_end_with_a_slash(shelf: Shelf) -> None:
    shelf.add("django", {"6.1.3": {"docsX/a.txt": "words"}})
    assert look(shelf, Absence(absence="django", pattern="x", folder="docsX/", finds="x")) == Finding(file="docsX")


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
        'the phrase "Some words here" stands 2 times in a#title of Django 6.1.3 (lines 4, 7); '
        "cite words that stand there once"
    )
    assert look(shelf, docs("a#title", "More words")).problem == (
        'the phrase "More words" is not in a#title of Django 6.1.3; nearest there: "Some words"; '
        'it stands in "#other" and "#third" of this page'
    )


def test_two_other_pages_are_suggested_at_most(shelf: Shelf) -> None:
    page = "Title\n=====\n\n.. _a-longer-label:\n\nWords that\nstand here.\n"
    shelf.add("django", {"6.1.3": {**{f"docs/{name}.rst": page for name in "cbad"}, "docs/e.rst": OTHER}})
    assert look(shelf, docs("e", "words that stand")).problem == (
        'the phrase "words that stand" is not in e of Django 6.1.3; nearest there: "Words that only"'
    )
    assert look(shelf, docs("e", "Words that stand here")).problem == (
        'the phrase "Words that stand here" is not in e of Django 6.1.3; nearest there: "Words that only this"; '
        'it stands in "a#title" and "b#title"'
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
        'the phrase "Words that stand here" is not in a#title of Django 6.1.3; '
        'it stands at the top of the page: cite "a"'
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


def test_every_version_within_the_bounds_is_looked_up_newest_first(shelf: Shelf, django: Source) -> None:
    evidence = docs("ref/databases#databases", "supported databases are these five")
    comparison = shelf.comparison(
        claim(evidence), claim(evidence, id="b", since="6.0"), claim(evidence, id="c", until="5.2")
    )
    results = check(comparison, shelf.releases())
    assert [(result.id, result.version) for result in results] == [
        ("a", "6.1.3"), ("a", "5.2.19"), ("b", "6.1.3"), ("c", "5.2.19"),
    ]  # fmt: skip
    assert all(result.finding.found for result in results)


def test_versions_may_differ(shelf: Shelf) -> None:
    shelf.add("django", {"6.1.3": PACKAGE, "5.2.19": {**PACKAGE, "docs/ref/databases.rst": OTHER}})
    results = check(shelf.comparison(claim(docs("ref/databases#postgresql-notes", "of the deeper"))), shelf.releases())
    assert [result.finding.problem for result in results] == [
        None,
        'no section "#postgresql-notes" on page ref/databases of Django 5.2.19',
    ]


@pytest.mark.parametrize(
    ("bounds", "told"), [({"since": "7.0"}, "since 7.0"), ({"since": "5.3", "until": "6.0"}, "since 5.3, until 6.0")]
)
def test_bounds_that_leave_no_version_are_a_problem(
    shelf: Shelf, django: Source, bounds: dict[str, str], told: str
) -> None:
    results = check(shelf.comparison(claim(docs("ref/databases", "any words"), **bounds)), shelf.releases())
    assert [(result.version, result.finding.problem) for result in results] == [
        ("", f"no pinned version of Django is within the claim's bounds ({told}); pinned: 6.1.3, 5.2.19")
    ]


def test_a_source_without_releases_or_docs_or_at_all_is_a_problem(shelf: Shelf, django: Source) -> None:
    shelf.add("empty", {})
    shelf.add("undocumented", {"1.0": {}}, docs=None)
    shelf.sources["unpackaged"] = shelf.sources["undocumented"].model_copy(update={"id": "unpackaged", "package": None})
    sources = ("empty", "undocumented", "unpackaged", "djago")
    evidence = [Docs(docs=source, at="index", phrase="any words") for source in sources]
    results = check(shelf.comparison(claim(*evidence)), shelf.releases())
    assert [result.finding.problem for result in results] == [
        "data/sources/empty.yml pins no release to look in; add one under `releases`",
        "data/sources/undocumented.yml does not say where its documentation is; add `docs`",
        "Undocumented names no `package` in data/sources/unpackaged.yml",
        'no source "djago" in data/sources/; nearest: "django"',
    ]


def test_a_release_that_can_not_be_had_is_a_problem_of_each_citation(shelf: Shelf, django: Source) -> None:
    shelf.add("missing", {"1.0": {}}, have=False)
    missing = [Metadata(metadata="missing", field=field, value="x") for field in ("Name", "Version")]
    there = Metadata(metadata="django", field="Requires-Python", value=">=3.12")
    results = check(shelf.comparison(claim(*missing, there)), shelf.releases())
    assert [result.finding.problem for result in results] == [
        *["Missing 1.0 could not be downloaded; pip says: no such thing"] * 2,
        None,
        None,
    ]


def test_one_claim_can_be_asked_for(shelf: Shelf, django: Source) -> None:
    evidence = docs("ref/databases#databases", "supported databases are these five")
    comparison = shelf.comparison(claim(evidence), claim(evidence, id="b"))
    assert {result.id for result in check(comparison, shelf.releases(), only="b")} == {"b"}
    with pytest.raises(UnknownClaim, match=r'^there is no claim "c"$'):
        check(comparison, shelf.releases(), only="c")


def test_progress_is_told_after_each_hundred(shelf: Shelf, django: Source) -> None:
    every = [Metadata(metadata="django", field="Name", value=f"Name {number}") for number in range(101)]
    told: list[str] = []
    check(shelf.comparison(claim(*every)), shelf.releases(), progress=told.append)
    assert told == ["looked up 100 of 202 citations", "looked up 200 of 202 citations"]


def test_terms_of_the_glossary_are_looked_up_in_every_release(shelf: Shelf, django: Source) -> None:
    words = docs("ref/databases#databases", "supported databases are these five")
    terms = {
        "orm": Term(id="orm", term="ORM", says="S.", docs=words),
        "web": Term(id="web", term="Web", says="S.", url="https://a.example/"),
    }
    comparison = replace(shelf.comparison(claim(words, since="6.0")), glossary=terms)
    found = check(comparison, shelf.releases())
    assert [(each.id, each.version, each.finding.line) for each in found] == [
        ("a", "6.1.3", 7), ("orm", "6.1.3", 7), ("orm", "5.2.19", 7),
    ]  # fmt: skip
    assert [each.id for each in check(comparison, shelf.releases(), only="a")] == ["a"]


def test_what_a_machine_can_not_look_up_is_left_to_others(shelf: Shelf, django: Source) -> None:
    assert check(shelf.comparison(claim(Probe(probe="runs"))), shelf.releases()) == []
    assert shelf.index.asked == []


def test_only_releases_that_are_cited_are_downloaded(shelf: Shelf, django: Source) -> None:
    shelf.add("flask", {"3.1.3": {}})
    look(shelf, docs("ref/databases", "any words"), since="6.0")
    assert shelf.index.asked == [("Django", "6.1.3")]


def test_a_page_is_read_once(shelf: Shelf, django: Source, monkeypatch: pytest.MonkeyPatch) -> None:
    read = Mock(wraps=restructured.read)
    monkeypatch.setattr(restructured, "read", read)
    evidence = [docs("ref/databases#databases", words) for words in ("supported databases", "are these five")]
    check(shelf.comparison(claim(*evidence, since="6.0")), shelf.releases())
    assert read.call_count == 1


def test_the_record_does_not_depend_on_the_order_of_the_claims(shelf: Shelf, django: Source) -> None:
    day = datetime.date(2026, 11, 21)
    first = docs("ref/databases#databases", "are these five")
    second = Code(code="django", file="django/db/query.py", symbol="QuerySet")
    one = record(check(shelf.comparison(claim(first, second)), shelf.releases()), day)
    other = record(check(shelf.comparison(claim(second), claim(first, id="b")), shelf.releases()), day)
    assert one.model_dump_json() == other.model_dump_json()
    assert one.checked == day
    assert list(one.findings) == [
        "code: django | file: django/db/query.py | symbol: QuerySet",
        "docs: django | at: ref/databases#databases | phrase: are these five",
    ]
    assert one.findings["code: django | file: django/db/query.py | symbol: QuerySet"]["5.2.19"].line == 1


def test_a_record_that_no_longer_fits_is_told(shelf: Shelf, django: Source) -> None:
    results = check(shelf.comparison(claim(docs("ref/databases#databases", "are these five"))), shelf.releases())
    recorded = record(results, datetime.date(2026, 11, 21))
    assert list(stale(results, recorded)) == []
    name = "docs: django | at: ref/databases#databases | phrase: are these five"
    old = EvidenceRecord(
        checked=recorded.checked,
        findings={"gone": {"1.0": Finding()}, name: {"6.1.3": Finding(file="elsewhere", line=1, end=1)}},
    )
    assert [str(each) for each in stale(results, old)] == [
        f"{name}: 5.2.19: is not recorded",
        f"{name}: 6.1.3: was recorded otherwise",
        "gone: 1.0: is recorded but no longer cited",
    ]


def test_a_result_is_a_value(shelf: Shelf, django: Source) -> None:
    results = check(shelf.comparison(claim(docs("ref/databases#databases", "are these five"))), shelf.releases())
    assert all(isinstance(result, Result) for result in results)
    with pytest.raises(AttributeError):
        results[0].version = "1"  # type: ignore[misc]
