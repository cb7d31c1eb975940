"""One citation of code, metadata or absence in one release; a page is read once for all citations."""

from __future__ import annotations

from unittest.mock import Mock

import pytest

from macros.evidence import check, restructured
from macros.model import Absence, Code, Finding, Metadata, Source

from .package import docs, look
from .parts import Shelf, claim


@pytest.mark.parametrize(
    ("evidence", "finding"),
    [
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
    shelf: Shelf, django: Source, evidence: Code | Metadata | Absence, finding: Finding
) -> None:
    assert look(shelf, evidence) == finding


@pytest.mark.parametrize(
    ("evidence", "problem"),
    [
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
            'the pattern "return self" matches in django/db/query.py:5 of Django 6.1.3: "return self # the same one"',
        ),
        (
            Absence(absence="django", pattern="jinja", folder="django", finds="Jinja"),
            'the pattern "jinja" does not match "Jinja", the text under `finds`; correct one of them',
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
def test_what_is_not_there_is_reported_with_what_to_do(
    shelf: Shelf, django: Source, evidence: Code | Metadata | Absence, problem: str
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


def test_a_page_is_read_once(shelf: Shelf, django: Source, monkeypatch: pytest.MonkeyPatch) -> None:
    read = Mock(wraps=restructured.read)
    monkeypatch.setattr(restructured, "read", read)
    evidence = [docs("ref/databases#databases", words) for words in ("supported databases", "are these five")]
    check(shelf.comparison(claim(*evidence, since="6.0")), shelf.releases())
    assert read.call_count == 1
