"""What is shown and published for a small data/ that holds something of every kind, as it was reviewed.

`python -m tests.reviewed` writes the files again; look at what changed.
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any

import yaml

from macros import anchors, exports, permalinks, search
from macros.model import Comparison
from macros.pages import add_to_navigation, generated
from macros.permalinks import redirect_pages
from macros.rules import coverage, words
from macros.views import Site
from tests.measured_speed import SMALL, laid
from tests.tree import compared, text_of

HERE = Path(__file__).parent
WHOLE: dict[str, Any] = yaml.safe_load((HERE / "whole.yml").read_text(encoding="utf-8"))
PAGE = """---
title: "Method"
description: How it is done.
---

In *short*: see [this](x.md).

{{ rule_list() }}

## Reading a `row` { #reading }

> - one <b>word</b>

```
# no heading
```

### What is checked

Each.
"""
BARE = "# How it *began*\n\nWords | alone.\n\n## Then\n"
AGAIN = "if the change is wanted, run `python -m tests.reviewed` and look at what changed"


def files() -> dict[str, str]:
    """Each reviewed file as the code makes it now."""
    with tempfile.TemporaryDirectory() as place:
        comparison = compared(Path(place), WHOLE | laid(SMALL))
        made = {"shown.txt": shown(comparison), "pages.txt": pages(comparison), "texts.txt": texts(comparison)}
        made |= {"search.txt": searched(comparison), "places.txt": places(comparison)}
        made |= {Path(path).name: text for path, text in exports.files(comparison).items()}
        # CSV ends its lines as git would not keep them; tests/test_exports.py counts those ends.
        return {name: text.replace("\r\n", "\n") for name, text in made.items()}


def shown(comparison: Comparison) -> str:
    """Every view, from a page one level deep."""
    site = Site(comparison, "../", "https://example.org/repository/")
    return "\n".join(f"## {name}\n{_lines(view)}" for name, view in _views(site))


def _lines(value: Any) -> str:
    return text_of(_plain(value))


def _plain(value: Any) -> Any:
    """Views as mappings and lists; every field of a record is there, whatever it holds."""
    if is_dataclass(value):
        return {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, frozenset):
        return sorted(value)
    return [_plain(each) for each in value] if isinstance(value, tuple) else value


def _views(site: Site) -> Iterator[tuple[str, Any]]:
    names = """topic_list deciding_table everything home_answer framework_cards choices glossary source_list checked
    unchecked topic_totals article_overview verdict_totals verdict_guide fixed_answers disagreements repeated
    verdict_questions worked_examples speed_answer speed_shares speed_setups speed_work speed_again
    chooser_questions chooser_steps chooser_outcomes outcome_table chooser_diagram situations situation_shares
    task_groups"""
    for name in names.split():
        yield name, getattr(site, name)()
    yield "chooser_data", json.loads(site.chooser_data())
    for topic in site.comparison.topics:
        yield f"criterion_table {topic}", site.criterion_table(topic)
        yield f"criteria {topic}", site.criteria(topic)
    for article in site.comparison.articles:
        yield f"article_topics {article}", site.article_topics(article)
        yield f"article_start {article}", site.article_start(article)
        yield f"article_sections {article}", site.article_sections(article)
    for task in site.comparison.tasks:
        yield f"task {task}", site.task(task)


def pages(comparison: Comparison) -> str:
    """The pages that data makes, their navigation, and those that moved."""
    nav: list[Any] = ["index.md", {"Compare": ["compare/index.md"]}, {"Articles": []}]
    add_to_navigation(nav, comparison)
    made = {**generated(comparison), **redirect_pages(comparison), "navigation": _lines(nav)}
    return "\n".join(f"## {path}\n{text}\n" for path, text in made.items())


def places(comparison: Comparison) -> str:
    """Every address that data makes, with where it is made and what it leads to; and the file of all of them."""
    made = [each for kind in (anchors.anchors, anchors.pages, anchors.titles) for each in kind(comparison)]
    return (
        "".join(f"{address} {where} {what}\n" for address, where, what in made) + permalinks.places(comparison) + "\n"
    )


def searched(comparison: Comparison) -> str:
    """The files of the search, with those of two written pages; a place a line."""
    written, listed = {"method/": PAGE, "began/": BARE}, {"rule_list": "Each rule says so."}
    files = search.files(comparison, written, listed)
    return "\n".join(f"## {path}\n{text.replace('],[', '],\n[')}" for path, text in files.items())


def texts(comparison: Comparison) -> str:
    """Every authored text with its place, and those that are read before a claim with the claims they are based on."""
    every = [f"{field.where} {field.name}: {field.text}\n" for field in words.ours(comparison)]
    first = [
        f"{each.where} {each.field}: {each.text} | {' '.join(each.claims)} | {each.context.strip()}".strip() + "\n"
        for each in coverage.leanings(comparison)
    ]
    return "".join(["## texts\n", *every, "\n## leanings\n", *first])
