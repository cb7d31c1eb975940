"""A third framework's column that has only begun: it answers some rows, and the others say so."""

import csv
import datetime
import io
import json
import shutil
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from macros import exports, rules
from macros.evidence import Releases, footprint, probes
from macros.load import DataError, load
from macros.model import BYTES, NOT_COMPARED, Figure, Pair, Run
from macros.pages import generated
from macros.views import Site
from tests.tree import HERE, VALID, compared, laid_over, text_of

THIRD: dict[str, Any] = yaml.safe_load((HERE / "third.yml").read_text(encoding="utf-8"))
ORM = "data/criteria/data/orm.yml"
VALIDATION = "data/criteria/apis/validation.yml"
DESCRIBED = "data/criteria/apis/described.yml"
RUN: dict[str, Any] = {
    "measured": datetime.date(2026, 11, 27),
    "machine": "one",
    "python": "3.14.0",
    "commands": ("make measure",),
}

# What a contributor adds to the data of the site: two rows, one of them graded.
FRAMEWORK = """
fastapi:
  name: FastAPI
  source: fastapi
  rows: some
  summary: FastAPI makes APIs.
  claims: [fastapi-has-the-mit-licence]
"""
CELLS: dict[str, Any] = {
    "data/criteria/identity/licence.yml": {
        "answer": "MIT licence",
        "claims": [
            {
                "id": "fastapi-has-the-mit-licence",
                "kind": "fact",
                "says": "FastAPI has the MIT licence.",
                "evidence": [{"metadata": "fastapi", "field": "License-Expression", "value": "MIT"}],
            }
        ],
    },
    "data/criteria/apis/json.yml": {
        "answer": "What a view returns",
        "grade": "built-in",
        "claims": [
            {
                "id": "fastapi-answers-in-json",
                "kind": "fact",
                "says": "FastAPI turns what a view returns into JSON.",
                "evidence": [{"code": "fastapi", "file": "fastapi/applications.py", "symbol": "FastAPI"}],
            }
        ],
    },
}


@pytest.fixture
def small(tmp_path):
    return compared(tmp_path, THIRD)


@pytest.fixture(scope="module")
def real(tmp_path_factory):
    """The data of the site as it is, and with a third column of two rows."""
    root = tmp_path_factory.mktemp("real")
    for folder in ("data", "tests/probes", "tests/tasks"):
        shutil.copytree(HERE.parent / folder, root / folder)
    before = load(root)
    with (root / "data/frameworks.yml").open("a", encoding="utf-8") as columns:
        columns.write(FRAMEWORK)
    for file, cell in CELLS.items():
        content = yaml.safe_load((root / file).read_text(encoding="utf-8"))
        (root / file).write_text(text_of(laid_over(content, {"frameworks": {"fastapi": cell}})), encoding="utf-8")
    return before, load(root)


def changed(**frameworks):
    """The third column with changes to its cell in the row on validation."""
    return laid_over(THIRD, {VALIDATION: {"frameworks": frameworks}})


def problems(root, change):
    return [str(problem) for problem in rules.check(compared(root, change))]


def cells(table, framework):
    return [
        answer
        for group in table.groups
        for row in group.rows
        for answer in row.answers
        if answer.framework == framework
    ]


def test_a_column_may_begin_with_some_rows(small):
    assert rules.check(small) == []


def test_the_data_of_the_site_takes_a_column_of_two_rows(real):
    _, comparison = real
    assert rules.check(comparison) == []
    assert comparison.answered("fastapi") == len(CELLS) == 2
    shown = Counter(answer.answer for answer in cells(Site(comparison).everything(), "fastapi"))
    assert shown.pop(NOT_COMPARED) == len(comparison.criteria) - len(CELLS)
    assert shown == {cell["answer"]: 1 for cell in CELLS.values()}


def test_every_table_and_every_row_in_full_says_what_is_not_compared(real):
    _, comparison = real
    site = Site(comparison)
    tables = [answer for topic in comparison.topics for answer in cells(site.criterion_table(topic), "fastapi")]
    whole = [answer for topic in comparison.topics for row in site.criteria(topic) for answer in row.answers]
    whole = [answer for answer in whole if answer.framework == "fastapi"]
    for answers in (tables, whole):
        open_ = [answer for answer in answers if not answer.compared]
        assert len(answers) == len(comparison.criteria)
        assert len(open_) == len(comparison.criteria) - len(CELLS)
        assert {(answer.answer, answer.grade, answer.claims) for answer in open_} == {(NOT_COMPARED, None, ())}
    assert [row.differs for group in site.everything().groups for row in group.rows] == [
        row.differs for group in Site(real[0]).everything().groups for row in group.rows
    ]


def test_what_was_recorded_of_the_others_stays(real):
    before, after = real
    for placed in before.placed_claims():
        for item in placed.claim.evidence:
            if item.key in {"docs", "code", "ran"}:
                found = after.recorded(item, after.claims[placed.claim.id])
                assert found == before.recorded(item, placed), placed.claim.id
    # Of two claims that were not looked up before the pages say so; of all others what they said before.
    mine = {claim["id"] for cell in CELLS.values() for claim in cell["claims"]}
    assert set(Site(after).unchecked()) - set(Site(before).unchecked()) == mine


def test_totals_count_what_is_there(real):
    before, after = (Site(comparison).checked().totals for comparison in real)
    added = [total for total in after if total.words not in {each.words for each in before}]
    assert [(each.words, each.count, each.of) for each in added] == [
        ("criteria in which FastAPI is compared so far", len(CELLS), len(real[0].criteria))
    ]
    counts = [({total.words: total.count for total in totals}) for totals in (before, after)]
    assert [each["criteria"] for each in counts] == [len(real[0].criteria)] * 2
    assert counts[1]["claims"] - counts[0]["claims"] == len(CELLS)
    topics = [{title: claims for title, claims, _ in Site(each).topic_totals()} for each in real]
    assert sum(topics[1].values()) - sum(topics[0].values()) == len(CELLS)


def test_the_card_of_a_begun_column_says_how_far_it_is(small):
    assert [(card.name, card.begun) for card in Site(small).framework_cards()] == [
        ("Flask", None), ("Django", None), ("FastAPI", "Compared in 2 of 3 rows so far"),
    ]  # fmt: skip


def test_a_disagreement_does_not_tell_what_is_not_compared(tmp_path):
    article = VALID["data/articles/example.yml"]
    first, second = article["assertions"]
    both = [
        {**first, "contradicts": [f"example/{second['id']}"]},
        {**second, "contradicts": [f"example/{first['id']}"]},
    ]
    changed = {**THIRD, "data/articles/example.yml": {**article, "assertions": both}}
    (only,) = Site(compared(tmp_path, changed)).disagreements()
    assert only.holds == (("Flask", "None; you choose one"), ("Django", "Its own"))


def test_titles_name_the_frameworks_that_a_topic_compares(small):
    titles = {path: text.split("\n")[1] for path, text in generated(small).items() if path.startswith("compare")}
    assert titles == {
        "compare/data.md": 'title: "Data: Flask and Django compared"',
        "compare/apis.md": 'title: "APIs: Flask, Django and FastAPI compared"',
    }
    assert small.names(["fastapi"]) == "FastAPI"


def test_exports_say_what_is_not_compared_and_fit_their_schema(small):
    published = json.loads(exports.files(small)["api/v1/comparison.json"])
    jsonschema.validate(
        published, json.loads(exports.files(small)["api/v1/comparison.schema.json"]), jsonschema.Draft202012Validator
    )
    assert [(each["id"], each["rows"]) for each in published["frameworks"]] == [
        ("flask", "all"), ("django", "all"), ("fastapi", "some"),
    ]  # fmt: skip
    found = {
        criterion["id"]: criterion["frameworks"] for topic in published["topics"] for criterion in topic["criteria"]
    }
    assert found["orm"]["fastapi"] == {"compared": False, "answer": NOT_COMPARED, "grade": None, "claims": []}
    assert [
        (row, name) for row, answers in found.items() for name, each in answers.items() if not each["compared"]
    ] == [("orm", "fastapi")]


def test_a_line_of_csv_without_an_id_says_what_is_not_compared(small):
    lines = list(csv.DictReader(io.StringIO(exports.files(small)["api/v1/claims.csv"], newline="")))
    assert {line["id"] for line in lines if line["id"]} == small.claims.keys()
    (line,) = [line for line in lines if not line["id"]]
    assert {name: text for name, text in line.items() if text} == {
        "topic": "data", "criterion": "orm", "framework": "fastapi", "says": NOT_COMPARED,
        "address": "compare/data/#orm",
    }  # fmt: skip


def test_every_export_of_the_site_says_it_as_often(real):
    _, comparison = real
    left = len(comparison.criteria) - len(CELLS)
    published = json.loads(exports.files(comparison)["api/v1/comparison.json"])
    jsonschema.validate(published, json.loads(exports.files(comparison)["api/v1/comparison.schema.json"]))
    answers = [each["frameworks"]["fastapi"] for topic in published["topics"] for each in topic["criteria"]]
    assert sum(not each["compared"] for each in answers) == left
    assert exports.files(comparison)["api/v1/claims.csv"].count(f",fastapi,,{NOT_COMPARED},") == left


def test_the_others_are_demanded_in_every_row_all_the_same(tmp_path):
    assert problems(tmp_path, changed(django=None)) == [
        "data/criteria/apis/validation.yml:11: criterion-answers-for-every-framework: says nothing about `django`; "
        "add it under `frameworks`"
    ]


def test_a_column_that_is_whole_is_demanded_in_every_row(tmp_path):
    whole = laid_over(THIRD, {"data/frameworks.yml": {"fastapi": {"rows": "all"}}})
    assert problems(tmp_path, whole) == [
        *(
            f"data/chooser.yml:{line}: outcome-shows-both-sides: `{outcome}` names no claim about `fastapi`; add one"
            for line, outcome in ((73, "django"), (90, "flask"), (106, "either"))
        ),
        "data/criteria/data/orm.yml:10: criterion-answers-for-every-framework: says nothing about `fastapi`; "
        "add it under `frameworks`",
        "data/tasks/a-page/task.yml:8: task-has-a-side-for-each-framework: has no side for `fastapi`; write one, or "
        "the nearest thing to it and say so in `note`",
    ]


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (
            changed(fastapi={"grade": None}),
            "35: grades-are-given-to-all-or-none: `fastapi` has no grade, flask and django have; add one",
        ),
        (
            changed(fastapi={"answer": "By type hints."}),
            "35: answer-fits-a-cell: the answer of `fastapi` ends with a full stop; leave it out",
        ),
        (
            changed(
                fastapi={
                    "claims": [
                        {"id": "fastapi-validates-by-type-hints", "says": "FastAPI validates input by easy type hints."}
                    ]
                }
            ),
            '40: text-does-not-sell: `says` says "easy"; leave it out or say what can be checked',
        ),
        (
            laid_over(THIRD, {VALIDATION: {"advice": [{"claims": ["django-ships-forms"]}]}}),
            "8: what-is-read-first-is-in-its-claims: `then` names 'FastAPI', which none of its claims says; "
            "name a claim that says it, or leave it out",
        ),
        (
            laid_over(
                THIRD,
                {
                    "data/sources/fastapi.yml": {"title": "Kettle", "package": "kettle"},
                    VALIDATION: {"advice": [{"then": "Kettle validates by them."}]},
                },
            ),
            "8: what-is-read-first-is-in-its-claims: `then` names 'Kettle', which none of its claims says; "
            "name a claim that says it, or leave it out",
        ),
        (
            changed(fastapi={"claims": [{"id": "fastapi-validates-by-type-hints", "until": "0.100"}]}),
            "38: bounds-leave-a-version: `fastapi-validates-by-type-hints` holds in none of the checked versions "
            "(0.165.0, 0.164.2); change `since` or `until`",
        ),
    ],
)
def test_a_begun_column_obeys_every_rule_where_it_answers(change, expected, tmp_path):
    assert problems(tmp_path, change) == [f"data/criteria/apis/validation.yml:{expected}"]


def test_how_much_a_column_answers_is_one_of_two_words(tmp_path):
    with pytest.raises(DataError) as error:
        compared(tmp_path, laid_over(THIRD, {"data/frameworks.yml": {"fastapi": {"rows": "few"}}}))
    assert [str(problem) for problem in error.value.problems] == [
        "data/frameworks.yml:16: shape: `rows` is `few`; it must be one of 'all' or 'some'"
    ]


def test_a_new_column_is_probed_beside_the_first_and_leaves_the_pairs_of_the_others(small):
    together = ["django-6.1.3+flask-3.1.3", "django-5.2.19+flask-3.1.3"]
    beside = ["fastapi-0.165.0+flask-3.1.3", "fastapi-0.164.2+flask-3.1.3"]
    for name, pairs in {"flask": together[:1], "django": together, "fastapi": beside}.items():
        assert [pair.name for pair in small.pairs_of(name)] == pairs
    assert [pair.name for pair in small.pairs()] == together + beside
    assert [pair.name for pair in small.pairs(newest=True)] == [together[0], beside[0]]


def test_a_probe_runs_in_the_pairs_of_the_framework_it_is_for(small, tmp_path, monkeypatch):
    ran: dict[str, list[str]] = {}

    def environment(_comparison, _releases, pair: Pair, _progress) -> Path:
        return Path(pair.name) / "bin" / "python"

    def outcomes(_root, python, tests):
        ran[python.parent.parent.name] = [test.name for test in tests]
        return {test.name: None for test in tests}

    monkeypatch.setattr(probes, "environment", environment)
    monkeypatch.setattr(probes, "outcomes", outcomes)
    releases = Releases(tmp_path / "releases")
    results = probes.run(small, releases, small.pairs())
    together, beside = small.pairs_of("django"), small.pairs_of("fastapi")
    assert ran == {pair.name: ["views_answer"] for pair in together} | {
        pair.name: ["fastapi_refuses_a_wrong_type"] for pair in beside
    }
    # Flask has one version here: its claims are not probed a second time beside an older Django.
    assert [(result.id, result.version) for result in results] == [
        ("flask-has-views", together[0].name),
        *(("django-has-views", pair.name) for pair in together),
        *(("fastapi-validates-by-type-hints", pair.name) for pair in beside),
    ]
    ran.clear()
    probes.run(small, releases, small.pairs(), only="django-has-views")
    assert sorted(ran) == sorted(pair.name for pair in together)


def test_a_framework_that_nobody_measures_is_told_to_be_unmeasured(small, tmp_path, monkeypatch):
    monkeypatch.setattr(footprint, "environment", lambda *_: Path(sys.executable))
    monkeypatch.setattr(footprint, "ROUNDS", 1)
    monkeypatch.setattr(footprint, "_output", lambda *_: "1" if len(_) == 2 else "[1, 10]")
    told: list[str] = []
    run = footprint.measure(small, Releases(tmp_path), datetime.date(2026, 11, 27), told.append)
    assert told == [
        "FastAPI is not measured; say what to measure in SETUPS of macros/evidence/footprint.py",
        *(f"measuring {pair.name}" for pair in small.pairs_of("django")),
    ]
    assert {figure.subject.split()[0] for figure in run.figures} == {"Flask", "Django"}


def test_the_page_names_the_frameworks_that_a_run_did_not_measure(tmp_path):
    run = Run(**RUN, figures=(Figure.of("Flask 3.1.3", BYTES, [1]),), digest="none").sealed()
    measured = [{}, {"measurement": "footprint", "quantity": BYTES}]
    for name, change, subjects in (
        ("two", {}, ["Django"]),
        ("three", THIRD, ["Django", "FastAPI"]),
    ):
        cell = {"django": {"claims": [{"id": "django-ships-an-orm", "evidence": measured}]}}
        change = laid_over(change, {ORM: {"frameworks": cell}, "data/recorded/footprint.json": run.model_dump_json()})
        (table,) = Site(compared(tmp_path / name, change)).criterion("orm").figures
        assert table.note.endswith(f" Not measured: {' and '.join(subjects)}.")
