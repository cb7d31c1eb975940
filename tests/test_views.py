"""Order, wording and links of what a page shows."""

import datetime
from dataclasses import replace

import pytest

from macros.model import PACKAGES, Docs, EvidenceRecord, Finding, Measurement, citation
from macros.views import Site, rule_items
from macros.views.cards import KeyMark
from macros.views.criteria import GRADE_WORDS
from macros.views.evidence import compared as side_by_side
from macros.views.evidence import merged
from macros.views.links import Cites
from macros.views.released import release_link
from macros.views.site import drawing
from tests.tree import VALID, compared

ORM = "data/criteria/data/orm.yml"
DJANGO = "data/sources/django.yml"
SURVEY = {
    "title": "A survey",
    "kind": "survey",
    "url": "https://example.org/survey",
    "publisher": "Example",
    "published": datetime.date(2025, 1, 1),
}


def of_django(**claim):
    """The change to what Django's only claim says, or is bounded by, or is based on."""
    return {ORM: {"frameworks": {"django": {"claims": [{"id": "django-ships-an-orm", **claim}]}}}}


def django_claim(comparison, **site):
    return Site(comparison, **site).claim(comparison.claims["django-ships-an-orm"])


def found(comparison, **findings):
    """The comparison with a record of evidence for Django's only citation, by version."""
    cited = citation(comparison.claims["django-ships-an-orm"].claim.evidence[0])
    by_version = {version.replace("_", "."): finding for version, finding in findings.items()}
    return replace(
        comparison, evidence_record=EvidenceRecord(checked=datetime.date(2026, 11, 21), findings={cited: by_version})
    )


def at(line, end=None, text=None):
    return Finding(file="docs/topics/db/models.txt", line=line, end=end, text=text)


def test_columns_are_in_the_order_of_frameworks_yml(tmp_path):
    table = Site(compared(tmp_path)).criterion_table("data")
    assert table.frameworks == ("Flask", "Django")
    assert [answer.name for answer in table.groups[0].rows[0].answers] == ["Flask", "Django"]
    answers = {
        answer.framework: (answer.answer, answer.grade and answer.grade.words)
        for answer in table.groups[0].rows[0].answers
    }
    assert answers == {"flask": ("None; you choose one", "Absent"), "django": ("Its own", "Built in")}


def test_the_order_of_columns_is_not_that_of_the_criterion_file(tmp_path):
    turned = dict(reversed(VALID[ORM]["frameworks"].items()))
    section = Site(
        compared(
            tmp_path,
            {
                ORM: None,
                "data/criteria/data/mro.yml": {**VALID[ORM], "frameworks": turned},
                "data/topics.yml": {"data": {"criteria": ["mro"]}},
            },
        )
    ).criterion("mro")
    assert [answer.framework for answer in section.answers] == ["flask", "django"]


def test_rows_are_in_the_order_of_topics_yml(tmp_path):
    comparison = compared(
        tmp_path,
        {
            "data/topics.yml": {"data": {"criteria": ["zeta", "orm", "alpha"]}},
            "data/criteria/data/zeta.yml": VALID[ORM],
            "data/criteria/data/alpha.yml": VALID[ORM],
        },
    )
    views = Site(comparison, "../../")
    assert [row.href for row in views.criterion_table("data").groups[0].rows] == ["#zeta", "#orm", "#alpha"]
    assert [section.id for section in views.criteria("data")] == ["zeta", "orm", "alpha"]
    assert views.everything().groups[0].rows[0].href == "../../compare/data/#zeta"
    assert views.everything().count == 3


def test_the_deciding_table_leads_to_the_topics(tmp_path):
    (group,) = Site(compared(tmp_path), "").deciding_table().groups
    assert [(row.href, row.question) for row in group.rows] == [("compare/data/#orm", "Is there an ORM?")]


def test_the_grade_words_are_complete():
    assert all(GRADE_WORDS[grade] for grade in type(next(iter(GRADE_WORDS))))


@pytest.mark.parametrize(
    ("flask", "django", "differs"),
    [
        ({"grade": "absent"}, {"grade": "built-in"}, True),
        ({"grade": "built-in", "answer": "Yes"}, {"grade": "built-in", "answer": "In part"}, False),
        ({"grade": None, "answer": "Yes"}, {"grade": None, "answer": "No"}, False),
    ],
)
def test_a_row_differs_by_grade(flask, django, differs, tmp_path):
    comparison = compared(tmp_path, {ORM: {"frameworks": {"flask": flask, "django": django}}})
    assert Site(comparison).criterion_table("data").groups[0].rows[0].differs is differs


@pytest.mark.parametrize(
    ("bounds", "words", "versions"),
    [
        ({}, None, ["6.1.3", "5.2.19"]),
        ({"since": "6.0"}, "since Django 6.0", ["6.1.3"]),
        ({"until": "5.2"}, "up to Django 5.2", ["5.2.19"]),
        ({"since": "5.2", "until": "6.1"}, "Django 5.2 to 6.1", ["6.1.3", "5.2.19"]),
        ({"since": "5.2.20"}, "since Django 5.2.20", ["6.1.3"]),
        ({"since": "6.1.3"}, "since Django 6.1.3", ["6.1.3"]),
    ],
)
def test_bounds_are_told_and_kept(bounds, words, versions, tmp_path):
    card = django_claim(compared(tmp_path, of_django(**bounds)))
    assert card.bounds == words
    assert [look.version for look in card.evidence[0].look_ups] == versions


def test_bounds_of_a_framework_do_not_bound_another_package(tmp_path):
    docs = {"docs": "django", "at": "topics/db/models", "phrase": "one two three"}
    flask = [{"id": "flask-ships-no-orm", "until": "3.1", "evidence": [docs]}]
    comparison = compared(tmp_path, {ORM: {"frameworks": {"flask": {"claims": flask}}}})
    card = Site(comparison).claim(comparison.claims["flask-ships-no-orm"])
    assert [look.version for look in card.evidence[0].look_ups] == ["6.1.3", "5.2.19"]


def test_keys_of_one_name_are_merged_and_whole_only_when_all_are():
    marks = [
        KeyMark(name="docs", words="in the docs", versions=("5.2.19",), whole=True),
        KeyMark(name="code", words="in the code", versions=("6.1.3",), whole=True),
        KeyMark(name="docs", words="in the docs", versions=("10.0", "6.1.3", "5.2.19"), whole=False),
    ]
    assert merged(marks) == (
        KeyMark(name="docs", words="in the docs", versions=("10.0", "6.1.3", "5.2.19"), whole=False),
        KeyMark(name="code", words="in the code", versions=("6.1.3",), whole=True),
    )


def test_a_key_is_open_until_every_version_was_found(tmp_path):
    comparison = compared(tmp_path)
    assert django_claim(comparison).keys == (KeyMark(name="docs", words="in the docs", versions=(), whole=False),)
    half = found(comparison, **{"6_1_3": at(7), "5_2_19": Finding(problem="the phrase is not there")})
    assert django_claim(half).keys == (KeyMark(name="docs", words="in the docs", versions=("6.1.3",), whole=False),)
    whole = found(comparison, **{"6_1_3": at(7), "5_2_19": at(8)})
    assert django_claim(whole).keys == (
        KeyMark(name="docs", words="in the docs", versions=("6.1.3", "5.2.19"), whole=True),
    )


def test_what_was_checked_is_counted_honestly(tmp_path):
    comparison = compared(tmp_path)
    views = Site(comparison)
    before = views.checked()
    assert [(total.words, total.count, total.of) for total in before.totals] == [
        ("topics", 1, None),
        ("criteria", 1, None),
        ("claims", 2, None),
        ("citations found by machine, counted in each version", 0, None),
    ]
    assert before.day is None
    assert views.unchecked() == ("flask-ships-no-orm", "django-ships-an-orm")
    looked_up = Site(found(comparison, **{"6_1_3": at(7), "5_2_19": at(8)}))
    after = looked_up.checked()
    assert ("claims backed by the docs", 1, 2) in [(total.words, total.count, total.of) for total in after.totals]
    assert after.totals[-1].count == 2
    assert after.versions == ("Flask 3.1.3", "Django 6.1.3", "Django 5.2.19")
    assert after.day == datetime.date(2026, 11, 21)
    assert looked_up.unchecked() == ("flask-ships-no-orm",)


def test_a_claim_that_only_a_person_read_is_named_as_unchecked(tmp_path):
    read = {"publication": "django", "at": "chapter one", "read": datetime.date(2026, 2, 3)}
    change = {ORM: {"frameworks": {"django": {"claims": [{"evidence": [read]}]}}}}
    views = Site(compared(tmp_path, change))
    assert "django-ships-an-orm" in views.unchecked()
    assert views.checked().totals[-1].count == 0


def public(tmp_path, place=None, **docs):
    evidence = {"docs": "django", "at": "topics/db/models#models", "phrase": "single, definitive source", **docs}
    change = of_django(evidence=[evidence])
    if place:
        change[DJANGO] = {"docs": {"url": place}}
    return django_claim(compared(tmp_path, change)).evidence[0].look_ups[0].public


def test_the_public_page_is_versioned_anchored_and_marks_the_phrase(tmp_path):
    assert public(tmp_path) == (
        "https://docs.djangoproject.com/en/6.1/topics/db/models/#models:~:text=single%2C%20definitive%20source"
    )


@pytest.mark.parametrize(
    ("place", "at", "url"),
    [
        (None, "topics/db/index#x", "https://docs.djangoproject.com/en/6.1/topics/db/#x"),
        (None, "index#x", "https://docs.djangoproject.com/en/6.1/#x"),
        (None, "ref/reindex#x", "https://docs.djangoproject.com/en/6.1/ref/reindex/#x"),
        (None, "topics/cache", "https://docs.djangoproject.com/en/6.1/topics/cache/#"),
        ("https://e.org/{page}.html", "orm/index#x", "https://e.org/orm/index.html#x"),
        ("https://e.org/{version}/{tag}/{page}.md", "README#x", "https://e.org/6.1.3/6.1.3/README.md#x"),
    ],
)
def test_the_public_page_follows_the_template_of_its_source(place, at, url, tmp_path):
    assert public(tmp_path, place, at=at) == f"{url}:~:text=single%2C%20definitive%20source"


@pytest.mark.parametrize(
    ("phrase", "text"),
    [
        ("one-to-one, many & more", "one%2Dto%2Done%2C%20many%20%26%20more"),
        ('100% of "it" <b>', "100%25%20of%20%22it%22%20%3Cb%3E"),
        ("a#b ?c=d/é", "a%23b%20%3Fc%3Dd%2F%C3%A9"),
    ],
)
def test_a_text_fragment_holds_no_sign_of_its_own_grammar(phrase, text, tmp_path):
    assert public(tmp_path, phrase=phrase).partition(":~:text=")[2] == text


def test_a_text_fragment_prefers_the_words_that_were_found(tmp_path):
    comparison = found(compared(tmp_path), **{"6_1_3": at(7, text="The single-source")})
    newest = django_claim(comparison).evidence[0].look_ups[0]
    assert newest.public.endswith(":~:text=The%20single%2Dsource")


@pytest.mark.parametrize(
    ("line", "end", "words", "lines"),
    [
        (7, None, "models.txt:7", "#L7"),
        (7, 7, "models.txt:7", "#L7"),
        (7, 9, "models.txt:7", "#L7-L9"),
        (None, None, "models.txt", ""),
    ],
)
def test_the_release_link_names_the_lines_at_the_tag(line, end, words, lines, tmp_path):
    comparison = found(compared(tmp_path), **{"6_1_3": at(line, end)})
    link = django_claim(comparison).evidence[0].look_ups[0].release
    assert link.text == words
    assert link.href == f"https://github.com/django/django/blob/6.1.3/docs/topics/db/models.txt{lines}"


def test_without_a_finding_or_a_tag_there_is_no_release_link(tmp_path):
    comparison = compared(tmp_path)
    source = comparison.sources["django"]
    item = comparison.claims["django-ships-an-orm"].claim.evidence[0]
    assert isinstance(item, Docs)
    assert release_link(source, source.releases[0], item, None) is None
    untagged = source.releases[0].model_copy(update={"tag": None})
    assert release_link(source, untagged, item, at(7)) is None


def test_absence_and_metadata_lead_to_the_release_before_any_run(tmp_path):
    metadata = {"metadata": "django", "field": "Name", "value": "Django"}
    comparison = compared(tmp_path, of_django(evidence=[metadata]))
    (look, _) = django_claim(comparison).evidence[0].look_ups
    assert look.release
    assert look.release.href == "https://github.com/django/django/tree/6.1.3"
    (absence,) = Site(comparison).claim(comparison.claims["flask-ships-no-orm"]).evidence
    assert absence.place == "nowhere in src/flask"
    (look,) = absence.look_ups
    assert look.release
    assert look.release.href == "https://github.com/pallets/flask/tree/3.1.3/src/flask"


def test_a_publication_is_read_by_a_person_and_needs_no_machine(tmp_path):
    survey = {"publication": "survey", "at": "page 3", "read": datetime.date(2026, 1, 1)}
    comparison = compared(
        tmp_path, {**of_django(kind="judgement", evidence=[survey]), "data/sources/survey.yml": SURVEY}
    )
    card = django_claim(comparison)
    assert card.kind == "judgement"
    assert card.keys == (KeyMark(name="published", words="published", versions=(), whole=True),)
    (look,) = card.evidence[0].look_ups
    assert (look.version, look.public) == ("read 2026-01-01", "https://example.org/survey")


def test_edit_links_open_the_very_file_and_are_absent_without_a_repository(tmp_path):
    comparison = compared(tmp_path)
    with_one = Site(comparison, repository="https://github.com/someone/fork/")
    assert with_one.criterion("orm").edit == f"https://github.com/someone/fork/edit/main/{ORM}"
    assert with_one.criterion("orm").report == (
        "https://github.com/someone/fork/issues/new?template=typo.yml&address=compare%2Fdata%2F%23orm"
    )
    for repository in (None, ""):
        views = Site(comparison, repository=repository)
        assert views.criterion("orm").edit is None
        assert views.criterion("orm").report is None
        assert all(card.edit is None for group in views.source_list() for card in group.sources)


def test_links_begin_at_the_site_root_from_any_depth(tmp_path):
    comparison = compared(tmp_path)
    for base in ("", "../", "../../"):
        views = Site(comparison, base)
        assert views.claim_link("flask-ships-no-orm").href == f"{base}compare/data/#flask-ships-no-orm"
        assert views.framework_cards()[0].summary.cites[0].href == f"{base}compare/data/#flask-ships-no-orm"
        assert views.choices()[0].reasons[0].cites[0].href == f"{base}compare/data/#flask-ships-no-orm"
        assert views.topic_list()[0].href == f"{base}compare/data/"
        source = views.claim(comparison.claims["flask-ships-no-orm"]).evidence[0].source
        assert source
        assert source.href == f"{base}sources/#flask"


def test_a_view_is_made_once_for_each_depth_of_a_page(tmp_path):
    draw = drawing(compared(tmp_path), "https://example.org/r")
    assert [draw(depth).base for depth in (0, 1, 2)] == ["", "../", "../../"]
    assert draw(2) is draw(2)
    assert draw(0).repository == "https://example.org/r"


@pytest.mark.parametrize(
    ("less", "more", "words"),
    [
        (None, None, PACKAGES),
        (("Flask",), None, PACKAGES),
        (None, ("Flask",), PACKAGES),
        (("Flask", "Bottle"), ("Django",), f"{PACKAGES}: Flask, Bottle less than Django"),
    ],
)
def test_a_measurement_says_what_is_less_once_both_sides_are_named(less, more, words):
    assert side_by_side(Measurement(measurement="footprint", quantity=PACKAGES, less=less, more=more)) == words


def test_sources_are_listed_by_kind_and_title_with_the_claims_that_cite_them(tmp_path):
    survey = {"publication": "survey", "at": "page 3", "read": datetime.date(2026, 1, 1)}
    change = {**of_django(evidence=[{}, survey]), "data/sources/survey.yml": SURVEY}
    packages, surveys = Site(compared(tmp_path, change)).source_list()
    assert (packages.id, packages.title) == ("kind-package", "Released packages")
    assert [card.title for card in packages.sources] == ["Django", "Flask"]
    assert [link.text for link in packages.sources[0].claims] == ["Django ships an ORM."]
    assert surveys.sources[0].note == "Example, 2025-01-01"
    assert [link.text for link in surveys.sources[0].claims] == ["Django ships an ORM."]


def test_topic_totals_count_claims_and_whole_keys(tmp_path):
    comparison = found(compared(tmp_path), **{"6_1_3": at(7), "5_2_19": at(8)})
    ((title, claims, held),) = Site(comparison).topic_totals()
    assert (title, claims) == ("Data", 2)
    assert held[0] == 1
    assert sum(held) == 1


def test_rules_are_listed_by_name_on_one_line_each():
    items = rule_items([("b-rule", "Two\n    lines."), ("a-rule", "One.")])
    assert [(item.name, item.text) for item in items] == [("a-rule", "One."), ("b-rule", "Two lines.")]


def test_a_table_knows_how_many_rows_and_columns_it_has(tmp_path):
    table = Site(compared(tmp_path)).everything()
    assert (table.count, table.columns) == (1, 3)


def test_a_claim_that_was_not_counted_gets_the_next_number(tmp_path):
    cites = Cites(Site(compared(tmp_path)), ["flask-ships-no-orm"])
    assert [(cite.number, cite.text) for cite in cites.of(["django-ships-an-orm", "flask-ships-no-orm"])] == [
        (1, "Flask ships no ORM."),
        (2, "Django ships an ORM."),
    ]
