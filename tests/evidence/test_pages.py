"""The pages of a release: which there are, and the titles that references between them are shown as."""

from __future__ import annotations

import pytest

from macros.evidence.pages import Pages
from macros.evidence.releases import Archive, NoSuchFile
from macros.model import DocsPlace

from .parts import sdist


def pages(files: dict[str, str], place: str = "docs/{page}.rst", url: str = "https://docs.example.org/{page}") -> Pages:
    return Pages(Archive("Django", "1", sdist(dict(files))), DocsPlace(files=place, url=url))


def first_words(found: Pages, page: str) -> str:
    """What the first block of a page is shown as."""
    return found.read(page).opening.blocks[0].text


def test_every_file_where_pages_are_is_one() -> None:
    files = ("docs/a.rst", "docs/deep/b.rst", "docs/c.txt", "docs/.rst", "other/docs/d.rst", "docs.rst")
    found = pages(dict.fromkeys(files, "Words."))
    assert found.names == ["a", "deep/b"]
    assert found.path("deep/b") == "docs/deep/b.rst"
    assert found.text("deep/b") == "Words."
    with pytest.raises(NoSuchFile, match=r"^docs/c\.rst$"):
        found.read("c")
    assert pages({"a.md": "", "b.md": ""}, "{page}.md").names == ["a", "b"]
    assert pages({"xx": "", "xyx": ""}, "x{page}x").names == ["y"]


def test_a_page_is_read_once() -> None:
    found = pages({"docs/a.rst": "Words."})
    assert found.read("a") is found.read("a")


@pytest.mark.parametrize("ending", ["md", "markdown"])
def test_a_file_of_markdown_is_read_as_such(ending: str) -> None:
    found = pages({f"docs/a.{ending}": "# The *title*\n"}, f"docs/{{page}}.{ending}")
    assert list(found.read("a").anchors()) == ["the-title"]


@pytest.mark.parametrize("host", ["github.com", "gitlab.com", "codeberg.org"])
def test_a_code_host_keeps_quotes_makes_its_own_anchors_and_knows_no_titles(host: str) -> None:
    text = "It's\n====\n\nSee :doc:`b`.\n"
    files = {"docs/a.rst": text, "docs/b.rst": "Other page\n==========\n"}
    page = pages(files, url=f"https://{host}/some/{{page}}.rst").read("a")
    assert [block.text for block in page.opening.blocks] == ["It's", "See b."]
    assert list(page.anchors()) == ["its"]
    page = pages(files, url=f"https://docs.{host}.example.org/{{page}}").read("a")
    assert [block.text for block in page.opening.blocks] == ["It’s", "See Other page."]
    assert list(page.anchors()) == ["it-s"]


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        (":doc:`other`", "Of this folder"),
        (":doc:`../other`", "Of the top"),
        (":doc:`/other`", "Of the top"),
        (":doc:`/deep/other`", "Of this folder"),
        (":doc:`/missing`", "/missing"),
        (":doc:`/untitled`", "/untitled"),
        (":doc:`words </other>`", "words"),
    ],
)
def test_a_reference_to_a_page_is_shown_as_its_title(written: str, shown: str) -> None:
    files = {
        "docs/deep/page.rst": written,
        "docs/deep/other.rst": "Words.\n\nOf this folder\n==============\n\nMore\n----\n",
        "docs/other.rst": "==========\nOf the top\n==========\n",
        "docs/untitled.rst": "Words.\n",
    }
    assert first_words(pages(files), "deep/page") == shown


@pytest.mark.parametrize(
    ("before", "title"),
    [
        (".. _label:\n\nA title\n=======\n", "A title"),
        (".. _Label: \n\nA title\n=======\n", "A title"),
        (".. _`label`:\n\nA title\n=======\n", "A title"),
        (".. _label:\n.. _other:\n\n\nA title\n=======\n", "A title"),
        (".. _other:\n.. _label:\n.. index:: x\n   y\n\n=======\nA title\n=======\n", "A title"),
        (".. _label:\n\nA ``title`` of *its own*\n----------------------\n", "A title of its own"),
        (".. _label:\n\nWords.\n\nA title\n=======\n", "label"),
        (".. _label:\n\n* A title\n", "label"),
        (".. _label: https://a.example/\n\nA title\n=======\n", "label"),
        ("A title\n=======\n", "label"),
        ("  .. _label:\n\nA title\n=======\n", "label"),
    ],
)
def test_a_reference_to_a_label_is_shown_as_the_title_below_it(before: str, title: str) -> None:
    files = {"docs/a.rst": "See :ref:`label`.", "docs/b.rst": f"Words.\n\n{before}", "docs/c.rst": "No label."}
    assert first_words(pages(files), "a") == f"See {title}."


def test_two_labels_have_their_own_titles() -> None:
    text = ".. _one:\n\nFirst\n=====\n\n.. _two:\n.. _Two   More:\n\nSecond\n======\n"
    files = {"docs/a.rst": ":ref:`one`, :ref:`two` and :ref:`Two more`", "docs/b.rst": text}
    assert first_words(pages(files), "a") == "First, Second and Second"


def test_a_label_in_markdown_is_one_too() -> None:
    found = pages({"docs/b.md": "(my-label)=\n\n## A `title`\n\n(other)=\nWords.\n"}, "docs/{page}.md")
    assert found._labels == {"my-label": "A title"}


@pytest.mark.parametrize("sign", list("=-~^\"'*+#`:.<>_"))
def test_a_line_of_one_sign_makes_the_line_above_a_title(sign: str) -> None:
    for text in (f"Title\n{sign * 5}\n", f"{sign * 5}\n Title\n{sign * 5}\n", f"Title\n{sign * 3}  \n"):
        assert pages({"docs/b.rst": text})._title("a", "b") == "Title"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Words\n==\n",
        "Words\n====x\n",
        "Words\n=-=-=\n",
        " Words\n======\n",
        ".. note::\n=========\n",
        "\n=====\n",
        "=====\n=====\n",
        "=====\n\n=====\n",
        "=====\n Words\n",
        "Words",
    ],
)
def test_other_lines_make_no_title(text: str) -> None:
    assert pages({"docs/b.rst": text})._title("a", "b") is None
