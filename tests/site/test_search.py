"""The search: what comes first for the words that people type, what it loads and when, and how it is used."""

from __future__ import annotations

import gzip
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, expect
from playwright.sync_api import Page as Tab

from macros.model import Comparison

WORDS = Path(__file__).with_name("search-words.tsv")
FIRST = 0.95
BEFORE_THE_FIRST_RESULT = 60 * 1024
FIELD = "input.md-search__input"
LINK = ".md-search-result__link"
# The search as a page runs it, without the page: what it finds for each text, as kind and anchor.
FIND = """async ([texts, names]) => {
  const { Index } = await import(new URL("../javascripts/ranking.js", location.href));
  const index = new Index();
  for (const name of names) index.add(await (await fetch(new URL(`../search/${name}.json`, location.href))).json());
  return texts.map((text) => index.find(text).slice(0, 40).map(({ kind, address, id }) => [kind, id || address]));
}"""
Found = list[list[tuple[str, str]]]


@pytest.fixture(scope="module")
def asker(browser: Browser, base_url: str) -> Any:
    """A tab that asks the real code."""
    tab = browser.new_context(base_url=base_url).new_page()
    tab.goto("method/")
    yield tab
    tab.context.close()


def found(tab: Tab, texts: list[str], names: tuple[str, ...] = ("first", "more")) -> Found:
    return [[(kind, id) for kind, id in each] for each in tab.evaluate(FIND, [texts, list(names)])]


def ids(tab: Tab, texts: list[str], names: tuple[str, ...] = ("first", "more")) -> list[list[str]]:
    return [[id for _, id in each] for each in found(tab, texts, names)]


def expected() -> dict[str, list[str]]:
    lines = WORDS.read_text(encoding="utf-8").splitlines()
    pairs = (line.split("\t") for line in lines if not line.startswith("#"))
    return {typed: wanted.split() for typed, wanted in pairs}


def test_the_row_that_one_expects_comes_first(asker: Tab) -> None:
    wanted = expected()
    results = dict(zip(wanted, ids(asker, list(wanted)), strict=True))
    late = [(typed, results[typed][:3]) for typed in wanted if not set(results[typed][:3]) & set(wanted[typed])]
    assert late == []
    first = [typed for typed in wanted if results[typed][0] in wanted[typed]]
    assert len(first) >= FIRST * len(wanted), sorted(wanted.keys() - set(first))


def test_what_comes_first_does_not_wait_for_the_second_file(asker: Tab) -> None:
    typed = list(expected())
    alone, whole = ids(asker, typed, ("first",)), ids(asker, typed)
    moved = [word for word, before, after in zip(typed, alone, whole, strict=True) if before[:1] != after[:1]]
    assert len(moved) <= (1 - FIRST) * len(typed), moved


def test_measured_speed_is_found_after_the_row_on_it(asker: Tab) -> None:
    for result in ids(asker, ["benchmark", "requests per second", "fastest"]):
        assert result[0] == "benchmarks"
        assert "speed/" in result[:12]


def test_an_id_is_found_as_typed(asker: Tab, comparison: Comparison) -> None:
    typed = [*comparison.criteria, *list(comparison.claims)[::5]]
    assert [id for id, result in zip(typed, ids(asker, typed), strict=True) if result[:1] != [id]] == []


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("single sign-on", "“Single Sign\u2011On”"),
        ("single sign-on", "single sign on"),
        ("e-mail", "EMAIL"),
        ("django's admin", "Django’s Admin"),
        ("websocket", "web sockets"),
        ("multi-tenant", "multitenant"),
        ("background job", "Background Jobs"),
        ("database", "databases"),
        ("cache", "caches"),
        ("library", "libraries"),
        ("class", "classes"),
        ("localization", "localisation"),
        ("serializer", "serialiser"),
        ("authorization", "authorisation"),
        ("license", "licence"),
        ("log in", "sign in"),
        ("migration", "migratoin"),
        ("password reset", "reset password"),
        ("flask-login", "Flask Login"),
        ("select_related", "SELECT RELATED"),
        ("n+1", "N+1 Queries"),
        ("type hints", "“type-hints”"),
        ("two-factor", "two factor"),
        ("is django dead", "Is Django dead in 2026?"),
        ("how do I deploy Django", "deploying flask"),
        ("authentication", "autentication"),
    ],
)
def test_spelling_makes_no_difference(one: str, other: str, asker: Tab) -> None:
    first, second = ids(asker, [one, other])
    assert first
    assert first[:1] == second[:1]


def test_a_name_of_a_criterion_comes_before_the_statement_with_that_id(asker: Tab) -> None:
    (results,) = found(asker, ["flask-pymongo"])
    assert results[0] == ("criterion", "document-stores")
    assert ("statement", "flask-pymongo") in results


def test_what_only_a_claim_says_leads_to_its_criterion_first(asker: Tab) -> None:
    for results in found(asker, ["GraphQLWSConsumer", "RemoteUserBackend", "Kansas"]):
        assert [kind for kind, _ in results if kind != "page"][:2] == ["criterion", "claim"]


def test_a_word_of_everything_tells_less_than_the_other(asker: Tab) -> None:
    first = [results[0] for results in ids(asker, ["template system", "security best practices", "chat app"])]
    assert first == ["templates", "security-headers", "websockets"]


def test_a_word_matches_from_its_start(asker: Tab) -> None:
    (results,) = found(asker, ["orm"])
    assert results[0] == ("criterion", "orm")
    assert ("criterion", "forms") not in results[:5]


def test_criteria_come_before_claims_and_claims_before_articles(asker: Tab) -> None:
    order = {"criterion": 0, "claim": 1, "statement": 2}
    seen: set[int] = set()
    for results in found(asker, ["template", "csrf", "async", "ForeignKeyConstraint", "Kansas"]):
        ranks = [order[kind] for kind, _ in results if kind in order]
        assert ranks == sorted(ranks)
        seen.update(ranks)
    assert seen == {0, 1, 2}


def test_nothing_of_the_search_is_loaded_before_it_is_used(tab: Tab, base_url: str, real: Path) -> None:
    """Then at most 60 KB, compressed, come before the first result."""
    asked: list[str] = []
    tab.on("request", lambda request: asked.append(request.url.removeprefix(base_url)))
    tab.route("**/search/more.json", lambda route: route.abort())
    tab.goto("", wait_until="networkidle")
    before = set(asked)
    assert [name for name in before if "search" in name] == ["javascripts/search.js"]
    tab.locator(FIELD).focus()
    tab.locator(FIELD).fill("login")
    expect(tab.locator(LINK).first).to_be_visible()
    loaded = set(asked) - before - {"search/more.json"}
    assert "search/first.json" in loaded
    assert sum(len(gzip.compress((real / name).read_bytes(), 6, mtime=0)) for name in loaded) <= BEFORE_THE_FIRST_RESULT


def test_the_search_is_used_by_keyboard(tab: Tab, base_url: str) -> None:
    tab.goto("method/")
    tab.keyboard.press("s")
    expect(tab.locator(FIELD)).to_be_focused()
    tab.keyboard.type("Does it have an admin?")
    expect(tab.locator(LINK).first).to_have_attribute("href", f"{base_url}compare/batteries/#admin")
    tab.keyboard.press("ArrowDown")
    tab.keyboard.press("ArrowDown")
    expect(tab.locator(LINK).nth(1)).to_be_focused()
    tab.keyboard.press("ArrowUp")
    tab.keyboard.press("ArrowUp")
    expect(tab.locator(FIELD)).to_be_focused()
    tab.keyboard.press("Escape")
    expect(tab.locator(LINK).first).to_be_hidden()
    tab.keyboard.press("/")
    tab.keyboard.press("Enter")
    expect(tab).to_have_url(f"{base_url}compare/batteries/#admin")
    expect(tab.locator(LINK).first).to_be_hidden()


def test_the_keys_of_the_search_can_be_typed_into_a_field(tab: Tab) -> None:
    tab.goto("everything/")
    expect(tab.locator("#fd-filter-text")).to_be_visible()  # its script comes after the page
    tab.locator("#fd-filter-text").press_sequentially("sf/")
    expect(tab.locator("#fd-filter-text")).to_have_value("sf/")


def test_a_link_can_ask(tab: Tab, base_url: str) -> None:
    tab.goto("method/?q=csrf")
    expect(tab.locator(FIELD)).to_have_value("csrf")
    expect(tab.locator(LINK).first).to_have_attribute("href", f"{base_url}compare/security/#csrf")
    tab.keyboard.press("Escape")
    expect(tab).to_have_url(f"{base_url}method/")


def test_further_results_wait_behind_a_button(tab: Tab) -> None:
    tab.route("**/search/more.json", lambda route: route.abort())
    tab.goto("?q=database")
    more = tab.locator(".fd-more-results")
    expect(more).to_be_visible()
    shown = tab.locator(LINK).count()
    more.click()
    expect(tab.locator(LINK).nth(shown)).to_be_focused()


def test_what_is_not_found_is_said(tab: Tab) -> None:
    tab.goto("?q=qqqqxxxx")
    expect(tab.locator(".md-search-result__meta")).to_have_text("No results")


def test_a_search_that_cannot_be_loaded_says_so(tab: Tab) -> None:
    tab.route("**/search/*.json", lambda route: route.abort())
    tab.goto("?q=orm")
    expect(tab.locator(".md-search-result__meta")).to_contain_text("could not be loaded")
