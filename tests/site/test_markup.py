"""The built HTML of the whole site: anchors, links, outlines, and nothing from elsewhere."""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path
from urllib.parse import quote, urljoin
from xml.etree import ElementTree

import pytest

from macros.model import Comparison
from macros.tools.markup import Page, dead_links, pages, parse
from macros.views import Site
from tests.site.building import ROOT
from tests.site.conftest import REPO_URL


def topic_page(real_pages: dict[str, Page], topic: str) -> Page:
    return real_pages[f"compare/{topic}/index.html"]


def test_every_criterion_is_on_its_page(comparison: Comparison, real_pages: dict[str, Page]) -> None:
    for criterion in comparison.criteria.values():
        heading = topic_page(real_pages, criterion.topic).id(criterion.id)
        assert heading.tag == "h2"
        assert heading.text.startswith(plain(criterion.question))


def test_every_claim_is_on_its_page(comparison: Comparison, real_pages: dict[str, Page]) -> None:
    for id, placed in comparison.claims.items():
        card = topic_page(real_pages, placed.criterion.topic).id(id)
        assert re.match(r"\[\d+\] ", card.one(css="fd-says").text)
        assert card.one(css="fd-says").text.partition(" ")[2].startswith(plain(placed.claim.says))
        assert card.one(css="fd-evidence").one("a").attributes["href"] == f"evidence.html#{id}"


def test_every_citation_names_its_source(comparison: Comparison, folded: dict[str, Page]) -> None:
    for id, placed in comparison.claims.items():
        evidence = folded[f"compare/{placed.criterion.topic}/evidence.html"].id(id)
        assert len(evidence.all("ul")[0].children) > 0
        linked = {a.attributes["href"].partition("sources/#")[2] for a in evidence.all("a")}
        assert {item.source for item in placed.claim.evidence if hasattr(item, "source")} <= linked


def test_every_source_is_on_its_page(comparison: Comparison, real_pages: dict[str, Page]) -> None:
    page = real_pages["sources/index.html"]
    for id, source in comparison.sources.items():
        assert source.title in page.id(id).text
        for release in source.releases:
            assert release.version in page.id(id).text


def test_every_criterion_is_in_the_table_of_everything(comparison: Comparison, real_pages: dict[str, Page]) -> None:
    table = real_pages["everything/index.html"].id("fd-everything")
    hrefs = [th.one("a").attributes["href"] for th in table.all("th") if th.attributes.get("scope") == "row"]
    assert sorted(hrefs) == sorted(f"../compare/{each.topic}/#{id}" for id, each in comparison.criteria.items())


def test_every_topic_is_titled_as_in_the_data(comparison: Comparison, real_pages: dict[str, Page]) -> None:
    navigation = real_pages["index.html"].root
    labels = {a.attributes.get("href"): a.text for a in navigation.all("a", css="md-nav__link")}
    for id, topic in comparison.topics.items():
        assert topic_page(real_pages, id).root.one("h1").children[0] == topic.title
        assert labels[f"compare/{id}/"] == topic.title


def test_no_version_of_the_data_is_typed_into_prose(comparison: Comparison) -> None:
    versions = {release.version for source in comparison.sources.values() for release in source.releases}
    versions = {version for version in versions if version.count(".") > 1}  # CC BY 4.0 is none
    typed = re.compile("|".join(rf"(?<![\w.]){re.escape(version)}(?![\w.]*\d)" for version in versions))
    authored = [*ROOT.glob("docs/*.md"), *ROOT.glob("docs/compare/*.md"), *ROOT.glob("macros/templates/*")]
    assert [str(path) for path in authored if typed.search(path.read_text(encoding="utf-8"))] == []


def test_ids_are_unique(real_pages: dict[str, Page]) -> None:
    twice = [f"{page.path}#{id}" for page in real_pages.values() for id, times in page.ids.items() if times > 1]
    assert twice == []


def test_every_link_and_anchor_leads_somewhere(real: Path, base_url: str) -> None:
    assert dead_links(real, base_url) == []


def test_without_an_address_every_link_leads_somewhere(small: Path) -> None:
    assert dead_links(small, "http://127.0.0.1/") == []


@pytest.mark.parametrize(
    "link", ["../nowhere/", "#nowhere", "../sources/#nowhere", "javascript:alert(1)", "/outside/", "../style.css"]
)
def test_a_dead_link_is_noticed(link: str, tmp_path: Path) -> None:
    for name, body in {
        "method": f'<a href="{link}">x</a>',
        "sources": '<p id="here"><a href="../method/">x</a></p>',
    }.items():
        (tmp_path / name).mkdir()
        (tmp_path / name / "index.html").write_text(body, encoding="utf-8")
    assert [line.partition(" (")[0] for line in dead_links(tmp_path, "https://example.org/site/")] == [
        f"method/index.html: {link}"
    ]


def test_the_sitemap_names_every_page(real: Path, real_pages: dict[str, Page], base_url: str) -> None:
    listed = [loc.text for loc in ElementTree.parse(real / "sitemap.xml").iter() if loc.tag.endswith("loc")]  # noqa: S314
    assert sorted(map(str, listed)) == sorted(
        urljoin(base_url, page.address) for page in real_pages.values() if page.path != "404.html"
    )


def test_pages_say_where_they_live(real_pages: dict[str, Page], base_url: str) -> None:
    for page in real_pages.values():
        canonical = [a.attributes["href"] for a in page.root.all("link") if a.attributes.get("rel") == "canonical"]
        assert canonical == ([] if page.path == "404.html" else [urljoin(base_url, page.address)])


def test_nothing_is_loaded_from_elsewhere(real: Path, real_pages: dict[str, Page]) -> None:
    loaded = {address for page in real_pages.values() for address in page.loaded}
    for sheet in real.rglob("*.css"):
        loaded |= set(re.findall(r"(?:url\(|@import)\s*['\"]?([^'\")\s;]+)", sheet.read_text(encoding="utf-8")))
    assert len(loaded) > 3
    assert [address for address in loaded if re.match(r"(?!data:)[a-z]+:|//", address)] == []


def test_a_thing_loaded_from_elsewhere_is_noticed() -> None:
    page = Page("x", '<script src="//a/"></script><link rel="preload" href="//b/"><p style="background: url(//c/)">')
    assert list(page.loaded) == ["//a/", "//b/", "//c/"]


def test_no_macro_is_left_unread(real_pages: dict[str, Page]) -> None:
    # Claims about templates show their tags as code.
    texts = {
        page.path: parse(re.sub(r"<code>.*?</code>", "", page.html, flags=re.DOTALL)).text
        for page in real_pages.values()
    }
    assert [path for path, text in texts.items() if re.search(r"\{\{|\{%|\{#", text)] == []


def test_every_page_is_whole(real_pages: dict[str, Page]) -> None:
    titles = set()
    for page in real_pages.values():
        html = page.root.one("html")
        described = [
            each.attributes["content"] for each in html.all("meta") if each.attributes.get("name") == "description"
        ]
        assert html.attributes["lang"] == "en", page.path
        assert len(html.all("h1")) == 1, page.path
        assert html.one("h1").text, page.path
        assert len(described) == 1, page.path
        assert described[0], page.path
        titles.add(html.one("head").one("title").text)
    assert len(titles) == len(real_pages)


def test_headings_skip_no_level(real_pages: dict[str, Page]) -> None:
    for page in real_pages.values():
        levels = [int(each.tag[1]) for each in page.root.one("article").walk() if re.fullmatch("h[1-6]", each.tag)]
        assert all(after <= before + 1 for before, after in pairwise(levels)), page.path


def test_every_table_has_a_caption_and_header_cells(real_pages: dict[str, Page]) -> None:
    for page in real_pages.values():
        for table in page.root.all("table", css="fd-table"):
            assert table.one("caption").text
            assert {th.attributes["scope"] for th in table.all("th")} <= {"col", "row", "rowgroup"}
            assert all(row.all("th") for row in table.all("tr"))


def test_each_edit_link_opens_the_very_file(comparison: Comparison, real_pages: dict[str, Page]) -> None:
    views = Site(comparison, repository=REPO_URL)
    edited = [*comparison.criteria.values(), *comparison.sources.values(), *comparison.articles.values()]
    edited += [*comparison.glossary.values(), *comparison.situations.values()]
    wanted = {views.edit(each.where.file) for each in edited}
    shown = [views.task(id) for id in comparison.tasks]
    wanted |= {page.test_edit for page in shown}
    wanted |= {file.edit for page in shown for side in page.sides for file in side.files}
    wanted |= {views.edit(task.where.file) for task in comparison.tasks.values()}
    wanted |= {views.edit(file) for file in ("data/home.yml", "data/chooser.yml", "data/topics.yml")}
    prose = [path for path in (ROOT / "docs").rglob("*.md") if "\nedit: " not in path.read_text(encoding="utf-8")]
    wanted |= {views.edit(path.relative_to(ROOT).as_posix()) for path in prose}
    linked = {link for page in real_pages.values() for _, link in page.links if link.startswith(f"{REPO_URL}/edit/")}
    assert linked == wanted
    assert [link for link in linked if not (ROOT / link.removeprefix(f"{REPO_URL}/edit/main/")).is_file()] == []


def test_below_each_page_is_where_it_is_edited_and_where_a_mistake_is_reported(real_pages: dict[str, Page]) -> None:
    for path, page in real_pages.items():
        if path != "404.html":
            (foot,) = page.root.all("p", css="fd-page-foot")
            edit, report = foot.all("a")
            assert edit.attributes["href"].startswith(f"{REPO_URL}/edit/main/")
            address = path.removesuffix("index.html") or "./"
            assert report.attributes["href"] == (f"{REPO_URL}/issues/new?template=typo.yml&address={quote(address)}")
            assert report.text == "Report a mistake on this page"


def test_the_first_page_and_the_chooser_lead_to_the_files_with_their_words(real_pages: dict[str, Page]) -> None:
    for path, file in {"index.html": "data/home.yml", "choose/index.html": "data/chooser.yml"}.items():
        assert f"{REPO_URL}/edit/main/{file}" in {link for _, link in real_pages[path].links}


def test_each_row_leads_to_a_report_that_names_it(comparison: Comparison, real_pages: dict[str, Page]) -> None:
    links = {link for page in real_pages.values() for _, link in page.links}
    for criterion in comparison.criteria.values():
        address = quote(f"compare/{criterion.topic}/#{criterion.id}", safe="")
        assert f"{REPO_URL}/issues/new?template=typo.yml&address={address}" in links


def test_without_a_repository_there_is_no_edit_link(small: Path) -> None:
    for page in pages(small).values():
        assert page.root.all("p", css="fd-page-foot") == []
        assert [a.text for a in page.root.all("a") if a.text.lower().startswith("edit")] == []
        assert all("/edit/" not in link and link != "" for _, link in page.links)


def plain(text: str) -> str:
    """A text as it reads on a page: words in backticks are set as code."""
    return parse(re.sub(r"`([^`]+)`", r"\1", text.replace("&", "&amp;").replace("<", "&lt;"))).text


def test_the_theme_attends_to_the_content_of_a_page_that_needs_it(real_pages: dict[str, Page]) -> None:
    """What the theme's script does for tables of Markdown and for code, on every page with either."""
    without = {path for path, page in real_pages.items() if 'data-md-component="content"' not in page.html}
    assert "articles/simform/index.html" in without
    assert "method/index.html" not in without
    for path in without:
        content = real_pages[path].root.one("article")
        assert content.all("pre") == [], path
        assert [table for table in content.all("table") if "class" not in table.attributes] == [], path
