"""The record of speed: what is written is read again, and every figure follows from its samples."""

from __future__ import annotations

import json
import math
import statistics

import pytest

from macros.load import load
from macros.model import (
    RATE,
    SPEED,
    SPEED_RECORD,
    Database,
    Place,
    Speed,
    SpeedRun,
    interval_rank,
    ratio,
)
from tests.measured_speed import DATA, laid, record
from tests.tree import HERE, compared

ROOT = HERE.parent


def test_what_is_written_is_read_again_with_its_lines(tmp_path):
    comparison = compared(tmp_path, laid())
    run = comparison.speed_run
    assert run is not None
    assert run.as_json() == (tmp_path / SPEED_RECORD).read_text(encoding="utf-8")
    assert run.digest == run.computed_digest()
    lines = (tmp_path / SPEED_RECORD).read_text(encoding="utf-8").splitlines()
    assert run.series
    for each in run.series:
        assert json.loads(lines[each.where.line - 1].strip(" ,")) == each.model_dump(mode="json")
    assert "speed" not in comparison.runs


def test_without_a_record_or_without_anything_to_measure_the_rest_is_read(tmp_path):
    comparison = compared(tmp_path)
    assert (comparison.speed, comparison.speed_run) == (None, None)


def test_a_changed_sample_does_not_fit_the_digest():
    run = SpeedRun.model_validate_json(record(), strict=False)
    changed = run.series[0].model_copy(update={"samples": (1.0, *run.series[0].samples[1:])})
    assert run.model_copy(update={"series": (changed, *run.series[1:])}).computed_digest() != run.digest


def test_a_copy_with_other_series_has_their_places_and_samples():
    run = SpeedRun.model_validate_json(record(), strict=False)
    first = run.series[0]
    assert run.samples(first.place, first.side, first.quantity) == first.samples
    doubled = first.model_copy(update={"samples": tuple(2 * each for each in first.samples)})
    copied = run.model_copy(update={"series": (doubled,)})
    assert copied.places == (first.place,)
    assert copied.samples(first.place, first.side, first.quantity) == doubled.samples


@pytest.mark.parametrize(("rate", "connections", "steady"), [(12, 8, True), (11, 8, False), (100, 256, False)])
def test_latency_is_known_where_each_connection_is_answered_three_times_in_a_sample(rate, connections, steady):
    run = SpeedRun.model_validate_json(record(), strict=False)
    fast, slow = (each for each in run.series if each.quantity == RATE and each.scenario == "plain-text")
    place = Place(fast.setup, fast.scenario, fast.server, connections)
    samples = [fast.model_copy(update={"connections": connections, "samples": (1e6,) * 9})]
    samples += [slow.model_copy(update={"connections": connections, "samples": (float(rate),) * 9})]
    assert run.model_copy(update={"series": tuple(samples), "seconds": 2.0}).steady(place) is steady


def test_a_line_of_what_is_compared_is_every_scenario_with_each_database_at_each_number_of_connections():
    data = json.loads(json.dumps(DATA))
    setup = next(id for id, each in data["setups"].items() if all("wsgi" in side for side in each["sides"].values()))
    server = next(id for id, each in data["servers"].items() if "command" in each and each["interface"] == "wsgi")
    scenario = data["setups"][setup]["scenarios"][0]
    line = {"setup": setup, "server": server, "scenarios": [scenario], "connections": [1, 8]}
    data["compared"] = [line | {"databases": ["sqlite", "postgresql"], "sides": ["django", "flask"]}]
    speed = Speed.model_validate_json(json.dumps(data), strict=False)
    assert list(speed.places()) == [
        (Place(setup, scenario, server, count, database), ("flask", "django"))
        for database in (Database.SQLITE, Database.POSTGRESQL)
        for count in (1, 8)
    ]
    data["compared"] = [line | {"setup": "nothing"}, line | {"server": "nothing"}, line | {"scenarios": ["nothing"]}]
    assert list(Speed.model_validate_json(json.dumps(data), strict=False).places()) == []


def runs() -> list[SpeedRun]:
    """A made-up run, and the real one as soon as there is one."""
    real = load(ROOT).speed_run if (ROOT / SPEED_RECORD).exists() else None
    return [run for run in (SpeedRun.model_validate_json(record(), strict=False), real) if run]


@pytest.mark.parametrize("run", runs(), ids=lambda run: run.processor)
def test_every_ratio_follows_from_the_samples_as_anybody_can_compute_it(run):
    """Computed here in another way: sorted ratios, and the binomial distribution added up term by term."""
    count = 0
    for place in run.places:
        first, *others = run.sides(place)
        for quantity in {each.quantity for each in run.series if each.place == place}:
            for other in others:
                pairs = list(zip(run.samples(place, first, quantity), run.samples(place, other, quantity), strict=True))
                within = sorted(one / two for one, two in pairs)
                outside, rank = 1 / 2 ** len(within), 1
                while 1 - 2 * (outside + math.comb(len(within), rank) / 2 ** len(within)) >= 0.95:
                    outside, rank = outside + math.comb(len(within), rank) / 2 ** len(within), rank + 1
                found = ratio(*zip(*pairs, strict=True))
                assert (found.median, found.low, found.high) == (
                    statistics.median(within), within[rank - 1], within[len(within) - rank],
                )  # fmt: skip
                assert found.sure == pytest.approx(1 - 2 * outside)
                assert interval_rank(len(within)) == rank
                count += 1
    assert count


def test_what_is_measured_is_in_the_project():
    speed = load(ROOT).speed
    assert speed is not None, SPEED
    for id, setup in speed.setups.items():
        for side in setup.sides:
            assert (ROOT / setup.folder(id, side)).is_dir()
