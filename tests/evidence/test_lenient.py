"""Each directive of Sphinx as a reader sees it: its words, its anchors and its lines."""

from __future__ import annotations

import pytest

from macros.evidence import restructured
from macros.evidence.documents import Document
from macros.evidence.lenient import anchor


def texts(page: Document, at: str = "") -> list[str]:
    section = page.section(at)
    assert section is not None, f"no #{at}; there are {list(page.anchors())}"
    return [block.text for block in section.blocks]


def read(name: str, argument: str, *lines: str) -> Document:
    """A page with one directive, with a paragraph before and after it."""
    inside = "".join(f"   {line}\n" for line in lines)
    return restructured.read(f"Before.\n\n.. {name}:: {argument}\n{inside}\nAfter.\n")


def shown(name: str, argument: str, *lines: str) -> list[str]:
    first, *words, last = texts(read(name, argument, *lines))
    assert (first, last) == ("Before.", "After.")
    return words


ADMONITIONS = (
    "note warning tip hint important caution attention danger error seealso todo compound epigraph highlights "
    "pull-quote hlist tabs legacy"
)
TITLED = "admonition topic sidebar rubric tab group-tab centered deepalchemy footer_topic dropdown"
UNTITLED = "figure container rst-class only cssclass list-item"
VERSIONED = "versionadded versionchanged deprecated versionremoved version-added version-changed version-deprecated"
LISTINGS = (
    "code code-block sourcecode console literalinclude parsed-literal doctest testcode testoutput testsetup "
    "testcleanup productionlist prompt click:example click:run"
)
NOTHING = (
    "include raw toctree contents index image highlight highlightlang sectionauthor moduleauthor codeauthor "
    "tabularcolumns graphviz digraph graph inheritance-diagram math meta title default-domain default-role sectnum "
    "header footer target-notes date role autosummary acks changelog_imports"
)
MARKS = "setting templatetag templatefilter fieldlookup signal event control state sig"
OBJECTS = (
    "function data attribute property method classmethod staticmethod decorator decoratormethod type class exception"
)
FROM_CODE = (
    "automodule autoclass autoexception autofunction automethod autoattribute autodata autoproperty autodecorator"
)


@pytest.mark.parametrize("name", [*ADMONITIONS.split(), *TITLED.split()])
def test_all_of_an_admonition_is_seen_from_its_own_line_on(name: str) -> None:
    assert shown(name, "One", "", "Two.", "", "Three.") == ["One", "Two.", "Three."]
    assert shown(name, "", "", "Two.") == ["Two."]
    page = read(name, "One", ":name: its_name", ":class: x", "", "Two.")
    assert texts(page)[1:-1] == texts(page, "its-name") == ["One", "Two."]


def test_an_admonition_may_begin_with_a_list() -> None:
    assert shown("note", "", "* One.", "* Two.") == ["One.", "Two."]
    assert shown("note", "* One.", "* Two.", "", "Three.") == ["One.", "Two.", "Three."]
    assert shown("note", ":class:`~a.B` is", ":func:`this`.") == ["B is this()."]


@pytest.mark.parametrize("name", UNTITLED.split())
def test_of_some_directives_the_content_alone_is_seen(name: str) -> None:
    assert shown(name, "one two", ":option: x", "", "Three.", "", "Four.") == ["Three.", "Four."]
    assert texts(read(name, "one", ":name: its_name", "", "Three."), "its-name") == ["Three."]


@pytest.mark.parametrize("name", VERSIONED.split())
def test_the_version_of_a_change_is_not_seen(name: str) -> None:
    assert shown(name, "3.0") == []
    assert shown(name, "") == []
    assert shown(name, "3.0 It is", "`new`.", "", "More.") == ["It is new.", "More."]
    assert shown(name, "3.0", "", "It is new.") == ["It is new."]


@pytest.mark.parametrize("name", LISTINGS.split())
def test_code_is_seen_as_it_is(name: str) -> None:
    assert shown(name, "python", ":caption: x", "", 'it\'s "one"', "", "  *two*") == ['it\'s "one" *two*']
    assert shown(name, "") == []
    assert texts(read(name, "", ":name: its_name", "", "it's"), "its-name") == ["it's"]


@pytest.mark.parametrize("name", NOTHING.split())
def test_of_some_directives_nothing_is_seen(name: str) -> None:
    assert shown(name, "one two", "", "Three.") == []


@pytest.mark.parametrize("name", ["some-thing", "Some.Thing", "a:b", "a+b", "a_b"])
def test_an_unknown_directive_keeps_its_content_and_an_argument_of_several_words(name: str) -> None:
    assert shown(name, "one", ":option: x", "", "Three.") == ["Three."]
    assert shown(name, "one two", "", "Three.") == ["one two", "Three."]
    assert shown(f"{name} ", "one two") == ["one two"]


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


@pytest.mark.parametrize("name", ["module", "py:module"])
def test_a_module_is_an_anchor_of_its_section(name: str) -> None:
    page = read(name, "a.b", "", "Words.")
    assert list(page.anchors()) == ["module-a.b"]
    assert texts(page, "module-a.b") == texts(page) == ["Before.", "Words.", "After."]


@pytest.mark.parametrize("name", ["currentmodule", "py:currentmodule", "Py:CurrentModule"])
def test_the_current_module_is_none(name: str) -> None:
    page = restructured.read(f".. {name}:: a.b\n\n.. function:: go()\n")
    assert list(page.anchors()) == ["a.b.go"]


def test_a_module_ends_the_class_before_it() -> None:
    page = restructured.read(".. py:class:: A\n\n   .. module:: m\n\n   .. method:: go()\n")
    assert list(page.anchors()) == ["A", "module-m", "m.go"]


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


@pytest.mark.parametrize("prefix", ["", "std:"])
@pytest.mark.parametrize("kind", MARKS.split())
def test_a_mark_is_an_anchor_of_what_follows(prefix: str, kind: str) -> None:
    page = restructured.read(f"Before.\n\n.. {prefix}{kind}:: some\n   name\n\nTitle\n=====\n\nWords.\n")
    if not prefix:
        assert list(page.anchors()) == [f"std-{kind}-some-name", "title"]
        assert texts(page, f"std-{kind}-some-name") == ["Title", "Words."]


def test_the_content_of_a_mark_is_seen() -> None:
    assert shown("setting", "DEBUG", "", "Words.", "", "More.") == ["Words.", "More."]


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


@pytest.mark.parametrize("name", ["glossary", "std:glossary"])
def test_a_term_has_an_anchor(name: str) -> None:
    page = read(name, "", "", "one term", "   Its words.", "", "other", "   Other words.")
    assert texts(page, "term-one-term") == ["one term", "Its words."]
    assert texts(page, "term-other") == ["other", "Other words."]


@pytest.mark.parametrize(
    ("parts", "name"),
    [
        (("std", "setting", "SOME_NAME"), "std-setting-SOME_NAME"),
        (("a", "", "b c  d!"), "a-b-c-d"),
        (("-x",), "x"),
        (("_9.a.b_c-",), "a.b_c"),
        (("é",), ""),
    ],
)
def test_an_anchor_is_made_as_sphinx_makes_it(parts: tuple[str, ...], name: str) -> None:
    assert anchor(*parts) == name


SAME = """\
* Same.
* Same.

.. note::
   * Same.
   * Same.

.. note:: Same.
   Same.

.. topic:: Same.

   * Same.
   * Same.

.. versionadded:: 1 Same.
   Same.

   | Same.
   | Same.

.. function:: same()
              same()
              same()

   * Same.
   * Same.

.. code-block:: python

   same()
   same()

.. code-block::
   :name: here

   same()

.. module:: same

   * Same.
   * Same.

.. setting:: Same

   * Same.
   * Same.

.. figure:: x

   * Same.
   * Same.

.. note:: Same.
   :name: there

   * Same.
   * Same.

.. rubric::
   Same.

   * Same.

+------+------+
| Same.| Same.|
+------+------+
| Same.| Same.|
+------+------+
"""


def test_the_same_words_are_found_on_the_lines_where_they_stand() -> None:
    blocks = restructured.read(SAME).opening.blocks
    lines = sorted((block.first_line, block.last_line) for block in blocks)
    expected = [
        (number, number) for number, line in enumerate(SAME.splitlines(), 1)
        if "ame" in line and "name" not in line and ".. module" not in line and ".. setting" not in line
    ]  # fmt: skip
    together = [(first, first + 1) for first in (8, 16, 31)]
    apart = {number for pair in together for number in pair}
    assert lines == sorted([*together, *(each for each in expected if each[0] not in apart)])


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
