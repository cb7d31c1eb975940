"""The first use of a word on a page gets its note, and nothing else of the page changes."""

import re

import pytest

from macros.glossary import marked
from macros.model import Term

ORM = Term(
    id="orm",
    term="ORM",
    also=("object-relational mapping",),
    says="Turns `rows` into <objects> & back.",
    url="https://e.org/",
)
WORKER = Term(id="worker", term="worker process", also=("worker",), says="A process.", url="https://e.org/")
NOTE = (
    '<span class="fd-term" tabindex="0" aria-describedby="tip-orm">ORM'
    '<span class="fd-term-says" role="tooltip" id="tip-orm">'
    "Turns rows into &lt;objects&gt; &amp; back.</span></span>"
)


SKIPPED = [
    "a", "button", "code", "details", "h1", "h2", "h3", "h4", "h5", "h6", "label", "legend", "math", "nav", "option",
    "pre", "q", "script", "style", "summary", "svg", "table", "template", "textarea", "title",
]  # fmt: skip
VOID = ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"]


def noted(html, *terms):
    """The words that got a note, in the order of the page."""
    return re.findall(r'class="fd-term"[^>]*>([^<]*)<', marked(html, terms or (ORM, WORKER)))


def without(html):
    return re.sub(r'<span class="fd-term"[^>]*>([^<]*)<span [^>]*>[^<]*</span></span>', r"\1", html)


def test_the_first_use_gets_the_note_and_no_other():
    assert marked("<p>An ORM, one ORM.</p><p>ORM</p>", (ORM,)) == f"<p>An {NOTE}, one ORM.</p><p>ORM</p>"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("the ORM.", ["ORM"]),
        ("an orm or PERFORMANCE or ORMs", []),
        ("Object-Relational Mapping", ["Object-Relational Mapping"]),
        ("Workers and worker-like, co-worker", []),
        ("A worker process, then a worker", ["worker process"]),
        ("the Worker", ["Worker"]),
        ("worker/ORM", []),
        ("worker.py, ORM.", ["ORM"]),
        ("ORM worker", ["ORM", "worker"]),
    ],
)
def test_a_word_is_matched_whole_and_with_capitals_as_written(text, words):
    assert noted(f"<p>{text}</p>") == words


@pytest.mark.parametrize("tag", SKIPPED)
def test_no_note_inside_what_is_a_control_a_heading_or_a_table(tag):
    assert noted(f"<{tag}><b>ORM</b></{tag}><p>ORM</p>") == ["ORM"]
    assert marked(f"<{tag}><b>ORM</b></{tag}>", (ORM,)) == f"<{tag}><b>ORM</b></{tag}>"


@pytest.mark.parametrize("tag", VOID)
def test_an_element_without_an_end_tag_hides_nothing(tag):
    assert noted(f"<h2>x<{tag}>ORM</h2><p>y<{tag}> ORM</p>") == ["ORM"]


def test_no_note_where_the_page_says_so():
    assert noted('<dl data-no-terms><dd><p>ORM</p></dd></dl><p data-x="data">worker</p>') == ["worker"]


def test_the_page_itself_stays_as_it_was():
    page = "<!-- ORM --><p title='an ORM > worker'>"
    page += "One &amp; <em>ORM</em><br/>worker<p>unclosed</div> <a href=x>ORM</a> 1 < 2"
    assert without(marked(page, (ORM, WORKER))) == page


def test_an_end_tag_that_was_left_out_closes_with_its_parent():
    assert noted("<h2><p>ORM</h2><p>ORM") == []
    assert noted("<h2><p>ORM</h2><p>ORM</p>") == ["ORM"]


def test_an_end_tag_of_nothing_closes_nothing():
    assert noted("<h2>ORM</b> ORM</h2>") == []


def test_two_terms_never_share_a_word():
    inner = Term(id="process", term="process", says="P.", url="https://e.org/")
    assert noted("<p>a worker process</p>", WORKER, inner) == ["worker process"]
    assert noted("<p>a worker process, a process</p>", WORKER, inner) == ["worker process"]


def test_terms_get_their_notes_in_place_though_the_longer_spelling_is_last(tmp_path):
    assert marked("<p>a worker, an ORM</p>", (ORM, WORKER)) == (
        '<p>a <span class="fd-term" tabindex="0" aria-describedby="tip-worker">worker'
        '<span class="fd-term-says" role="tooltip" id="tip-worker">A process.</span></span>'
        f", an {NOTE}</p>"
    )
    assert noted(
        "<p>a worker process</p>", WORKER.model_copy(update={"term": "worker", "also": ("worker process",)})
    ) == ["worker process"]


def test_a_term_that_waits_is_found_in_a_later_text():
    inner = Term(id="process", term="process", says="P.", url="https://e.org/")
    assert noted("<p>a worker process</p><p>a process</p>", WORKER, inner) == ["worker process", "process"]


def test_a_tag_in_capitals_or_closed_in_itself_is_a_tag_too():
    assert noted("<H2>ORM</H2><p/>ORM<br>") == ["ORM"]
    assert noted("<h2/>ORM<br>") == ["ORM"]
    assert noted('<p data-no-terms="">ORM</p> worker<br>') == ["worker"]
    assert noted("<p><h2>x</h2>ORM</p>") == ["ORM"]


def test_text_after_the_last_tag_is_left_as_it_is():
    assert marked("<p>x</p>ORM", (ORM,)) == "<p>x</p>ORM"
    assert marked("<p> \n </p>", (ORM,)) == "<p> \n </p>"
