"""What the script adds: a filter whose state is an address, links that copy themselves, navigation in place."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page as Tab
from playwright.sync_api import Route, expect

from macros.model import Comparison
from macros.views.criteria import differs

ROWS = "#fd-everything tr[data-row]"
SHOWN = f"{ROWS}:not([hidden])"


@pytest.fixture
def table(tab: Tab) -> Tab:
    tab.goto("everything/")
    expect(tab.locator(".fd-filter")).to_be_visible()
    return tab


COUNTED = """([shown, total]) => {
  const rows = document.querySelectorAll(shown).length;
  return rows > 0 && rows < total && document.querySelector(".fd-count").value === `${rows} of ${total} criteria`;
}"""
"""Whether the filter says how many rows it shows."""


def test_words_narrow_the_rows(table: Tab, comparison: Comparison) -> None:
    total = len(comparison.criteria)
    table.locator("#fd-filter-text").fill("  TEMPLATE flask ")
    expect(table.locator("tr[data-row] th", has_text="template engine")).to_be_visible()
    # The names that people use come a moment later and may add a row.
    table.wait_for_function(COUNTED, arg=[SHOWN, total])


def test_a_filter_is_loaded_when_it_is_used(tab: Tab) -> None:
    asked: list[str] = []
    tab.on("request", lambda request: asked.append(request.url))
    tab.goto("everything/", wait_until="networkidle")
    assert not any(url.endswith("/filter.js") for url in asked)
    tab.locator("#fd-filter-text").focus()
    tab.wait_for_function("typeof document.querySelector('form[data-rows]').reread === 'function'")
    assert any(url.endswith("/filter.js") for url in asked)


def test_what_is_typed_before_the_filter_is_there_counts(tab: Tab, base_url: str) -> None:
    waiting: list[Route] = []
    tab.route("**/filter.js", lambda route: waiting.append(route))
    tab.goto("everything/")
    tab.locator("#fd-filter-text").press_sequentially("orm")
    waiting[0].continue_()
    expect(tab).to_have_url(f"{base_url}everything/?words=orm")
    expect(tab.locator(f"{SHOWN} th", has_text="include an ORM")).to_be_visible()


def test_a_row_is_found_by_what_people_call_it(table: Tab) -> None:
    questions = table.locator(f"{SHOWN} th")
    for typed in ("SSO", "“sso”", "Active Directories"):
        table.locator("#fd-filter-text").fill(typed)
        expect(questions.filter(has_text="single sign-on")).to_have_count(1)
    table.locator("#fd-filter-text").fill("orm")
    expect(questions.filter(has_text="include an ORM")).to_have_count(1)
    expect(questions.filter(has_text="HTML forms")).to_have_count(0)


def test_the_address_names_options_by_id_in_any_case(tab: Tab) -> None:
    for value in ("data", "DATA", "Data"):
        tab.goto(f"articles/simform/?topic={value}&verdict=Wrong")
        expect(tab.locator("#fd-filter-topic")).to_have_value("data")
        expect(tab.locator("#fd-filter-verdict")).to_have_value("wrong")
    expect(tab.locator(".fd-unknown")).to_be_empty()


def test_what_the_address_asks_for_in_vain_is_said(tab: Tab, base_url: str) -> None:
    tab.goto("articles/simform/?topic=knitting&verdict=wrong")
    expect(tab.locator(".fd-unknown")).to_contain_text("“knitting” (Topic)")
    expect(tab.locator("#fd-filter-topic")).to_have_value("")
    tab.locator("#fd-filter-text").fill("django")
    expect(tab.locator(".fd-unknown")).to_be_empty()
    expect(tab).to_have_url(f"{base_url}articles/simform/?verdict=wrong&words=django")


def test_only_where_they_differ(table: Tab, comparison: Comparison) -> None:
    wanted = [each for each in comparison.criteria.values() if differs(each)]
    assert 0 < len(wanted) < len(comparison.criteria)
    table.locator("input[name=differs]").check()
    expect(table.locator(SHOWN)).to_have_count(len(wanted))
    table.locator("input[name=differs]").uncheck()
    expect(table.locator(".fd-count")).to_have_text(f"{len(comparison.criteria)} criteria")


def test_a_topic_without_a_row_is_hidden_with_its_title(table: Tab, comparison: Comparison) -> None:
    table.locator("#fd-filter-text").fill("object-relational")
    titles = table.locator(".fd-group:visible")
    held = table.locator("#fd-everything tbody", has=table.locator("tr[data-row]:not([hidden])"))
    table.wait_for_function(COUNTED, arg=[SHOWN, len(comparison.criteria)])
    expect(titles).to_have_count(held.count())
    assert titles.count() < len(comparison.topics)


def test_nothing_found_is_said(table: Tab, comparison: Comparison) -> None:
    table.locator("#fd-filter-text").fill("no such words at all")
    expect(table.locator(".fd-count")).to_have_text(f"0 of {len(comparison.criteria)} criteria")
    expect(table.locator(".fd-count")).to_have_attribute("aria-live", "polite")


def test_the_address_keeps_the_filter(table: Tab, base_url: str) -> None:
    table.locator("#fd-filter-text").fill("sql")
    table.locator("input[name=differs]").check()
    expect(table).to_have_url(f"{base_url}everything/?words=sql&differs=1")
    table.wait_for_load_state("networkidle")  # what people call a row finds it too, as soon as that is loaded
    count = table.locator(SHOWN).count()
    table.reload()
    expect(table.locator("#fd-filter-text")).to_have_value("sql")
    expect(table.locator("input[name=differs]")).to_be_checked()
    expect(table.locator(SHOWN)).to_have_count(count)
    table.locator("#fd-filter-text").fill("")
    table.locator("input[name=differs]").uncheck()
    expect(table).to_have_url(f"{base_url}everything/")


def test_back_returns_to_the_filtered_table(table: Tab, base_url: str) -> None:
    table.locator("#fd-filter-text").fill("sql")
    expect(table).to_have_url(f"{base_url}everything/?words=sql")
    table.wait_for_load_state("networkidle")  # the names that people use add a row
    count = table.locator(SHOWN).count()
    table.locator(f"{SHOWN} a").first.click()
    expect(table).to_have_url(re.compile(r"/compare/[a-z]+/#"))
    table.go_back()
    expect(table).to_have_url(f"{base_url}everything/?words=sql")
    expect(table.locator("#fd-filter-text")).to_have_value("sql")
    expect(table.locator(SHOWN)).to_have_count(count)


def test_the_filter_works_after_navigation_in_place(tab: Tab, base_url: str, comparison: Comparison) -> None:
    tab.goto("method/")
    tab.evaluate("window.stayed = true")
    tab.locator(".md-tabs a", has_text="Compare").click()
    expect(tab).to_have_url(f"{base_url}everything/")
    assert tab.evaluate("window.stayed"), "the page was loaded anew: instant navigation is off"
    tab.locator("#fd-filter-text").fill("sql")
    expect(tab.locator(".fd-count")).to_contain_text(f"of {len(comparison.criteria)} criteria")
    tab.locator(".md-tabs a", has_text="How we know").click()
    expect(tab).to_have_url(f"{base_url}method/")
    tab.locator(".md-tabs a", has_text="Compare").click()
    expect(tab.locator(SHOWN)).to_have_count(len(comparison.criteria))
    tab.locator("#fd-filter-text").fill("sql")
    expect(tab.locator(".fd-count")).to_contain_text(f"of {len(comparison.criteria)} criteria")
    assert tab.evaluate("window.stayed")


def test_a_filter_left_in_haste_does_not_follow_to_the_next_page(table: Tab, base_url: str) -> None:
    table.locator("#fd-filter-text").fill("sql")
    table.locator(".md-tabs a", has_text="How we know").click()
    expect(table).to_have_url(f"{base_url}method/")
    table.wait_for_timeout(400)
    expect(table).to_have_url(f"{base_url}method/")


def test_a_link_copies_its_whole_address_and_says_so(tab: Tab, base_url: str, comparison: Comparison) -> None:
    tab.context.grant_permissions(["clipboard-read", "clipboard-write"], origin=base_url)
    id = next(id for id, placed in comparison.claims.items() if placed.criterion.topic == "data")
    tab.goto("compare/data/")
    expect(tab.get_by_role("status").and_(tab.locator(".fd-said"))).to_be_attached()
    tab.locator(f'[id="{id}"] a.fd-here').click()
    expect(tab.get_by_role("status").and_(tab.locator(".fd-said"))).to_have_text("Link copied")
    assert tab.evaluate("navigator.clipboard.readText()") == f"{base_url}compare/data/#{id}"
    expect(tab).to_have_url(f"{base_url}compare/data/#{id}")


def test_without_a_clipboard_the_address_bar_has_the_link(tab: Tab, base_url: str) -> None:
    tab.add_init_script("Object.defineProperty(navigator, 'clipboard', { value: undefined })")
    tab.goto("compare/data/")
    link = tab.locator("a.fd-here").first
    anchor = str(link.get_attribute("href")).partition("#")[2]
    link.click()
    expect(tab.locator(".fd-said")).to_contain_text("address bar")
    expect(tab).to_have_url(f"{base_url}compare/data/#{anchor}")


def test_a_link_into_folded_evidence_opens_it(tab: Tab) -> None:
    def with_an_anchor(route: Route) -> None:
        answer = route.fetch()
        route.fulfill(
            response=answer,
            body=answer.text().replace(
                "<summary>Evidence</summary>", '<summary>Evidence</summary><p id="folded">Here</p>', 1
            ),
        )

    tab.route("**/compare/data/", with_an_anchor)
    tab.goto("compare/data/#folded")
    expect(tab.locator("#folded")).to_be_visible()


def test_the_search_finds_a_claim(tab: Tab, base_url: str) -> None:
    tab.goto("")
    tab.keyboard.press("/")
    tab.locator("input.md-search__input").press_sequentially("migrations")
    tab.locator(".md-search-result__link[href*='compare/data/']").first.click()
    expect(tab).to_have_url(re.compile(re.escape(f"{base_url}compare/data/")))
