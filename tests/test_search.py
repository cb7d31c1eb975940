"""The files of the search: every place is in them, once, as text."""

import json

import pytest

from macros import addresses
from macros.anchors import anchors, live, pages
from macros.load import load
from macros.search import FIRST, MORE, files, prose
from tests.tree import HERE, compared

WRITTEN = {
    "method/": '---\ntitle: "Method"\ndescription: How it is done.\n---\n\n# Method\n\n'
    "In *short*: see [this](x.md).\n\n{{ rule_list() }}\n\n## Reading a `row` { #reading }\n\n- one <b>word</b>\n\n"
    "## What is checked\n\n"
    "```\n# no heading\n```\n",
    "plain/": "Words alone.",
}


def entries(comparison, written=WRITTEN):
    made = files(comparison, written, {"rule_list": "Each rule says so."})
    return {name: json.loads(text)["entries"] for name, text in made.items()}


@pytest.fixture(scope="module")
def real():
    return load(HERE.parent)


def test_every_place_of_the_data_is_in_the_search_once(real):
    held = [each for file in entries(real, {}).values() for each in file]
    named = [each[1] for each in held if each[3]]
    assert len(named) == len(set(named))
    chooser = [addresses.question(each.id) for each in real.chooser.questions]
    chooser += [addresses.outcome(each.id) for each in real.chooser.outcomes]
    again = set(map(addresses.in_chooser, chooser))  # what the chooser's own page lists leads to these
    assert {address for kind in (anchors, pages) for address, _, _ in kind(real)} - again <= set(named)
    assert {address for address in named if address not in live(real)} == set()


def test_what_is_added_later_belongs_to_a_place_of_the_first_file(real):
    made = entries(real, {})
    later = {each[1] for each in made[MORE] if not each[3]}
    assert later
    assert later <= {each[1] for each in made[FIRST]}


def test_a_written_page_and_its_sections_are_places(tmp_path):
    made = entries(compared(tmp_path))
    of_page = [each for each in made[FIRST] if each[1] in WRITTEN]
    assert of_page == [
        ["page", "method/", "Page", "Method", [], "How it is done."],
        ["page", "plain/", "Page", "", [], ""],
    ]
    begins = [each for each in made[MORE] if each[1] in WRITTEN]
    assert begins == [
        ["", "method/", "", "", [], "In short : see this . Each rule says so."],
        ["", "plain/", "", "", [], "Words alone."],
    ]
    sections = [each for each in made[MORE] if each[0] == "section" and each[2] != "Code"]
    defined = [each for each in sections if each[3].startswith("Verdict: ")]
    assert ["section", "method/#verdict-right", "Method", "Verdict: right", [], "It is true. Is it so?"] in defined
    fixed = [each for each in sections if each[1].startswith("method/#case-")]
    assert len(fixed) == 1
    assert [each for each in sections if each not in [*defined, *fixed]] == [
        ["section", "method/#reading", "Method", "Reading a row", [], "one word"],
        ["section", "method/#what-is-checked", "Method", "What is checked", [], ""],
    ]


def test_a_page_whose_heading_is_its_title_alone_keeps_what_is_above_its_first_section(tmp_path):
    text = '---\ntitle: "Method"\n---\n\nIn short.\n\n## Reading\n\nIt is long.\n'
    made = entries(compared(tmp_path), {"method/": text})
    assert ["page", "method/", "Page", "Method", [], ""] in made[FIRST]
    assert ["", "method/", "", "", [], "In short."] in made[MORE]
    assert ["section", "method/#reading", "Method", "Reading", [], "It is long."] in made[MORE]


def test_a_criterion_has_its_other_names_and_answers_and_no_marks_of_code(tmp_path):
    change = {"data/criteria/data/orm.yml": {"also": ["object-relational mapping"]}}
    comparison = compared(tmp_path, change)
    criterion = comparison.criteria["orm"]
    (row,) = [each for each in entries(comparison)[FIRST] if each[0] == "criterion"]
    assert row[:5] == [
        "criterion", addresses.criterion("data", "orm"), "Data", criterion.question, ["object-relational mapping"],
    ]  # fmt: skip
    assert all(cell.answer.replace("`", "") in row[5] for cell in criterion.frameworks.values())
    assert "`" not in row[5]


def test_a_claim_and_a_statement_say_which_criterion_they_are_about(real):
    later = [each for each in entries(real, {})[MORE] if each[0] in ("claim", "statement")]
    rows = {addresses.criterion(each.topic, each.id) for each in real.criteria.values()}
    assert {each[6] for each in later if each[6:]} <= rows
    assert all(each[6].split("#")[0] == each[1].split("#")[0] for each in later if each[0] == "claim")
    assert any(each[6:] for each in later if each[0] == "statement")


@pytest.mark.parametrize("name", [FIRST, MORE])
def test_the_words_that_the_site_avoids_are_in_the_first_file(name, tmp_path):
    comparison = compared(tmp_path)
    avoided = json.loads(files(comparison, {}, {})[name])["instead"]
    words = [[each, word.say] for word in comparison.vocabulary for each in word.instead_of]
    assert avoided == (words if name == FIRST else [])


def test_a_page_is_also_called_what_its_front_matter_says():
    text = "---\ntitle: A page\nalso: one name, another name\n---\n\n# A page\n"
    found = prose.pages({"page/": text, "bare/": "# Another page\n"}, {})
    assert [page.entry.names for page in found] == [("one name", "another name"), ()]
