"""Everyone can read it: axe on every kind of page, narrow screens, zoom, keyboard, print, and no JavaScript."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Route, TimeoutError, expect
from playwright.sync_api import Page as Tab

from macros.model import Comparison
from macros.tools.markup import Page

KINDS = {
    "home": "",
    "choose": "choose/",
    "situations": "situations/",
    "everything": "everything/",
    "topic": "compare/data/",
    "articles": "articles/",
    "sources": "sources/",
    "method": "method/",
    "data": "data/",
    "decision": "decisions/0001-hosts-and-addresses/",
    "missing": "no/such/page/",
}
DESKTOP, PHONE, NARROW, ZOOMED = (1280, 900), (390, 844), (320, 700), (640, 450)

each_kind = pytest.mark.parametrize("path", KINDS.values(), ids=KINDS)


def shown(tab: Tab, path: str, size: tuple[int, int], scheme: str = "light") -> Tab:
    tab.set_viewport_size({"width": size[0], "height": size[1]})
    tab.emulate_media(color_scheme=scheme, media="screen", forced_colors="none")  # type: ignore[arg-type]
    tab.goto(path)
    expect(tab.locator("body")).to_have_attribute("data-md-color-scheme", "slate" if scheme == "dark" else "default")
    return tab


@cache
def axe() -> Axe:
    return Axe()


# Colours don't depend on the width, nor sizes on the colours: two looks see what all four would.
@pytest.mark.parametrize(("scheme", "size"), [("light", DESKTOP), ("dark", PHONE)], ids=["light-desktop", "dark-phone"])
@each_kind
def test_axe_finds_nothing(path: str, scheme: str, size: tuple[int, int], reader: Tab) -> None:
    shown(reader, path, size, scheme)
    # One in ten is enough to see each kind of evidence; all of them take a minute.
    reader.evaluate("document.querySelectorAll('details').forEach((each, n) => { each.open = n % 10 === 0 })")
    # Nobody unfolds what is not laid out yet: it would get longer than its place, and lie over what follows.
    reader.add_style_tag(content="* { content-visibility: visible !important; }")
    found = axe().run(reader).response["violations"]
    assert [
        f"{each['id']}: {node['html'][:200]} {node['failureSummary']}" for each in found for node in each["nodes"][:3]
    ] == []


@pytest.mark.parametrize("size", [NARROW, ZOOMED, PHONE], ids=["320-px", "200-percent", "phone"])
@each_kind
def test_nothing_is_wider_than_the_screen(path: str, size: tuple[int, int], reader: Tab) -> None:
    shown(reader, path, size)
    reader.evaluate("document.querySelectorAll('details').forEach(each => { each.open = true })")
    assert reader.evaluate("document.documentElement.scrollWidth") <= size[0]


@each_kind
def test_every_request_goes_to_our_own_server(path: str, base_url: str, tab: Tab) -> None:
    asked: list[str] = []

    def note(route: Route) -> None:
        asked.append(route.request.url)
        route.continue_() if route.request.url.startswith(base_url) else route.abort()

    tab.context.route(re.compile(".*"), note)
    tab.goto(path, wait_until="networkidle")
    tab.keyboard.press("/")
    tab.locator("input.md-search__input").press_sequentially("database")
    tab.locator(".md-search-result__article").first.wait_for()
    assert len(asked) > 5
    assert [url for url in asked if not url.startswith(base_url)] == []


@each_kind
def test_no_page_has_an_error(path: str, tab: Tab) -> None:
    errors: list[str] = []
    tab.on("pageerror", lambda error: errors.append(error.message))
    tab.on("console", lambda line: errors.append(line.text) if line.type == "error" else None)
    tab.goto(path)
    tab.goto(f"{path}#anything%")
    assert [error for error in errors if "404" not in error] == []


def test_the_address_of_a_missing_page_offers_working_links(base_url: str, tab: Tab) -> None:
    answer = tab.goto("no/such/page/")
    assert answer is not None
    assert answer.status == 404
    tab.locator("article a", has_text="every criterion").click()
    expect(tab).to_have_url(f"{base_url}everything/")


@pytest.fixture
def phone(browser: Browser, base_url: str) -> Iterator[Tab]:
    context = browser.new_context(base_url=base_url, viewport={"width": 390, "height": 844}, has_touch=True)
    tab = context.new_page()
    tab.set_default_timeout(20_000)
    yield tab
    context.close()


def test_an_anchor_is_not_under_the_header(comparison: Comparison, tab: Tab, phone: Tab) -> None:
    claims = [id for id, placed in comparison.claims.items() if placed.criterion.topic == "data"]
    for each in (tab, phone):
        for id in (claims[len(claims) // 2], comparison.topics["data"].criteria[-2]):
            each.goto(f"compare/data/#{id}")
            each.wait_for_timeout(300)
            header = each.locator(".md-header").bounding_box()
            tabs = each.locator(".md-tabs").bounding_box() if each is tab else None
            place = each.locator(f'[id="{id}"]').bounding_box()
            assert header
            assert place
            covered = max(box["y"] + box["height"] for box in (header, tabs) if box)
            assert covered <= place["y"] < covered + 150


def skipped(tab: Tab) -> None:
    """Follow the skip link, which has the focus."""
    expect(tab.locator(".md-skip")).to_be_focused()
    anchor = tab.evaluate("document.activeElement.hash")
    # Until Material has started, it may take the key and leave the anchor: then a reader presses it again.
    for patience in (3_000, 3_000, 20_000):
        tab.locator(".md-skip").press("Enter")
        try:
            tab.wait_for_function(
                "anchor => document.querySelector(':target')?.matches(anchor)", arg=anchor, timeout=patience
            )
            return
        except TimeoutError:
            continue
    raise AssertionError(f"the skip link did not lead to {anchor}")


def test_the_skip_link_comes_first(tab: Tab) -> None:
    tab.goto("compare/data/")
    tab.keyboard.press("Tab")
    expect(tab.locator(".md-skip")).to_be_focused()
    skipped(tab)
    tab.keyboard.press("Tab")
    assert tab.evaluate("document.querySelector('article').contains(document.activeElement)")


def test_the_filter_is_reached_by_keyboard(tab: Tab) -> None:
    tab.goto("everything/")
    tab.keyboard.press("Tab")
    skipped(tab)
    # A word of the introduction may have a note, which the keyboard reaches too.
    for _ in range(12):
        tab.keyboard.press("Tab")
        if tab.evaluate("document.activeElement.id") == "fd-filter-text":
            break
    expect(tab.locator("#fd-filter-text")).to_be_focused()
    tab.keyboard.type("migrations")
    tab.keyboard.press("Tab")
    tab.keyboard.press("Space")
    expect(tab.locator("input[name=differs]")).to_be_checked()


def test_what_is_focused_is_outlined(tab: Tab) -> None:
    tab.goto("compare/data/")
    tab.keyboard.press("Tab")
    skipped(tab)
    for _ in range(12):
        tab.keyboard.press("Tab")
        outline = tab.evaluate("getComputedStyle(document.activeElement).outline")
        assert "none" not in outline, tab.evaluate("document.activeElement.outerHTML")
        assert " 0px" not in outline


def test_evidence_opens_with_enter(tab: Tab) -> None:
    tab.goto("compare/data/")
    evidence = tab.locator("details.fd-evidence").first
    evidence.locator("summary").focus()
    tab.keyboard.press("Enter")
    expect(evidence).to_have_attribute("open", "")
    expect(evidence.locator("li").first).to_be_visible()
    expect(evidence.locator("a[data-folded]")).to_have_count(0)


@pytest.fixture
def scriptless(browser: Browser, base_url: str) -> Iterator[Tab]:
    context: BrowserContext = browser.new_context(base_url=base_url, java_script_enabled=False)
    tab = context.new_page()
    tab.set_default_timeout(20_000)
    yield tab
    context.close()


def test_without_javascript_everything_is_there(scriptless: Tab, real_pages: dict[str, Page]) -> None:
    for path in ("", "everything/", "compare/data/", "sources/", "method/"):
        scriptless.goto(path)
        folded = (
            "each => { each.querySelectorAll('details').forEach(one => { one.open = true });"
            " each.querySelectorAll('*').forEach(one => { one.style.contentVisibility = 'visible' });"
            " return each.innerText }"
        )
        words = scriptless.locator("article").evaluate(folded).split()
        written = real_pages[f"{path}index.html"].root.one("article").text.split()
        assert len(words) > 0.95 * len(written)
    scriptless.goto("everything/")
    expect(scriptless.locator(".fd-filter")).to_be_hidden()
    for row in scriptless.locator("#fd-everything tbody tr").all()[:5]:
        expect(row).to_be_visible()
    scriptless.goto("compare/data/")
    scriptless.locator("details.fd-evidence summary").first.click()
    evidence = scriptless.locator("details.fd-evidence a").first
    id = (evidence.get_attribute("href") or "").partition("#")[2]
    evidence.click()
    expect(scriptless.locator(f'[id="{id}"] li').first).to_be_visible()
    scriptless.locator(f'[id="{id}"] h3 a').click()
    expect(scriptless).to_have_url(re.compile(f"compare/data/#{id}$"))


def test_forced_colours_keep_borders_and_words(reader: Tab) -> None:
    shown(reader, "compare/data/", DESKTOP)
    reader.emulate_media(forced_colors="active")
    for mark in reader.locator("li.fd-claim > .fd-keys > span").all()[:6]:
        style = mark.evaluate("each => [getComputedStyle(each).borderTopStyle, getComputedStyle(each).borderTopWidth]")
        assert style[0] in {"solid", "dashed", "dotted"}
        assert style[1] != "0px"
        assert mark.inner_text().strip()
    for grade in reader.locator(".fd-grade").all()[:6]:
        assert grade.inner_text().strip()


@each_kind
def test_reduced_motion_moves_nothing(path: str, reader: Tab) -> None:
    shown(reader, path, DESKTOP)
    slow = """[...document.querySelectorAll('*')].filter(each => {
        const style = getComputedStyle(each);
        const times = `${style.transitionDuration}, ${style.animationDuration}`.split(', ');
        return times.some(one => parseFloat(one) > 0.01) || style.scrollBehavior === 'smooth';
    }).length"""
    assert reader.evaluate(slow) == 0


def test_what_is_folded_is_open_while_it_is_printed(reader: Tab) -> None:
    shown(reader, "choose/outcomes/", DESKTOP)
    folded = reader.locator("article details:not([open])")
    count = folded.count()
    assert count > 0
    reader.evaluate("dispatchEvent(new Event('beforeprint'))")
    expect(folded).to_have_count(0)
    reader.evaluate("dispatchEvent(new Event('afterprint'))")
    expect(folded).to_have_count(count)


def test_print_shows_the_evidence_and_no_controls(reader: Tab) -> None:
    shown(reader, "compare/data/", DESKTOP)
    reader.emulate_media(media="print")
    reader.evaluate("dispatchEvent(new Event('beforeprint'))")
    evidence = reader.locator("details.fd-evidence")
    for each in (evidence.first, evidence.last):
        expect(each.locator("> ul")).to_be_visible()
        box = each.locator("> ul").bounding_box()
        assert box
        assert box["height"] > 10
    for hidden in (".md-header", ".md-sidebar--primary", ".fd-here", ".md-top"):
        expect(reader.locator(hidden).first).to_be_hidden()
    shown(reader, "everything/", DESKTOP)
    reader.emulate_media(media="print")
    expect(reader.locator(".fd-filter")).to_be_hidden()
    expect(reader.locator("#fd-everything tbody tr").last).to_be_visible()
