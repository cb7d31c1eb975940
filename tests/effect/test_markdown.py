"""No text of a change becomes markup, a link or a mention, and the summary is cut with a sentence."""

from __future__ import annotations

import copy
from html.parser import HTMLParser

import pytest
from markdown_it import MarkdownIt

from macros.tools.effect.markdown import CUT, Section, assembled, code, fence, link, pair, visible
from macros.tools.effect.summary import summary
from macros.tools.effect.trees import Tree
from tests.effect.sides import plain
from tests.effect.test_every_value import WHOLE, at, leaves, text

HOSTILE = (
    "HOSTILE </code></details><img src=x onerror=a> <script>a</script> [a](https://evil.example) ![a](x) "
    "**b** _c_ `d` ``` ~~~ | x | @team #1 :smile: $x$ https://evil.example www.evil.example <!-- &lt; \\"
)
OURS = {
    *("h1", "h2", "h3", "p", "ul", "li", "code", "b", "pre", "strong", "a", "details", "summary"),
    *("table", "thead", "tbody", "tr", "th", "td"),
}


class Page(HTMLParser):
    """The tags of a rendered summary, and the text outside `code`."""

    def __init__(self, source: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.open: list[str] = []
        self.outside = ""
        self.feed(MarkdownIt("commonmark", {"html": True}).enable("table").render(source))

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)
        self.open.append(tag)
        assert all(name in {"href", "class"} for name, _ in attrs), (tag, attrs)

    def handle_endtag(self, tag):
        while self.open.pop() != tag:
            pass

    def handle_data(self, data):
        if not {"code", "pre"} & {*self.open}:
            self.outside += data

    def handle_comment(self, data):
        raise AssertionError(data)


def rendered(before, after, opened=lambda claim: []):
    return Page(summary(before, after, opened))


@pytest.mark.parametrize("name", WHOLE)
def test_hostile_values_stay_text(name):
    content = copy.deepcopy(WHOLE[name])
    for number, way in enumerate(leaves(WHOLE[name])):
        at(content, way[:-1])[way[-1]] = f"{number} {HOSTILE}"
    page = rendered({name: text(name, WHOLE[name]).encode()}, {name: text(name, content).encode()})
    assert page.tags <= OURS
    assert "HOSTILE" not in page.outside
    assert "evil" not in page.outside
    assert "@" not in page.outside


FILES = (
    "tests/test_a.py", "tests/probes/test_a.py", "docs/a.md", "data/odd.yml", "Makefile", ".github/workflows/a.yml",
    "tests/probes/requirements.txt", "tests/broken/a.yml", "macros/rules/a.py", "macros/x.py",
    f"docs/{HOSTILE.replace('/', '')}.md",
)  # fmt: skip


@pytest.mark.parametrize("file", FILES)
def test_hostile_files_stay_text(file):
    program = f'def test_it():\n    """{HOSTILE}"""\n    assert x == """{HOSTILE}"""\n'
    code = program if file.endswith(".py") else f"{program}\n````\n~~~~\n</details>\n{HOSTILE}\n# expect: {HOSTILE}\n"
    for before, after in (
        ({}, {file: code.encode()}),
        ({file: b"x = 1\n"}, {file: code.encode()}),
        ({file: code.encode()}, {}),
    ):
        page = rendered(before, after)
        assert page.tags <= OURS
        assert "HOSTILE" not in page.outside
        assert "@" not in page.outside


def test_what_is_opened_stays_text():
    claims = {"data/criteria/data/orm.yml": {"frameworks": {"flask": {"claims": [{"id": "flask-a", "says": HOSTILE}]}}}}
    after = {name: text(name, content).encode() for name, content in claims.items()}
    page = rendered(
        {},
        after,
        lambda claim: [
            fence(f"````\n```\n{HOSTILE}"),
            code(HOSTILE),
            link(f"https://a.example/{HOSTILE}"),
            link(f"javascript:{HOSTILE}"),
        ],
    )
    assert page.tags <= OURS
    assert "HOSTILE" not in page.outside


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("a\u200bb", "a<U+200B>b"),
        ("a\u202eb", "a<U+202E>b"),
        ("a\u00a0b", "a<U+00A0>b"),
        ("\u0430dmin", "\u0430<U+0430>dmin"),
        ("caf\u00e9 \u2019 \u2192", "caf\u00e9 \u2019 \u2192"),
        ("a\rb\x00", "a<U+000D>b<U+0000>"),
    ],
)
def test_what_nobody_sees_is_spelled_out(text, seen):
    assert visible(text) == seen
    assert plain(code(text)) == f"`{seen}`"


def test_the_words_that_differ_are_bold():
    before, after = pair("Choose Django when you can.", "Choose Flask when you can.")
    assert before == "<code>Choose <b>Django</b> when you can.</code>"
    assert after == "<code>Choose <b>Flask</b> when you can.</code>"


def test_of_long_values_the_part_that_differs_is_shown():
    same = "x" * 5000
    before, after = map(plain, pair(f"{same}one", f"{same}two"))
    assert before == f"`(from character 4901) {'x' * 100}one`"
    assert after == f"`(from character 4901) {'x' * 100}two`"


def test_a_long_value_tells_how_much_is_left_out():
    assert plain(code("x" * 1300)) == f"`{'x' * 1200} ... (100 characters more)`"


def test_a_fence_is_longer_than_any_in_it_and_tells_what_it_leaves_out():
    assert fence("a\n````\nb").splitlines() == ["`````text", "a", "````", "b", "`````"]
    assert fence("a\n" * 70).splitlines()[-2] == "... (10 lines more)"
    assert fence("x" * 300).splitlines()[1] == f"{'x' * 240} ... (60 characters more)"


@pytest.mark.parametrize(("length", "cut"), [(1200, False), (1201, True)])
def test_the_longest_value_that_is_shown_whole(length, cut):
    assert ("characters more" in code("x" * length)) is cut
    before, after = pair("x" * length, "x" * (length - 1) + "y")
    assert (plain(before) != f"`{'x' * length}`") is cut
    assert plain(after).startswith("`(from character" if cut else "`xxx")


@pytest.mark.parametrize(("text", "cut"), [("x" * 240, 0), ("x" * 241, 1), ("a\n" * 60, 0), ("a\n" * 61, 1)])
def test_the_longest_lines_that_are_shown_whole(text, cut):
    assert fence(text).count(" more)") == cut


def test_a_long_value_that_differs_at_once_is_shown_from_its_beginning():
    before, after = pair(f"one{'x' * 1300}", f"two{'x' * 1300}")
    assert plain(before) == f"`one{'x' * 1197} ... (103 characters more)`"
    assert after.startswith("<code><b>two")


def test_a_long_value_that_goes_on_is_shown_from_where_it_does():
    before, after = map(plain, pair("x" * 1300, f"{'x' * 1300}one"))
    assert before == f"`(from character 1201) {'x' * 100}`"
    assert after == f"`(from character 1201) {'x' * 100}one`"


@pytest.mark.parametrize(("length", "cut"), [(449_992, False), (449_993, True)])
def test_the_longest_section_that_is_shown_whole(length, cut):
    assert assembled("# Top", [Section("0", "", ["x" * length])]).endswith(f"{CUT}\n") is cut


@pytest.mark.parametrize(("length", "cut"), [(49_985, False), (49_986, True)])
def test_the_longest_summary_that_is_shown_whole(length, cut):
    sections = [Section(str(number), "", ["x" * size]) for number, size in enumerate((449_992, 449_992, length))]
    assert assembled("# Top", sections).endswith(f"{CUT}\n") is cut


def test_a_link_shows_where_it_leads():
    assert link("https://a.example/b#c:~:text=d%20e") == (
        '<a href="https://a.example/b#c:~:text=d%20e"><code>https&#58;//a.example/b&#35;c</code></a>'
    )
    assert link("javascript:a") == "<code>javascript&#58;a</code>"
    assert link("http://a.example/#") == '<a href="http://a.example/#"><code>http&#58;//a.example/</code></a>'
    assert link("https://[a") == "<code>https&#58;//&#91;a</code>"
    assert link('https://a.example/%20 "<é') == (
        '<a href="https://a.example/%20%20%22%3C%C3%A9"><code>https&#58;//a.example/%20 "&#60;é</code></a>'
    )
    assert code("WWW.a") == "<code>WWW&#46;a</code>"
    assert code("a\nb\tc") == "<code>a↵b c</code>"
    assert code(None) == ""


def test_a_summary_that_is_too_long_is_cut_between_two_blocks_with_a_sentence():
    sections = [Section(str(number), "", ["x" * 90_000] * 10) for number in range(10)]
    text = assembled("# Top", sections)
    assert len(text.encode()) < 1024 * 1024
    assert text.startswith("# Top\n\n## 0\n\nx")
    first = text.partition("\n\n## 1")[0]
    assert first.count("x" * 90_000) == 4
    assert first.endswith(CUT)
    assert text.endswith(f"{CUT}\n")
    assert CUT == "The rest is left out, because this summary would be too long. Read it in the list of changed files."


def test_letters_of_several_bytes_count_as_what_they_weigh():
    text = assembled("# Top", [Section(str(number), "", ["\u20ac" * 80_000] * 3) for number in range(10)])
    assert len(text.encode()) < 1024 * 1024


def test_a_summary_of_the_whole_data_fits():
    before: Tree = {}
    whole = text("a.yml", {str(line): "|" * 900 for line in range(200)}).encode()
    after = {f"data/{number}.yml": whole for number in range(9)}
    assert len(summary(before, after, lambda claim: []).encode()) < 1024 * 1024
