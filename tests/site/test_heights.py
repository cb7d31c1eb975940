"""What is not laid out yet has room for its text: too little, and its last lines lie over what follows."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page as Tab

BOXES = ".fd-criterion, .fd-disagreement, .fd-many"
HEIGHTS = "boxes => [...document.querySelectorAll(boxes)].map(each => each.getBoundingClientRect().height)"
LAID_OUT = "* { content-visibility: visible !important; }"
PAGES = ("compare/data/", "compare/batteries/", "articles/simform/", "articles/disagreements/")


@pytest.mark.parametrize("width", [390, 1300])
@pytest.mark.parametrize("address", PAGES)
def test_a_box_that_waits_has_room_for_all_of_it_and_not_much_more(tab: Tab, address: str, width: int) -> None:
    tab.set_viewport_size({"width": width, "height": 800})
    tab.goto(address)
    waiting = tab.evaluate(HEIGHTS, BOXES)
    tab.add_style_tag(content=LAID_OUT)
    whole = tab.evaluate(HEIGHTS, BOXES)
    assert len(whole) > 5
    assert [(room, needs) for room, needs in zip(waiting, whole, strict=True) if room < needs - 1] == []
    assert sum(whole) < sum(waiting) < 2 * sum(whole)


def test_a_box_whose_rows_are_filtered_has_room_for_the_rows_that_are_left(tab: Tab) -> None:
    tab.set_viewport_size({"width": 1300, "height": 800})
    tab.goto("articles/simform/")
    before = sum(tab.evaluate(HEIGHTS, BOXES))
    tab.goto("articles/simform/?verdict=opinion")
    tab.wait_for_function("document.querySelectorAll('.fd-statement[hidden]').length > 100")
    after = sum(tab.evaluate(HEIGHTS, BOXES))
    tab.add_style_tag(content=LAID_OUT)
    assert sum(tab.evaluate(HEIGHTS, BOXES)) * 0.7 < after < before / 2
