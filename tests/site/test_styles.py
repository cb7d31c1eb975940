"""The style sheet means what it says: a browser drops what it does not know without a word, and here it is said."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

import tinycss2
from playwright.sync_api import Page as Tab

from tests.site.building import ROOT

STYLES = ROOT / "docs/stylesheets/site.css"
OF_RULES = {"media", "supports", "layer", "container"}
"""The at-rules that hold rules; any other one holds declarations."""


SKIPPED = (True, True)  # comments and white space
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
        elif node.content is not None:
            parse = tinycss2.parse_rule_list if node.at_keyword in OF_RULES else tinycss2.parse_blocks_contents
            yield from _faults(tab, parse(node.content, *SKIPPED))


def test_the_browser_knows_every_rule_of_the_style_sheet(tab: Tab) -> None:
    assert faults(tab, STYLES.read_text(encoding="utf-8")) == []


def test_what_a_browser_drops_is_found(tab: Tab) -> None:
    sheet = """
    p { colour: red; color: redd; margin: 0 !important; --own: anything; width: var(--own); }
    @media print { p { display: nothing; } }
    p:hoover { margin: 0; margin: 1px; }
    }
    a::before { content: ""; }
    """
    assert faults(tab, sheet) == [
        "line 2: colour: red is not known",
        "line 2: color: redd is not known",
        "line 3: display: nothing is not known",
        "line 4: p:hoover is not known",
        "line 4: margin is set twice in one rule",
        "line 4: margin is set twice in one rule",
        "line 5: } a::before is not known",
    ]
