"""What the chooser's page shows, and what its script is given."""

from __future__ import annotations

import json
from itertools import pairwise

import pytest

from macros import walk
from macros.load import load
from macros.views import Site
from macros.views.diagram import diagram
from tests.tree import HERE, VALID, compared


@pytest.fixture
def views(tmp_path):
    return Site(compared(tmp_path), "../")


@pytest.fixture(scope="module")
def real():
    return Site(load(HERE.parent), "../")


def test_a_question_says_why_it_is_asked_and_what_may_follow(views):
    kind, data, _ = views.chooser_questions()
    assert (kind.question, kind.why) == ("What are you making?", "Learning needs no choice.")
    assert kind.criterion.href == "../compare/data/#orm"
    assert [link.href for link in kind.follow] == ["../choose/tree/#q-data"]
    assert [link.text for link in kind.ends] == ["Either of them"]
    assert [(option.id, [claim.says for claim in option.claims]) for option in data.options] == [
        ("ours", ["Django ships an ORM."]),
        ("none", ["Flask ships no ORM."]),
    ]


def test_not_sure_has_a_lead_of_its_own(views):
    first, *_ = views.chooser_steps()
    (step,) = first.steps
    assert [(lead.options, lead.to.href) for lead in step.leads] == [
        ((("site", "A site"), ("not-sure", "Not sure")), "#step-2"),
        ((("learning", "Something to learn with"),), "../choose/outcomes/#o-either"),
    ]


def test_steps_stand_below_the_first_answer_that_leads_to_them(views):
    groups = views.chooser_steps()
    assert [(group.id, group.title, [step.number for step in group.steps]) for group in groups] == [
        ("step-first", "What are you making?", [1]),
        ("from-site", "A site · Not sure", [2, 3]),
    ]


def test_an_outcome_names_its_rules_its_packages_and_what_would_change_it(views):
    django, flask, either = views.chooser_outcomes()
    assert [(package.link.text, package.version, package.released) for package in django.result.packages] == [
        ("Django", "6.1.3", "2026-11-03")
    ]
    assert [ruling.because for ruling in either.rulings] == ["Both teach.", "All ties."]
    assert flask.rulings[0].conditions == (("What does the team know?", "The small one"),)
    changes = [(change.question.text, change.label, change.to.text, change.count) for change in flask.changes]
    assert ("What does the team know?", "The one and the other", "Either of them", 1) in changes
    assert [note.when for note in django.result.notes] == ["Memory is scarce"]
    assert flask.result.notes == ()
    assert (django.paths, flask.paths, either.paths) == (1, 1, 2)


def test_an_outcome_names_its_tasks_and_leads_to_the_side_that_it_takes(tmp_path):
    of_a = ((file, VALID[file]) for file in VALID if file.startswith("data/tasks/a-page/"))
    b_page = {file.replace("a-page", "b-page"): content for file, content in of_a}
    change = {"data/chooser.yml": {"outcomes": [{}, {"tasks": ["b-page", "a-page"]}]}, **b_page}
    outcomes = Site(compared(tmp_path, change), "../").chooser_outcomes()
    django, flask, either = (each.result.tasks for each in outcomes)
    assert [(task.text, task.href) for task in django] == [("A greeting", "../tasks/a-page/#django")]
    assert [task.href for task in flask] == ["../tasks/b-page/#flask", "../tasks/a-page/#flask"]
    assert [task.href for task in either] == ["../tasks/a-page/"]


def test_the_table_counts_paths_by_first_answer(views):
    table = views.outcome_table()
    assert table.firsts == ("A site", "Something to learn with")
    assert [(row.link.text, row.total, row.counts) for row in table.rows] == [
        ("The larger one", 1, (1, 0)),
        ("The smaller one", 1, (1, 0)),
        ("Either of them", 2, (1, 1)),
    ]
    assert (table.total.total, table.total.counts) == (4, (3, 1))


def test_the_real_table_counts_every_path_once(real):
    table = real.outcome_table()
    assert table.total.total == len(list(walk.paths(walk.tree(real.comparison.chooser))))
    assert all(row.total for row in table.rows)


def test_the_diagram_has_a_box_for_each_and_a_line_for_each_way_on(views):
    diagram = views.chooser_diagram()
    assert [box.lines[0][1] for box in diagram.questions] == [
        "What are you making?",
        "Where does its data live?",
        "What does the team know?",
    ]
    assert [box.lines[0][1] for box in diagram.outcomes] == ["The larger one", "The smaller one", "Either of them"]
    assert len(diagram.lines) == 2 + 4  # kind to data to know; kind, data, know twice to outcomes


def test_nothing_in_the_diagram_overlaps_or_leaves_it(real):
    diagram = real.chooser_diagram()
    for boxes in (diagram.questions, diagram.outcomes):
        assert all(above.y + above.height < below.y for above, below in pairwise(boxes))
        assert all(box.y >= 0 and box.y + box.height <= diagram.height for box in boxes)
        assert all(box.x >= 0 and box.x + box.width <= diagram.width for box in boxes)
    for box in (*diagram.questions, *diagram.outcomes):
        assert all(not line.endswith("…") for _, line in box.lines), box.lines


def test_the_data_of_the_script_is_the_tree(views):
    data = json.loads(views.chooser_data())
    assert data["rules"][1]["questions"] == ["data"]
    ids = [id for claims in data["claims"].values() for id in claims]
    named = [option["claims"] for option in data["questions"]["kind"]["options"]]
    assert [[ids[place] for place in places] for places in named] == [["django-ships-an-orm"], ["flask-ships-no-orm"]]
    assert [ids[place] for place in data["rules"][0]["claims"]] == ["flask-ships-no-orm"]
    assert data["outcomes"].keys() == {"django", "flask", "either"}
    assert data["claims"]["../compare/data/"]["flask-ships-no-orm"] == ["Flask ships no ORM.", "code?"]
    assert data["keys"]["code"] == "in the code"


def test_the_script_follows_the_steps_and_a_lead_after_the_last_step_is_a_rule(views, real):
    steps = json.loads(views.chooser_data())["steps"]
    assert steps == [["kind", [1, 3, 1]], ["data", [4, 2, 2]], ["know", [5, 6, 6]]]
    text = json.dumps(json.loads(real.chooser_data())["steps"], separators=(",", ":"))
    assert len(text) < 6 * 1024


def test_no_text_leaves_the_data_of_the_script(tmp_path):
    hostile = "</script></template><script>alert(1)</script><!-- & \u00e9 `code`"
    change = {"data/chooser.yml": {"questions": [{"question": hostile}]}}
    text = Site(compared(tmp_path, change)).chooser_data()
    assert not set("<>&\u2028") & set(text)
    assert json.loads(text)["questions"]["kind"]["question"] == hostile


def test_the_six_changes_that_most_ways_share_are_shown(tmp_path):
    options = [{"id": f"o{n}", "label": f"O {n}", "claims": ["flask-ships-no-orm"]} for n in range(9)]
    rules = [{}, {"when": {"data": ["o0"]}}, {}, {}]
    change = {"data/chooser.yml": {"questions": [{}, {"options": options}], "rules": rules}}
    django, *_ = Site(compared(tmp_path, change), "../").chooser_outcomes()
    assert [(each.label, each.count) for each in django.changes] == [("Something to learn with", 1)]
    rules[1]["when"] = {"data": [f"o{n}" for n in range(8)]}
    _, flask, _ = Site(compared(tmp_path, change), "../").chooser_outcomes()
    assert [(each.label, each.to.text, each.count) for each in flask.changes] == [
        ("Something to learn with", "Either of them", 1),
        *((f"O {n}", "The larger one", 1) for n in range(5)),
    ]


def test_a_long_way_on_stays_in_the_picture(tmp_path):
    comparison = compared(tmp_path)
    asked = [comparison.chooser.questions[0].model_copy(update={"id": f"q{number}"}) for number in range(12)]
    chooser = comparison.chooser.model_copy(update={"questions": tuple(asked)})
    way = walk.Path({"q0": "site", "q11": "site"}, 0, "either")
    drawn = diagram(chooser, [way] * 8)
    assert (drawn.height, len(drawn.questions)) == (12 * 58 + 12, 12)
    assert [(line.path, line.width) for line in drawn.lines] == [
        ("M420 673C500 673 560 586 640 586", 2.0),
        ("M120 42C4 42 4 666 120 666", 2.0),
    ]


def test_the_chooser_of_the_site_says_what_it_means():
    chooser = load(HERE.parent).chooser
    assert chooser.meaning == chooser.computed_meaning()


@pytest.mark.parametrize(
    "change",
    [
        {"version": "2"},
        {"questions": [{"question": "What will you make?"}]},
        {"questions": [{"options": [{"label": "A shop"}]}]},
        {"rules": [{"then": "flask"}]},
        {"rules": [{}, {"when": {"data": ["ours", "none"]}}]},
        {"outcomes": [{"framework": "flask"}]},
        {"notes": [{"outcomes": ["django"]}]},
        {"notes": [{"outcomes": ["django"], "answers": {"data": ["ours"]}}]},
    ],
    ids=str,
)
def test_what_an_address_depends_on_is_a_part_of_the_meaning(change, tmp_path):
    before = compared(tmp_path / "before").chooser.computed_meaning()
    assert compared(tmp_path / "after", {"data/chooser.yml": change}).chooser.computed_meaning() != before


def test_reasons_and_claims_are_no_part_of_the_meaning(tmp_path):
    before = compared(tmp_path / "before").chooser.computed_meaning()
    change = {"rules": [{"because": "Both do."}], "questions": [{"why": "It matters."}]}
    assert compared(tmp_path / "after", {"data/chooser.yml": change}).chooser.computed_meaning() == before
