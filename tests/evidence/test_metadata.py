from __future__ import annotations

import pytest

from macros.evidence.metadata import Header, headers, nearest, same

INFO = """\
Metadata-Version: 2.4
Name: Flask
License: First line
        second line
        \n        fourth line
Requires-Dist: werkzeug>=3.1.0

Name: in the description
"""


def test_the_header_ends_at_the_first_empty_line_and_not_at_white_space() -> None:
    assert (
        headers(INFO.replace("\n", "\r\n"))
        == headers(INFO)
        == [
            Header("Metadata-Version", "2.4", 1, 1),
            Header("Name", "Flask", 2, 2),
            Header("License", "First line second line fourth line", 3, 6),
            Header("Requires-Dist", "werkzeug>=3.1.0", 7, 7),
        ]
    )


@pytest.mark.parametrize(
    ("field", "one", "other"),
    [
        ("Requires-Python", ">=3.12", ">=3.12"),
        ("License", "BSD  License", "BSD License"),
        ("Requires-Dist", "Werkzeug>=3.1.0", "werkzeug >= 3.1.0"),
        ("requires-dist", "a.b<6.2,>=6.1", "a-b>=6.1,<6.2"),
        ("Requires-Dist", "asgiref>=3.2; extra == 'async'", 'asgiref >=3.2 ; extra == "async"'),
    ],
)
def test_the_same_value_written_otherwise(field: str, one: str, other: str) -> None:
    assert same(field, one, other)


@pytest.mark.parametrize(
    ("field", "one", "other"),
    [
        ("Requires-Python", ">=3.12", ">=3.1"),
        ("Requires-Python", ">=3.12", ">= 3.12"),
        ("Name", "Flask", "flask"),
        ("Requires-Dist", "werkzeug>=3.1.0", "werkzeug"),
        ("Requires-Dist", "asgiref>=3.2", "asgiref>=3.2; extra == 'async'"),
        ("Requires-Dist", "not a requirement !", "werkzeug"),
        ("Requires-Dist", "not a requirement !", "nor is this !"),
    ],
)
def test_another_value(field: str, one: str, other: str) -> None:
    assert not same(field, one, other)


def test_three_values_at_most_are_suggested_nearest_first() -> None:
    values = ["werkzeug>=3", "markupsafe>=2.0", "JINJA2>=3.1.2", "jinja2>=3.1", "click>=8", "jin"]
    assert nearest("Jinja2>=3", values) == ["jinja2>=3.1", "JINJA2>=3.1.2", "jin"]
    assert nearest("a", ["b", "a"]) == ["a", "b"]
    licence = " ".join(["word"] * 60)
    assert nearest(licence, ["MIT", f"{licence}!"])[0] == f"{licence}!"


def test_what_is_no_field_is_passed_over() -> None:
    assert headers("  no field yet\nno field\nName: Flask\nno field\n\tcontinued") == [
        Header("Name", "Flask continued", 3, 5)
    ]
    assert headers("X-One: 1\n two\nXtwo:3") == [Header("X-One", "1 two", 1, 2), Header("Xtwo", "3", 3, 3)]
    assert headers("") == headers("\nName: Flask") == []
