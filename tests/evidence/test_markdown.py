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


MYST = """\
# Why "Click"?

```{currentmodule} click
```

(own-label)=
## The user's part

See {func}`echo`, {class}`~click.Group` and {ref}`words <x>` -- "quoted" `it's`.

% a comment

:::{note}
Noted.
:::

````{admonition} A heading here
---
class: fancy
---
Outer.

```{tip}
Inner.
```
````

```{versionadded} 8.0 It is new.
```

```{include} ../secret.md
```

```{eval-rst}
.. function:: go(x)

    Goes with :class:`Context`.

Plain *reST* here.
```

(spot)=
A marked paragraph.
"""


def test_myst_is_read_as_sphinx_shows_it() -> None:
    page = markdown.read(MYST, slug=None)
    assert (
        texts(page, "the-user-s-part")
        == texts(page, "own-label")
        == [
            "The user’s part",
            "See echo(), Group and words – “quoted” it's.",
            "Noted.",
            "A heading here",
            "Outer.",
            "Inner.",
            "It is new.",
            "Plain reST here.",
            "A marked paragraph.",
        ]
    )
    assert texts(page, "click.go") == ["go(x)", "Goes with Context."]
    assert texts(page, "spot") == ["A marked paragraph."]
    assert texts(page, "why-click") == ["Why “Click”?"]


def test_lines_inside_rest_are_those_of_the_file() -> None:
    page = markdown.read(MYST, slug=None)
    section = page.section("click.go")
    assert section is not None
    assert [MYST.split("\n")[block.first_line - 1].strip() for block in section.blocks] == [
        ".. function:: go(x)",
        "Goes with :class:`Context`.",
    ]


@pytest.mark.parametrize(
    "text", ["", "---", "```", "# ", "|", "| a |\n|---|", "<!--", "`" * 3000, "*" * 3000, "[" * 3000, "_a" * 2000]
)
def test_broken_markup_does_not_hang(text: str) -> None:
    markdown.read(text)
