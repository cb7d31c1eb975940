"""A task's test as evidence: from the lines of data/ to what a page, a file and a rule make of it."""

import datetime
import json
from dataclasses import replace

import pytest

from macros import exports, rules
from macros.changed import concerned
from macros.load import read
from macros.model import Comparison, EvidenceRecord, Finding, TaskTest, Where, citation
from macros.views import Site
from tests.small_task import DATA, TASK
from tests.tree import compared, laid_over, write

ORM = "data/criteria/data/orm.yml"
ARTICLE = "data/articles/example.yml"
TEST = "tests/tasks/test_a_page.py"
GREETS = """import pytest

WORD = "b"


@pytest.fixture
def page(client):
    return asked(client)


def asked(client):
    return client.get("/").text


def test_greets(page):
    assert WORD in page


def test_adds():
    assert 1 + 1 == 2
"""
CITES = {"task": "a-page", "test": "greets", "file": "config/urls.py", "phrase": "b = 2"}


def cited(**more):
    """The small task, with a claim of Django that cites its test beside the documentation."""
    claim = {"id": "django-ships-an-orm", "evidence": [{}, CITES | more]}
    return DATA | {TEST: GREETS, ORM: {"frameworks": {"django": {"claims": [claim]}}}}


def evidence(comparison: Comparison) -> TaskTest:
    (_, item) = comparison.claims["django-ships-an-orm"].claim.evidence
    assert isinstance(item, TaskTest)
    return item


def recorded(comparison: Comparison, **problems: str) -> Comparison:
    found = {
        f"django-{version}": Finding(file=TEST, problem=problems.get(name))
        for name, version in (("new", "6.1.3"), ("old", "5.2.19"))
    }
    record = EvidenceRecord(checked=datetime.date(2026, 11, 21), findings={citation(evidence(comparison)): found})
    return replace(comparison, evidence_record=record)


def test_a_claim_cites_a_test_of_a_task(tmp_path):
    comparison = compared(tmp_path, cited())
    assert rules.check(comparison) == []
    item = evidence(comparison)
    assert citation(item) == "task: a-page | test: greets | file: config/urls.py | phrase: b = 2"
    test = comparison.side_test(item)
    assert test is not None
    assert (test.where, test.end) == (Where(TEST, 15), 16)
    assert test.takes_a_side
    assert test.code.splitlines() == [
        'WORD = "b"',
        "def page(client):",
        "    return asked(client)",
        "def asked(client):",
        '    return client.get("/").text',
        "def test_greets(page):",
        "    assert WORD in page",
    ]
    assert not comparison.task_tests[TEST]["adds"].takes_a_side


def test_a_fixture_around_every_test_can_ask_the_side(tmp_path):
    fixture = "import pytest\n\n@pytest.fixture(autouse=True)\ndef mail(side):\n    yield\n\n"
    around = f"{fixture}def test_greets():\n    assert 1\n"
    assert rules.check(compared(tmp_path, cited() | {TEST: around})) == []


def test_a_test_of_a_task_that_is_no_python_is_a_problem_once(tmp_path):
    _, problems = read(write(tmp_path, cited() | {TEST: "def test_greets(:\n    pass\n"}))
    assert [str(problem) for problem in problems] == [f"{TEST}:1: shape: is not valid Python: invalid syntax"]


def test_the_name_of_a_test_is_told_how_to_be_written(tmp_path):
    _, problems = read(write(tmp_path, cited(test="Greets-all")))
    assert [problem.text for problem in problems] == [
        "`test` is `Greets-all`, which does not fit; write the test's name without test_: small letters, digits and "
        "single underscores"
    ]


def test_a_task_of_another_framework_is_no_side_of_this_one(tmp_path):
    texts = [problem.text for problem in rules.check(compared(tmp_path, cited(file="app.py")))]
    assert texts == ["the Django side of the task `a-page` has no file `app.py`; name one that it has"]


def test_a_page_shows_the_line_the_task_and_where_the_test_passed(tmp_path):
    comparison = recorded(compared(tmp_path, cited()), old="failure: assert 1 == 2")
    site = Site(comparison, "../", "https://example.org/repository")
    card = site.cards["django-ships-an-orm"]
    item = card.evidence[1]
    assert (item.kind, item.place, item.sought) == ("task", "config/urls.py", "b = 2")
    assert item.source is not None
    assert (item.source.href, item.source.text) == ("../tasks/a-page/#django", "the task “A page”")
    assert [(look.version, look.found) for look in item.look_ups] == [("Django 6.1.3", True), ("Django 5.2.19", False)]
    test = item.look_ups[0].release
    assert test is not None
    assert (test.text, test.href) == ("the test", f"https://example.org/repository/blob/main/{TEST}#L15-L16")
    mark = card.keys[1]
    assert (mark.words, mark.versions, mark.whole) == ("we ran it", ("6.1.3",), False)


def test_a_test_that_passed_everywhere_makes_its_mark_whole(tmp_path):
    card = Site(recorded(compared(tmp_path, cited()))).cards["django-ships-an-orm"]
    assert (card.keys[1].versions, card.keys[1].whole) == (("6.1.3", "5.2.19"), True)
    assert card.evidence[1].look_ups[0].release is None


def test_it_is_published_with_the_sides_in_which_it_passed(tmp_path):
    comparison = recorded(compared(tmp_path, cited()), old="failure")
    published = json.loads(exports.files(comparison)["api/v1/comparison.json"])
    item = published["topics"][0]["criteria"][0]["frameworks"]["django"]["claims"][0]["evidence"][1]
    assert item == {"kind": "task", "cites": CITES, "found_in": ["django-6.1.3"]}


@pytest.mark.parametrize("file", [TEST, "data/tasks/a-page/django/config/urls.py", "data/tasks/a-page/task.yml"])
def test_a_claim_is_concerned_by_its_task(file, tmp_path):
    comparison = compared(tmp_path, cited())
    assert concerned(comparison, {file}) == {"django-ships-an-orm"}
    assert concerned(comparison, {"tests/tasks/test_a_pages.py", "data/tasks/a-page-2/task.yml"}) == set()


@pytest.mark.parametrize(
    "more",
    [
        {TEST: GREETS.replace("in page", "== page")},
        {TEST: GREETS.replace('WORD = "b"', 'WORD = "c"')},
        {"data/tasks/a-page/django/config/urls.py": "a = 2\nb = 2\n"},
    ],
)
def test_a_claim_may_turn_with_what_its_task_does(more, tmp_path):
    turned = {
        ORM: {"frameworks": {"django": {"claims": [{"id": "django-ships-an-orm", "says": "Django ships no ORM."}]}}}
    }
    after = laid_over(cited(), turned)
    before = compared(tmp_path / "before", cited())
    assert len(rules.check_change(before, compared(tmp_path / "alone", after))) == 1
    assert rules.check_change(before, compared(tmp_path / "with", after | more)) == []


@pytest.mark.parametrize(
    ("says", "test", "problems"),
    [
        ("Django ships no ORM.", "greets", 1),
        ("Django ships no ORM.", "greets_nobody", 0),
    ],
)
def test_a_denial_is_in_the_name_of_the_test(says, test, problems, tmp_path):
    claim = {"id": "django-orm", "says": says, "evidence": [CITES | {"test": test}]}
    change = cited() | {TEST: f"def test_{test}(client):\n    assert client\n"}
    change = laid_over(change, {ORM: {"frameworks": {"django": {"claims": [claim]}}}})
    found = [each.rule for each in rules.check(compared(tmp_path, change)) if "denial" in each.rule]
    assert len(found) == problems


def test_a_task_can_show_that_a_thing_is_absent_and_that_it_is_built_in(tmp_path):
    flask = {"id": "flask-ships-no-orm", "evidence": [CITES | {"file": "app.py", "phrase": "import flask"}]}
    django = {"id": "django-ships-an-orm", "evidence": [CITES]}
    change = DATA | {TEST: GREETS}
    change |= {ORM: {"frameworks": {"flask": {"claims": [flask]}, "django": {"claims": [django]}}}}
    rules_broken = {problem.rule for problem in rules.check(compared(tmp_path, change))}
    assert not rules_broken & {
        "absent-is-shown",
        "grade-fits-its-evidence",
        "denial-is-looked-for",
        "fact-has-primary-evidence",
    }


def test_a_statement_shows_the_tasks_in_which_it_was_run(tmp_path):
    statement = {"id": "flask-has-no-orm", "tasks": ["a-page"]}
    comparison = compared(tmp_path, DATA | {ARTICLE: {"assertions": [statement]}})
    assert rules.check(comparison) == []
    row, other = Site(comparison, "../").article_sections("example")[0].rows
    assert [(link.href, link.text) for link in row.ran] == [("../tasks/a-page/", "A page")]
    assert other.ran == ()
    published = json.loads(exports.files(comparison)["api/v1/comparison.json"])
    assert [each["tasks"] for each in published["articles"][0]["assertions"]] == [["a-page"], []]


def test_a_statement_about_a_framework_without_a_column_may_name_any_task(tmp_path):
    source = {
        "title": "FastAPI", "kind": "package", "url": "https://example.org/fastapi", "package": "fastapi",
        "repository": "https://github.com/pallets/fastapi",
        "releases": [{"version": "1.0", "released": datetime.date(2026, 1, 1), "sha256": "0" * 64, "tag": "1.0"}],
    }  # fmt: skip
    statement = {"id": "flask-has-no-orm", "about": ["flask", "fastapi"], "tasks": ["a-page"]}
    change = DATA | {"data/sources/fastapi.yml": source, ARTICLE: {"assertions": [statement]}}
    assert "statement-names-tasks-that-do-it" not in {each.rule for each in rules.check(compared(tmp_path, change))}
    assert TASK["criteria"] == ["orm"]
