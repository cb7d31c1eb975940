"""What is read first of an article, what articles repeat though it is not so, and how a sentence is checked."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page as Tab
from playwright.sync_api import expect

from macros.model import Comparison
from macros.repeated import SHOWN, things
from macros.tools.markup import Element, Page

NOT_SO, YOUR_OWN = "articles/not-so/index.html", "articles/your-own-sentence/index.html"
SIZES = {"phone": 390, "desktop": 1280}


def plain(text: str) -> str:
    return " ".join(text.replace("`", "").split())


def anchors_of(element: Element) -> list[str]:
    hrefs = (link.attributes["href"] for link in element.all("a"))
    return [href.removeprefix("#") for href in hrefs if href.startswith("#")]


def verdicts(page: Page, ids: list[str]) -> set[str]:
    """The verdicts that the page shows at some statements of it."""
    return {page.id(id).attributes["data-verdict"] for id in ids}


def test_an_article_begins_with_what_it_gets_right(comparison: Comparison, real_pages: dict[str, Page]) -> None:
    for id, article in comparison.articles.items():
        page = real_pages[f"articles/{id}/index.html"]
        assert plain(article.take or "") in plain(page.root.one("p", css="fd-take").text)
        merits = page.root.all("ul", css="fd-merits")[0].all("li")
        assert len(merits) == len(article.gets_right)
        for merit, line in zip(article.gets_right, merits, strict=True):
            assert plain(merit.says) in plain(line.text)
            assert sorted(anchors_of(line)) == sorted(merit.statements)
            assert verdicts(page, anchors_of(line)) == {"right"}


def test_an_article_tells_how_old_its_errors_are(comparison: Comparison, real_pages: dict[str, Page]) -> None:
    aged = {id: article for id, article in comparison.articles.items() if article.errors_from}
    assert aged
    for id, article in aged.items():
        page = real_pages[f"articles/{id}/index.html"]
        lines = page.root.all("ul", css="fd-merits")[1].all("li")
        shown = [name for line in lines for name in anchors_of(line)]
        assert sorted(shown) == sorted(name for lapse in article.errors_from for name in lapse.statements)
        assert verdicts(page, shown) == {"outdated"}
        text = plain(page.root.text)
        assert all(f"Since {lapse.day_in_words}" in text for lapse in article.errors_from if lapse.day)


def test_what_is_not_so_is_in_its_order_with_what_holds(comparison: Comparison, real_pages: dict[str, Page]) -> None:
    page = real_pages[NOT_SO]
    ordered = [each.id for each in things(comparison) if each.id in comparison.not_so]
    lists = page.root.all("ol", css="fd-repeated")
    items = [item for each in lists for item in each.all("li") if item.attributes.get("id")]
    assert [item.attributes["id"] for item in items] == ordered
    assert len([item for item in lists[0].all("li") if item.attributes.get("id")]) == min(SHOWN, len(ordered))
    for item in items:
        entry = comparison.not_so[item.attributes["id"]]
        assert plain(entry.holds) in plain(item.text)
        hrefs = [link.attributes["href"] for link in item.all("a")]
        assert all(any(href.endswith(f"#{claim}") for href in hrefs) for claim in entry.claims)
        assert ("no origin found" in item.text) == (entry.origin is None)


def test_a_worked_example_shows_its_row_its_claims_and_its_verdict(
    comparison: Comparison, real_pages: dict[str, Page]
) -> None:
    text = plain(real_pages[YOUR_OWN].root.text)
    hrefs = [link.attributes["href"] for link in real_pages[YOUR_OWN].root.all("a")]
    assert len(comparison.worked_examples) == 3
    for example in comparison.worked_examples.values():
        article, _, id = example.statement.partition("/")
        (said,) = [each for each in comparison.articles[article].assertions if each.id == id]
        assert plain(said.says) in text
        assert plain(said.because) in text
        for anchor in (*said.claims, said.criterion):
            assert any(href.endswith(f"#{anchor}") for href in hrefs), anchor


@pytest.mark.parametrize("path", ["articles/index.html", "method/index.html", "compare/data/index.html"])
def test_how_a_sentence_is_checked_is_a_link_away(path: str, real_pages: dict[str, Page]) -> None:
    hrefs = [link.attributes["href"] for link in real_pages[path].root.all("a")]
    assert any(href.endswith("your-own-sentence/") for href in hrefs)


def test_the_words_of_a_worked_example_find_its_row(comparison: Comparison, tab: Tab) -> None:
    for example in comparison.worked_examples.values():
        article, _, id = example.statement.partition("/")
        (said,) = [each for each in comparison.articles[article].assertions if each.id == id]
        tab.goto("articles/your-own-sentence/")
        tab.get_by_role("link", name=example.search, exact=True).click()
        results = tab.locator(".md-search-result__link")
        expect(results.first).to_be_visible()
        found = [str(link.get_attribute("href")) for link in results.all()]
        assert any(href.endswith(f"#{said.criterion}") for href in found), (example.search, found)


@pytest.mark.parametrize(
    ("words", "place"),
    [
        ("check a sentence", "articles/your-own-sentence/"),
        ("verify a statement", "articles/your-own-sentence/"),
        ("fact check", "articles/your-own-sentence/"),
        ("misconceptions", "articles/not-so/"),
        ("where the articles disagree", "articles/disagreements/"),
    ],
)
def test_the_search_finds_the_page(words: str, place: str, tab: Tab, base_url: str) -> None:
    tab.goto(f"?q={words}")
    found = tab.locator(".md-search-result__link")
    expect(found.first).to_be_visible()
    assert f"{base_url}{place}" in [link.get_attribute("href") for link in found.all()[:3]]


@pytest.mark.parametrize("width", SIZES.values(), ids=SIZES)
@pytest.mark.parametrize("path", ["articles/not-so/", "articles/your-own-sentence/", "articles/mfgrobots/"])
def test_nothing_is_wider_than_the_window(path: str, width: int, tab: Tab) -> None:
    tab.set_viewport_size({"width": width, "height": 844})
    tab.goto(path)
    assert tab.evaluate("document.documentElement.scrollWidth") == width
