"""Two sides of a change made by a test: the small data, with changes laid over it, and other files beside it."""

from __future__ import annotations

import html
import re
from typing import Any

from macros.tools.effect import values
from macros.tools.effect.summary import summary
from macros.tools.effect.trees import Tree
from tests.tree import VALID, laid_over, text_of

ORM = "data/criteria/data/orm.yml"


def side(change: dict[str, Any] | None = None, **files: str) -> Tree:
    """The files of one side; a file given as text is written as it is, `tests__x_py` is named tests/x.py."""
    data = {
        name: content if isinstance(content, str) else text_of(content)
        for name, content in laid_over(VALID, change or {}).items()
    }
    return {name: content.encode() for name, content in {**data, **named(files)}.items()}


def named(files: dict[str, str]) -> dict[str, str]:
    """File names from the names of arguments."""
    return {re.sub("_(py|txt|yml|md)$", r".\1", name.replace("__", "/")): text for name, text in files.items()}


def changes(before: dict[str, Any], after: dict[str, Any]) -> list[values.Change]:
    """The values that differ between two parsed data/."""
    return values.changes(before, after)


def plain(markdown: str) -> str:
    """Markdown as a reader sees it: without the tags of ours, `code` in backticks."""
    text = re.sub(r"</?b>", "", markdown)
    text = re.sub(r"</?code>", "`", text)
    text = re.sub(r"</?(details|summary)>|<a href=\"[^\"]*\">|</a>", "", text)
    return html.unescape(text)


def shown(before: Tree, after: Tree) -> str:
    """The summary as a reader sees it; nothing is opened."""
    return plain(summary(before, after, lambda claim: []))


def section(text: str, title: str) -> list[str]:
    """The lines below a heading of a summary, without empty ones."""
    found = re.search(rf"^## {re.escape(title)}\n(.*?)(?=^## |\Z)", text, re.MULTILINE | re.DOTALL)
    return [line for line in found[1].splitlines() if line] if found else []
