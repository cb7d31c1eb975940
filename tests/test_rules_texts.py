"""Rules about how texts are typed: every slip is told, and what only resembles one is let through."""

import pytest

from macros import rules
from macros.rules.characters import _OTHER, PLACES
from macros.rules.sentences import LABELS, LONGEST, OTHERWISE, QUESTIONS, SENTENCES, STARTS
from macros.rules.texts import NAMES, QUOTED, SEARCHED
from tests.measured import RECORD, record
from tests.test_rules import ORM, django, found
from tests.test_rules_links import shapes
from tests.tree import compared

LATIN, SLIP, PLAIN = "text-is-in-latin-letters", "text-has-no-slip-of-the-keyboard", "text-is-plain"
CLOSED, ENDS, LONG = (
    "text-closes-what-it-opens",
    "text-begins-and-ends-as-its-kind-does",
    "text-is-no-longer-than-its-place",
)
ARTICLE = "data/articles/example.yml"


def why(text):
    return {ORM: {"why": text}}


@pytest.mark.parametrize(
    "sign",
    ["\u043e", "\u03bf", "\uff4f", "\U0001d428", "\u1d0f", "\u0131", "\u017f", "\u0261", "\u00a0", "\u2009",
    "\u3000", "\u0301",
     "\u20dd", "\ufffd", "\ue000", "\U0001f680", "\u2192", "\u00b2", "\u4e2d", "\u05d0", "\u0661", "\ufb01",
     "\u2044", "\u00b4"],
)  # fmt: skip
def test_a_sign_that_is_not_what_it_looks_like_is_told(sign, tmp_path):
    (text,) = found(LATIN, tmp_path, why(f"Most s{sign}tes keep data."))
    assert text.startswith(f"`why` holds U+{ord(sign):04X} ")


def test_the_letters_of_names_are_let_through_and_those_beside_them_in_unicode_imitate_others():
    names, others = "ÀžơƠưǍǜǦǭ\u0200țḀỹ", "ƀƟƢƮƱǌǝǥǮǿȜỻ×÷ıſĸ"
    assert [sign for sign in names if _OTHER.search(sign)] == []
    assert [sign for sign in others if not _OTHER.search(sign)] == []


def test_an_address_with_letters_of_another_alphabet_is_told_once(tmp_path):
    change = {ARTICLE: {"url": "https://example.org/\u043eld"}}
    problems = rules.check(compared(tmp_path, change))
    assert [problem.rule for problem in problems] == ["link-is-a-plain-public-address"]


def test_names_with_accents_are_let_through(tmp_path):
    names = "François Müller-Łukasz, Søren Ångström, José Peña, Ğülşen İnan, Nguyễn Văn, Dvořák, Þór, Œuvre"
    change = {ARTICLE: {"author": names, "title": "Flask – or “Django”… the author’s choice"}}
    assert rules.check(compared(tmp_path, change)) == []


@pytest.mark.parametrize(
    ("file", "key"),
    [(ARTICLE, "title"), (ARTICLE, "publisher"), (ARTICLE, "author"), (ARTICLE, "cites"),
     ("data/sources/flask.yml", "title"), ("data/sources/flask.yml", "publisher"), ("data/sources/flask.yml",
     "package")],
)  # fmt: skip
def test_fields_that_no_rule_read_are_read(file, key, tmp_path):
    assert len(found(LATIN, tmp_path, {file: {key: "Fl\u0430sk"}})) == 1


def test_an_absence_can_not_be_shown_with_letters_that_match_nothing(tmp_path):
    absence = {"absence": "flask", "pattern": "\u041eRM", "folder": "src/flask", "finds": "an \u041eRM here"}
    change = {ORM: {"frameworks": {"flask": {"claims": [{"evidence": [absence]}]}}}}
    assert len(found(LATIN, tmp_path, change)) == 2


def test_the_cases_of_a_probe_are_texts_too(tmp_path):
    probe = """import pytest


@pytest.mark.claim("django-ships-an-orm")
@pytest.mark.tries("django-ships-an-orm", "on\u0435", "two", "three")
def test_tries():
    pass
"""
    change = django(evidence=[{"probe": "tries"}])
    change["tests/probes/test_tries.py"] = probe
    (problem,) = [each for each in rules.check(compared(tmp_path, change)) if each.rule == LATIN]
    assert str(problem.where) == "tests/probes/test_tries.py:6"


@pytest.mark.parametrize(
    "text",
    [
        "Most  sites keep data.", "Most most sites.", "Most sites , and.", "Most sites .", "Most sites ; all.",
        "Is it ?",
        "Most ( sites).", "Most (sites ).", "Most sites,, all.", "Most sites.. All.", "Most sites?! All.",
        "Most sites.,",
        "Most sites,all.", "Most sites.All of them.", "Most sites;all.", ", most sites.", "Most sites...",
        "Most sites\u2026 all.",
        "Most sites (", "Most sites.and others.", "See django.contrib for it.", "Most sites, . All.", "Most sites!!",
    ],
)  # fmt: skip
def test_a_slip_is_told(text, tmp_path):
    assert found(SLIP, tmp_path, why(text))


@pytest.mark.parametrize(
    "text",
    [
        "Most `a,b` sites, e.g. `x  y`, i.e. two, keep data.",
        "The .gov domains of get.gov and docs.djangoproject.com.",
        "Version 3.12, or 6.1; 1,000 a second at 10:30.", "GOV.UK Notify and Socket.IO (urls.W001).",
        "Do one-to-one one step.", "The `a` `a` sites.", "See `conf.py`, a file of settings.py.",
        "It had no. It had, etc.",
        "Use `x`; (or `y`).", "Is it so? It is!", "Flask vs. Django, by J. Doe, Jr.",
    ],
)  # fmt: skip
def test_what_only_resembles_a_slip_is_let_through(text, tmp_path):
    assert found(SLIP, tmp_path, why(text)) == []
    assert found(PLAIN, tmp_path / "plain", why(text)) == []
    assert found(CLOSED, tmp_path / "closed", why(text)) == []


def test_the_name_of_a_work_may_have_dots(tmp_path):
    assert rules.check(compared(tmp_path, {ARTICLE: {"title": "Flask or Django..."}})) == []


@pytest.mark.parametrize(
    "text",
    [
        "Most <b>sites</b>.", "Most <!-- sites.", "Most sites &amp; all.", "Most &#8203; sites.", "Most {{ sites }}.",
        "Most {% sites %}.", "Most [sites](x).", "Most **sites**.", "Most *sites* keep.", "Most _sites_ keep.",
        "# Most sites.",
        "- Most sites.", "1. Most sites.", "> Most sites.", "See https://example.org for it.", "See www.example.org.",
        "Ask a@b.org.", "Most\\nsites.", "Most ~~sites~~.", "Most ==sites==.", "A ${site}.",
    ],
)  # fmt: skip
def test_markup_is_told(text, tmp_path):
    assert found(PLAIN, tmp_path, why(text))


@pytest.mark.parametrize(
    "text", ["Use `<b>`, `{{ x }}` and `**kwargs`.", "One < two, and 2 * 3 * 4.", "A & B.", "R&D, x_y_z."]
)
def test_what_only_resembles_markup_is_let_through(text, tmp_path):
    assert found(PLAIN, tmp_path, why(text)) == []


@pytest.mark.parametrize(
    "text", ["TODO: say.", "Most FIXME.", "XXX.", "Most TBD.", "Lorem ipsum dolor.", "Most ??? sites."]
)
def test_what_is_unfinished_is_told(text, tmp_path):
    assert len(found("text-is-finished", tmp_path, why(text))) == 1


@pytest.mark.parametrize(
    ("text", "count"),
    [("A (b [c] d) “e” \"f\".", 0), ("A (b [c) d].", 1), ("A b).", 1), ("A (b.", 1), ('A "b.', 1), ("A “b.", 1),
    ("A ”b“.", 1),
     ("The users' and Django's.", 0), ("Use `(` and `\"`.", 0)],
)  # fmt: skip
def test_what_is_opened_is_closed(text, count, tmp_path):
    assert len(found(CLOSED, tmp_path, why(text))) == count


@pytest.mark.parametrize(
    ("change", "count"),
    [
        (why("`x` is code."), 0), (why("8 parts."), 0), (why("most sites."), 1), (why("Most sites"), 1),
        (why("Are most?"), 0),
        (why("“Most” sites."), 0), (why("login-thing is here."), 0), (why("other-thing is here."), 1),
        ({ORM: {"question": "Is there one."}}, 1), ({"data/topics.yml": {"data": {"title": "Data."}}}, 1),
        ({"data/topics.yml": {"data": {"title": "data"}}}, 1),
        ({ORM: {"advice": [{"then": "with Flask you choose one."}]}}, 1),
    ],
)  # fmt: skip
def test_a_text_begins_and_ends_as_its_kind_does(change, count, tmp_path):
    change = {**change, "data/sources/flask.yml": {"title": "login-thing"}}
    assert len(found(ENDS, tmp_path, change)) == count


def test_a_text_may_be_as_long_as_is_said_and_no_longer(tmp_path):
    longest = LONGEST["Criterion", "why"]
    for length, count in ((longest, 0), (longest + 1, 1)):
        assert len(found(LONG, tmp_path / str(length), why("W" * (length - 1) + "."))) == count
    assert len(found(LONG, tmp_path, {ARTICLE: {"cites": "w" * (OTHERWISE + 1)}})) == 1


@pytest.mark.parametrize(
    ("change", "count"),
    [
        ({ARTICLE: {"url": None, "no_url": "It was recently printed."}}, 1),
        ({ORM: {"also": ["modern mapping"]}}, 1),
        ({ARTICLE: {"title": "Modern Flask", "publisher": "Modern Times"}}, 0),
        ({"data/sources/flask.yml": {"package": "Flask-modern"}}, 0),
        ({"data/glossary.yml": {"orm": {"term": "Modern mapping"}}}, 0),
        ({"data/vocabulary.yml": {"words": [{"say": "modern", "instead_of": ["modern mapper"]}]}}, 0),
        (django(kind="measurement", evidence=[{"measurement": "footprint", "quantity": "modern size"}]), 0),
        ({RECORD: record().replace("Django ", "Modern Django ").replace("Linux", "Modern Linux")}, 0),
    ],
)
def test_only_our_own_words_are_held_to_our_words(change, count, tmp_path):
    assert len(found("text-does-not-age", tmp_path, change)) == count


def test_a_problem_is_at_the_line_of_its_entry(tmp_path):
    change = {ORM: {"also": ["one", "tw\u043e"]}}
    (problem,) = [each for each in rules.check(compared(tmp_path, change)) if each.rule == LATIN]
    lines = (tmp_path / problem.where.file).read_text(encoding="utf-8").splitlines()
    assert lines[problem.where.line - 1].strip() == "- tw\u043e"


@pytest.mark.parametrize(
    ("text", "count"),
    [("The `a`s, (`b`) and `c`-like `d`'s `e`.", 0), ("The`a`.", 1), ("The, `a`and.", 1), ("The,`a`.", 1),
     ("The `` and.", 1), ("The `a `.", 1), ("The `a`sand.", 1)],
)  # fmt: skip
def test_code_is_set_apart(text, count, tmp_path):
    assert len(found("code-in-a-text-is-set-apart", tmp_path, why(text))) == count


def test_backticks_come_in_pairs_in_every_field(tmp_path):
    assert len(found("backticks-come-in-pairs", tmp_path, {ARTICLE: {"title": "Flask or `Django"}})) == 1


@pytest.mark.parametrize(
    ("words", "count"), [("flash(), --debug", 0), (".env", 0), ("a  b", 1), ("so so", 1), ("a?!", 1)]
)
def test_what_people_search_with_may_look_like_code(words, count, tmp_path):
    assert len(found(SLIP, tmp_path, {ORM: {"also": [words]}})) == count


@pytest.mark.parametrize(
    ("at", "count"),
    [("a/b-c_d.e#f-1", 0), ("a..", 1), ("a/b..c", 1), ("a<b>", 1), ("a&nbsp;b", 1), ("a.", 1), ("a~b(c)", 0)],
)
def test_a_place_is_a_path(at, count, tmp_path):
    assert len(found("place-is-typed-as-a-path", tmp_path, django(evidence=[{"at": at}]))) == count


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("A FIask.", 1),
        ("A F1ask and Djang0.", 2),
        ("FLASK and flask and Flask.", 0),
        ("An 0RM. Its 0rm.", 2),
        ("A flasks.", 0),
        ("An Ilk.", 0),
    ],
)
def test_a_name_is_not_imitated(text, count, tmp_path):
    assert len(found("name-is-not-imitated", tmp_path, why(text))) == count


@pytest.mark.parametrize(
    "table", [LABELS, LONGEST, NAMES, PLACES, QUESTIONS, QUOTED, SEARCHED, SENTENCES, STARTS], ids=lambda it: len(it)
)
def test_each_field_in_a_table_exists(table):
    declared = {(shape.__name__, name) for shape in shapes() for name in shape.model_fields}
    assert set(table) <= declared | {("Attempt", "cases")}


def test_a_field_has_one_kind_of_ending():
    tables = (LABELS, QUESTIONS, SENTENCES, STARTS)
    assert sum(map(len, tables)) == len(set().union(*tables))
