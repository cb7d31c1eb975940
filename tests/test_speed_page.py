"""Measured speed as it is shown: what is said of the figures, how they are drawn, and what is published."""

import copy
import csv
import io
import json
import statistics
from dataclasses import replace

import jsonschema
import pytest

from macros import addresses, exports, rules, search
from macros.anchors import anchors
from macros.model import IN_PROCESS, LATENCIES, MEDIAN, RATE
from macros.search import FIRST, MORE
from macros.views import Site
from macros.views.bars import BOLD, FULL, LETTERS, Length, Shown, picture
from macros.views.measured import finding, measured, number
from macros.views.shares import between, percent
from tests.measured_speed import DATA, laid
from tests.tree import compared

NINE = (1.0,) * 9


@pytest.fixture
def comparison(tmp_path):
    return compared(tmp_path, laid())


@pytest.fixture
def site(comparison):
    return Site(comparison, "../", "https://example.org/repository")


def changed(**change):
    return laid({**copy.deepcopy(DATA), **change})


def shares_of(site):
    table = site.speed_shares()
    assert table
    return table


def groups_of(site):
    return {group.id: group for setup in site.speed_setups() for group in setup.groups}


def test_the_made_up_run_keeps_the_rules(comparison):
    assert rules.check(comparison) == []


@pytest.mark.parametrize(
    ("value", "words"),
    [(3214, "3,210"), (99.96, "100"), (45.24, "45.2"), (1.5, "1.50"), (0.05, "0.05"), (123456, "123,000")],
)
def test_three_digits_of_a_figure_count(value, words):
    assert number(value) == words


def test_a_figure_is_the_median_with_the_interval_that_holds_the_true_one():
    shown = measured("Flask", MEDIAN, (9.0, 1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0))
    assert (shown.figure, shown.spread) == ("5.00 ms", "2.00 to 8.00 ms")
    assert shown.length == Length(text="Flask: 5.00 ms", middle=5.0, least=2.0, most=8.0)


def test_the_one_that_has_more_is_named_first():
    double = tuple(2 * each for each in NINE)
    ahead = finding(("Flask", "Django"), RATE, double, NINE)
    assert (ahead.short, ahead.says, ahead.ranked) == (
        "Flask answered 2.00 times as many",
        "Flask answered 2.00 times as many as Django (2.00 to 2.00)",
        True,
    )
    assert finding(("Flask", "Django"), IN_PROCESS, NINE, double).short == "Django took 2.00 times as long"


def test_the_interval_is_turned_with_the_ratio():
    slower = (2.0, 2.0, 2.5, 2.5, 2.5, 2.5, 2.5, 4.0, 4.0)
    assert finding(("Flask", "Django"), RATE, NINE, slower).says == (
        "Django answered 2.50 times as many as Flask (2.00 to 4.00)"
    )


@pytest.mark.parametrize("least", [1.0, 0.9])
def test_nobody_leads_where_the_interval_holds_1(least):
    shown = finding(("Flask", "Django"), RATE, (least, least, *(1.2,) * 7), NINE)
    assert not shown.ranked
    assert shown.short == "Flask and Django: no difference that this can show"
    assert shown.says == (
        f"No difference that this can show: Flask answered {least:.2f} to 1.20 times as many as Django"
    )


def test_nobody_leads_where_the_rounds_are_too_few_to_rank():
    assert not finding(("Flask", "Django"), RATE, (2.0, 2.0, 2.0), (1.0, 1.0, 1.0)).ranked


def test_an_end_next_to_1_does_not_look_like_1():
    shown = finding(("Flask", "Django"), RATE, (1.004, 1.004, *(1.01,) * 7), NINE)
    assert shown.says == "Flask answered 1.010 times as many as Django (1.004 to 1.010)"


def test_the_longest_whisker_ends_where_the_picture_does():
    one = Length(text="One", middle=50.0, least=40.0, most=60.0)
    two = Length(text="Two", middle=100.0, least=90.0, most=120.0)
    (group,) = picture([Shown(title="A", says=("B",), lengths=(one, two))]).groups
    assert [(bar.number, bar.width, bar.least, bar.most) for bar in group.bars] == [
        (1, round(FULL * 50 / 120, 2), round(FULL * 40 / 120, 2), round(FULL * 60 / 120, 2)),
        (2, round(FULL * 100 / 120, 2), round(FULL * 90 / 120, 2), FULL),
    ]


def test_a_short_bar_has_its_text_beside_it():
    short, long = (Length(text="A", middle=middle, least=middle, most=middle) for middle in (30.0, 100.0))
    (group,) = picture([Shown(title="A", says=(), lengths=(short, long))]).groups
    assert [bar.inside for bar in group.bars] == [False, True]


def test_lines_are_broken_for_a_phone_and_nothing_is_drawn_over_another():
    length = Length(text="One", middle=1.0, least=1.0, most=1.0)
    long = "A `name` of some length that no phone could show on one line of it"
    drawn = picture([Shown(title=long, says=(long, "B"), lengths=(length, length))] * 2)
    tops = [each.y for group in drawn.groups for part in (group.titles, group.says, group.bars) for each in part]
    assert tops == sorted(set(tops))
    assert tops[-1] < drawn.height
    titles, says = (
        [line.text for group in drawn.groups for line in getattr(group, part)] for part in ("titles", "says")
    )
    assert (max(map(len, titles)) <= BOLD, max(map(len, says)) <= LETTERS) == (True, True)
    assert not any("`" in text for text in titles + says)


def test_the_first_sentence_says_the_share_of_the_framework(site):
    assert site.speed_answer().says == (
        "The framework is 10 to 13 % of a request that renders a template, 5 to 10 % of one that asks a database and "
        "under 1 % of one that waits for another service.",
        "For the framework's share alone, Django took 2.00 times as long as Flask (1.94 to 2.06).",
    )


def test_the_shares_are_the_same_in_the_picture_and_in_the_table(site):
    table = site.speed_shares()
    rows = [[f"{share.name}: {share.percent}" for share in row.shares] for row in table.rows]
    assert rows == [[bar.text for bar in group.bars] for group in table.picture.groups]
    assert rows[0] == ["Flask: 10 %", "Django: 13 %"]
    assert [share.time for share in table.own] == ["50.0 µs", "100 µs"]
    assert table.rows[-1].shares[0].time == "200 ms"
    assert (table.setup, table.setup_id) == ("With the same features", "features")


def test_work_that_the_framework_does_itself_has_no_share(tmp_path):
    scenarios = {id: {**each, "part": "static"} for id, each in DATA["scenarios"].items() if id == "rows"}
    change = {"scenarios": {**DATA["scenarios"], **scenarios}}
    titles = [row.title for row in shares_of(Site(compared(tmp_path, changed(**change)))).rows]
    assert titles[0] == "Twenty rows by one query, SQLite"


@pytest.mark.parametrize("change", [{"shares": None}, {"shares": "bare"}])
def test_without_times_of_the_framework_alone_there_are_no_shares(change, tmp_path):
    site = Site(compared(tmp_path, changed(**change)))
    assert site.speed_shares() is None
    answer = site.speed_answer()
    assert answer
    assert answer.says == ()


@pytest.mark.parametrize(
    ("values", "words"),
    [((0.2, 0.4), "under 1 %"), ((0.2, 3.0), "up to 3 %"), ((9.6, 10.4), "10 %"), ((5.0, 7.0, 6.0), "5 to 7 %")],
)
def test_shares_are_told_from_the_least_to_the_most(values, words):
    assert between(values) == words


def test_a_small_share_is_not_called_nothing():
    assert [percent(each) for each in (0.01, 0.99, 1.0, 99.6)] == ["under 1 %", "under 1 %", "1 %", "100 %"]


def test_set_ups_are_in_the_order_of_the_data_and_servers_in_that_of_the_run(site):
    assert [(setup.id, [group.id for group in setup.groups]) for setup in site.speed_setups()] == [
        ("bare", ["bare-uvicorn"]),
        ("features", ["features-in-process", "features-gunicorn-sync"]),
    ]


def test_connections_are_said_once_where_they_are_the_same(site):
    groups = groups_of(site)
    assert groups["features-gunicorn-sync"].caption == "Requests per second, 8 connections at once; more is faster"
    assert groups["features-gunicorn-sync"].rows[0].title == "Plain text"
    assert groups["bare-uvicorn"].caption == "Requests per second; more is faster"
    assert [row.title for row in groups["bare-uvicorn"].rows] == [
        "A slow upstream, 1 connection",
        "A slow upstream, 64 connections",
    ]
    assert [row.title for row in groups["features-in-process"].rows][2:] == [
        "Twenty rows by one query, SQLite",
        "Twenty rows by one query, PostgreSQL",
    ]


def test_each_pair_of_sides_has_its_finding(site):
    row = groups_of(site)["bare-uvicorn"].rows[0]
    assert [name for name, _ in row.cells] == ["Flask", "Django", "Quart"]
    assert [each.short.partition(":")[0] for each in row.findings] == [
        "Flask and Django", "Flask and Quart", "Django and Quart",
    ]  # fmt: skip


def test_a_side_that_was_not_measured_has_an_empty_cell_and_no_bar(tmp_path):
    line = {"setup": "bare", "server": "uvicorn", "scenarios": ["plain-text"], "connections": [1]}
    more = [*DATA["compared"], {**line, "sides": ["flask", "django"]}]
    (_, _, row) = groups_of(Site(compared(tmp_path, changed(compared=more))))["bare-uvicorn"].rows
    assert [cell is None for _, cell in row.cells] == [False, False, True]
    assert [each.short for each in row.findings] == ["Flask answered 2.00 times as many"]


def test_what_is_measured_besides_is_there_too(site):
    groups = groups_of(site)
    assert groups["features-in-process"].more == ()
    (title, rows), _ = groups["features-gunicorn-sync"].more
    assert title == "Plain text"
    assert [row.title for row in rows] == [
        "Median latency", "Latency, 95th percentile", "Latency, 99th percentile", "CPU time of a request",
        "Memory at rest", "Memory after the requests",
    ]  # fmt: skip


def test_a_quantity_that_was_not_measured_has_no_row(tmp_path):
    comparison = compared(tmp_path, laid())
    run = comparison.speed_run
    assert run
    kept = tuple(each for each in run.series if each.quantity not in LATENCIES)
    comparison = replace(comparison, speed_run=run.model_copy(update={"series": kept}))
    site = Site(comparison)
    (_, rows), _ = groups_of(site)["features-gunicorn-sync"].more
    assert [row.title for row in rows] == ["CPU time of a request", "Memory at rest", "Memory after the requests"]
    published = json.loads(exports.files(comparison)["api/v1/speed.json"])
    quantities = {found["quantity"] for each in published["comparisons"] for found in each["quantities"]}
    assert not quantities & set(LATENCIES)
    assert [row.title for row in shares_of(site).rows][-1] == "Twenty rows by one query, PostgreSQL"


@pytest.mark.parametrize(("rounds", "said"), [(0, ""), (1, "One round was"), (2, "2 rounds were")])
def test_what_was_measured_again_is_said(rounds, said, comparison):
    run = comparison.speed_run.model_copy(update={"repeated": rounds})
    told = Site(replace(comparison, speed_run=run)).speed_again().generator
    assert (f" {said} measured again, because a request failed." in told) == bool(rounds)


def test_each_set_up_leads_to_its_code(site):
    (bare, _) = site.speed_setups()
    assert [(side.name, side.code.href) for side in bare.sides][:2] == [
        ("Flask", "https://example.org/repository/tree/main/tests/speed/apps/bare/flask"),
        ("Django", "https://example.org/repository/tree/main/tests/speed/apps/bare/django"),
    ]


def test_a_row_that_the_figures_are_about_leads_to_them(site):
    assert site.criterion("orm").speed.href == "../speed/"


def test_before_a_run_is_recorded_nothing_is_said_of_it(tmp_path):
    comparison = compared(tmp_path, {path: text for path, text in laid().items() if path.endswith(".yml")})
    site = Site(comparison)
    assert (site.speed_answer(), site.speed_shares(), site.speed_setups(), site.speed_work()) == (None, None, (), ())
    assert site.criterion("orm").speed is None
    assert site.speed_says("matters") == ("The view does little, and there are many requests.",)
    assert site.speed_again().commands == ()
    assert not [address for address, _, _ in anchors(comparison) if address.startswith(addresses.SPEED)]
    published = json.loads(exports.files(comparison)["api/v1/speed.json"])
    assert (published["run"], published["comparisons"]) == (None, [])


def test_without_data_there_is_no_text_either(tmp_path):
    assert Site(compared(tmp_path)).speed_says("matters") == ()


def test_every_comparison_has_an_address_of_its_own(comparison, site):
    made = [address for address, _, _ in anchors(comparison) if address.startswith(addresses.SPEED)]
    assert len(made) == len(set(made))
    rows = {row.id for group in groups_of(site).values() for row in group.rows}
    shown = {setup.id for setup in site.speed_setups()} | groups_of(site).keys() | rows
    assert set(made) == {addresses.speed(id) for id in shown | {work.id for work in site.speed_work()}}
    assert "speed/#features-in-process-books-one-query-postgresql" in made
    assert "speed/#bare-uvicorn-slow-64" in made


def test_the_search_finds_every_comparison(comparison):
    files = search.files(comparison, {}, {})
    found = {each[1]: each for each in json.loads(files[MORE])["entries"]}
    made = {address for address, _, _ in anchors(comparison) if address.startswith(addresses.SPEED)}
    assert made <= found.keys()
    assert found["speed/#features-gunicorn-sync-rows-8"] == [
        "section", "speed/#features-gunicorn-sync-rows-8", "Speed, measured",
        "A template with a hundred rows: gunicorn, one sync worker", [], "With the same features, 8 connections",
    ]  # fmt: skip
    assert not [each for each in json.loads(files[FIRST])["entries"] if each[1].startswith(addresses.SPEED)]


def test_the_published_run_fits_its_schema(comparison):
    files = exports.files(comparison)
    schema, published = (json.loads(files[f"api/v1/{name}"]) for name in ("speed.schema.json", "speed.json"))
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.validate(published, schema, jsonschema.Draft202012Validator)
    assert published["$schema"] == "speed.schema.json"
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate({**published, "more": 1}, schema)


def test_the_published_figures_are_those_of_the_samples_and_of_the_page(comparison, site):
    published = json.loads(exports.files(comparison)["api/v1/speed.json"])
    rows = {row.id: row for group in groups_of(site).values() for row in group.rows}
    for each in published["comparisons"]:
        main, *_ = each["quantities"]
        for side, (name, cell) in zip(main["sides"], rows[each["id"]].cells, strict=True):
            assert side["median"] == statistics.median(side["samples"]) == cell.length.middle
            assert (side["low"], side["high"]) == (cell.length.least, cell.length.most)
            assert name == DATA["sides"][side["side"]]["name"]
        assert [ratio["ranked"] for ratio in main["ratios"]] == [each.ranked for each in rows[each["id"]].findings]


def test_the_csv_has_a_line_for_each_series(comparison):
    text = exports.files(comparison)["api/v1/speed.csv"]
    lines = list(csv.DictReader(io.StringIO(text, newline="")))
    assert len(lines) == len(comparison.speed_run.series)
    assert lines[0]["address"] == "speed/#features-in-process-plain-text"
    assert (lines[0]["connections"], lines[0]["database"], lines[0]["unit"]) == ("", "", "microseconds")
    assert [float(each) for each in lines[0]["samples"].split()] == [*comparison.speed_run.series[0].samples]
