"""The style sheet means what it says: a browser drops what it does not know without a word, and here it is said."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import tinycss2
from mkdocs.utils import get_theme_dir
from playwright.sync_api import Page as Tab

from tests.site.building import ROOT

STYLES = sorted((ROOT / "docs/stylesheets").glob("*.css"))
OF_RULES = {"media", "supports", "layer", "container"}
"""The at-rules that hold rules; any other one holds declarations."""


SKIPPED = (True, True)  # comments and white space
REGISTERS = """([name, syntax, inherits, initialValue]) => {
    try { CSS.registerProperty({ name, syntax, inherits, initialValue }); return true; } catch { return false; }
}"""
SELECTS = "each => { try { document.querySelector(each); return true; } catch { return false; } }"


def faults(tab: Tab, css: str) -> list[str]:
    """Whatever the browser would drop: what it cannot parse, selectors, properties and values that it does not know."""
    return [f"line {line}: {fault}" for line, fault in _faults(tab, tinycss2.parse_stylesheet(css, *SKIPPED))]


def _faults(tab: Tab, nodes: list[Any]) -> Iterator[tuple[int, str]]:
    counted = Counter(node.name for node in nodes if node.type == "declaration")
    for node in nodes:
        line = node.source_line
        if node.type == "error":
            yield line, node.message
        elif node.type == "declaration":
            value = tinycss2.serialize(node.value).strip()
            if not tab.evaluate("([name, value]) => CSS.supports(name, value)", [node.name, value]):
                yield line, f"{node.name}: {value} is not known"
            if counted[node.name] > 1:
                yield line, f"{node.name} is set twice in one rule"
        elif node.type == "qualified-rule":
            selector = " ".join(tinycss2.serialize(node.prelude).split())
            if not tab.evaluate(SELECTS, selector):
                yield line, f"{selector} is not known"
            yield from _faults(tab, tinycss2.parse_blocks_contents(node.content, *SKIPPED))
        elif node.at_keyword == "property":
            if not tab.evaluate(REGISTERS, _property(node)):
                yield line, f"the property {tinycss2.serialize(node.prelude).strip()} is not whole"
        elif node.content is not None:
            parse = tinycss2.parse_rule_list if node.at_keyword in OF_RULES else tinycss2.parse_blocks_contents
            yield from _faults(tab, parse(node.content, *SKIPPED))


def _property(rule: Any) -> list[Any]:
    """The name, syntax, inheritance and first value of a property of our own."""
    declared = tinycss2.parse_blocks_contents(rule.content, *SKIPPED)
    values = {each.name: tinycss2.serialize(each.value).strip() for each in declared}
    first = values.get("initial-value")
    name = tinycss2.serialize(rule.prelude).strip()
    return [name, values.get("syntax", "").strip('"'), values.get("inherits") == "true", first]


@pytest.mark.parametrize("path", STYLES, ids=lambda path: path.stem)
def test_the_browser_knows_every_rule_of_the_style_sheet(tab: Tab, path: Path) -> None:
    assert faults(tab, path.read_text(encoding="utf-8")) == []


def test_what_a_browser_drops_is_found(tab: Tab) -> None:
    sheet = """
    p { colour: red; color: redd; margin: 0 !important; --own: anything; width: var(--own); }
    @media print { p { display: nothing; } }
    p:hoover { margin: 0; margin: 1px; }
    }
    a::before { content: ""; }
    @property --whole { syntax: "<length>"; inherits: false; initial-value: 0px; }
    @property --broken { syntax: "<length>"; inherits: false; initial-value: red; }
    """
    assert faults(tab, sheet) == [
        "line 2: colour: red is not known",
        "line 2: color: redd is not known",
        "line 3: display: nothing is not known",
        "line 4: p:hoover is not known",
        "line 4: margin is set twice in one rule",
        "line 4: margin is set twice in one rule",
        "line 5: } a::before is not known",
        "line 8: the property --broken is not whole",
    ]


THEME = Path(get_theme_dir("material")) / "assets/stylesheets"
_STATE = re.compile(r"::?(?!not\b|is\b|where\b|has\b|root\b)[\w-]+(?:\([^()]*\))?")
MATCHING = """selectors => selectors.filter(each => {
  try { return document.querySelector(each); } catch { return false; }
})"""


def selectors(nodes: list[Any]) -> Iterator[str]:
    """Every selector of a sheet, each without the state it is for: what is hovered now may be so later."""
    for node in nodes:
        if node.type == "qualified-rule":
            for each in _of_list(node.prelude):
                yield " ".join(_STATE.sub("", each).split())
        elif node.type == "at-rule" and node.content is not None and node.at_keyword in OF_RULES:
            yield from selectors(tinycss2.parse_rule_list(node.content, *SKIPPED))


def _of_list(prelude: list[Any]) -> Iterator[str]:
    part: list[Any] = []
    for token in prelude:
        if token.type == "literal" and token.value == ",":
            yield tinycss2.serialize(part)
            part = []
        else:
            part.append(token)
    yield tinycss2.serialize(part)


def test_nothing_that_a_page_shows_is_left_out_of_the_theme(tab: Tab, real: Path) -> None:
    def of(folder: Path) -> set[str]:
        sheets = [
            tinycss2.parse_stylesheet(path.read_text(encoding="utf-8"), *SKIPPED) for path in folder.glob("*.css")
        ]
        return {each for sheet in sheets for each in selectors(sheet)}

    gone = sorted(of(THEME) - of(real / "assets/stylesheets"))
    assert len(gone) > 300
    for path in ("", "compare/data/", "choose/", "articles/jetbrains/", "everything/", "method/", "sources/"):
        tab.goto(path)
        assert tab.evaluate(MATCHING, gone) == [], path
