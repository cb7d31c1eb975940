"""Pages that data makes: what is in their head is text, whatever it holds."""

from dataclasses import replace

import pytest
import yaml

from macros.pages import add_to_navigation, generated
from tests.tree import compared

HOSTILE = 'A `{{ "b" }}` & <c>: d\u00e9'
INERT = "A &#123;&#123; &quot;b&quot; }} &amp; &lt;c&gt;: d\u00e9"


@pytest.fixture
def comparison(tmp_path):
    change = {
        "data/topics.yml": {"data": {"title": HOSTILE, "about": HOSTILE}},
        "data/articles/example.yml": {"title": "T", "publisher": HOSTILE},
    }
    return compared(tmp_path, change)


def test_title_and_description_are_text_in_yaml_and_in_html(comparison):
    pages = generated(comparison)
    assert pages.keys() == {"compare/data.md", "articles/example.md", "tasks/a-page.md"}
    head = yaml.safe_load(pages["compare/data.md"].split("---")[1])
    assert head == {
        "title": f"{INERT}: Flask and Django compared", "description": INERT, "edit": "data/topics.yml",
    }  # fmt: skip
    assert "d\u00e9" in pages["compare/data.md"].split("---")[1]
    assert yaml.safe_load(pages["articles/example.md"].split("---")[1])["title"] == f"{INERT}: T"


def test_the_description_of_an_article_counts_one_statement_as_one(comparison):
    head = yaml.safe_load(generated(comparison)["articles/example.md"].split("---")[1])
    assert (
        head["description"]
        == f"What {INERT} says of Flask and Django: 2 statements, each with a verdict and the claims behind it."
    )
    (first, _) = comparison.articles["example"].assertions
    article = comparison.articles["example"].model_copy(update={"assertions": (first,)})
    alone = generated(replace(comparison, articles={"example": article}))["articles/example.md"]
    head = yaml.safe_load(alone.split("---")[1])
    assert head["description"] == f"What {INERT} says of Flask: 1 statement with a verdict and the claims behind it."


def test_pages_come_after_what_their_section_has_already(comparison):
    nav = [{"Other": []}, "index.md", {"Articles": ["a.md"]}, {"Compare": ["b.md"]}]
    add_to_navigation(nav, comparison)
    assert nav == [
        {"Other": []},
        "index.md",
        {"Articles": ["a.md", {INERT: "articles/example.md"}]},
        {"Compare": ["b.md", {INERT: "compare/data.md"}]},
    ]
