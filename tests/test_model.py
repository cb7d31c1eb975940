"""What records know beyond their fields: versions that compare, pairs, and the things that are found by their id."""

import datetime
from dataclasses import replace

import pytest
from pydantic import ValidationError

from macros import addresses
from macros.model import (
    Absence,
    Advice,
    Code,
    Docs,
    EvidenceRecord,
    Finding,
    Pair,
    Problem,
    Record,
    Where,
    citation,
    holds_in,
    ordered,
)
from tests.tree import compared

ORM = "data/criteria/data/orm.yml"


def test_versions_compare_as_packages_do():
    versions = ["6.1", "10.0", "6.1rc1", "5.2.19", "6.1.post1"]
    assert sorted(versions, key=ordered) == ["5.2.19", "6.1rc1", "6.1", "6.1.post1", "10.0"]
    assert ordered("6.0.0") == ordered("6.0")


@pytest.mark.parametrize(
    ("since", "until", "version", "holds"),
    [
        (None, None, "6.1.3", True),
        ("6.1.3", None, "6.1.3", True),
        ("6.1.4", None, "6.1.3", False),
        ("6.0", None, "6.0rc1", False),
        (None, "5.2", "5.2.19", True),
        (None, "5.2", "5.3", False),
        (None, "5.2.18", "5.2.19", False),
        (None, "5.2.19", "5.2.19", True),
        (None, "5.2", "6", False),
        (None, "5.0", "5", True),
        (None, "5.0.1", "5.0", True),
        ("5.2", "6.0", "6.0.9", True),
        ("5.2", "6.0", "6.1", False),
        ("5.2", "6.0", "5.1", False),
    ],
)
def test_bounds_admit_whole_series(since, until, version, holds):
    assert holds_in(since, until, version) is holds


def test_places_and_problems_sort_in_the_order_of_files_and_lines():
    places = [Where("b", 1), Where("a", 10), Where("a", 9), Where("a")]
    assert [str(place) for place in sorted(places)] == ["a:1", "a:9", "a:10", "b:1"]
    assert str(Problem(Where("a", 2), "a-rule", "change it")) == "a:2: a-rule: change it"


def test_a_record_that_was_read_from_no_file_says_so():
    assert Record().where == Where("?", 1)
    assert Advice(then="Take it.", claims=("a",)).at_key("when") == Where("?", 1)


def test_the_line_of_a_key_that_no_such_record_has_is_an_error():
    with pytest.raises(AttributeError, match=r"^Advice has no key 'wen'$"):
        Advice(then="Take it.", claims=("a",)).at_key("wen")


def test_a_record_does_not_change():
    advice = Advice(then="Take it.", claims=("a",))
    with pytest.raises(ValidationError, match="frozen"):
        advice.then = "Leave it."  # type: ignore[misc]


def test_a_line_of_advice_is_one_text_with_its_situation():
    assert str(Advice(then="Take it.", claims=("a",))) == "Take it."
    assert str(Advice(when="With one", then="Take it.", claims=("a",))) == "With one: Take it."


def test_what_has_no_such_id_is_an_error(tmp_path):
    comparison = compared(tmp_path)
    assert comparison.chooser.question("data").why == "An ORM serves tables."
    assert comparison.chooser.outcome("flask").title == "The smaller one"
    assert comparison.sources["django"].release("5.2.19").tag == "5.2.19"
    for find in (comparison.chooser.question, comparison.chooser.outcome, comparison.sources["django"].release):
        with pytest.raises(KeyError, match="none"):
            find("none")


def test_pairs_are_the_newest_of_each_then_each_older_one_beside_the_newest(tmp_path):
    older = [{}, {}, {"version": "10.0", "released": datetime.date(2026, 1, 1), "sha256": "0" * 64}]
    flask = [{}, {"version": "3.0.3", "released": datetime.date(2026, 1, 1), "sha256": "0" * 64}]
    change = {"data/sources/django.yml": {"releases": older}, "data/sources/flask.yml": {"releases": flask}}
    pairs = compared(tmp_path, change).pairs()
    assert [pair.name for pair in pairs] == [
        "django-10.0+flask-3.1.3",
        "django-10.0+flask-3.0.3",
        "django-6.1.3+flask-3.1.3",
        "django-5.2.19+flask-3.1.3",
    ]
    assert pairs[1].version("flask") == "3.0.3"
    assert Pair((("flask", "3"), ("django", "6"))) == Pair((("flask", "3"), ("django", "6")))


def test_what_was_found_is_told_for_the_versions_in_which_a_claim_holds(tmp_path):
    change = {ORM: {"frameworks": {"django": {"claims": [{"id": "django-ships-an-orm", "since": "6.0"}]}}}}
    comparison = compared(tmp_path, change)
    placed = comparison.claims["django-ships-an-orm"]
    (item,) = placed.claim.evidence
    assert isinstance(item, Docs)
    assert comparison.recorded(item, placed) == {"6.1.3": None}
    both = {"6.1.3": Finding(file="a", line=1), "5.2.19": Finding(file="a", line=1)}
    evidence_record = EvidenceRecord(checked=datetime.date(2026, 1, 1), findings={citation(item): both})
    assert replace(comparison, evidence_record=evidence_record).recorded(item, placed) == {"6.1.3": both["6.1.3"]}


def test_the_name_of_a_citation_has_every_field_that_is_given(tmp_path):
    evidence = [{"code": "django", "file": "a.py", "symbol": "A.b"}]
    change = {ORM: {"frameworks": {"django": {"claims": [{"evidence": evidence}]}}}}
    flask, django = (placed.claim.evidence[0] for placed in compared(tmp_path, change).placed_claims())
    assert isinstance(flask, Absence)
    assert isinstance(django, Code)
    assert citation(flask) == "absence: flask | pattern: \\bORM\\b | folder: src/flask | finds: an ORM here"
    assert citation(django) == "code: django | file: a.py | symbol: A.b"


def test_a_page_and_its_anchor_are_told_apart(tmp_path):
    for at, page, anchor in (("a/b#c", "a/b", "c"), ("a/b", "a/b", "")):
        change = {ORM: {"frameworks": {"django": {"claims": [{"evidence": [{"at": at}]}]}}}}
        docs = compared(tmp_path / page / anchor, change).claims["django-ships-an-orm"].claim.evidence[0]
        assert isinstance(docs, Docs)
        assert (docs.page, docs.anchor) == (page, anchor)


def test_an_assertion_names_the_claims_of_both_sides(tmp_path):
    sides = {"id": "flask-has-no-orm", "contradicted_by": ["django-ships-an-orm"]}
    article = compared(tmp_path, {"data/articles/example.yml": {"assertions": [sides]}}).articles["example"]
    assert article.assertions[0].claims == ("flask-ships-no-orm", "django-ships-an-orm")


def test_every_address_is_the_published_one():
    assert [addresses.HOME, addresses.SOURCES, addresses.CHOOSE, addresses.GLOSSARY, addresses.EXPORTS] == [
        "./", "sources/", "choose/", "glossary/", "api/v1/",
    ]  # fmt: skip
    assert [make("a") for make in (addresses.topic, addresses.source, addresses.article, addresses.question)] == [
        "compare/a/", "sources/#a", "articles/a/", "choose/tree/#q-a",
    ]  # fmt: skip
    assert [make("a") for make in (addresses.outcome, addresses.choice, addresses.term, addresses.export)] == [
        "choose/outcomes/#o-a", "./#a", "glossary/#a", "api/v1/a",
    ]  # fmt: skip
    assert addresses.in_chooser("choose/tree/#q-a") == "choose/#q-a"
    assert addresses.criterion("a", "b") == "compare/a/#b"
    assert addresses.assertion("a", "b") == "articles/a/#b"
    assert addresses.page_file("compare/a/") == "compare/a.md"
    assert addresses.anchor("compare/a/#b") == "#b"
