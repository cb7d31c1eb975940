"""What docutils is taught for a page: roles, and directives that nobody listed."""

from __future__ import annotations

import pytest

from macros.evidence import restructured

from .directive import shown, texts


@pytest.mark.parametrize("name", ["some-thing", "Some.Thing", "a:b", "a+b", "a_b"])
def test_an_unknown_directive_keeps_its_content_and_an_argument_of_several_words(name: str) -> None:
    assert shown(name, "one", ":option: x", "", "Three.") == ["Three."]
    assert shown(name, "one two", "", "Three.") == ["one two", "Three."]
    assert shown(f"{name} ", "one two") == ["one two"]


@pytest.mark.parametrize(
    ("written", "words"),
    [
        (":pep:`8`, :rfc:`9110` and :index:`it's`", "PEP 8, RFC 9110 and it’s"),
        (":unknown:`it's` and `it's`:unknown-too:", "it's and it's"),
        (":emphasis:`it's` and :code:`it's`", "it’s and it's"),
        (":some.name+x:`a`, :a:b:`c` and :A:`d`", "a, c and d"),
        (r":file:`a\\b`", "a\\b"),
    ],
)
def test_a_role_is_read_within_its_paragraph(written: str, words: str) -> None:
    assert texts(restructured.read(written)) == [words]
