"""The page of measured speed, built from a made-up run: its picture and its table say the same, to everyone."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, expect
from playwright.sync_api import Page as Tab

from macros.tools.markup import Element, Page, dead_links, pages
from tests.measured_speed import laid
from tests.site.building import build, small_project
from tests.site.serving import served

SCHEMES = {"light": "default", "dark": "slate"}
NARROW, DESKTOP = (320, 700), (1280, 900)
# Whether every line of text and every bar is within the window, and no text over another.
OUTSIDE = """width => [...document.querySelectorAll('.fd-bars *')].filter(each => {
  const { left, right } = each.getBoundingClientRect();
  return left < 0 || right > width + 1;
}).map(each => each.outerHTML)"""
COVERED = """() => [...document.querySelectorAll('.fd-bars')].flatMap(svg => {
  const boxes = [...svg.querySelectorAll('text')].map(each => each.getBoundingClientRect());
  return boxes.filter((box, n) => n && box.top < boxes[n - 1].bottom - 3).map(box => box.top);
})"""


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small data with a made-up run, built."""
    root = tmp_path_factory.mktemp("speed")
    return build(small_project(root / "project", laid()), root / "site")


@pytest.fixture(scope="module")
def page(built: Path) -> Page:
    return pages(built)["speed/index.html"]


@pytest.fixture(scope="module")
def shown(built: Path, browser: Browser) -> Iterator[Tab]:
    """One tab that shows the page."""
    with served(built, "/") as address:
        context = browser.new_context(base_url=address, reduced_motion="reduce")
        tab = context.new_page()
        tab.goto("speed/")
        yield tab
        context.close()


def drawn(figure: Element) -> list[str]:
    """The texts of the bars of one picture."""
    return [each.one("text").text for each in figure.all("g")]


def told(table: Element) -> list[str]:
    """The figures of a table as a bar would say them."""
    cells = [td for td in table.all("td") if td.attributes["data-label"] != "Difference"]
    return [f"{td.attributes['data-label']}: {str(td.children[0]).strip()}" for td in cells]


def test_every_picture_has_the_figures_of_the_table_beside_it(page: Page) -> None:
    beside = page.root.all(css="fd-measured")
    assert len(beside) == 4
    for each in beside:
        assert drawn(each.one("figure")) == told(each.one("table"))
        assert each.one("svg").attributes["aria-hidden"] == "true"


def test_a_picture_says_who_leads_where_the_table_does(page: Page) -> None:
    for each in page.root.all(css="fd-measured")[1:]:
        says = " ".join(line.text for line in each.all("text", css="fd-bars-says"))
        found = [line.text for line in each.all(css="fd-result")]
        assert says.count("no difference that this can show") == sum(line.startswith("No difference") for line in found)
        assert all(line.partition(" as ")[0] in says for line in found if not line.startswith("No difference"))


def test_the_answer_comes_first(page: Page) -> None:
    _, *others = page.root.one("article").all("p")
    assert page.root.one(css="fd-answer-first").text.startswith("The framework is 10 to 13 % of a request that renders")
    assert others


def test_every_comparison_can_be_linked_to(page: Page, built: Path) -> None:
    row = page.id("features-in-process-books-one-query-postgresql")
    link = row.one(css="fd-here")
    assert link.attributes["href"] == "#features-in-process-books-one-query-postgresql"
    assert "data-copy" in link.attributes
    assert page.id("features-in-process").tag == "h3"
    assert page.id("features").tag == "h2"
    assert [id for id, times in page.ids.items() if times > 1] == []
    assert dead_links(built, "http://127.0.0.1/") == []


def test_the_row_that_it_is_about_leads_to_it(built: Path) -> None:
    topic = pages(built)["compare/data/index.html"]
    assert "../../speed/" in [link for _, link in topic.links]


def test_only_this_page_loads_its_styles(built: Path) -> None:
    loading = [path for path, page in pages(built).items() if "stylesheets/speed.css" in page.html]
    assert loading == ["speed/index.html"]


def test_the_page_is_light(built: Path) -> None:
    assert len(gzip.compress((built / "speed/index.html").read_bytes(), 6)) < 50_000


def test_before_a_run_the_page_says_so(small: Path) -> None:
    page = pages(small)["speed/index.html"]
    assert "Nothing is recorded yet" in page.root.one("article").text
    assert page.root.all("svg", css="fd-bars") == []


@pytest.mark.parametrize("size", [NARROW, DESKTOP], ids=["phone", "desktop"])
def test_bars_and_their_texts_are_in_the_window(size: tuple[int, int], shown: Tab) -> None:
    shown.set_viewport_size({"width": size[0], "height": size[1]})
    shown.evaluate("document.querySelectorAll('details').forEach(each => { each.open = true })")
    assert shown.evaluate("document.documentElement.scrollWidth") <= size[0]
    assert shown.evaluate(OUTSIDE, size[0]) == []
    assert shown.evaluate(COVERED) == []


def test_on_a_phone_the_name_of_a_row_has_the_whole_line(shown: Tab) -> None:
    shown.set_viewport_size({"width": NARROW[0], "height": NARROW[1]})
    widths = shown.evaluate("[...document.querySelectorAll('.fd-speeds tbody th')].map(each => each.offsetWidth)")
    assert min(width for width in widths if width) > NARROW[0] * 0.8


@pytest.mark.parametrize("scheme", SCHEMES)
def test_axe_finds_nothing_on_it(scheme: str, shown: Tab) -> None:
    shown.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    shown.set_viewport_size({"width": DESKTOP[0], "height": DESKTOP[1]})
    expect(shown.locator("body")).to_have_attribute("data-md-color-scheme", SCHEMES[scheme])
    found = Axe().run(shown).response["violations"]
    assert [f"{each['id']}: {node['html'][:200]}" for each in found for node in each["nodes"][:3]] == []


def test_a_bar_has_the_readers_own_colours(shown: Tab) -> None:
    shown.emulate_media(forced_colors="active")
    looks = "each => [getComputedStyle(each).fill, getComputedStyle(each).stroke]"
    own = shown.evaluate("""() => { const p = document.createElement('p'); document.body.append(p);
      p.style.cssText = 'color: CanvasText; background: Canvas; forced-color-adjust: none';
      const { color, backgroundColor } = getComputedStyle(p); p.remove(); return [backgroundColor, color]; }""")
    assert shown.locator(".fd-bar").first.evaluate(looks) == own
    shown.emulate_media(forced_colors="none")
