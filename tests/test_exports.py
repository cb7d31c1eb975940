"""What is published as files: complete, valid against its own schema, harmless in a spreadsheet."""

import csv
import datetime
import io
import json
from dataclasses import replace
from functools import reduce
from operator import getitem

import jsonschema
import pytest

from macros import exports
from macros.load import load
from macros.model import KINDS, EvidenceRecord, Finding, Grade, Kind, Probe, SourceKind, Verdict, citation
from macros.views import Site
from tests.reviewed import WHOLE
from tests.small_task import DATA as TASK_DATA
from tests.tree import HERE, compared, laid_over

ORM = "data/criteria/data/orm.yml"


def read(comparison, name):
    return json.loads(exports.files(comparison)[f"api/v1/{name}"])


def claims_of(published):
    for topic in published["topics"]:
        for criterion in topic["criteria"]:
            for framework, answer in criterion["frameworks"].items():
                for claim in answer["claims"]:
                    yield framework, claim


def rows_of(comparison):
    return list(csv.DictReader(io.StringIO(exports.files(comparison)["api/v1/claims.csv"], newline="")))


def found(comparison):
    """With a record of Django's citation: found in one version, not in the other."""
    cited = citation(comparison.claims["django-ships-an-orm"].claim.evidence[0])
    findings = {cited: {"6.1.3": Finding(file="docs/x.txt", line=7), "5.2.19": Finding(problem="not there")}}
    return replace(comparison, evidence_record=EvidenceRecord(checked=datetime.date(2026, 11, 21), findings=findings))


@pytest.fixture
def comparison(tmp_path):
    return compared(tmp_path)


@pytest.fixture(scope="module")
def real():
    return load(HERE.parent)


def test_the_schema_is_one_and_every_published_record_fits_it(comparison):
    schema = read(comparison, "comparison.schema.json")
    jsonschema.Draft202012Validator.check_schema(schema)
    for each in (comparison, found(comparison)):
        jsonschema.validate(read(each, "comparison.json"), schema, jsonschema.Draft202012Validator)


def test_the_schema_refuses_what_it_does_not_describe(comparison):
    schema, published = read(comparison, "comparison.schema.json"), read(comparison, "comparison.json")
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate({**published, "more": 1}, schema)
    del published["topics"][0]["criteria"][0]["frameworks"]["django"]["claims"][0]["says"]
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(published, schema)


@pytest.mark.parametrize(
    ("place", "vocabulary"),
    {
        "topics.0.criteria.0.frameworks.django.grade": [*Grade, None],
        "topics.0.criteria.0.frameworks.django.claims.0.kind": [*Kind],
        "topics.0.criteria.0.frameworks.django.claims.0.evidence.0.kind": [*KINDS],
        "sources.0.kind": [*SourceKind],
        "articles.0.assertions.0.verdict": [*Verdict],
    }.items(),
    ids=str,
)
def test_the_schema_knows_each_word_of_a_vocabulary_and_no_other(place, vocabulary, tmp_path):
    whole = compared(tmp_path, WHOLE)
    schema, published = read(whole, "comparison.schema.json"), read(whole, "comparison.json")
    *steps, last = (int(step) if step.isdigit() else step for step in place.split("."))
    record = reduce(getitem, steps, published)
    for record[last] in vocabulary:
        jsonschema.validate(published, schema, jsonschema.Draft202012Validator)
    record[last] = "other"
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(published, schema, jsonschema.Draft202012Validator)


@pytest.mark.parametrize("site", ["https://example.org/site/", "https://example.org/site"])
def test_the_schema_has_its_own_url_where_the_site_has_one(site, comparison):
    published = exports.files(comparison, site)
    schema = json.loads(published["api/v1/comparison.schema.json"])
    assert schema["$id"] == "https://example.org/site/api/v1/comparison.schema.json"
    jsonschema.validate(json.loads(published["api/v1/comparison.json"]), schema, jsonschema.Draft202012Validator)
    assert "$id" not in read(comparison, "comparison.schema.json")


def test_json_names_the_schema_beside_it(comparison):
    named = read(comparison, "comparison.json")["$schema"]
    assert f"api/v1/{named}" in exports.files(comparison)


def test_every_claim_is_in_both_files_in_reading_order(comparison):
    ids = list(comparison.claims)
    assert [claim["id"] for _, claim in claims_of(read(comparison, "comparison.json"))] == ids
    assert [row["id"] for row in rows_of(comparison)] == ids


def test_a_claim_is_published_whole(comparison):
    published = dict(claims_of(read(found(comparison), "comparison.json")))["django"]
    assert published == {
        "id": "django-ships-an-orm",
        "kind": "fact",
        "says": "Django ships an ORM.",
        "since": None,
        "until": None,
        "address": "compare/data/#django-ships-an-orm",
        "evidence": [
            {
                "kind": "docs",
                "cites": {
                    "docs": "django",
                    "at": "topics/db/models#models",
                    "phrase": "single, definitive source of information",
                },
                "found_in": ["6.1.3"],
            }
        ],
    }


def test_nothing_is_said_to_be_found_before_a_run(comparison):
    published = read(comparison, "comparison.json")
    assert published["checked"] is None
    assert all(not item["found_in"] for _, claim in claims_of(published) for item in claim["evidence"])


def test_sources_and_frameworks_are_published_with_what_was_checked(comparison):
    published = read(comparison, "comparison.json")
    assert {framework["id"]: framework["versions"] for framework in published["frameworks"]} == {
        "flask": ["3.1.3"],
        "django": ["6.1.3", "5.2.19"],
    }
    assert {source["id"]: source["address"] for source in published["sources"]} == {
        "flask": "sources/#flask",
        "django": "sources/#django",
    }


def test_csv_is_read_back_as_it_was_written(tmp_path):
    says = 'Django ships "an ORM", é; and `more`.'
    change = {
        ORM: {"frameworks": {"django": {"claims": [{"id": "django-ships-an-orm", "says": says, "since": "6.0"}]}}}
    }
    comparison = compared(tmp_path, change)
    assert rows_of(comparison)[1] == {
        "id": "django-ships-an-orm",
        "topic": "data",
        "criterion": "orm",
        "framework": "django",
        "kind": "fact",
        "says": says,
        "since": "6.0",
        "until": "",
        "evidence": "docs",
        "address": "compare/data/#django-ships-an-orm",
    }
    assert exports.files(comparison)["api/v1/claims.csv"].count("\r\n") == 3


@pytest.mark.parametrize("sign", "=+-@")
def test_a_cell_that_a_spreadsheet_would_run_is_text(sign, tmp_path):
    says = f"{sign}cmd|' /C calc'!A0"
    comparison = compared(tmp_path, {ORM: {"frameworks": {"django": {"claims": [{"says": says}]}}}})
    assert rows_of(comparison)[1]["says"] == f"'{says}"


def test_every_export_is_listed_with_its_docstring_and_made(comparison):
    listed = {file.path: file.about for file in exports.export_list()}
    assert listed.keys() == exports.files(comparison).keys()
    assert all(about.endswith(".") for about in listed.values())


def test_two_exports_of_one_comparison_are_equal(tmp_path):
    assert exports.files(compared(tmp_path / "a")) == exports.files(compared(tmp_path / "b"))


def test_a_probe_carries_the_pairs_it_passed_in_within_the_bounds(tmp_path):
    claim = {"id": "django-ships-an-orm", "since": "6.0", "evidence": [{"probe": "saves_a_model"}]}
    change = {
        ORM: {"frameworks": {"django": {"claims": [claim]}}},
        "tests/probes/test_orm.py": "def test_saves_a_model():\n    pass\n",
    }
    comparison = compared(tmp_path, change)
    (item,) = comparison.claims["django-ships-an-orm"].claim.evidence
    assert isinstance(item, Probe)
    cited = citation(item)
    passed = {pair.name: Finding(file="tests/probes/test_orm.py") for pair in comparison.pairs()}
    recorded = EvidenceRecord(checked=datetime.date(2026, 11, 21), findings={cited: passed})
    published = read(replace(comparison, evidence_record=recorded), "comparison.json")
    found_in = {claim["id"]: claim["evidence"][0]["found_in"] for _, claim in claims_of(published)}
    assert found_in["django-ships-an-orm"] == ["django-6.1.3+flask-3.1.3"]


def test_a_task_is_published_with_the_lines_that_somebody_wrote_and_what_wrote_the_rest(tmp_path):
    comparison = compared(tmp_path, TASK_DATA)
    (task,) = read(comparison, "tasks.json")["tasks"]
    assert (task["id"], task["address"], task["test"]) == ("a-page", "tasks/a-page/", "tests/tasks/test_a_page.py")
    assert task["frameworks"].keys() == {"flask", "django"}
    flask, django = task["frameworks"].values()
    assert flask["packages"] == {"flask": "The framework.", "flask-wtf": "Forms."}
    assert flask["environment"] == {"SECRET_KEY": "It signs cookies."}
    assert flask["commands"] == ["flask db upgrade", "flask run"]
    assert flask["files"] == [
        {"path": "app.py", "lines": 2, "written_by": None},
        {"path": "migrations/env.py", "lines": 0, "written_by": "flask db init"},
    ]
    assert (flask["lines"], flask["address"]) == (2, "tasks/a-page/#flask")
    assert flask["download"] == "tasks/a-page/a-page-flask.zip"
    begins = "django-admin startproject config ."
    assert django["commands"] == [begins, "python manage.py runserver"]
    assert django["files"] == [
        {"path": "config/urls.py", "lines": 1, "written_by": None},
        {"path": "manage.py", "lines": 0, "written_by": begins},
    ]


def test_each_side_of_a_task_is_a_line_of_csv(tmp_path):
    task = {"data/tasks/a-page/task.yml": {"title": "=A page"}}
    text = exports.files(compared(tmp_path, laid_over(TASK_DATA, task)))["api/v1/tasks.csv"]
    assert list(csv.reader(io.StringIO(text, newline="")))[1:] == [
        ["a-page", "start", "'=A page", "flask", "1", "2", "flask flask-wtf", "flask db upgrade; flask run",
         "tasks/a-page/#flask"],
        ["a-page", "start", "'=A page", "django", "1", "1", "django",
         "django-admin startproject config .; python manage.py runserver", "tasks/a-page/#django"],
    ]  # fmt: skip


def test_the_published_lines_are_those_that_the_page_counts(real):
    for task in json.loads(exports.files(real)["api/v1/tasks.json"])["tasks"]:
        counts = {row.what: row.figures for row in Site(real).task(task["id"]).counts}
        assert counts["Lines of code in them"] == tuple(side["lines"] for side in task["frameworks"].values())


@pytest.mark.parametrize("more", [{}, TASK_DATA], ids=["smallest", "whole"])
def test_the_schema_of_the_tasks_fits_them_and_refuses_what_it_does_not_describe(more, tmp_path):
    comparison = compared(tmp_path, more)
    schema, published = read(comparison, "tasks.schema.json"), read(comparison, "tasks.json")
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.validate(published, schema, jsonschema.Draft202012Validator)
    assert f"api/v1/{published['$schema']}" in exports.files(comparison)
    published["tasks"][0]["stage"] = "other"
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(published, schema)


def test_a_cell_without_a_grade_is_published_without_one(tmp_path):
    grades = {"flask": {"grade": None}, "django": {"grade": None}}
    (criterion,) = read(compared(tmp_path, {ORM: {"frameworks": grades}}), "comparison.json")["topics"][0]["criteria"]
    assert [answer["grade"] for answer in criterion["frameworks"].values()] == [None, None]
