"""Text that looks like markup comes out as text, wherever data is shown."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Dialog
from playwright.sync_api import Page as Tab

from macros.tools.markup import Element, Page, pages
from tests import tree
from tests.site.building import build, small_project, without_rules
from tests.site.serving import served

TEXTS = {
    "tag": '<b class="hostile">bold</b> <i>',
    "script": "<script>window.hostile = 1</script>",
    "image": '<img src="x" onerror="window.hostile = 1">',
    "comment": "before <!-- hidden --> after <!--",
    "close": "</p></div></section></li></ul></h2> after",
    "expression": "{{ 7*7 }} {{ config }}",
    "statement": "{% raw %} {% endraw %} {% for x in y %} {# note #}",
    "link": "[x](javascript:alert(1)) [y]: ![z](https://example.net/z.png) <https://example.net/>",
    "bracket": "a ](b) [c] ](",
    "emphasis": "**bold** __also__ *one* _two_ ~~gone~~ ==marked== ``",
    "heading": "# one ## two --- === > quoted - item 1. item",
    "attributes": "x { #taken .hostile onclick=alert(1) } {: #also }",
    "entity": "&amp; &lt;b&gt; &#60;i&#62; &copy; & ; &",
    "quotes": '"double" \'single\' “typographic” " onmouseover="window.hostile = 1',
    "backslash": r"\*not\* \# \{ C:\new\table \\",
    "long": "w" * 400,
    "other": "ünïcödé 漢字 🧪 عربى",
    "macro": ':material-home: [[TOC]] [TOC] !!! note ??? note --8<-- "mkdocs.yml" [^1] *[x]:',
}
FIELDS = ("question", "why", "leaves_out")
TITLE = '<b>Data</b> {{ 7*7 }} "quoted" [x](y) & *z*: # {% raw %}'
CODE = "plain `<b>code</b>` and `{{ 8*8 }}`"


def home(when: str, title: str) -> dict[str, Any]:
    choice = tree.VALID["data/home.yml"]["choices"][0]
    return {"choices": [{**choice, "title": title, "advice": [{**choice["advice"][0], "when": when}]}]}


def criterion(text: str, name: str) -> dict[str, Any]:
    """A criterion whose every text is `text`."""

    def cell(framework: str) -> dict[str, Any]:
        cited = {
            "absence": framework,
            "pattern": re.escape(text),
            "folder": text.replace("..", "").replace("://", "").lstrip("/"),
            "finds": text,
        }
        cited["folder"] = cited["folder"].replace("\\", "").strip()
        docs = {"docs": "django", "at": "topics/db#models", "phrase": f"{text} one two"}
        claim = {"id": f"{framework}-{name}", "kind": "fact", "says": text, "evidence": [cited, docs]}
        return {"answer": text, "claims": [claim]}

    advice = [{"when": text, "then": text, "claims": [f"flask-{name}"]}]
    cells = {each: cell(each) for each in ("flask", "django")}
    return dict.fromkeys(FIELDS, text) | {"also": [text], "advice": advice, "frameworks": cells}


def short(text: str) -> str:
    """An answer may have twelve words."""
    return " ".join(text.split()[:12]).rstrip(".")


def hostile_data() -> dict[str, Any]:
    change: dict[str, Any] = {}
    for name, text in {**TEXTS, "code": CODE}.items():
        made = criterion(text, name)
        for cell in made["frameworks"].values():
            cell["answer"] = short(text)
            docs = cell["claims"][0]["evidence"][1]
            docs["phrase"] = " ".join(docs["phrase"].split()[-8:])
        change[f"data/criteria/data/{name}.yml"] = made
    every = " ".join(text for name, text in TEXTS.items() if name not in {"long", "quotes"})
    change["data/topics.yml"] = {"data": {"title": TITLE, "about": every, "criteria": ["orm", *TEXTS, "code"]}}
    change["data/frameworks.yml"] = {
        "flask": {"name": TEXTS["tag"], "summary": every},
        "django": {"name": TEXTS["quotes"]},
    }
    change["data/home.yml"] = {**home(every, TEXTS["close"]), "deciding": ["orm", *TEXTS]}
    change["data/sources/flask.yml"] = {"title": TEXTS["script"]}
    change["data/sources/django.yml"] = {
        "title": TEXTS["expression"],
        "author": TEXTS["image"],
        "publisher": TEXTS["link"],
    }
    return change


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("hostile")
    project = without_rules(small_project(root / "project", hostile_data()))
    return build(project, root / "site", SITE_URL="https://example.org/")


@pytest.fixture(scope="module")
def topic(site: Path) -> Page:
    return pages(site)["compare/data/index.html"]


@pytest.fixture(scope="module")
def evidence(site: Path) -> Page:
    """The plain page that the topic folds its evidence onto."""
    return pages(site)["compare/data/evidence.html"]


def seen(text: str) -> str:
    """A text as a reader sees it: words between backticks are set as code, spaces are single."""
    return " ".join(re.sub(r"`([^`]+)`", r"\1", text).split())


def titled(text: str) -> str:
    """A text as a heading or a table's row shows it: without backticks."""
    return " ".join(text.replace("`", "").split())


def without_link(element: Element) -> str:
    return element.text.removesuffix("#").strip()


def section_of(page: Page, name: str) -> Element:
    """What is below the heading of a criterion."""
    article = page.root.one("article")
    nodes = [child for child in article.children if isinstance(child, Element)]
    return nodes[next(n for n, node in enumerate(nodes) if node.attributes.get("id") == name) + 1]


@pytest.mark.parametrize("name", TEXTS)
def test_each_text_reads_as_it_was_written(topic: Page, evidence: Page, name: str) -> None:
    text, section = TEXTS[name], section_of(topic, name)
    assert without_link(topic.id(name)) == titled(text)
    assert section.one(css="fd-why").text == f"Why it matters: {seen(text)}"
    assert section.one(css="fd-advice").text == f"{seen(text)}: {seen(text)} [1]"
    assert (
        section.one(css="fd-foot").all("span")[0].text
        == f"Left out: {seen(text)} Also asked as: {' '.join(text.split())}."
    )
    assert [each.text for each in section.all(css="fd-verdict")] == [seen(short(text))] * 2
    for claim in section.all(css="fd-claim"):
        assert without_link(claim.one(css="fd-says")).partition(" ")[2] == seen(text)
        part = evidence.id(claim.attributes["id"])
        assert part.one("h3").text == seen(text)
        assert part.all(css="fd-sought")[0].text == " ".join(re.escape(text).split())


@pytest.mark.parametrize("name", TEXTS)
def test_no_element_comes_of_a_text(topic: Page, evidence: Page, name: str) -> None:
    tags = {"div", "p", "section", "ul", "li", "span", "a", "details", "summary", "q", "strong"}
    section = section_of(topic, name)
    folded = [evidence.id(claim.attributes["id"]) for claim in section.all(css="fd-claim")]
    elements = [each for part in (section, *folded) for each in part.walk()]
    assert {each.tag for each in elements} <= tags | {"h3"} | ({"code"} if "`" in TEXTS[name] else set())
    assert [each.tag for each in topic.id(name).walk()] == ["a"]
    attributes = {attribute for each in elements for attribute in each.attributes}
    assert not [each for each in attributes if each.startswith("on")]
    assert "hostile" not in {word for each in topic.root.walk() for word in each.attributes.get("class", "").split()}


def test_words_in_backticks_are_code_and_still_text(topic: Page) -> None:
    codes = section_of(topic, "code").one(css="fd-why").all("code")
    assert [code.text for code in codes] == ["<b>code</b>", "{{ 8*8 }}"]


def test_no_address_of_a_text_is_a_link(site: Path) -> None:
    links = [link for page in pages(site).values() for _, link in page.links]
    assert not [link for link in links if not re.fullmatch(r"[!-;=?-~]*", link)]
    assert not [link for link in links if re.match(r"javascript:|https://example\.net|x$|y$", link)]


def test_the_table_of_contents_reads_as_written(topic: Page) -> None:
    contents = next(nav for nav in topic.root.all("nav", css="md-nav--secondary"))
    labels = {a.attributes["href"]: a.text for a in contents.all("a", css="md-nav__link")}
    for name, text in TEXTS.items():
        assert labels[f"#{name}"] == titled(text)
    assert not [each for each in contents.walk() if each.tag in {"b", "i", "img", "script", "em", "strong"}]


def test_the_title_of_a_topic_reads_as_written(topic: Page, site: Path) -> None:
    assert without_link(topic.root.one("h1")) == TITLE
    assert topic.root.one("head").one("title").text.startswith(f"{TITLE}: ")
    front = pages(site)["index.html"].root
    for links in (front.all("a", css="md-nav__link"), front.one(css="fd-topics").all("a")):
        assert TITLE in [a.text for a in links if a.attributes.get("href") == "compare/data/"]
    described = [each for each in topic.root.all("meta") if each.attributes.get("name") == "description"]
    assert "{{ 7*7 }}" in described[0].attributes["content"]


def test_other_pages_read_as_written(site: Path) -> None:
    built = pages(site)
    front, sources, table = (built[name].root for name in ("index.html", "sources/index.html", "everything/index.html"))
    change = hostile_data()
    about, summary = change["data/topics.yml"]["data"]["about"], change["data/frameworks.yml"]["flask"]["summary"]
    assert front.one(css="fd-topics").all("span")[0].text == " ".join(about.split())
    assert front.all(css="fd-summary")[0].text == f"{seen(summary)} [2]"
    assert [each.text for each in front.all(css="fd-framework")] == [seen(TEXTS["tag"]), seen(TEXTS["quotes"])]
    assert front.one(css="fd-choice-title").text == f"{seen(TEXTS['close'])} #"
    assert TEXTS["script"] in [each.all("a")[0].text for each in sources.all("h3")]
    assert f"{TEXTS['image']}, {TEXTS['link']}" in [p.text for p in sources.all("p")]
    rows = [th.text for th in table.all("th") if th.attributes.get("scope") == "row"]
    assert rows[1 : len(TEXTS) + 1] == [" ".join(text.split()) for text in TEXTS.values()]
    for page in (front, sources, table):
        assert not [each for each in page.one("article").walk() if each.tag in {"b", "i", "img", "script", "em"}]


def test_the_search_holds_a_text_as_it_is_written(site: Path) -> None:
    entries = json.loads((site / "search/first.json").read_text(encoding="utf-8"))["entries"]
    titles = {address: title for _, address, _, title, _, _ in entries}
    for name, text in TEXTS.items():
        assert titles[f"compare/data/#{name}"] == " ".join(text.replace("`", "").split())


def test_nothing_in_a_text_runs(site: Path, tab: Tab) -> None:
    dialogs: list[str] = []

    def dismiss(dialog: Dialog) -> None:
        dialogs.append(dialog.message)
        dialog.dismiss()

    tab.on("dialog", dismiss)
    elsewhere: list[str] = []
    with served(site) as address:
        tab.on("request", lambda request: None if request.url.startswith(address) else elsewhere.append(request.url))
        for path in ("", "compare/data/", "everything/", "sources/", "method/"):
            tab.goto(address + path)
            assert tab.evaluate("window.hostile") is None
        tab.goto(f"{address}compare/data/")
        tab.keyboard.press("/")
        for words in ("onerror", "hidden", "taken", "one"):
            tab.locator("input.md-search__input").fill("")
            tab.locator("input.md-search__input").press_sequentially(words)
            tab.locator(".md-search-result__article").first.wait_for()
            assert (
                tab.locator(".md-search-result").evaluate(
                    "result => result.querySelectorAll('img, script, i, b, .hostile').length"
                )
                == 0
            )
        assert tab.evaluate("window.hostile") is None
    assert dialogs == []
    assert elsewhere == []


def test_a_very_long_word_does_not_widen_a_page(site: Path, tab: Tab) -> None:
    tab.set_viewport_size({"width": 320, "height": 700})
    with served(site) as address:
        for path in ("", "compare/data/", "everything/", "sources/", "method/"):
            tab.goto(address + path)
            assert tab.evaluate("document.documentElement.scrollWidth") <= 320, path
