from __future__ import annotations

import pytest

from macros.evidence import markdown
from macros.evidence.documents import Document

README = """\
---
front: matter
---
# The Package

[![badge](https://a.example/x.svg)](https://a.example/) Opening **words** with `code_here` and
[a link](https://b.example/ "title").

<!-- hidden
words -->

## What's new in 2.0?

- first item
  goes on
- second _item_

1. numbered

| left | right |
|------|-------|
| cell | other `a` |

> quoted words

```python
# not a heading
x = 1
```

Setext heading
--------------

Below it, snake_case_name stays &amp; so does 2 * 3 * 4.

[link]: https://c.example/

## What's new in 2.0?

Repeated.
"""


def texts(page: Document, anchor: str) -> list[str]:
    section = page.section(anchor)
    assert section is not None, f"no #{anchor}; there are {list(page.anchors())}"
    return [block.text for block in section.blocks]


def test_a_readme_is_read_as_a_code_host_shows_it() -> None:
    page = markdown.read(README)
    assert list(page.anchors()) == ["the-package", "whats-new-in-20", "setext-heading"]
    assert (
        texts(page, "")
        == texts(page, "the-package")
        == [
            "The Package",
            "Opening words with code_here and a link.",
        ]
    )
    assert texts(page, "whats-new-in-20") == [
        "What's new in 2.0?", "first item goes on", "second item", "numbered", "left", "right", "cell", "other a",
        "quoted words", "# not a heading x = 1",
    ]  # fmt: skip
    assert texts(page, "setext-heading") == [
        "Setext heading",
        "Below it, snake_case_name stays & so does 2 * 3 * 4.",
    ]


def test_lines_are_those_of_the_file() -> None:
    page = markdown.read(README)
    lines = {block.text: (block.first_line, block.last_line) for section in page.sections for block in section.blocks}
    assert lines["The Package"] == (4, 4)
    assert lines["Opening words with code_here and a link."] == (6, 7)
    assert lines["first item goes on"] == (14, 15)
    assert lines["cell"] == (22, 22)
    assert lines["Setext heading"] == (31, 31)


def test_html_and_pictures_leave_only_their_words() -> None:
    html = "<p align='center'>\n  <b>Fast</b> <img src='x.png'> parts\n</p>"
    page = markdown.read(f"{html}\n\nand ![a picture](x.png) text <br> here")
    assert texts(page, "") == ["Fast parts", "and text here"]


@pytest.mark.parametrize(
    "text", ["", "---", "```", "# ", "|", "| a |\n|---|", "<!--", "`" * 3000, "*" * 3000, "[" * 3000, "_a" * 2000]
)
def test_broken_markup_is_read_as_far_as_it_goes(text: str) -> None:
    page = markdown.read(f"{text}\n\n# After\n\nWords.")
    # What is never closed takes the rest of the page; nothing else loses it.
    closed = text not in {"<!--", "```", "`" * 3000}
    assert (page.section("after") is not None) is closed


@pytest.mark.parametrize(
    ("line", "title"),
    [("## The `first` part", "The first part"), ("# ", ""), ("words", None), ("- item", None), ("", None)],
)
def test_a_line_that_is_a_heading_has_its_title(line: str, title: str | None) -> None:
    assert markdown.heading(line) == title


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("What's new in 2.0?", "whats-new-in-20"),
        ("  A snake_case-name ", "a-snake_case-name"),
        ("Über — uns", "über--uns"),
    ],
)
def test_an_anchor_is_that_of_a_code_host(title: str, slug: str) -> None:
    assert markdown.slug(title) == slug


def test_what_is_shown_as_it_is_keeps_its_signs() -> None:
    page = markdown.read("one  \ntwo\nthree\n\n    a *b* <c>\n\n```\n# d\n```\n\n<!-- e\nf --><p>g < h</p>\n")
    assert texts(page, "") == ["one two three", "a *b* <c>", "# d", "g < h"]
    lines = [(block.first_line, block.last_line) for block in page.opening.blocks]
    assert lines == [(1, 3), (5, 5), (7, 9), (11, 12)]
    assert list(page.anchors()) == []
    assert not page.made_from_code


def test_a_heading_of_signs_alone_has_no_anchor() -> None:
    page = markdown.read("# One\n\n## ?!\n\ntwo\n")
    assert list(page.anchors()) == ["one"]
    assert texts(page, "one") == ["One"]
    assert texts(page, "") == ["One"]
