"""Each directive of Sphinx that describes an object: its signatures and its anchors."""

from __future__ import annotations

import pytest

from macros.evidence import restructured

from .directive import read, shown, texts

OBJECTS = (
    "function data attribute property method classmethod staticmethod decorator decoratormethod type class exception"
)
FROM_CODE = (
    "automodule autoclass autoexception autofunction automethod autoattribute autodata autoproperty autodecorator"
)


@pytest.mark.parametrize("prefix", ["", "py:"])
@pytest.mark.parametrize("name", OBJECTS.split())
def test_an_object_has_an_anchor_and_its_signature(prefix: str, name: str) -> None:
    page = read(f"{prefix}{name}", "go(x='a')", ":option: x", "", "Goes.")
    assert texts(page, "go") == ["go(x='a')", "Goes."]


@pytest.mark.parametrize(
    ("signature", "name"),
    [
        ("go", "go"),
        ("go()", "go"),
        ("go(x) -> y", "go"),
        ("a.b.go[T](x)", "a.b.go"),
        ("go [x]", "go"),
        ("go(x, \\\n              y)", "go"),
        ("go(x) y", None),
        ("(x)", None),
    ],
)
def test_the_anchor_of_an_object_is_its_name_alone(signature: str, name: str | None) -> None:
    assert list(read("function", signature, "", "Goes.").anchors()) == ([name] if name else [])


@pytest.mark.parametrize("option", ["noindex", "no-index"])
def test_what_is_not_indexed_has_no_anchor(option: str) -> None:
    for name in ("function", "option", "envvar", "module"):
        assert list(read(name, "go", f":{option}:", "", "Goes.").anchors()) == []


def test_a_signature_a_line_and_a_backslash_joins_two() -> None:
    page = read("function", "one(x, \\", "    y, \\", "    z)", "two()", "two(x)", "", "Words.")
    assert list(page.anchors()) == ["one", "two"]
    assert texts(page, "one") == texts(page, "two") == ["one(x, y, z)", "two()", "two(x)", "Words."]


NESTED = """\
.. py:module:: top.mod

.. py:class:: Outer

   .. py:attribute:: name

   .. py:method:: Outer.other()

   .. py:method:: Outerly.third()

   .. py:class:: Inner

      .. py:method:: deep()

   .. py:method:: Outer.Inner.deeper()

.. py:method:: Lone.method()

   .. py:method:: beside()

.. py:function:: there()
   :module: other.mod

.. py:currentmodule:: None

.. py:function:: nowhere()
"""


def test_an_object_inside_another_carries_its_name() -> None:
    page = restructured.read(NESTED)
    assert {tuple(section.anchors): [block.text for block in section.blocks] for section in page.sections} == {
        ("module-top.mod",): [],
        ("top.mod.Outer",): ["Outer"],
        ("top.mod.Outer.name",): ["name"],
        ("top.mod.Outer.other",): ["other()"],
        ("top.mod.Outer.Outerly.third",): ["Outerly.third()"],
        ("top.mod.Outer.Inner",): ["Inner"],
        ("top.mod.Outer.Inner.deep",): ["deep()"],
        ("top.mod.Outer.Inner.deeper",): ["Inner.deeper()"],
        ("top.mod.Lone.method",): ["Lone.method()"],
        ("top.mod.Lone.beside",): ["beside()"],
        ("other.mod.there",): ["there()"],
        ("nowhere",): ["nowhere()"],
    }


@pytest.mark.parametrize("name", FROM_CODE.split())
def test_what_comes_from_docstrings_is_told(name: str) -> None:
    assert read(name, "a.b(x)", "", "Words.").made_from_code
    assert texts(read(name, "a.b(x)", "", "Words."))[-1] == "Words."


FROM_DOCSTRINGS = """\
.. autofunction:: before(x)

.. automodule:: top
   :members:

.. autofunction:: top.go(x)

.. autofunction:: topless.go

.. autofunction:: {kind}

.. {kind}:: top.A(x)

   .. automethod:: run(x)

   .. automethod:: top.A.stop

.. autofunction:: after
"""


@pytest.mark.parametrize("kind", ["autoclass", "autoexception"])
def test_what_comes_from_docstrings_has_the_anchors_that_sphinx_makes(kind: str) -> None:
    assert list(restructured.read(FROM_DOCSTRINGS.format(kind=kind)).anchors()) == [
        "before", "module-top", "top.go", "top.topless.go", f"top.{kind}", "top.A", "top.A.run", "top.A.stop",
        "top.after",
    ]  # fmt: skip


def test_an_object_inside_a_function_from_docstrings_has_its_own_name() -> None:
    page = restructured.read(".. autofunction:: go\n\n   .. py:function:: other()\n")
    assert list(page.anchors()) == ["go", "other"]


@pytest.mark.parametrize("name", ["option", "cmdoption", "django-admin-option", "std:option", "std:cmdoption"])
@pytest.mark.parametrize(
    ("option", "anchors"),
    [
        ("--plain", ["cmdoption-plain"]),
        ("-o FILE, --output=FILE, /out[x]", ["cmdoption-o", "cmdoption-output", "cmdoption-out"]),
        ("name", ["cmdoption-arg-name"]),
    ],
)
def test_an_option_has_an_anchor_for_each_spelling(name: str, option: str, anchors: list[str]) -> None:
    page = read(name, option, "", "Words.")
    assert set(page.anchors()) == set(anchors)
    assert all(texts(page, each) == [option, "Words."] for each in anchors)


@pytest.mark.parametrize(
    ("program", "anchor"),
    [
        (".. program:: some  program\n", "cmdoption-some-program-x"),
        (".. std:program:: some\n", "cmdoption-some-x"),
        (".. program:: some\n\n.. program:: None\n", "cmdoption-x"),
        (".. django-admin:: run [port]\n", "cmdoption-run-x"),
    ],
)
def test_an_option_belongs_to_the_program_above(program: str, anchor: str) -> None:
    assert list(restructured.read(f"{program}\n.. option:: -x\n").anchors())[-1] == anchor


def test_a_command_has_an_anchor_and_a_program_is_not_seen() -> None:
    assert texts(read("django-admin", "run [port]", "", "Words."), "django-admin-run") == ["run [port]", "Words."]
    assert shown("program", "some", "", "Words.") == []


@pytest.mark.parametrize("prefix", ["", "std:"])
@pytest.mark.parametrize("kind", ["confval", "envvar"])
def test_a_value_has_an_anchor(prefix: str, kind: str) -> None:
    assert texts(read(f"{prefix}{kind}", "SOME_NAME", "", "Words."), f"{kind}-SOME_NAME") == ["SOME_NAME", "Words."]


@pytest.mark.parametrize("name", ["describe", "object"])
def test_a_described_thing_has_the_anchor_of_its_name_option_alone(name: str) -> None:
    page = read(name, "some thing", ":name: its_name", "", "Words.")
    assert list(page.anchors()) == ["its-name"]
    assert texts(page, "its-name") == ["some thing", "Words."]
