"""How records are matched between two sides, and which of their values weigh most."""

from __future__ import annotations

import re

import pytest

from macros.model import Where
from macros.tools.effect import values
from macros.tools.effect.weight import Weight, weight
from tests.effect.sides import ORM, section, shown, side
from tests.tree import VALID, text_of

CHOOSER = VALID["data/chooser.yml"]
DECIDES = "Verdicts, grades, bounds and the chooser's decisions"
KEEPS = "- The chooser changes and keeps its `version`: an address made before may mean something else now."
PINS = "Sources, hashes, redirects and recorded figures"


def rows(before, after):
    """Each changed value as its names and both values, of one file."""
    found = values.changes({"data/x.yml": before}, {"data/x.yml": after})
    return [(" / ".join(each.names), each.before, each.after) for each in found]


def test_equal_sides_differ_in_nothing():
    assert shown(side(), side()) == "# What this change does\n\nNothing differs.\n"


def test_a_changed_answer_is_one_row_with_its_line_and_both_values():
    text = shown(side(), side({ORM: {"frameworks": {"django": {"answer": "Its own ORM"}}}}))
    assert "- What is read first: 1\n" in text
    assert section(text, "What is read first")[1:] == [
        "| where | before | after |",
        "| --- | --- | --- |",
        "| `data/criteria/data/orm.yml:24 frameworks / django / answer` | `Its own` | `Its own ORM` |",
    ]


def test_a_record_is_known_by_its_id_wherever_it_is_and_its_order_is_told():
    first, second = {"id": "a", "says": "one"}, {"id": "b", "says": "two"}
    assert rows({"all": [first, second]}, {"all": [second, first]}) == [("all / order", "a, b", "b, a")]
    assert rows({"all": [first]}, {"all": [second, first]}) == [
        ("all / b / id", None, "b"),
        ("all / b / says", None, "two"),
    ]


def test_records_without_an_id_are_matched_by_what_they_hold():
    one, two, new = ({"when": word, "then": f"{word}."} for word in ("one", "two", "new"))
    added = [("all / 1 / when", None, "new"), ("all / 1 / then", None, "new.")]
    assert rows({"all": [one, two]}, {"all": [new, one, two]}) == added
    assert rows({"all": [one, two]}, {"all": [one, {**two, "then": "other."}]}) == [
        ("all / 2 / then", "two.", "other.")
    ]


def test_two_records_of_one_id_hide_nothing():
    one, two = {"id": "a", "says": "one"}, {"id": "a", "says": "two"}
    assert rows({"all": [one]}, {"all": [one, two]}) == [("all / 2 / id", None, "a"), ("all / 2 / says", None, "two")]


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ("text", {"deep": "text"}, [("a", "text", None), ("a / deep", None, "text")]),
        (["one"], ["one", "two"], [("a", "[one]", "[one, two]")]),
        ({}, {"b": "c"}, [("a / b", None, "c")]),
        ([], {}, [("a", "[]", None)]),
        (None, "text", [("a", None, "text")]),
    ],
)
def test_a_value_that_became_another_kind_is_shown(before, after, told):
    assert rows({"a": before}, {"a": after}) == told


def test_a_key_without_a_value_is_shown():
    assert rows({}, {"a": None, "b": {}}) == [("a", None, "(empty)"), ("b", None, "{}")]


def test_a_text_that_became_a_number_is_shown():
    parsed = [values.parsed({"data/x.yml": text.encode()}) for text in ('since: "5.2"\n', "since: 5.2\n")]
    (change,) = values.changes(*parsed)
    assert (change.place, change.before, change.after) == ("data/x.yml:1", "5.2", "5.2 (a number, without quotes)")


@pytest.mark.parametrize(
    ("file", "names", "group"),
    [
        ("data/articles/a.yml", "assertions / one / verdict", Weight.DECIDES),
        *(
            ("data/articles/a.yml", f"assertions / one / {name}", Weight.DECIDES)
            for name in ("supported_by", "contradicted_by", "same", "about")
        ),
        ("data/articles/a.yml", "assertions / one / because", Weight.REST),
        (ORM, "frameworks / flask / grade", Weight.DECIDES),
        (ORM, "frameworks / flask / claims / flask-x / since", Weight.DECIDES),
        (ORM, "frameworks / flask / claims / flask-x / until", Weight.DECIDES),
        (ORM, "frameworks / flask / claims / flask-x / kind", Weight.DECIDES),
        ("data/chooser.yml", "rules / 3 / claims", Weight.READ_FIRST),
        ("data/chooser.yml", "outcomes / order", Weight.DECIDES),
        ("data/chooser.yml", "notes / one / outcomes", Weight.DECIDES),
        ("data/chooser.yml", "questions / kind / why", Weight.READ_FIRST),
        ("data/permalinks.txt", "a/", Weight.PINS),
        (ORM, "frameworks / flask / answer", Weight.READ_FIRST),
        ("data/topics.yml", "data / title", Weight.READ_FIRST),
        ("data/topics.yml", "data / framework", Weight.REST),
        ("data/topics.yml", "rules / then", Weight.REST),
        (ORM, "frameworks / flask / claims / flask-x", Weight.REST),
        (ORM, "frameworks / flask / more / flask-x / says", Weight.REST),
        (ORM, "more / flask / claims / flask-x / says", Weight.REST),
        ("data/x.yml", "frameworks / flask / claims / flask-x / says", Weight.REST),
        ("data/chooser.yml", "rules / 3 / then", Weight.DECIDES),
        ("data/chooser.yml", "rules / 3 / when / kind", Weight.DECIDES),
        ("data/chooser.yml", "rules / 3 / because", Weight.READ_FIRST),
        ("data/chooser.yml", "version", Weight.DECIDES),
        ("data/chooser.yml", "outcomes / django / framework", Weight.DECIDES),
        ("data/chooser.yml", "outcomes / django / tasks", Weight.READ_FIRST),
        ("data/sources/flask.yml", "url", Weight.PINS),
        ("data/redirects.yml", "moved / a/", Weight.PINS),
        ("data/hosts.yml", "known / evil.io", Weight.PINS),
        ("data/corrections.yml", "corrected / 1 / was", Weight.DECIDES),
        ("data/recorded/footprint.json", "figures / one / median", Weight.PINS),
        ("data/home.yml", "answer / 1 / says", Weight.READ_FIRST),
        (ORM, "advice / 1 / then", Weight.READ_FIRST),
        ("data/frameworks.yml", "flask / summary", Weight.READ_FIRST),
        (ORM, "frameworks / flask / claims / flask-x / says", Weight.CLAIM),
        (ORM, "frameworks / flask / claims / flask-x / evidence / 1 / phrase", Weight.CLAIM),
        (ORM, "also", Weight.REST),
        ("data/glossary.yml", "orm / says", Weight.REST),
        ("data/vocabulary.yml", "words / ORM / instead_of", Weight.REST),
    ],
)
def test_what_weighs_most_comes_first(file, names, group):
    change = values.Change(Where(file, 1), tuple(names.split(" / ")), "old", "new")
    assert weight(change) is group


@pytest.mark.parametrize("name", ["kind", "supported_by", "contradicted_by", "same", "about"])
def test_what_decides_nothing_when_it_is_new_is_a_part_of_its_record(name):
    names = ("frameworks", "flask", "claims", "flask-x", name)
    assert weight(values.Change(Where(ORM, 1), names, None, "new")) is Weight.CLAIM
    assert weight(values.Change(Where("data/articles/a.yml", 1), ("one", name), None, "new")) is Weight.REST
    assert weight(values.Change(Where("data/articles/a.yml", 1), ("one", name), "old", None)) is Weight.DECIDES


def test_each_group_of_values_says_what_it_does():
    change = {
        "data/home.yml": {"answer": [{"says": "Take the smaller one."}]},
        "data/articles/example.yml": {"assertions": [{"verdict": "incomplete"}]},
        "data/sources/flask.yml": {"url": "https://flask.example"},
        "data/glossary.yml": {"orm": {"says": "It maps."}},
        ORM: {"frameworks": {"django": {"claims": [{"says": "Django ships one."}]}}},
    }
    text = shown(side(), side(change))
    assert re.findall(r"^## (.+)\n\n(\w.*\.)$", text, re.MULTILINE) == [
        ("Where links lead", "Hosts that changed, are new, or look like another."),
        (DECIDES, "Each of these turns what the site advises or judges."),
        (PINS, "Where evidence is looked up, where links lead, and what commands recorded."),
        ("What is read first", "The first page, takeaways, answers, and what the chooser advises."),
        ("Claims", "Each with its sources opened."),
        ("Every file that differs", "Programs, templates, styles and pictures are only named here."),
    ]
    assert re.findall(r"^## (.+)$", text, re.MULTILINE)[-2:] == ["All other values", "Every file that differs"]
    assert text.split("\n")[2:12] == [
        "5 files differ. What weighs most is first.",
        "",
        "- Where links lead: 2",
        f"- {DECIDES}: 1",
        f"- {PINS}: 1",
        "- What is read first: 1",
        "- Claims: 1",
        "- All other values: 1",
        "- Every file that differs: 5",
        "",
    ]


def test_one_file_differs():
    text = shown(side(), side({"data/home.yml": {"answer": [{"says": "Take the smaller one."}]}}))
    assert text.split("\n")[2] == "1 file differs. What weighs most is first."


def test_a_long_table_is_cut_into_several():
    before, after = ({f"docs/{number}.md": f"{text}\n".encode() for number in range(21)} for text in "ab")
    lines = {"data/x.yml": "".join(f"k{number}: a\n" for number in range(41)).encode()}
    text = shown({}, lines)
    assert text.count("| where | before | after |\n| --- | --- | --- |\n") == 3
    assert "- All other values: 41\n" in text
    listed = shown(before, after).partition("## Every file that differs")[2]
    assert [len(block.split("\n")) for block in listed.strip().split("\n\n")[1:]] == [20, 1]


def test_a_turned_verdict_is_told_with_the_words_that_differ():
    after = side({"data/articles/example.yml": {"assertions": [{"verdict": "incomplete"}]}})
    (row,) = [line for line in section(shown(side(), after), DECIDES) if "verdict" in line]
    assert row.endswith("/ verdict` | `right` | `incomplete` |")


def test_the_ways_that_end_elsewhere_are_listed():
    after = side({"data/chooser.yml": {"rules": [{}, {"then": "flask"}]}})
    told = section(shown(side(), after), DECIDES)
    assert told[1] == KEEPS
    assert told[2:4] == [
        "**Ways through the chooser that end elsewhere: 1 of 4**",
        "- `kind=site data=ours`: `django` → `flask`",
    ]
    assert told[-1].endswith("rules / 2 / then` | `django` | `flask` |")


def test_a_rule_that_moved_shows_which_ways_it_turns():
    rules = CHOOSER["rules"]
    before = side({"data/chooser.yml": text_of({**CHOOSER, "rules": [rules[3], *rules[:3]]})})
    told = section(shown(before, side()), DECIDES)
    assert "**Ways through the chooser that end elsewhere: 2 of 4**" in told


def test_a_chooser_of_another_shape_is_told_in_a_sentence():
    after = side({"data/chooser.yml": {"questions": [{"options": None}]}})
    told = section(shown(side(), after), DECIDES)
    assert told[2] == "The two choosers can't be walked side by side; compare what `make paths` prints on both."


@pytest.mark.parametrize(
    ("before", "after", "sentence"),
    [
        ({"data/permalinks.txt": "a/\nb/\n"}, {"data/permalinks.txt": "a/\n"},
         "- 1 line of data/permalinks.txt vanished: lines are added there, never removed."),
        ({}, {"data/permalinks.txt": "a/\n"}, "- Only a command writes data/permalinks.txt, and this change edits it."),
        ({"data/redirects.yml": {"moved": {"a/": "b/"}}}, {},
         "- A redirect vanished: an address that was ever published works for ever."),
        ({"data/redirects.yml": {"moved": {"a/": "b/"}}}, {"data/redirects.yml": {"moved": {"a/": "c/"}}},
         "- A redirect leads elsewhere than before."),
        ({"data/sources/flask.yml": {"of": ["pallets"]}}, {},
         "- Which organisations a publication counts for is another: independence is judged by it."),
        ({}, {"data/sources/django.yml": {"docs": {"files": "other/{page}.txt"}}},
         "- The documentation of a source is looked up in other files."),
        ({"data/permalinks.txt": "a/\nb/\n"}, {"data/permalinks.txt": ""},
         "- 2 lines of data/permalinks.txt vanished: lines are added there, never removed."),
        ({}, {"data/recorded/evidence.json": '{"checked": "a"}'},
         "- Only a command writes data/recorded/evidence.json, and this change edits it."),
        ({}, {"data/sources/flask.yml": {"package": "Flask2"}}, "- A source is downloaded as another package."),
        ({}, {"data/sources/flask.yml": {"releases": [{"version": "3.1.3", "sha256": "0" * 64}]}},
         "- Another archive than before is believed for a release that was pinned already."),
        ({"data/sources/flask.yml": {"releases": [{"version": "3.1.3", "tag": "a"}]}},
         {"data/sources/flask.yml": {"releases": [{"version": "3.1.3", "tag": "b"}]}},
         "- Links to the code of a release lead to another tag."),
    ],
)  # fmt: skip
def test_what_a_table_does_not_say_is_said_in_words(before, after, sentence):
    assert sentence in section(shown(side(before), side(after)), PINS)


def test_a_file_that_moved_is_compared_with_itself():
    content = {"question": "Is there an ORM?", "why": "Most sites keep data.", "also": "x", "leaves_out": "y"}
    before = {"data/criteria/data/orm.yml": content}
    after = {"data/criteria/data/database.yml": {**content, "why": "Many sites keep data."}}
    told = [
        (each.where.file, " / ".join(each.names), each.before, each.after) for each in values.changes(before, after)
    ]
    new = "data/criteria/data/database.yml"
    assert told == [
        (new, "file", "data/criteria/data/orm.yml", new),
        (new, "why", "Most sites keep data.", "Many sites keep data."),
    ]


def test_a_new_file_of_other_content_has_not_moved():
    before, after = {"data/a.yml": {"one": "1", "two": "2"}}, {"data/b.yml": {"one": "3", "two": "2"}}
    assert {each.name for each in values.changes(before, after)} == {"one", "two"}


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"questions": [{"options": [{"label": "No site"}]}]}, True),
        ({"questions": [{"options": [{"label": "No site"}]}], "version": "2"}, False),
        ({"questions": [{"why": "Because."}]}, False),
        ({"rules": [{"claims": ["django-ships-an-orm"]}]}, False),
        ({"outcomes": [{"tasks": ["a-page", "another"]}]}, False),
    ],
)
def test_a_chooser_of_another_meaning_needs_another_version(change, told):
    assert (KEEPS in section(shown(side(), side({"data/chooser.yml": change})), DECIDES)) is told
