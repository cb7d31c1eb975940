from __future__ import annotations

import contextlib
import time
import unicodedata
from pathlib import Path
from unittest.mock import Mock

import pytest

from macros.evidence import markdown, restructured
from macros.evidence.documents import Document


def texts(page: Document, anchor: str) -> list[str]:
    section = page.section(anchor)
    assert section is not None, f"no #{anchor}; there are {list(page.anchors())}"
    return [block.text for block in section.blocks]


SECTIONS = """\
=====
Title
=====

Opening words.

.. _first-label:
.. _Second Label:

First part
==========

About the first.

Deeper
------

About the deeper.

First part
==========

About the other first.
"""


def test_a_section_holds_its_own_blocks_and_not_those_of_its_subsections() -> None:
    page = restructured.read(SECTIONS)
    assert texts(page, "title") == ["Title", "Opening words."]
    assert texts(page, "first-part") == ["First part", "About the first."]
    assert texts(page, "deeper") == ["Deeper", "About the deeper."]


def test_labels_before_a_heading_are_its_anchors() -> None:
    page = restructured.read(SECTIONS)
    assert texts(page, "first-label") == texts(page, "second-label") == texts(page, "first-part")


def test_equal_headings_leave_one_anchor_and_no_counted_one() -> None:
    page = restructured.read(SECTIONS)
    assert page.section("id1") is None
    assert sorted(page.anchors()) == ["deeper", "first-label", "first-part", "second-label", "title"]


def test_no_anchor_means_the_page_up_to_its_first_subheading() -> None:
    assert texts(restructured.read("Before.\n\n" + SECTIONS), "") == ["Before.", "Title", "Opening words."]


def test_a_label_before_a_paragraph_leads_to_that_paragraph_alone() -> None:
    page = restructured.read("Title\n=====\n\nOne.\n\n.. _here:\n\nTwo.\n\nThree with an _`inner mark`.\n")
    assert texts(page, "here") == ["Two."]
    assert texts(page, "inner-mark") == ["Three with an inner mark."]
    assert texts(page, "title") == ["Title", "One.", "Two.", "Three with an inner mark."]


def test_a_name_for_an_address_is_no_anchor() -> None:
    page = restructured.read(
        "Title\n=====\n\nSee `the forum`_ and `more <https://b.example/>`_.\n\n.. _the forum: https://a.example/\n"
    )
    assert list(page.anchors()) == ["title"]
    assert texts(page, "title")[1:] == ["See the forum and more."]


OBJECTS = """\
Objects
=======

.. module:: django.http

.. class:: JsonResponse(data, encoder=None)
           JsonResponse()

    A response in JSON.

    .. attribute:: charset

        Its charset.

    .. method:: JsonResponse.close(*, now=False) -> None

        Ends it.

After the class.

.. function:: parse(text)
    :module: other.module

    Parses.

.. function:: hidden()
    :no-index:

    Hides.

.. currentmodule:: django.db.models

.. method:: query.QuerySet.select_related(*fields)

    Follows keys.

.. py:exception:: Oops

    Fails.
"""


@pytest.mark.parametrize(
    ("anchor", "blocks"),
    [
        ("module-django.http", ["Objects", "After the class."]),
        ("django.http.JsonResponse", ["JsonResponse(data, encoder=None)", "JsonResponse()", "A response in JSON."]),
        ("django.http.JsonResponse.charset", ["charset", "Its charset."]),
        ("django.http.JsonResponse.close", ["close(*, now=False) -> None", "Ends it."]),
        ("other.module.parse", ["parse(text)", "Parses."]),
        ("django.db.models.query.QuerySet.select_related", ["query.QuerySet.select_related(*fields)", "Follows keys."]),
        ("django.db.models.Oops", ["Oops", "Fails."]),
    ],
)
def test_each_object_has_its_own_section(anchor: str, blocks: list[str]) -> None:
    assert texts(restructured.read(OBJECTS), anchor) == blocks


def test_an_object_that_is_not_indexed_has_no_anchor() -> None:
    assert not [anchor for anchor in restructured.read(OBJECTS).anchors() if "hidden" in anchor]


NAMED = """\
Named
=====

.. setting:: DATABASES

``DATABASES``
-------------

What to connect to.

.. templatetag:: csrf_token

``csrf_token``
--------------

The tag.

.. fieldlookup:: gis-contains

.. templatefilter:: escape

Both
----

The filter.

Commands
--------

.. django-admin:: runserver [addrport]

Starts a server.

.. django-admin-option:: --noreload, -n

    Does not reload.

.. django-admin-option:: fixture

    Names a file.

.. envvar:: DJANGO_COLORS

    Colours.

.. confval:: some_value

    A value.

.. glossary::

    lazy field
        Is read later.
"""


@pytest.mark.parametrize(
    ("anchor", "text"),
    [
        ("std-setting-DATABASES", "DATABASES"),
        ("std-setting-DATABASES", "What to connect to."),
        ("databases", "What to connect to."),
        ("std-templatetag-csrf_token", "The tag."),
        ("std-fieldlookup-gis-contains", "The filter."),
        ("std-templatefilter-escape", "The filter."),
        ("commands", "Starts a server."),
        ("django-admin-runserver", "runserver [addrport]"),
        ("cmdoption-runserver-noreload", "Does not reload."),
        ("cmdoption-runserver-n", "Does not reload."),
        ("cmdoption-runserver-arg-fixture", "Names a file."),
        ("envvar-DJANGO_COLORS", "Colours."),
        ("confval-some_value", "A value."),
        ("term-lazy-field", "Is read later."),
    ],
)
def test_named_things_have_the_anchors_of_sphinx(anchor: str, text: str) -> None:
    assert text in texts(restructured.read(NAMED), anchor)


BLOCKS = """\
Title
=====

A paragraph over
two lines.

* one item
* another item

  with two paragraphs

term
    its definition

| a line
| another line

===== =====
left  right
===== =====
cell  other
===== =====

.. note:: A note.

.. warning::

    A warning.

.. admonition:: A heading of its own

    With content.

.. versionadded:: 3.0
    It is new.

.. deprecated:: 4.0

    It is old.

.. something-unknown:: of two words

    Kept content.

.. rst-class:: fancy

Then::

    code  here

>>> 1 + 1
2

.. code-block:: python
    :caption: not shown here

    x = 'straight'
"""


def test_every_kind_of_block_is_one() -> None:
    page = restructured.read(BLOCKS)
    assert texts(page, "title") == [
        "Title", "A paragraph over two lines.", "one item", "another item", "with two paragraphs", "term",
        "its definition", "a line", "another line", "left", "right", "cell", "other", "A note.", "A warning.",
        "A heading of its own", "With content.", "It is new.", "It is old.", "of two words", "Kept content.",
        "Then:", "code here", ">>> 1 + 1 2", "x = 'straight'",
    ]  # fmt: skip


def test_lines_are_those_of_the_file() -> None:
    page = restructured.read("""\
Title
=====

.. note::

    * Short.

      A paragraph of :class:`some.Class` that
      goes on for a while and
      ends here.

+------+--------------+
| one  | cell of      |
|      | two lines    |
+------+--------------+
""")
    blocks = {block.text: block for block in page.opening.blocks}
    assert (blocks["Title"].first_line, blocks["Title"].last_line) == (1, 1)
    long = blocks["A paragraph of some.Class that goes on for a while and ends here."]
    assert (long.first_line, long.last_line) == (8, 10)
    assert page.span(long, "that goes on for") == (8, 9)
    assert page.span(long, "paragraph of some.Class that") == (8, 8)
    assert page.span(long, "ends here") == (10, 10)
    assert page.span(long, "not in it") == (8, 10)
    cell = blocks["cell of two lines"]
    assert (cell.first_line, cell.last_line) == (13, 14)


PLACES = """\
Title of *two*
==============

:field: its *two* here

term *two* : classifier
    Definition *two*.

-o FILE  option *two*

a. enumerated *two*

+------+---------+
| *a*  | b *two* |
|      | over    |
+------+---------+
| *a*  | b *two* |
|      | lines   |
+------+---------+

===== =====
*one* *two*
===== =====
*a*   *b*
*one* *two*
===== =====

.. csv-table:: A *two*
   :header: "one *two*", "left"

   "quoted ""two"" *two*", right
   last, end

.. [1] foot *two*

last \\* escaped *two*
    and its *two*
"""


def test_each_block_has_the_lines_of_the_file() -> None:
    page = restructured.read(PLACES)
    assert [(block.text, block.first_line, block.last_line) for block in page.opening.blocks] == [
        ("Title of two", 1, 1),
        ("field", 4, 4),
        ("its two here", 4, 4),
        ("term two", 6, 6),
        ("classifier", 6, 6),
        ("Definition two.", 7, 7),
        ("-o", 9, 9),
        ("FILE", 9, 9),
        ("option two", 9, 9),
        ("enumerated two", 11, 11),
        ("a", 14, 14),
        ("b two over", 14, 15),
        ("a", 17, 17),
        ("b two lines", 17, 18),
        ("one", 22, 22),
        ("two", 22, 22),
        ("a", 24, 24),
        ("b", 24, 24),
        ("one", 25, 25),
        ("two", 25, 25),
        ("A two", 28, 28),
        ("one two", 29, 29),
        ("left", 29, 29),
        # Its quotes are doubled in the file, so that of its table is the nearest known line.
        ("quoted “two” two", 28, 28),
        ("right", 31, 31),
        ("last", 32, 32),
        ("end", 32, 32),
        ("foot two", 34, 34),
        ("last * escaped two", 36, 36),
        ("and its two", 37, 37),
    ]


@pytest.mark.parametrize("above", ["", "Words.\n\n", "Title\n=====\n\n* Item.\n\n"])
def test_the_names_of_fields_are_found_on_their_own_lines(above: str) -> None:
    fields = [
        block for block in restructured.read(f"{above}:a: b\n:a: c\n:a: d\n").opening.blocks if len(block.text) == 1
    ]
    first = above.count("\n") + 1
    assert [(block.text, block.first_line - first) for block in fields] == [
        ("a", 0), ("b", 0), ("a", 1), ("c", 1), ("a", 2), ("d", 2),
    ]  # fmt: skip


def test_roles_are_shown_as_sphinx_shows_them() -> None:
    titles = {"ref:my label": "Its Title", "doc:/other": "The Other Page"}
    page = restructured.read(
        "See :class:`~a.b.C`, :class:`.D`, :meth:`~a.C.run`, :func:`go`, :ref:`my label`, :ref:`words <x>`,\n"
        ":doc:`/other`, :ref:`unknown`, :setting:`DEBUG`, :pep:`8`, :file:`a/{b}.py`, :exc:`!E`, "
        ":meth:`words <a.b>`,\n:py:meth:`x`, :weird:role:`kept`, `plain` and ``literal``.\n",
        titles=titles,
    )
    assert texts(page, "") == [
        "See C, D, run(), go(), Its Title, words, The Other Page, unknown, DEBUG, PEP 8, a/b.py, E, words, x(), "
        "kept, plain and literal."
    ]


def test_prose_is_curled_and_code_is_not() -> None:
    text = 'The user\'s "own" -- and so...\n\n``it\'s "own" --``'
    assert texts(restructured.read(text), "") == ["The user’s “own” – and so…", 'it\'s "own" --']
    assert texts(restructured.read(text, slug=markdown.slug), "") == [
        'The user\'s "own" -- and so...',
        'it\'s "own" --',
    ]


def test_on_a_code_host_headings_have_its_anchors() -> None:
    page = restructured.read("What's new in 2.0\n=================\n\nMuch.\n", slug=markdown.slug)
    assert texts(page, "whats-new-in-20") == ["What's new in 2.0", "Much."]
    assert page.section("what-s-new-in-2-0") is None


def test_on_a_code_host_equal_headings_leave_one_anchor() -> None:
    page = restructured.read("A\n=\n\nOne.\n\nB\n=\n\nA\n=\n\nTwo.\n", slug=markdown.slug)
    assert list(page.anchors()) == ["a", "b"]
    assert texts(page, "a") == ["A", "One."]


def test_a_note_and_a_work_are_cited_in_brackets() -> None:
    page = restructured.read("See [1]_ and [WORK]_.\n\nWords.\n\n.. [1] One.\n.. [WORK] Its *title*.\n")
    assert texts(page, "") == ["See [1] and [WORK].", "Words.", "One.", "Its title."]
    assert texts(page, "work") == ["Its title."]


def test_another_name_for_a_label_is_no_anchor() -> None:
    page = restructured.read("Words.\n\n.. _alias: other_\n\nMore words.\n\n.. _other:\n\nTitle\n=====\n")
    assert list(page.anchors()) == ["other", "title"]


def test_substitutions_are_filled_in() -> None:
    assert texts(restructured.read(".. |x| replace:: many words\n\nIt has |x| and |unknown|.\n"), "") == [
        "It has many words and unknown."
    ]


@pytest.mark.parametrize(
    "directive",
    [
        ".. include:: {path}",
        ".. include:: {path}\n   :literal:",
        ".. literalinclude:: {path}",
        ".. raw:: html\n   :file: {path}",
        ".. csv-table::\n   :file: {path}",
        ".. csv-table::\n   :url: file://{path}",
        ".. code:: python\n   :file: {path}",
        ".. figure:: {path}",
    ],
)
def test_no_other_file_is_read(directive: str, tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("secret words")
    page = restructured.read("Title\n=====\n\n" + directive.format(path=secret) + "\n\nAfter.\n")
    assert "secret words" not in " ".join(block.text for section in page.sections for block in section.blocks)
    assert texts(page, "title")[-1] == "After."


def test_raw_html_and_comments_are_not_read() -> None:
    assert texts(
        restructured.read(".. raw:: html\n\n   <b>bold</b>\n\n.. a comment\n   of two lines\n\nSeen.\n"), ""
    ) == ["Seen."]


def test_a_page_made_of_docstrings_says_so_and_still_has_its_anchors() -> None:
    page = restructured.read(".. module:: flask\n\n.. autoclass:: Flask\n   :members:\n\n   .. automethod:: run\n")
    assert page.made_from_code
    assert {"flask.Flask", "flask.Flask.run"} <= set(page.anchors())
    assert not restructured.read(OBJECTS).made_from_code


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\n\n\n",
        "Title\n===\n\nToo short.\n",
        "=====\nOnly an overline\n",
        ".. note::",
        ".. class::",
        ".. setting::",
        ".. class:: (((\n\n   .. method:: )))\n",
        ".. function:: a\\\n",
        ".. glossary::\n\n   no definition\n",
        "``unclosed *and **and `and |and [1]_ _`",
        "* a\n   * b\n  * c\n\t* d\n",
        "+---+\n| a\n+---\n",
        "==== ===\na b c d e f\n====\n",
        ".. |x| replace:: |x|\n\n|x|\n",
        ".. _a: b_\n.. _b: a_\n\na_ and b_\n",
        ".. default-role:: unknown\n\n`x`\n",
        ".. role:: raw-html(raw)\n   :format: html\n\n:raw-html:`<b>`\n",
        "A\n=\n\nB\n-\n\nC\n~\n\nD\n=\n\nE\n~\n",
        ".. tip:: a\n   :bad option\n\n   text\n",
        ":" * 500,
        "*" * 3000,
        "[" * 3000,
        "(" * 3000 + "_" * 3000,
        ".. class:: " + "(" * 3000,
        "\x00\x0b\x0c\x85\u2028\u2029",
    ],
)
def test_broken_markup_is_read_or_refused_but_never_hangs(text: str) -> None:
    began = time.monotonic()
    with contextlib.suppress(restructured.Unreadable):
        restructured.read(text)
    assert time.monotonic() - began < 2


def test_too_deep_a_page_is_refused_in_one_line() -> None:
    text = "\n\n".join(" " * depth + "* item" for depth in range(0, 1200, 2))
    with pytest.raises(restructured.Unreadable, match=r"^docutils can't read it: maximum recursion [^\n]*$"):
        restructured.read(text)


@pytest.mark.parametrize(
    ("error", "told"),
    [(ValueError("one\n  two"), "one two"), (KeyError("x"), "'x'"), (AssertionError(), "AssertionError")],
)
def test_a_bug_of_docutils_is_told_in_one_line(error: Exception, told: str, monkeypatch) -> None:
    monkeypatch.setattr("macros.evidence.restructured.Parser.parse", Mock(side_effect=error))
    with pytest.raises(restructured.Unreadable) as caught:
        restructured.read("Words.")
    assert str(caught.value) == f"docutils can't read it: {told}"


def test_every_reader_counts_the_same_lines() -> None:
    page = restructured.read("\ufeffone\x0c\r\n\r\ntwo\u2028still two\rand three\n")
    assert [(block.text, block.first_line) for block in page.opening.blocks] == [
        ("one", 1),
        ("two still two and three", 3),
    ]
    assert all(unicodedata.category(character) != "Cc" for line in page.lines for character in line)


def test_one_page_leaves_nothing_behind_for_the_next() -> None:
    restructured.read(
        ".. default-role:: literal\n\n.. currentmodule:: left.behind\n\n.. class:: A\n\n   .. unfinished::"
    )
    page = restructured.read(".. function:: go()\n\n   Goes.\n")
    assert list(page.anchors()) == ["go"]
