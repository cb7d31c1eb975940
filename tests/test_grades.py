"""A grade fits the evidence and the answer, for each grade and each way in which it may not."""

from typing import Any

import pytest

from macros import rules
from tests.tree import VALID, compared

ORM = "data/criteria/data/orm.yml"
PACKAGE = VALID["data/sources/flask.yml"]


def graded(root, framework, grade, answer, *cites):
    """What is said of a cell with this grade and answer, one of whose claims cites these packages beside its own."""
    id = {"flask": "flask-ships-no-orm", "django": "django-ships-an-orm"}[framework]
    says = {"flask": "Flask has no ORM, as Ormlib and Jinjalib.", "django": "Django has it, as Ormlib and Jinjalib."}
    evidence = [{}, {"code": framework, "file": "a.py", "symbol": "A"}]
    evidence += [{"code": name, "file": "a.py", "symbol": "A"} for name in cites if name != "required"]
    if "required" in cites:
        evidence.append({"metadata": framework, "field": "Requires-Dist", "value": "jinjalib>=3"})
    cell = {"grade": grade, "answer": answer, "claims": [{"id": id, "says": says[framework], "evidence": evidence}]}
    owner = {"flask": "pallets", "django": "django"}[framework]
    change: dict[str, Any] = {ORM: {"frameworks": {framework: cell}}}
    for name, where in (("ormlib", "someone"), ("jinjalib", owner)):
        address = f"https://github.com/{where}/{name}"
        change[f"data/sources/{name}.yml"] = {**PACKAGE, "title": name.title(), "package": name, "repository": address}
    problems = rules.check(compared(root, change))
    return [problem.rule for problem in problems if problem.rule.startswith("grade-fits") and problem.where.file == ORM]


EVIDENCE, ANSWER = "grade-fits-its-evidence", "grade-fits-its-answer"


@pytest.mark.parametrize(
    ("grade", "answer", "cites", "said"),
    [
        ("built-in", "Its own", (), []),
        ("built-in", "Its own; Ormlib is another", ("ormlib",), []),
        ("built-in", "Yes, with Django's or Ormlib", ("ormlib",), []),
        ("built-in", "Jinjalib, installed with it", ("jinjalib", "required"), []),
        ("built-in", "Jinjalib, another package of Django", ("jinjalib",), [ANSWER]),
        ("built-in", "Ormlib", ("ormlib",), [ANSWER]),
        ("built-in", "None", (), [ANSWER]),
        ("built-in", "By third-party packages", (), [ANSWER]),
        ("third-party", "Ormlib", ("ormlib",), []),
        ("third-party", "None; Ormlib is usual", ("ormlib",), []),
        ("third-party", "A server; the worker is third-party", ("ormlib",), []),
        ("third-party", "Its own; Ormlib is another", ("ormlib",), [ANSWER]),
        ("third-party", "Django's or Ormlib", ("ormlib",), [ANSWER]),
        ("third-party", "None", (), [EVIDENCE]),
        ("third-party", "None; Jinjalib is usual", ("jinjalib",), [EVIDENCE]),
        ("first-party", "Jinjalib", ("jinjalib",), []),
        ("first-party", "Jinjalib, installed with it", ("jinjalib", "required"), [ANSWER, EVIDENCE]),
        ("first-party", "Ormlib", ("ormlib",), [ANSWER, EVIDENCE]),
        ("not-applicable", "Does not apply: it is a core", (), []),
        ("not-applicable", "Its own", (), [ANSWER]),
        (None, "Whatever", (), []),
    ],
)
def test_a_grade_of_django(grade, answer, cites, said, tmp_path):
    assert graded(tmp_path, "django", grade, answer, *cites) == said


@pytest.mark.parametrize(
    ("answer", "cites", "said"),
    [
        ("None; you choose one", (), []),
        ("No; you write it", ("jinjalib",), []),
        ("An ORM", (), [ANSWER]),
        ("None; Jinjalib has one", ("jinjalib",), [EVIDENCE]),
        ("None; Ormlib has one", ("ormlib",), [EVIDENCE]),
    ],
)
def test_what_is_absent_is_in_no_package_that_the_row_cites(answer, cites, said, tmp_path):
    assert graded(tmp_path, "flask", "absent", answer, *cites) == said
