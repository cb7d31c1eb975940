"""Which citations are looked up in which versions, and what no version can be found for."""

from __future__ import annotations

from dataclasses import replace

import pytest

from macros.evidence import Result, UnknownClaim, check
from macros.model import Docs, Metadata, Probe, Source, Term

from .package import OTHER, PACKAGE, docs, look
from .parts import Shelf, claim


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


def test_a_result_is_a_value(shelf: Shelf, django: Source) -> None:
    results = check(shelf.comparison(claim(docs("ref/databases#databases", "are these five"))), shelf.releases())
    assert all(isinstance(result, Result) for result in results)
    with pytest.raises(AttributeError):
        results[0].version = "1"  # type: ignore[misc]
