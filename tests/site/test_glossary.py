"""The note of a word: seen when it is pointed at, by keyboard, tapped, and in print; with or without a script."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect
from playwright.sync_api import Page as Tab

from macros.model import Comparison
from macros.tools.markup import Page

PAGE = "compare/data/"


def first(tab: Tab) -> tuple[str, str]:
    """Selectors of the first word with a note on the page, and of its note."""
    tab.goto(PAGE)
    id = tab.locator(".fd-term-says").first.get_attribute("id")
    return f".fd-term[aria-describedby={id}]", f"#{id}"


def test_a_note_shows_on_hover_and_goes_with_the_pointer(tab: Tab) -> None:
    word, note = first(tab)
    expect(tab.locator(note)).to_be_hidden()
    tab.locator(word).hover()
    expect(tab.locator(note)).to_be_visible()
    tab.mouse.move(0, 0)
    expect(tab.locator(note)).to_be_hidden()


def test_a_note_shows_on_focus_and_escape_hides_it(tab: Tab) -> None:
    word, note = first(tab)
    tab.locator(word).focus()
    expect(tab.locator(note)).to_be_visible()
    tab.keyboard.press("Escape")
    expect(tab.locator(note)).to_be_hidden()
    tab.keyboard.press("Tab")
    tab.locator(word).focus()
    expect(tab.locator(note)).to_be_visible()


@pytest.fixture
def phone(browser: Browser, base_url: str) -> Iterator[Tab]:
    context = browser.new_context(
        base_url=base_url,
        has_touch=True,
        is_mobile=True,
        java_script_enabled=False,
        viewport={"width": 360, "height": 700},
    )
    yield context.new_page()
    context.close()


def test_a_tap_shows_the_note_on_the_screen_without_a_script(phone: Tab) -> None:
    word, note = first(phone)
    phone.locator(word).tap()
    expect(phone.locator(note)).to_be_visible()
    expect(phone.locator(note)).to_be_in_viewport(ratio=1)
    assert phone.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_in_print_the_note_follows_its_word(tab: Tab) -> None:
    _, note = first(tab)
    tab.emulate_media(media="print")
    expect(tab.locator(note)).to_be_visible()


def test_each_page_explains_a_word_once_and_the_glossary_has_them_all(
    real_pages: dict[str, Page], comparison: Comparison
) -> None:
    used = set()
    for path, page in real_pages.items():
        ids = [each.attributes["id"] for each in page.root.all(css="fd-term-says")]
        assert len(ids) == len(set(ids)), path
        used |= {id.removeprefix("tip-") for id in ids}
    assert used <= comparison.glossary.keys()
    assert len(used) > 40
    glossary = real_pages["glossary/index.html"]
    assert glossary.root.all(css="fd-term-says") == []
    assert all(glossary.id(id) for id in comparison.glossary)
