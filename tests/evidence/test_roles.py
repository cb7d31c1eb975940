"""How each role of Sphinx is shown to a reader."""

from __future__ import annotations

import pytest

from macros.evidence.roles import plain, shown, targets

TITLES = {"ref:my label": "Its Title", "doc:/other": "The Other Page"}
PYTHON = ["class", "attr", "exc", "data", "const", "mod", "obj", "type", "deco", "property", "paramref"]
CALLED = ["func", "meth"]
PROSE = [
    "ref", "doc", "term", "numref", "any", "abbr", "guilabel", "menuselection", "pep", "rfc", "ticket", "bpo", "cve",
    "gh", "issue", "pr", "index",
]  # fmt: skip
AS_WRITTEN = ["file", "samp", "kbd", "command", "code", "math"]


@pytest.mark.parametrize("role", PROSE)
def test_a_role_of_prose_is_no_code(role: str) -> None:
    assert shown(role, "its  own\nwords <target>", {}) == ("its own words", False)
    assert shown(f"std:{role.upper()}", "x", {})[1] is False


@pytest.mark.parametrize("role", [*PYTHON, *CALLED, "setting", "envvar", "unknown"])
def test_another_role_is_code_and_its_own_words_go_before_its_target(role: str) -> None:
    assert shown(role, "its words <a.b>", {}) == ("its words", True)
    assert shown(f"py:{role}", "x()", {}) == ("x()", True)


@pytest.mark.parametrize("role", PYTHON)
def test_the_name_of_a_python_object_can_be_shortened(role: str) -> None:
    names = ("a.b.C", "~a.b.C", ".C", "!a.C", "!~a.C", "_orm.C", "~_orm.b.C", "_C", "~C")
    assert [shown(role, name, {})[0] for name in names] == ["a.b.C", "C", "C", "a.C", "C", "C", "C", "_C", "C"]


@pytest.mark.parametrize("role", CALLED)
def test_what_is_called_has_brackets_once(role: str) -> None:
    assert [shown(role, name, {})[0] for name in ("a.run", "~a.run", "a.run()", "~a.run(x)")] == [
        "a.run()", "run()", "a.run()", "run(x)",
    ]  # fmt: skip


@pytest.mark.parametrize("role", AS_WRITTEN)
def test_angle_brackets_are_words_of_a_file_a_key_or_a_command(role: str) -> None:
    assert shown(role, "press <Enter>", {}) == ("press <Enter>", True)


@pytest.mark.parametrize(
    ("role", "content", "words", "code"),
    [
        ("ref", "my label", "Its Title", False),
        ("ref", "my\n label", "Its Title", False),
        ("doc", "/other", "The Other Page", False),
        ("ref", "/other", "/other", False),
        ("term", "my label", "my label", False),
        ("pep", "8", "PEP 8", False),
        ("pep", "8#naming-conventions", "PEP 8 Naming conventions", False),
        ("rfc", "9110", "RFC 9110", False),
        ("ticket", "123", "#123", False),
        ("bpo", "123", "bpo-123", False),
        ("cve", "2026-1", "CVE 2026-1", False),
        ("cwe", "20", "CWE 20", False),
        ("file", "a/{b}.py", "a/b.py", True),
        ("samp", "print({x})", "print(x)", True),
        ("kbd", "{x}", "{x}", True),
        ("abbr", "LIFO (last-in, first-out)", "LIFO", False),
        ("abbr", "LIFO", "LIFO", False),
        ("term", "LIFO (queue)", "LIFO (queue)", False),
        ("menuselection", "Start --> Programs", "Start \N{TRIANGULAR BULLET} Programs", False),
        ("guilabel", "a --> b", "a --> b", False),
        ("setting", "!DEBUG", "DEBUG", True),
        ("any", "!x", "x", False),
    ],
)
def test_a_role_is_shown_as_sphinx_shows_it(role: str, content: str, words: str, code: bool) -> None:
    assert shown(role, content, TITLES) == (words, code)


def test_the_targets_of_references_without_words_are_told() -> None:
    text = ":ref:`one`, :doc:`/two\n  three`, {ref}`four`, :ref:`words <five>`, :class:`six`, {doc}`seven`, :term:`x`"
    assert targets(text) == {"ref:one", "doc:/two three", "ref:four", "doc:seven"}


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ("The :class:`~a.B` and {func}`go`", "The B and go()"),
        (":doc:`words </other>`", "words"),
        ("``code`` and `link`_ and `anonymous <https://a.example/>`__", "code and link and anonymous"),
        ("*one* and **two**", "one and two"),
        (r" 2 \* 3 ", "2 * 3"),
        (":ref:`my label`", "my label"),
        ("a_b", "a_b"),
    ],
)
def test_a_heading_is_told_without_its_markup(written: str, words: str) -> None:
    assert plain(written) == words
