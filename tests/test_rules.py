"""Each rule finds what it is for: the files in broken/ name it, and hold no more than it takes."""

import datetime
from pathlib import Path

import pytest
import yaml

from macros import rules
from macros.load import load
from macros.rules.registry import once
from tests.measured import RECORD, record
from tests.tree import HERE, VALID, compared, write

BROKEN = sorted((HERE / "broken").glob("*.yml"))
CHANGES = sorted((HERE / "broken/changes").glob("*.yml"))
EXPECT = "# expect: "
ORM = "data/criteria/data/orm.yml"
DAY = datetime.date(2025, 1, 1)
DOCS = {"docs": "django", "at": "topics/db/models", "phrase": "one two three"}
READ = {"publication": "survey", "at": "page 3", "read": DAY}
SURVEY = {
    "title": "A survey",
    "kind": "survey",
    "url": "https://example.org/survey",
    "publisher": "Example",
    "published": DAY,
}


def rule_of(path: Path) -> str:
    """A rule with several messages has several files: `rule.yml`, `rule--2.yml`."""
    return path.stem.partition("--")[0]


@pytest.mark.parametrize("path", BROKEN, ids=lambda path: path.stem)
def test_broken_data_gives_the_problems_its_file_expects(path, tmp_path):
    text = path.read_text(encoding="utf-8")
    expected = [line.removeprefix(EXPECT) for line in text.splitlines() if line.startswith(EXPECT)]
    problems = rules.check(compared(tmp_path, yaml.safe_load(text)))
    assert [str(problem) for problem in problems] == expected
    assert rule_of(path) in {problem.rule for problem in problems}


@pytest.mark.parametrize("path", CHANGES, ids=lambda path: path.stem)
def test_a_broken_change_gives_the_problems_its_file_expects(path, tmp_path):
    text = path.read_text(encoding="utf-8")
    expected = [line.removeprefix(EXPECT) for line in text.splitlines() if line.startswith(EXPECT)]
    before, after = (compared(tmp_path / str(side), data) for side, data in enumerate(yaml.safe_load_all(text)))
    assert [str(problem) for problem in rules.check_change(before, after)] == expected
    assert rules.check_change(before, before) == []
    assert rules.check_change(after, after) == []


def test_every_rule_has_broken_data_and_all_broken_data_a_rule():
    assert {rule_of(path) for path in BROKEN} == rules.RULES.keys()
    assert {rule_of(path) for path in CHANGES} == rules.CHANGE_RULES.keys()


@pytest.mark.parametrize("name", rules.docstrings())
def test_a_rule_is_a_sentence_that_can_be_published(name):
    sentence = " ".join(rules.docstrings()[name].split())
    assert sentence[:1].isupper() or sentence.startswith("`"), sentence
    assert sentence.endswith("."), sentence
    assert len(sentence.split()) >= 5


@pytest.mark.parametrize("path", [*BROKEN, *CHANGES], ids=lambda path: path.stem)
def test_a_problem_says_what_to_do_and_begins_where_the_place_ends(path):
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith(EXPECT):
            place, _, text = line.removeprefix(EXPECT).partition(f": {rule_of(path)}: ")
            assert not text or (not text[0].isupper() and not text.endswith(".")), text
            assert place


def test_the_valid_data_has_no_problem(tmp_path):
    assert rules.check(compared(tmp_path)) == []


def test_what_several_rules_ask_for_is_worked_out_once_for_each_comparison(tmp_path):
    asked = []

    @once
    def names(comparison):
        asked.append(comparison)
        yield from comparison.criteria

    first, second = compared(tmp_path / "one"), compared(tmp_path / "two")
    assert names(first) == names(first) == names(second) == tuple(first.criteria)
    assert [id(each) for each in asked] == [id(first), id(second)]


def test_problems_come_in_the_order_of_files_and_lines(tmp_path):
    change = {
        "data/topics.yml": {"data": {"about": "Currently just data."}},
        "data/criteria/data/orm.yml": {"leaves_out": "Just one.", "why": "Currently most sites."},
    }
    found = [
        (problem.where.file, problem.where.line, problem.rule) for problem in rules.check(compared(tmp_path, change))
    ]
    assert found == [
        ("data/criteria/data/orm.yml", 2, "text-does-not-age"),
        ("data/criteria/data/orm.yml", 3, "text-does-not-sell"),
        ("data/topics.yml", 3, "text-does-not-age"),
        ("data/topics.yml", 3, "text-does-not-sell"),
    ]


def test_a_claim_may_hold_in_one_series_alone(tmp_path):
    claim = {"id": "django-ships-an-orm", "since": "5.2", "until": "5.2"}
    change = {"data/criteria/data/orm.yml": {"frameworks": {"django": {"claims": [claim]}}}}
    assert rules.check(compared(tmp_path, change)) == []


@pytest.mark.parametrize(
    "says",
    [
        "Django ships `manage.py`, e.g. `manage.py check`, as a script.",
        "`django.db` ships with Django.",
        "Django ships a just-in-time loader of rich-text.",
        "Django supports PostgreSQL 15 and newer vs. PostgreSQL 14 in the series before.",
    ],
)
def test_wording_that_only_resembles_a_fault_is_let_through(says, tmp_path):
    change = {"data/criteria/data/orm.yml": {"frameworks": {"django": {"claims": [{"says": says}]}}}}
    assert rules.check(compared(tmp_path, change)) == []


def found(rule, root, change):
    """What one rule says about a changed data/, without the places."""
    return [problem.text for problem in rules.check(compared(root, change)) if problem.rule == rule]


def django(**claim):
    """The change to Django's only claim."""
    return {ORM: {"frameworks": {"django": {"claims": [{"id": "django-ships-an-orm", **claim}]}}}}


def another(first, **claim):
    """A second claim about Django, beside what its first one says."""
    both = [{"id": "django-ships-an-orm", "says": first}]
    both += [{"id": "django-has-models", "kind": "fact", "evidence": [DOCS], **claim}]
    return {ORM: {"frameworks": {"django": {"claims": both}}}}


AGEING = ["currently", "recently", "nowadays", "modern", "at the moment", "so far", "these days"]
SELLING = [
    "easy", "easily", "powerful", "just", "simply", "robust", "seamless", "seamlessly", "great", "elegant",
    "beautiful", "blazing", "rich", "of course", "obviously",
]  # fmt: skip
UNIVERSAL = [
    "only", "every", "everything", "everyone", "all", "any", "anything", "anyone", "always", "never", "none", "nothing",
    "nobody", "no one", "nowhere", "cannot", "can't", "whatever", "whichever", "no setting", "no other", "no way",
    "impossible", "entirely", "exclusively", "solely", "without exception", "without fail", "invariably",
    "unconditionally", "in no case", "at no time", "under no circumstances", "no matter", "regardless", "not a single",
]  # fmt: skip


def test_each_word_that_ages_or_sells_is_found(tmp_path):
    leaves_out = " or ".join(word.upper() for word in (*AGEING, *SELLING)) + "."
    comparison = compared(tmp_path, {ORM: {"leaves_out": leaves_out}})
    problems = rules.check(comparison)
    assert {problem.text for problem in problems} == {
        *(f'`leaves_out` says "{word}"; say since which version instead' for word in AGEING),
        *(f'`leaves_out` says "{word}"; leave it out or say what can be checked' for word in SELLING),
    }


def test_what_people_search_for_is_in_our_words_and_what_others_named_is_not(tmp_path):
    assert len(found("text-does-not-sell", tmp_path / "ours", {ORM: {"also": ["easy tables"]}})) == 1
    assert found("text-does-not-sell", tmp_path / "theirs", {"data/articles/example.yml": {"title": "So easy"}}) == []


@pytest.mark.parametrize("word", UNIVERSAL)
def test_each_word_without_exception_needs_an_attempt(word, tmp_path):
    (text,) = found("universal-is-tried", tmp_path, django(says=f"Django is {word} code."))
    assert text.startswith(f'`django-ships-an-orm` says "{word}"; ')


def test_the_first_word_without_exception_is_named(tmp_path):
    (text,) = found("universal-is-tried", tmp_path, django(says="NEVER does Django ship only one."))
    assert text.startswith('`django-ships-an-orm` says "never"; ')


UNIVERSALLY = [
    ("runs at all times", "all"),
    ("leaves everything else to packages", "everything"),
    ("runs every middleware", "every"),
    ("runs every time", "every"),
    ("is only as fast as its database", "only"),
    ("is the only one", "only"),
    ("does not support any driver", "any"),
    ("takes any value", "any"),
    ("has no other way", "no other"),
    ("sends nothing but text", "nothing"),
    ("is none of these", "none"),
    ("does so in no case", "in no case"),
    ("asks not a single time", "not a single"),
    ("runs no matter which", "no matter"),
    ("checks all of them, not only forms", "all"),
    ("runs almost never, and asks everyone", "everyone"),
]
NOT_UNIVERSALLY = [
    "runs no later than the request",
    "is no longer slow and takes no more than a second",
    "takes not only files",
    "takes not all files, not every view and not everything",
    "is not always called",
    "runs almost all views and nearly every hook",
    "runs hardly anything and sends almost nothing",
    "is released every eight months and every other week",
    "is not at all slow",
    "has, after all, two parts, three in all, and above all a core",
    "keeps the cookie, if any",
    "in any case answers, and does not wait any more",
    "is read-only, all-in-one and an anything-goes thing",
    "calls `every()`, `only` and `never_cache`",
    "names each of its parts, and some, most or many others",
]


@pytest.mark.parametrize(("says", "word"), UNIVERSALLY)
def test_a_word_that_allows_no_exception_is_found_in_its_sentence(says, word, tmp_path):
    (text,) = found("universal-is-tried", tmp_path, django(says=f"Django {says}."))
    assert text.startswith(f'`django-ships-an-orm` says "{word}"; ')


@pytest.mark.parametrize("says", NOT_UNIVERSALLY)
def test_the_same_word_may_leave_exceptions_open(says, tmp_path):
    assert found("universal-is-tried", tmp_path, django(says=f"Django {says}.")) == []


PROBE = """import pytest


@pytest.mark.claim("django-ships-an-orm")
@pytest.mark.tries("django-ships-an-orm", {cases})
def test_tries():
    pass
"""


@pytest.mark.parametrize(
    ("claim", "probe"),
    [
        ({"evidence": [{"absence": "django", "pattern": "x", "folder": "y", "finds": "x"}]}, None),
        ({"evidence": [{"probe": "tries"}]}, PROBE.format(cases='"one", "two", "three"')),
        ({"kind": "judgement"}, None),
        ({"says": "Django's `only()` is not an all-in-one or any-more thing."}, None),
    ],
    ids=["an absence", "three cases", "a judgement", "no such word"],
)
def test_a_word_without_exception_is_allowed(claim, probe, tmp_path):
    change = django(**{"says": "Django ships only one ORM.", **claim})
    if probe:
        change["tests/probes/test_tries.py"] = probe
    assert found("universal-is-tried", tmp_path, change) == []


def test_cases_that_are_named_twice_count_once(tmp_path):
    change = django(says="Django ships only one ORM.", evidence=[{"probe": "tries"}])
    change["tests/probes/test_tries.py"] = PROBE.format(cases='"one", "two", "two"')
    assert len(found("universal-is-tried", tmp_path, change)) == 1


HAS = [
    "ships", "has", "includes", "publishes", "provides", "offers", "supports", "sets", "makes", "requires", "sends",
    "keeps", "checks",
]  # fmt: skip


@pytest.mark.parametrize(
    ("verb", "article"),
    [*((verb, "a ") for verb in HAS), *(("has", article) for article in ("", "an ", "its own ", "the ", "own "))],
)
def test_a_denial_is_contradicted_by_the_same_verb_with_the_thing(verb, article, tmp_path):
    change = another(f"Django {verb} no thing.", says=f"Django {verb} {article}thing to use.")
    assert found("claims-do-not-contradict-each-other", tmp_path, change) == [
        f'`django-ships-an-orm` says "{verb} no thing" and `django-has-models` says that there is; '
        "correct one, or give them `since` and `until`"
    ]


@pytest.mark.parametrize(
    ("denies", "affirms", "count"),
    [
        ("Django ships no thing, but parts.", "Django ships a thing.", 1),
        ("Django ships no thing; it ships parts.", "Django ships a thing.", 1),
        ("Django ships no thing for parts.", "Django ships a thing.", 0),
        ("Django ships no thing.", "Django ships things.", 0),
        ("Django ships no thing.", "Django has a thing.", 0),
        ("Django ships no thing.", "It is said that Django ships a thing.", 0),
        ("Django publishes no figure of speed.", "Django takes 1,000 a second.", 1),
        ("Django publishes no numbers.", "Django takes 2.5 hits per day.", 1),
        ("Django publishes no benchmarks.", "Django takes 3 visits a month.", 1),
        ("Django publishes no benchmark of speed.", "Django takes 3 visits a year.", 0),
        ("Django publishes no benchmark of speed.", "Django takes 3 of its visits a month.", 0),
    ],
)
def test_a_denial_is_compared_with_what_it_denies(denies, affirms, count, tmp_path):
    assert len(found("claims-do-not-contradict-each-other", tmp_path, another(denies, says=affirms))) == count


@pytest.mark.parametrize(
    ("denies", "affirms", "count"),
    [({"until": "5.2"}, {"since": "6.0"}, 0), ({"since": "6.0"}, {"until": "5.2"}, 0),
     ({"until": "5.2"}, {"until": "5.2"}, 1), ({"since": "6.0"}, {"since": "6.0"}, 1), ({"since": "6.0"}, {}, 1)],
)  # fmt: skip
def test_claims_for_different_versions_do_not_contradict_each_other(denies, affirms, count, tmp_path):
    change = another("Django ships no thing.", says="Django ships a thing.", **affirms)
    change[ORM]["frameworks"]["django"]["claims"][0] |= denies
    assert len(found("claims-do-not-contradict-each-other", tmp_path, change)) == count


def test_what_one_framework_denies_another_may_have(tmp_path):
    change = {
        ORM: {
            "frameworks": {
                "flask": {"claims": [{"id": "flask-ships-no-orm", "says": "Flask ships an ORM."}]},
                "django": {"claims": [{"id": "django-ships-an-orm", "says": "Django ships no ORM."}]},
            }
        }
    }
    assert found("claims-do-not-contradict-each-other", tmp_path, change) == []


READ_FIRST = "what-is-read-first-is-in-its-claims"
NUMBERS = ["two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]


@pytest.mark.parametrize(("digits", "word"), [(str(number), word) for number, word in enumerate(NUMBERS, start=2)])
def test_a_number_may_be_in_digits_or_a_word(digits, word, tmp_path):
    for number, (told, said) in enumerate(((digits, word), (word, digits), (word, word.title()))):
        change = django(says=f"Django ships {told} parts.")
        change[ORM]["frameworks"]["django"]["answer"] = f"{said} parts"
        assert found(READ_FIRST, tmp_path / str(number), change) == []
    change = django(says="Django ships parts.")
    change[ORM]["frameworks"]["django"]["answer"] = f"{word} parts"
    assert found(READ_FIRST, tmp_path / "none", change) == [
        f"`answer` names {word!r}, which none of its claims says; name a claim that says it, or leave it out"
    ]


@pytest.mark.parametrize(
    ("answer", "says", "named"),
    [
        ("Use `manage.py check()`", "Django ships `manage.py check`.", []),
        ("Use `x` and `y`", "Django ships `x`.", ["y"]),
        ("Set DATA_DIR", "Django has `data_dir` and more.", []),
        ("Set DATA_DIR", "Django has none.", ["DATA_DIR"]),
        ("Add Flask-Login or django-debug-toolbar", "Django has `Flask-Login`.", ["django-debug-toolbar"]),
        ("SQLAlchemy-like, WhiteNoise", "Django has none.", ["SQLAlchemy-like", "WhiteNoise"]),
        ("Version 5.2", "Django 5.2.1 ships an ORM.", ["5.2"]),
        ("Version 5.2", "Django 15.2 ships an ORM.", ["5.2"]),
        ("Version 5.2", "Django 5.2 ships an ORM.", []),
        ("All 12 parts", "Django ships 120 parts.", ["12"]),
        ("An A4 page, utf-8 and -1", "Django ships an ORM.", []),
        ("The ORM and its API", "Django ships parts.", []),
        ("A thing named login helper", "Django ships parts.", ["Login Helper"]),
        ("A thing named login helper", "Django ships what the Login Helper needs.", []),
        ("A login-helper", "Django ships parts.", []),
        ("Flask or DJANGO", "Django ships parts.", []),
    ],
)
def test_what_an_answer_names_is_in_a_claim(answer, says, named, tmp_path):
    change = django(says=says)
    change[ORM]["frameworks"]["django"]["answer"] = answer
    change["data/sources/login.yml"] = {**VALID["data/sources/flask.yml"], "title": "Login Helper"}
    change["data/sources/survey.yml"] = {**SURVEY, "title": "parts"}
    assert found(READ_FIRST, tmp_path, change) == [
        f"`answer` names {name!r}, which none of its claims says; name a claim that says it, or leave it out"
        for name in named
    ]


def test_the_bounds_of_a_claim_are_said_by_it(tmp_path):
    change = django(since="5.2", until="6.1")
    change[ORM]["frameworks"]["django"]["answer"] = "From 5.2 to 6.1"
    assert found(READ_FIRST, tmp_path, change) == []


def test_what_is_shown_above_a_text_is_said_with_it(tmp_path):
    change = {
        "data/home.yml": {"choices": [{"title": "Choose `a1` when", "advice": [{"when": "you like `a1`"}]}]},
        "data/chooser.yml": {
            "questions": [{"question": "Is it an ORM, `b1`?", "why": "A `b1`.", "options": [{"label": "The `b1`"}]}],
            "outcomes": [
                {
                    "title": "The `c1`",
                    "summary": "Take `c1` and django.",
                    "against": {"says": "It is `c1` of Django.", "claims": ["flask-ships-no-orm"]},
                    "first_steps": ["Make `c1`.", "Make Django."],
                }
            ],
            "notes": [{"when": "There is `d1`", "says": "See `d1`."}],
        },
        ORM: {
            "question": "Is there an `e1`?",
            "advice": [{"then": "With `e1` and `f1` choose.", "when": "With `f1` or `e1`"}],
            "frameworks": {"django": {"answer": "Its `e1`"}},
        },
    }
    problems = [problem for problem in rules.check(compared(tmp_path, change)) if problem.rule == READ_FIRST]
    assert sorted((problem.where.file, problem.text.partition(",")[0]) for problem in problems) == [
        ("data/chooser.yml", "`question` names 'b1'"),
        (ORM, "`when` names 'f1'"),
    ]


@pytest.mark.parametrize(
    ("because", "missed"),
    [
        ("There are five parts.", []),
        ("There are three parts.", []),
        ("There are four parts.", []),
        ("There are eight parts.", ["eight"]),
    ],
)
def test_a_reason_may_count_what_is_listed_and_say_what_its_row_does(because, missed, tmp_path):
    """Four are listed by a claim, three by the statement, and five are named first in the row's question."""
    change = {
        ORM: {"question": "5 of them?", "frameworks": {"flask": {"claims": [{"says": "Flask has a, b, c and d."}]}}},
        "data/articles/example.yml": {"assertions": [{"says": "Flask has a, b and c.", "because": because}]},
    }
    assert found(READ_FIRST, tmp_path, change) == [
        f"`because` names {number!r}, which none of its claims says; name a claim that says it, or leave it out"
        for number in missed
    ]


def test_an_answer_may_not_count_what_its_claim_lists(tmp_path):
    change = django(says="Django has a, b and c.")
    change[ORM]["frameworks"]["django"]["answer"] = "Three parts"
    assert len(found(READ_FIRST, tmp_path, change)) == 1


def test_the_numbers_of_an_answer_to_the_chooser_are_the_readers_own(tmp_path):
    change = {"data/chooser.yml": {"questions": [{"options": [{"label": "In 2 tables of `x1`"}]}]}}
    assert found(READ_FIRST, tmp_path, change) == [
        "`label` names 'x1', which none of its claims says; name a claim that says it, or leave it out"
    ]


@pytest.mark.parametrize("field", ["question", "why", "leaves_out"])
def test_of_what_a_row_is_for_the_numbers_alone_are_compared(field, tmp_path):
    told = found(READ_FIRST, tmp_path, {ORM: {field: "What `x1` has of 9 parts."}})
    assert told == [
        f"`{field}` names '9', which none of its claims says; name a claim that says it, or leave it out"
        for _ in range(field != "question")  # a question is its own context
    ]


def test_advice_without_a_situation_has_not_said_none(tmp_path):
    change = {ORM: {"advice": [{"then": "With Flask you get `None`."}]}}
    assert found(READ_FIRST, tmp_path, change) == [
        "`then` names 'None', which none of its claims says; name a claim that says it, or leave it out"
    ]


def test_a_line_may_speak_of_whom_its_claims_are_about(tmp_path):
    words = {"then": "Flask-like or django, not Djangos."}
    assert found("advice-names-claims-of-whom-it-speaks", tmp_path / "a", {ORM: {"advice": [words]}}) == []
    one = {"then": "Take Django.", "claims": ["flask-ships-no-orm", "unknown"]}
    assert found("advice-names-claims-of-whom-it-speaks", tmp_path / "b", {ORM: {"advice": [one]}}) == []


def words(count, end):
    return " ".join([*["So", *["it", "so"] * 30][: count - 1], end])


def test_texts_may_be_as_long_as_is_said(tmp_path):
    claims = ["flask-ships-no-orm"]
    lines = [{"when": words(14, "end"), "then": words(45, "end."), "claims": claims}]
    lines += [{"then": "Is it?", "claims": claims} for _ in range(4)]
    change = {
        ORM: {"advice": lines, "frameworks": {"django": {"answer": words(12, "end")}}},
        "data/articles/example.yml": {"assertions": [{"id": "flask-has-no-orm", "because": words(60, "end.")}]},
    }
    assert rules.check(compared(tmp_path, change)) == []


@pytest.mark.parametrize("phrase", ["one two three", "one two three four five six seven eight"])
def test_a_phrase_has_three_to_eight_words(phrase, tmp_path):
    assert rules.check(compared(tmp_path, django(evidence=[{"phrase": phrase}]))) == []


def test_a_recorded_run_that_is_whole_has_no_problem(tmp_path):
    assert rules.check(compared(tmp_path, {RECORD: record()})) == []


def test_a_measurement_rests_on_a_run_of_our_own_or_on_a_publication(tmp_path):
    own = django(kind="measurement", evidence=[{}, {"measurement": "footprint", "quantity": "packages installed"}])
    assert rules.check(compared(tmp_path / "own", {**own, RECORD: record()})) == []
    other = django(kind="measurement", evidence=[{}, READ])
    assert rules.check(compared(tmp_path / "other", {**other, "data/sources/survey.yml": SURVEY})) == []


def test_a_judgement_cites_two_publications_that_are_independent(tmp_path):
    two = {**READ, "publication": "sequel"}
    change = {
        **django(kind="judgement", evidence=[{}, READ, two]),
        "data/sources/survey.yml": {**SURVEY, "of": ["maker", "owner"]},
        "data/sources/sequel.yml": {**SURVEY, "publisher": "Another", "of": ["other"]},
    }
    assert rules.check(compared(tmp_path, change)) == []


def test_a_fact_may_cite_a_publication_beside_what_is_checked(tmp_path):
    change = {**django(evidence=[{}, READ]), "data/sources/survey.yml": SURVEY}
    assert rules.check(compared(tmp_path, change)) == []


def test_a_probe_shows_that_a_thing_is_absent(tmp_path):
    change = {
        ORM: {"frameworks": {"flask": {"claims": [{"id": "flask-ships-no-orm", "evidence": [{"probe": "tries"}]}]}}},
        "tests/probes/test_tries.py": PROBE.format(cases='"x"').replace("django-ships-an-orm", "flask-ships-no-orm"),
    }
    assert rules.check(compared(tmp_path, change)) == []


@pytest.mark.parametrize("folder", ["src/flask", "src/flask/"])
def test_a_folder_of_an_absence_may_end_with_a_slash(folder, tmp_path):
    absence = {"folder": folder}
    change = {ORM: {"frameworks": {"flask": {"claims": [{"id": "flask-ships-no-orm", "evidence": [absence]}]}}}}
    assert rules.check(compared(tmp_path / "whole", change)) == []
    beside = VALID[ORM]["frameworks"]["flask"]["claims"][0]["evidence"][0]
    change[ORM]["frameworks"]["flask"]["claims"][0]["evidence"] = [{**absence, "found_in": "flask"}, beside]
    (text,) = found("absence-is-found-elsewhere", tmp_path / "elsewhere", change)
    assert text == "`flask` is where it was not found; name another package"


@pytest.mark.parametrize("address", ["./", "./#a-1", "compare/data/", "compare/data/#orm"])
def test_a_moved_address_leads_inside_the_site(address, tmp_path):
    assert rules.check(compared(tmp_path, {"data/redirects.yml": {"moved": {"old/": address}}})) == []


@pytest.mark.parametrize("address", ["compare", "/compare/", "compare/#", "compare/#a/", "../compare/", "", "Compare/"])
def test_no_other_address_is_one_inside_the_site(address, tmp_path):
    assert found("redirect-is-one-step", tmp_path, {"data/redirects.yml": {"moved": {"old/": address}}}) == [
        f"`{address}` must be an address inside the site, such as compare/data/#orm"
    ]


@pytest.mark.parametrize(
    ("says", "whole"),
    [
        ("8 parts are shipped by Django.", True),
        ("Django ships parts, i.e. Django's own.", True),
        ("Django ships parts! It does.", False),
        ("Does Django ship parts?  It does.", False),
        ("Django ships. `x` is it.", False),
    ],
)
def test_a_claim_is_one_sentence(says, whole, tmp_path):
    more = "`django-ships-an-orm` is more than one sentence; split it into two claims, or join the sentences"
    expected = [] if whole else [more]
    assert found("claim-is-one-sentence", tmp_path, django(says=says)) == expected


@pytest.mark.parametrize(
    ("says", "typed"),
    [("Django 6.1 has it.", []), ("Django 16.1.3 or 6.1.3.1 has it.", []), ("Django 5.2.19, it has it.", ["5.2.19"]),
     ("Login 1.0 has it.", [])],
)  # fmt: skip
def test_only_a_whole_pinned_version_may_not_be_typed(says, typed, tmp_path):
    release = {**VALID["data/sources/flask.yml"]["releases"][0], "version": "1.0"}
    change = django(says=says)
    change["data/sources/login.yml"] = {**VALID["data/sources/flask.yml"], "releases": [release]}
    assert found("pinned-version-is-not-typed", tmp_path, change) == [
        f"`says` says {version}; name the series or leave it to the page" for version in typed
    ]


@pytest.mark.parametrize("verdict", ["right", "wrong", "outdated", "incomplete", "unsupported", "opinion"])
def test_a_verdict_with_the_claims_it_needs_is_let_through(verdict, tmp_path):
    side = "supported_by" if verdict == "right" else "contradicted_by"
    claims = {} if verdict in {"unsupported", "opinion"} else {side: ["flask-ships-no-orm"]}
    because = "So it was before." if verdict == "outdated" else "None is in its release."
    each = {"verdict": verdict, "supported_by": [], "contradicted_by": [], **claims, "because": because}
    lapse = {"since": "A day", "statements": ["flask-has-no-orm"], "claims": ["flask-ships-no-orm"]}
    head = {"errors_from": [lapse]} if verdict == "outdated" else {}
    change = {"data/articles/example.yml": {**head, "assertions": [{"id": "flask-has-no-orm", **each}]}}
    assert rules.check(compared(tmp_path, change)) == []


@pytest.mark.parametrize("who", [0, 1])
def test_one_explanation_is_enough_where_verdicts_differ(who, tmp_path):
    assertions = [{"id": "flask-has-no-orm"}, {"id": "django-has-no-orm", "same": "flask-has-no-orm"}]
    assertions[who]["differs"] = "It speaks of a version."
    assert rules.check(compared(tmp_path, {"data/articles/example.yml": {"assertions": assertions}})) == []


@pytest.mark.parametrize("dates", [{"updated": DAY}, {"published": None, "updated": DAY}])
def test_an_article_says_when_in_one_way(dates, tmp_path):
    assert rules.check(compared(tmp_path, {"data/articles/example.yml": dates})) == []


def test_an_article_without_address_or_day_says_so(tmp_path):
    change = {"url": None, "published": None}
    assert found("article-says-where-and-when", tmp_path, {"data/articles/example.yml": change}) == [
        "needs `published` or `updated`, or `undated` with the reason, and not both",
        "needs `url`, or `no_url` with the reason, and not both",
    ]


@pytest.mark.parametrize("id", ["v", "change", "q", "h"])
def test_a_question_may_not_take_a_name_that_addresses_use(id, tmp_path):
    assert found("chooser-id-is-unique", tmp_path, {"data/chooser.yml": {"questions": [{"id": id}]}}) == [
        f"the id `{id}` has a meaning in addresses; choose another"
    ]


@pytest.mark.parametrize("part", ["questions", "outcomes", "notes"])
def test_ids_of_the_chooser_are_unique_among_their_kind(part, tmp_path):
    records = VALID["data/chooser.yml"][part]
    change = {"data/chooser.yml": {part: [{} for _ in records] + [records[0]]}}
    (text,) = found("chooser-id-is-unique", tmp_path, change)
    assert text.startswith(f"the id `{records[0]['id']}` is taken at data/chooser.yml:")


def test_ids_of_options_are_unique_in_their_question(tmp_path):
    options = [{}, {"id": "site"}]
    (text,) = found("chooser-id-is-unique", tmp_path, {"data/chooser.yml": {"questions": [{"options": options}]}})
    assert text == "the id `site` is taken at data/chooser.yml:8; choose another"


@pytest.mark.parametrize(("django", "others", "percent"), [(3, 1, None), (22, 7, 61)])
def test_a_framework_may_take_sixty_in_a_hundred(django, others, percent, tmp_path):
    letters = "abcdefghijklmnopqrstuvwxyzäöü"
    claims = ["flask-ships-no-orm"]
    options = [{"id": f"in-{n}", "label": f"In {letters[n]}", "claims": claims} for n in range(django + others)]
    for n, option in enumerate(options):
        first = 0 if n < django else django
        option |= {"like": f"in-{first}"} if n > first else {}
    rule = {"when": {"data": [option["id"] for option in options[:django]]}}
    change = {"data/chooser.yml": {"questions": [{}, {"options": options}], "rules": [{}, rule]}}
    where = f"`django` takes {percent} percent of the paths from kind=site; check that the rules are fair"
    assert [problem.text for problem in rules.check(compared(tmp_path, change))] == ([where] if percent else [])


def test_a_way_of_seven_questions_is_short_enough(tmp_path):
    change = yaml.safe_load((HERE / "broken" / "chooser-path-is-short.yml").read_text(encoding="utf-8"))
    chooser = change["data/chooser.yml"]
    chooser["questions"].pop()
    del chooser["rules"][3]["when"]["more-4"]
    assert rules.check(compared(tmp_path, change)) == []


@pytest.mark.parametrize(("count", "told"), [(60, []), (61, ["has more than 60 questions; ask less"])])
def test_a_chooser_may_have_sixty_questions(count, told, tmp_path):
    first = VALID["data/chooser.yml"]["questions"]
    more = [{**first[0], "id": f"more-{number}"} for number in range(count - len(first))]
    change = {"data/chooser.yml": {"questions": [*first, *more]}}
    assert found("chooser-path-is-short", tmp_path, change) == told


@pytest.mark.parametrize("end", ["So.", "so:", "so,"])
def test_a_lead_does_not_end_a_sentence(end, tmp_path):
    assert len(found("advice-is-short", tmp_path, {ORM: {"advice": [{"then": "Choose.", "when": end}]}})) == 1


def last(key, record, **change):
    """A record with one key at its end, so that the key's line is not the record's own."""
    changed = {**record, **change}
    return {**{name: value for name, value in changed.items() if name != key}, key: changed[key]}


def test_a_problem_has_the_line_of_its_key_where_that_is_not_the_first(tmp_path):
    chooser, home, article = (VALID[f"data/{name}.yml"] for name in ("chooser", "home", "articles/example"))
    question, outcome, note = (chooser[part][0] for part in ("questions", "outcomes", "notes"))
    claim = VALID[ORM]["frameworks"]["django"]["claims"][0]
    unsure = last("id", question["options"][0], id="not-sure")
    change = {
        "data/chooser.yml": {
            "questions": [{}, {}, {}, last("id", question), last("id", question, id="v", options=[{}, unsure])],
            "rules": [{}, {}, {}, {"then": "either", "when": {"kind": ["teaching"]}}],
            "outcomes": [{}, {}, {}, last("id", outcome, packages=[])],
            "notes": [{}, last("id", note)],
        },
        "data/home.yml": {"choices": [{}, last("title", home["choices"][0], id="b", title="Just this")]},
        "data/articles/example.yml": {"assertions": [{}, {}, last("id", article["assertions"][0])]},
        "data/glossary.yml": {"orm": {"docs": None}, "b": last("docs", VALID["data/glossary.yml"]["orm"], term="B")},
        ORM: {"frameworks": {"django": {"claims": [{}, last("id", claim, id="b")]}}},
    }
    change["data/glossary.yml"]["b"]["docs"] = {"at": "a", "phrase": "b", "docs": "manual"}
    change["data/chooser.yml"]["questions"][4]["options"] = [question["options"][0], unsure]
    write(tmp_path, change)
    keys = set()
    for problem in rules.check(load(tmp_path)):
        line = (tmp_path / problem.where.file).read_text(encoding="utf-8").splitlines()[problem.where.line - 1]
        keys.add((problem.rule, line.strip()))
    assert {
        ("chooser-id-is-unique", "id: kind"),
        ("chooser-id-is-unique", "id: v"),
        ("chooser-id-is-unique", "id: not-sure"),
        ("chooser-id-is-unique", "id: django"),
        ("chooser-id-is-unique", "id: memory"),
        ("chooser-names-what-exists", "when:"),
        ("text-does-not-sell", "title: Just this"),
        ("assertion-id-is-unique", "id: flask-has-no-orm"),
        ("term-is-explained-once", "docs: manual"),
        ("claim-id-names-its-framework", "id: b"),
    } <= keys
