"""Nothing in a text is markup: it comes out as it was written, but for code words in backticks."""

from dataclasses import replace
from html.parser import HTMLParser

import markdown
import pytest
from jinja2 import UndefinedError

from macros.render import code_words, heading, render
from macros.views import Site
from macros.views.totals import RuleItem
from tests.tree import VALID, compared

ORM = "data/criteria/data/orm.yml"
HOSTILE = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    '"><b>bold</b>',
    "{{ 7 * 7 }} and {% raw %} and {# note #}",
    "[a link](https://example.org/) and ![a picture](x.png)",
    "**strong**, _em_, ~~gone~~ and <https://example.org/>",
    "# no heading { #no-anchor .no-class }",
    "&lt;b&gt; &amp; &#60;",
    "`<b>` and `{{ x }}`",
    "a -- b ... c 'd' \"e\" *[HTML]: x",
]


class Text(HTMLParser):
    """What a reader reads, and which tags there are."""

    def __init__(self, html):
        super().__init__()
        self.text, self.tags = "", []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag, attributes):
        self.tags.append(tag)

    def handle_data(self, data):
        self.text += data


def page(text):
    """Markdown as mkdocs.yml sets it up."""
    return markdown.markdown(text, extensions=["attr_list", "md_in_html", "tables", "toc"])


@pytest.mark.parametrize("text", HOSTILE)
def test_a_text_is_read_as_it_was_written(text):
    read = Text(str(code_words(text)))
    assert read.text == text.replace("`", "")
    assert set(read.tags) <= {"code"}


@pytest.mark.parametrize("text", HOSTILE)
def test_a_heading_is_read_as_it_was_written_after_markdown(text):
    html = page(heading(2, text, "the-id"))
    read = Text(html)
    assert " ".join(read.text.split()) == " ".join(text.replace("`", "").split())
    assert read.tags == ["h2"]
    assert html.startswith('<h2 id="the-id">')


@pytest.mark.parametrize("text", HOSTILE)
def test_every_text_of_a_criterion_survives_template_and_markdown(text, tmp_path):
    change = {
        "data/frameworks.yml": {"flask": {"name": text, "summary": text}},
        "data/topics.yml": {"data": {"title": text, "about": text}},
        "data/home.yml": {"answer": [{"says": text}], "choices": [{"title": text, "advice": [{"when": text}]}]},
        "data/glossary.yml": {"orm": {"term": text, "also": [text], "says": text}},
        "data/sources/django.yml": {"title": text, "author": text},
        ORM: {
            **dict.fromkeys(("question", "why", "leaves_out"), text),
            "also": [text],
            "advice": [{"then": text, "when": text}],
            "frameworks": {
                "django": {
                    "answer": text,
                    "claims": [{"says": text, "evidence": [{"phrase": text}, {"publication": "django", "at": text,
                                "read": VALID["data/sources/django.yml"]["releases"][0]["released"]}]}],
                },
                "flask": {"claims": [{"evidence": [{"finds": text, "folder": text, "pattern": "[{}<>*`]"}]}]},
            },
        },
    }  # fmt: skip
    views = Site(compared(tmp_path, change))
    blocks = [
        render("criterion", criterion=views.criterion("orm")),
        render("criterion_table", table=views.criterion_table("data")),
        render("everything", table=views.everything()),
        render("home_answer", sentences=views.home_answer()),
        render("glossary", terms=views.glossary()),
        render("framework_cards", cards=views.framework_cards()),
        render("choices", choices=views.choices()),
        render("topic_list", topics=views.topic_list()),
        render("topic_about", topic=views.comparison.topics["data"]),
        render("checked", checked=views.checked()),
        render("unchecked", claims=[views.claim_link(id) for id in views.unchecked()]),
        render("rule_list", rules=[RuleItem(name="a-rule", text=text)]),
        *(render("source_list", group=group) for group in views.source_list()),
    ]
    own = {tag for block in plain_blocks(tmp_path / "plain") for tag in Text(block).tags}
    shown = " ".join(text.replace("`", "").split())
    for block in blocks:
        html = page(block)
        read = Text(html)
        assert shown in " ".join(read.text.replace("`", "").split())
        assert set(read.tags) <= own | {"code"}, block
        assert "onerror=" not in " ".join(part for part in html.split(">") if "<img" in part)


def plain_blocks(root):
    """The same templates for harmless data: the tags that are theirs."""
    views = Site(compared(root, {ORM: {"advice": [{"then": "Choose.", "when": "With Flask"}]}}))
    yield render("criterion", criterion=views.criterion("orm"))
    yield render("everything", table=views.everything())
    yield render("home_answer", sentences=views.home_answer())
    yield render("glossary", terms=views.glossary())
    yield render("framework_cards", cards=views.framework_cards())
    yield render("choices", choices=views.choices())
    yield render("topic_list", topics=views.topic_list())
    yield render("checked", checked=views.checked())
    yield render("unchecked", claims=[views.claim_link(id) for id in views.unchecked()])
    yield render("rule_list", rules=[RuleItem(name="a-rule", text="A rule.")])
    yield from (render("source_list", group=group) for group in views.source_list())


def test_one_thing_is_counted_in_the_singular(tmp_path):
    comparison = compared(tmp_path)
    article = comparison.articles["example"]
    article = article.model_copy(update={"assertions": article.assertions[:1]})
    views = Site(replace(comparison, articles={"example": article}))
    assert "1 criterion, 2 claims<" in render("topic_list", topics=views.topic_list())
    assert ">1 criterion<" in render("everything", table=views.everything())
    (card,) = views.article_overview()
    assert " · 1 statement · " in render("article_overview", cards=[card])
    assert "1 statement:<" in render("article_head", card=card)
    assert ">1 statement<" in render("article_filter", card=card, topics={})


def test_words_in_backticks_are_code():
    assert code_words("Use `a < b` or `c`.") == "Use <code>a &lt; b</code> or <code>c</code>."
    assert code_words("an odd ` is shown") == "an odd ` is shown"


def test_a_name_that_a_template_misses_is_an_error():
    with pytest.raises(UndefinedError):
        render("export_list", files=[{"path": "a.json", "about": "A."}])


def test_a_block_has_no_blank_line_and_begins_with_a_tag(tmp_path):
    html = render("criterion", criterion=Site(compared(tmp_path)).criterion("orm"))
    assert html.startswith("<div")
    assert all(line.strip() for line in html.splitlines())


def test_without_a_repository_no_edit_link_is_drawn(tmp_path):
    comparison = compared(tmp_path)
    without = render("criterion", criterion=Site(comparison).criterion("orm"))
    with_one = render("criterion", criterion=Site(comparison, repository="https://example.org/r").criterion("orm"))
    assert "Edit" not in without
    assert f'href="https://example.org/r/edit/main/{ORM}"' in with_one


def test_code_words_are_code_wherever_a_text_is_drawn(tmp_path):
    change = {ORM: {"question": "Is `x` there?"}, "data/topics.yml": {"data": {"about": "What `x` is."}}}
    views = Site(compared(tmp_path, change))
    for block in (
        render("everything", table=views.everything()),
        render("topic_list", topics=views.topic_list()),
        render("topic_about", topic=views.comparison.topics["data"]),
        render("rule_list", rules=[RuleItem(name="a-rule", text="No `x`.")]),
    ):
        assert "<code>x</code>" in block
