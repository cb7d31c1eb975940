"""The pages of tasks: where they are in the site, and which side they show."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page as Tab
from playwright.sync_api import expect

from macros.model import Comparison
from macros.tools.markup import Page
from tests.site.building import ROOT

PAGE = "tasks/one-page/"
PHONE, DESKTOP = {"width": 390, "height": 844}, {"width": 1280, "height": 900}


@pytest.mark.parametrize(
    ("path", "tab_name"),
    [("tasks/", "Code"), (PAGE, "Code"), ("choose/tree/", "Choose"), ("compare/data/", "Compare")],
)
def test_the_tab_that_a_page_belongs_to_is_the_active_one(
    path: str, tab_name: str, real_pages: dict[str, Page]
) -> None:
    active = real_pages[f"{path}index.html"].root.all(css="md-tabs__item--active")
    assert [each.text.strip() for each in active] == [tab_name]


def test_a_phone_shows_the_side_that_is_chosen(tab: Tab, comparison: Comparison) -> None:
    tab.set_viewport_size(PHONE)  # type: ignore[arg-type]
    tab.goto(PAGE)
    for name in [*comparison.frameworks, *reversed(comparison.frameworks)]:
        tab.locator(f'.fd-tabs label:has([value="{name}"])').click()
        for other in comparison.frameworks:
            expect(tab.locator(f'[data-side="{other}"]')).to_be_visible(visible=other == name)


def test_a_wide_screen_shows_both_sides_beside_each_other(tab: Tab, comparison: Comparison) -> None:
    tab.set_viewport_size(DESKTOP)  # type: ignore[arg-type]
    tab.goto(PAGE)
    expect(tab.locator(".fd-tabs")).to_be_hidden()
    boxes = [tab.locator(f'[data-side="{name}"]').bounding_box() for name in comparison.frameworks]
    assert len({box["y"] for box in boxes if box}) == 1
    assert len({box["x"] for box in boxes if box}) == len(comparison.frameworks)


def test_no_style_names_a_framework_and_each_has_a_rule(comparison: Comparison) -> None:
    sheets = [path.read_text(encoding="utf-8") for path in Path(ROOT, "docs/stylesheets").glob("*.css")]
    assert [name for name in comparison.frameworks for sheet in sheets if name in sheet] == []
    rules = (f"section:not(:nth-of-type({place + 1}))" for place in range(len(comparison.frameworks)))
    assert all(rule in "".join(sheets) for rule in rules)
