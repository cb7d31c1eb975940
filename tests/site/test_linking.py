"""Whoever links: the place is in sight and marked, links are clean, and what one address says fits together."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect
from playwright.sync_api import Page as Tab

from macros.model import Comparison

ARTICLE, STATEMENT, WRONG = "articles/codelessgenie/", "django-for-production-at-once", "?verdict=wrong"
SIZES = {"phone": (390, 844), "desktop": (1280, 900), "400-percent": (320, 256), "on-its-side": (844, 390)}
SHOWN = ".fd-statement:not([hidden])"
COUNTED = (
    "shown => document.querySelector('.fd-count').value.startsWith(`${document.querySelectorAll(shown).length} of `)"
)
"""Whether the filter has hidden all that it counts as hidden; it does some in each frame."""

each_size = pytest.mark.parametrize("size", SIZES.values(), ids=SIZES)

# Whether the top of an element is seen: within the window, with nothing of the page over it.
SEEN = """each => {
    const { left, top, width, height } = each.getClientRects()[0];
    const seen = document.elementFromPoint(left + Math.min(width / 2, 20), top + Math.min(height / 2, 10));
    return seen !== null && (each.contains(seen) || seen.contains(each) && !seen.matches("header, form"));
}"""


@pytest.fixture
def linked(tab: Tab, base_url: str) -> Tab:
    """A tab that may read what was copied."""
    tab.context.grant_permissions(["clipboard-read", "clipboard-write"], origin=base_url)
    return tab


def copied(tab: Tab) -> str:
    return str(tab.evaluate("navigator.clipboard.readText()"))


def resized(tab: Tab, size: tuple[int, int]) -> None:
    tab.set_viewport_size({"width": size[0], "height": size[1]})


@each_size
@pytest.mark.parametrize("way", ["loaded", "in place", "reloaded"])
def test_a_row_that_the_address_names_is_under_no_bar(way: str, size: tuple[int, int], tab: Tab, base_url: str) -> None:
    resized(tab, size)
    address = f"{base_url}{ARTICLE}#{STATEMENT}"
    tab.goto(address if way != "in place" else "articles/")
    if way == "in place":
        link = (
            "href => { const a = document.createElement('a'); a.href = href;"
            " document.querySelector('article').append(a); a.click() }"
        )
        tab.evaluate(link, address)
    if way == "reloaded":
        expect(tab.locator(".fd-filter")).to_be_visible()
        tab.reload()
    expect(tab.locator(".fd-filter")).to_be_visible()
    tab.wait_for_timeout(600)
    assert tab.locator(f"#{STATEMENT}").evaluate(SEEN)


@each_size
@pytest.mark.parametrize("path", [ARTICLE, "everything/"])
def test_what_has_the_focus_is_under_no_bar(path: str, size: tuple[int, int], tab: Tab) -> None:
    resized(tab, size)
    tab.goto(path)
    expect(tab.locator(".fd-filter")).to_be_visible()
    tab.locator("#fd-filter-text").focus()
    covered = []
    for key in ["Tab"] * 40 + ["Shift+Tab"] * 30:
        tab.keyboard.press(key)
        if not tab.evaluate(f"document.activeElement.matches('.fd-scroll') || ({SEEN})(document.activeElement)"):
            covered.append(tab.evaluate("document.activeElement.outerHTML.slice(0, 100)"))
    assert covered == []


@each_size
def test_bars_leave_most_of_the_window(size: tuple[int, int], tab: Tab) -> None:
    resized(tab, size)
    tab.goto(f"{ARTICLE}#{STATEMENT}")
    expect(tab.locator(".fd-filter")).to_be_visible()
    bars = "[...document.querySelectorAll('.md-header, .fd-filter')].map(each => each.getBoundingClientRect().bottom)"
    tab.wait_for_timeout(300)
    assert max(0, *tab.evaluate(bars)) <= size[1] / 3


def test_a_copied_link_is_the_place_alone(linked: Tab, base_url: str) -> None:
    linked.goto("compare/data/?h=orm&words=sql#orm")
    linked.locator("#flask-ships-no-orm a.fd-here").click()
    expect(linked.locator(".fd-said")).to_have_text("Link copied")
    assert copied(linked) == f"{base_url}compare/data/#flask-ships-no-orm"


def test_a_filtered_view_has_its_own_link(linked: Tab, base_url: str) -> None:
    linked.goto(f"{ARTICLE}{WRONG}&h=django&utm_source=mail")
    expect(linked.locator(".fd-view")).to_be_visible()
    linked.locator(".fd-view").click()
    expect(linked.locator(".fd-said")).to_have_text("Link copied")
    assert copied(linked) == f"{base_url}{ARTICLE}{WRONG}"
    linked.locator("#fd-filter-verdict").select_option("")
    expect(linked.locator(".fd-view")).to_be_hidden()


def test_what_counts_visitors_leaves_the_address(tab: Tab, base_url: str) -> None:
    tab.goto("compare/data/?utm_source=mail&fbclid=1&h=orm#orm")
    expect(tab).to_have_url(f"{base_url}compare/data/?h=orm#orm")


def test_a_result_is_copied_without_what_a_search_or_an_anchor_added(linked: Tab, base_url: str) -> None:
    linked.goto("choose/?utm_source=mail&h=orm&v=3&kind=static#questions")
    linked.get_by_role("button", name="Copy link").click()
    expect(linked.locator(".fd-done")).to_have_text("Link copied")
    assert copied(linked) == f"{base_url}choose/?v=3&kind=static"
    expect(linked.locator(".fd-notices p")).to_have_count(0)


def test_a_row_that_the_filter_hides_is_shown_when_it_is_named(tab: Tab, base_url: str) -> None:
    tab.goto(f"{ARTICLE}{WRONG}#{STATEMENT}")
    expect(tab.locator(f"#{STATEMENT}")).to_be_in_viewport()
    expect(tab.locator(".fd-said")).to_contain_text("All rows are shown")
    expect(tab).to_have_url(f"{base_url}{ARTICLE}#{STATEMENT}")
    expect(tab.locator("#fd-filter-verdict")).to_have_value("")


def test_a_row_that_the_filter_shows_leaves_the_filter(tab: Tab, base_url: str) -> None:
    tab.goto(f"{ARTICLE}?verdict=opinion#{STATEMENT}")
    expect(tab.locator(f"#{STATEMENT}")).to_be_in_viewport()
    expect(tab.locator("#fd-filter-verdict")).to_have_value("opinion")
    expect(tab).to_have_url(f"{base_url}{ARTICLE}?verdict=opinion#{STATEMENT}")


def test_a_filter_that_hides_the_named_row_takes_its_anchor_away(tab: Tab, base_url: str) -> None:
    tab.goto(f"{ARTICLE}#{STATEMENT}")
    tab.locator("#fd-filter-verdict").select_option("wrong")
    expect(tab).to_have_url(f"{base_url}{ARTICLE}{WRONG}")
    count = tab.locator(SHOWN).count()
    tab.reload()
    expect(tab.locator("#fd-filter-verdict")).to_have_value("wrong")
    expect(tab.locator(SHOWN)).to_have_count(count)


def test_back_brings_the_filter_back_that_an_anchor_lifted(tab: Tab, base_url: str) -> None:
    tab.goto(f"{ARTICLE}{WRONG}")
    expect(tab.locator(".fd-view")).to_be_visible()
    count = int(tab.locator(".fd-count").inner_text().partition(" ")[0])
    expect(tab.locator(SHOWN)).to_have_count(count)
    tab.evaluate(f"location.hash = '{STATEMENT}'")
    expect(tab).to_have_url(f"{base_url}{ARTICLE}#{STATEMENT}")
    tab.go_back()
    expect(tab).to_have_url(f"{base_url}{ARTICLE}{WRONG}")
    expect(tab.locator(SHOWN)).to_have_count(count)
    expect(tab.locator("#fd-filter-verdict")).to_have_value("wrong")


def test_the_mark_of_an_old_search_leaves_filter_and_anchor_alone(tab: Tab, base_url: str) -> None:
    tab.goto(f"{ARTICLE}?verdict=opinion&h=production#{STATEMENT}")
    expect(tab.locator(f"#{STATEMENT}")).to_be_in_viewport()
    tab.locator("#fd-filter-text").fill("production")
    expect(tab).to_have_url(f"{base_url}{ARTICLE}?verdict=opinion&h=production&words=production#{STATEMENT}")


def test_answers_and_an_anchor_share_an_address(tab: Tab, base_url: str) -> None:
    address = f"{base_url}choose/?v=3&kind=static#questions"
    tab.goto(address)
    for _ in range(2):
        expect(tab.locator(".fd-result")).to_be_attached()
        tab.wait_for_timeout(300)
        assert 0 <= tab.locator("#questions").evaluate("each => each.getBoundingClientRect().top") < 200
        tab.reload()
    tab.locator(".fd-result .fd-back").click()
    expect(tab).to_have_url(f"{base_url}choose/?v=3&kind=static&change=kind")
    tab.go_back()
    expect(tab).to_have_url(address)
    expect(tab.locator(".fd-result h2").first).to_be_focused()


def test_a_printed_view_says_what_is_filtered(tab: Tab, base_url: str) -> None:
    tab.goto(f"{ARTICLE}?words=team&verdict=opinion")
    expect(tab.locator(".fd-view")).to_be_visible()
    expect(tab.locator(".fd-filtered")).to_be_hidden()
    tab.wait_for_function(COUNTED, arg=SHOWN)
    shown = tab.locator(SHOWN).count()
    tab.emulate_media(media="print")
    text = tab.locator(".fd-filtered").inner_text()
    assert text.startswith(f"{shown} of ")
    assert "Filter by words: “team”; Verdict: Opinion." in text
    assert text.endswith(f"{base_url}{ARTICLE}?words=team&verdict=opinion")
    tab.goto(ARTICLE)
    expect(tab.locator(".fd-filter")).to_be_attached()
    expect(tab.locator(".fd-filtered")).to_be_hidden()


def test_a_printed_result_says_its_address_and_version(tab: Tab, base_url: str) -> None:
    tab.goto("choose/?v=3&kind=static")
    expect(tab.locator(".fd-on-paper")).to_be_hidden()
    tab.emulate_media(media="print")
    expect(tab.locator(".fd-on-paper")).to_have_text(f"{base_url}choose/?v=3&kind=static Version 3 of the questions.")
    expect(tab.locator(".fd-on-paper")).to_be_visible()


TARGETS = {
    "claim": "compare/data/#flask-ships-no-orm",
    "criterion": "compare/data/#orm",
    "statement": f"{ARTICLE}#{STATEMENT}",
    "article": "articles/#simform",
    "source": "sources/#flask",
    "outcome": "choose/outcomes/#o-stay",
    "question": "choose/tree/#q-kind",
    "step": "choose/tree/#step-1",
    "choice": "./#choose-flask",
    "term": "glossary/#orm",
    "rule": "method/#what-is-read-first-is-in-its-claims",
    "repeated": "articles/not-so/#django-includes-everything",
}


@pytest.mark.parametrize("address", TARGETS.values(), ids=TARGETS)
def test_every_kind_of_place_is_marked(address: str, tab: Tab) -> None:
    tab.goto(address)
    place = tab.locator(f'[id="{address.partition("#")[2]}"]')
    expect(place).to_be_in_viewport()
    assert place.evaluate("each => getComputedStyle(each).boxShadow") != "none"
    tab.emulate_media(forced_colors="active")
    assert place.evaluate("each => getComputedStyle(each).outlineStyle") == "solid"


SMALL = """[...document.querySelectorAll("article :is(a[href], button, input, select, summary)")].filter(each => {
    const { width, height } = each.getBoundingClientRect();
    if (!width || width >= 24 && height >= 24) return false;
    if (each.closest("label")?.getBoundingClientRect().height >= 24) return false;
    const within = [...each.parentElement.childNodes].some(one => one.nodeType === 3 && one.textContent.trim());
    return !(within && getComputedStyle(each).display === "inline"); // a link in a sentence has the height of its line
}).map(each => each.outerHTML.slice(0, 120))"""


@pytest.mark.parametrize("size", [SIZES["phone"], SIZES["desktop"]], ids=["phone", "desktop"])
@pytest.mark.parametrize(
    "path", ["", "choose/", "situations/", "everything/", "compare/data/", ARTICLE, "sources/", "glossary/"]
)
def test_what_a_finger_meets_has_24_pixels(path: str, size: tuple[int, int], tab: Tab) -> None:
    resized(tab, size)
    tab.goto(path)
    tab.evaluate("document.querySelectorAll('details').forEach(each => { each.open = true })")
    expect(tab.locator(".fd-said")).to_be_attached()
    assert tab.evaluate(SMALL)[:5] == []


@pytest.mark.parametrize("pasted", ["orm).", "orm,", "ORM", "orm%29", "orm”", "Orm]."])
def test_the_end_of_a_sentence_does_a_link_no_harm(pasted: str, tab: Tab, base_url: str) -> None:
    tab.goto(f"compare/data/#{pasted}")
    expect(tab).to_have_url(f"{base_url}compare/data/#orm")
    expect(tab.locator("#orm")).to_be_in_viewport()
    expect(tab.locator(".fd-lost")).to_have_count(0)


@pytest.mark.parametrize("end", [").", ",", ")", "%5D"])
def test_nor_at_the_end_of_a_page(end: str, tab: Tab, base_url: str) -> None:
    tab.goto(f"compare/data/{end}?h=orm#orm")
    expect(tab).to_have_url(f"{base_url}compare/data/?h=orm#orm")


def test_a_name_with_a_slip_offers_the_nearest(tab: Tab, base_url: str) -> None:
    asked: list[str] = []
    tab.on("request", lambda request: asked.append(request.url))
    tab.goto("compare/data/#orm")
    expect(tab.locator("#orm")).to_be_in_viewport()
    assert not any("places.json" in url or "lost.js" in url for url in asked)
    tab.evaluate("location.hash = 'django-ships-an-orn'")
    note = tab.locator("article .fd-lost")
    expect(note).to_contain_text("Nothing on this page is named “django-ships-an-orn”. Nearest: django-ships-an-orm")
    expect(note).to_be_in_viewport()
    note.locator("a").first.click()
    expect(tab).to_have_url(f"{base_url}compare/data/#django-ships-an-orm")
    expect(note).to_have_count(0)


def test_a_name_of_another_page_offers_that_page(tab: Tab, base_url: str, comparison: Comparison) -> None:
    id, placed = next((id, each) for id, each in comparison.claims.items() if each.criterion.topic != "data")
    tab.goto(f"compare/data/#{id}.")
    tab.locator(".fd-lost a", has_text=f"#{id}").click()
    expect(tab).to_have_url(f"{base_url}compare/{placed.criterion.topic}/#{id}")


def test_a_name_like_no_other_is_said_to_be_nowhere(tab: Tab) -> None:
    tab.goto("compare/data/#xyzzyq")
    expect(tab.locator(".fd-lost")).to_have_text("Nothing on this page is named “xyzzyq”.")


def test_a_missing_page_offers_the_nearest(tab: Tab, base_url: str) -> None:
    tab.goto("Compare/Data/")
    tab.locator(".fd-lost a").first.click()
    expect(tab).to_have_url(f"{base_url}compare/data/")


def test_the_site_can_be_read_from_files(real: Path, tab: Tab) -> None:
    errors: list[str] = []
    tab.on("pageerror", lambda error: errors.append(error.message))
    tab.goto(f"{real.as_uri()}/index.html")
    tab.locator(".md-tabs a", has_text="Compare").click()
    expect(tab.locator("#fd-filter-text")).to_have_count(0)  # a browser loads no more scripts from files
    tab.locator("#fd-everything tr[data-row] a").first.click()
    expect(tab).to_have_url(re.compile(r"^file:.*/compare/[a-z]+/index\.html#"))
    tab.goto(f"{real.as_uri()}/compare/data/index.html#ORM).")
    expect(tab.locator("#orm")).to_be_in_viewport()
    tab.goto(f"{real.as_uri()}/choose/index.html")
    expect(tab.locator("fd-chooser")).to_contain_text("begin with step 1 of the whole tree")
    expect(tab.locator(".md-search")).to_have_count(0)
    assert errors == []


@pytest.fixture
def dark_scriptless(browser: Browser, base_url: str) -> Iterator[Tab]:
    context = browser.new_context(base_url=base_url, java_script_enabled=False, color_scheme="dark")
    yield context.new_page()
    context.close()


def test_a_dark_reader_without_script_gets_dark(dark_scriptless: Tab, tab: Tab) -> None:
    names = (
        "--md-default-bg-color",
        "--md-typeset-color",
        "--md-typeset-a-color",
        "--fd-wash",
        "--md-primary-fg-color",
    )
    colours = f"each => {list(names)}.map(name => getComputedStyle(each).getPropertyValue(name))"
    dark_scriptless.goto("compare/data/")
    tab.emulate_media(color_scheme="dark")
    tab.goto("compare/data/")
    expect(tab.locator("body")).to_have_attribute("data-md-color-scheme", "slate")
    assert dark_scriptless.locator("body").evaluate(colours) == tab.locator("body").evaluate(colours)
    dark_scriptless.emulate_media(color_scheme="light")
    assert dark_scriptless.locator("body").evaluate(colours) != tab.locator("body").evaluate(colours)
