"""Each directive of Sphinx as a reader sees it: its words, its anchors and its lines."""

from __future__ import annotations

import pytest

from macros.evidence import restructured
from macros.evidence.directives import anchor

from .directive import read, shown, texts

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


@pytest.mark.parametrize("prefix", ["", "std:"])
@pytest.mark.parametrize("kind", MARKS.split())
def test_a_mark_is_an_anchor_of_what_follows(prefix: str, kind: str) -> None:
    page = restructured.read(f"Before.\n\n.. {prefix}{kind}:: some\n   name\n\nTitle\n=====\n\nWords.\n")
    if not prefix:
        assert list(page.anchors()) == [f"std-{kind}-some-name", "title"]
        assert texts(page, f"std-{kind}-some-name") == ["Title", "Words."]


def test_the_content_of_a_mark_is_seen() -> None:
    assert shown("setting", "DEBUG", "", "Words.", "", "More.") == ["Words.", "More."]


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


def test_the_same_words_are_found_on_their_own_lines() -> None:
    blocks = restructured.read(SAME).opening.blocks
    lines = sorted((block.first_line, block.last_line) for block in blocks)
    expected = [
        (number, number) for number, line in enumerate(SAME.splitlines(), 1)
        if "ame" in line and "name" not in line and ".. module" not in line and ".. setting" not in line
    ]  # fmt: skip
    together = [(first, first + 1) for first in (8, 16, 31)]
    apart = {number for pair in together for number in pair}
    assert lines == sorted([*together, *(each for each in expected if each[0] not in apart)])
