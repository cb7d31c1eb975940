"""What measures speed, held to small cases: nothing here waits for a measurement, or needs wrk or PostgreSQL."""

from __future__ import annotations

import datetime
import os
import subprocess
import sys
import time
from collections import Counter
from functools import cache
from pathlib import Path

import pytest

from macros.load import load as load_data
from macros.model import LATENCIES, RATE, SPEED_UNITS, Answer, Generator, Method, Place, Request, Speed
from tests.ports import free_port
from tests.tree import HERE

from . import load, recording, timed, upstream, visits
from .plan import Plan, order, quick
from .processes import Cores, FailedError, started

FLASK, DJANGO = "flask", "django"
PRINTED = 'Running ...\nresult {"requests": 100, "seconds": 2.0, "median": 1.5, "p95": 2, "p99": 3, %s}\n'


@cache
def speed() -> Speed:
    found = load_data(HERE.parent).speed
    assert found
    return found


def test_each_of_two_sides_is_first_in_turn():
    assert [order((FLASK, DJANGO), number) for number in range(4)] == [(FLASK, DJANGO), (DJANGO, FLASK)] * 2


def test_each_of_three_sides_is_in_each_place_as_often():
    orders = [order(("one", "two", "three"), number) for number in range(6)]
    for place in range(3):
        assert Counter(each[place] for each in orders) == {"one": 2, "two": 2, "three": 2}


def test_what_is_quick_is_a_part_of_the_whole_and_takes_two_minutes():
    chosen, plan = quick(speed()), Plan(rounds=3, seconds=1, warm_up=0.2)
    assert dict(chosen).items() <= dict(speed().places()).items()
    assert sum(plan.estimate(speed(), *each) for each in chosen) <= 150


def test_the_whole_takes_less_than_forty_minutes():
    assert sum(Plan().estimate(speed(), *each) for each in speed().places()) < 40 * 60


def test_what_wrk_prints_is_read():
    found = load._read(PRINTED % '"errors": 0, "refused": 0', 0.25, 0.5)
    assert found == load.Load(requests=100, seconds=2.0, median=1.5, p95=2, p99=3, share=0.25, core=0.5)
    assert found.rate == 50


@pytest.mark.parametrize(
    ("printed", "says"),
    [
        (PRINTED % '"errors": 1, "refused": 0', "1 requests failed and 0 were answered with an error, of 100"),
        (PRINTED % '"errors": 0, "refused": 2', "0 requests failed and 2 were answered with an error, of 100"),
        ("unable to connect to 127.0.0.1:1\n", "wrk printed no result:\nunable to connect"),
    ],
)
def test_a_sample_in_which_a_request_failed_is_none(printed, says):
    with pytest.raises(FailedError) as error:
        load._read(printed, 0.0, 0.0)
    assert says in str(error.value)


def test_without_wrk_one_line_says_how_to_get_it(monkeypatch):
    monkeypatch.setattr("shutil.which", lambda name: None)
    with pytest.raises(FailedError) as error:
        load.version()
    assert str(error.value) == load.MISSING
    assert "\n" not in load.MISSING


@pytest.mark.parametrize(
    ("one", "other", "answer", "same"),
    [
        (b'{"a": 1, "b": 2}', b'{"b":2,"a":1}\n', Answer.JSON, True),
        (b'{"a": 1}', b'{"a": 2}', Answer.JSON, False),
        (b"text", b"text", Answer.BYTES, True),
        (b"text", b"text\n", Answer.BYTES, False),
    ],
)
def test_answers_are_compared_as_the_scenario_says(one, other, answer, same):
    assert visits.same(one, other, answer) is same


def test_a_visit_begins_with_what_must_come_before_its_request():
    page = Request(method=Method.GET, path="/form")
    visit = visits.visit(Request(method=Method.POST, path="/form", form={"name": "Ada"}, after=page))
    assert [(each["method"], each["path"]) for each in visit] == [("GET", "/form"), ("POST", "/form")]


@pytest.fixture
def answering(tmp_path):
    port = free_port()
    with started([sys.executable, upstream.__file__, str(port), "0"], tmp_path) as process:
        process.wait_for(port)
        yield port, process


def test_a_request_is_sent_with_a_connection_of_its_own(answering):
    prepared, answer = visits.visited(answering[0], Request(method=Method.GET, path="/plain"))
    assert (prepared.method, prepared.path, prepared.headers) == ("GET", "/plain", {"Connection": "close"})
    assert answer == upstream.TEXT


def test_a_slow_service_answers_after_a_while(tmp_path):
    port = free_port()
    with started([sys.executable, upstream.__file__, str(port), "200"], tmp_path) as process:
        process.wait_for(port)
        before = time.monotonic()
        visits.ask(port, visits.Prepared("GET", "/"))
        assert time.monotonic() - before >= 0.2


def test_cpu_time_and_memory_are_those_of_a_process_and_of_what_it_started(tmp_path):
    work = "import time\nuntil = time.process_time() + 0.2\nwhile time.process_time() < until: pass\n"
    child = f"[sys.executable, '-c', {work + 'time.sleep(60)'!r}]"
    master = f"import subprocess, sys, time\nprocess = subprocess.Popen({child})\ntime.sleep(60)"
    with started([sys.executable, "-c", master], tmp_path) as process:
        until = time.monotonic() + 30
        while process.cpu_seconds() < 0.2 and time.monotonic() < until:
            time.sleep(0.02)
        assert process.cpu_seconds() >= 0.2
        assert len(process.ids) == 2
        assert process.memory() > 1
        ids = process.ids
    gone = time.monotonic() + 10
    while any(_runs(pid) for pid in ids) and time.monotonic() < gone:
        time.sleep(0.02)
    assert not any(_runs(pid) for pid in ids)


def _runs(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def test_what_does_not_start_is_told_with_what_it_printed(tmp_path):
    command = [sys.executable, "-c", "raise SystemExit('no such module')"]
    with started(command, tmp_path) as process, pytest.raises(FailedError) as error:
        process.wait_for(free_port())
    assert "no such module" in str(error.value)


def test_load_and_server_have_a_core_each_where_there_are_two(monkeypatch):
    monkeypatch.setattr(os, "sched_getaffinity", lambda pid: {3, 1, 2})
    assert Cores.here() == Cores(load=1, server=2)
    monkeypatch.setattr(os, "sched_getaffinity", lambda pid: {3})
    assert Cores.here() == Cores(None, None)


def test_a_call_is_timed_until_its_answer_is_closed():
    closed = []

    class Parts(list[bytes]):
        def close(self):
            closed.append(True)

    def application(environ, start_response):
        start_response("200 OK", [])
        return Parts([environ["wsgi.input"].read(), b" back"])

    nanoseconds, status, answer = timed.call(application, {}, b"there and")
    assert (status, answer, closed) == ("200 OK", b"there and back", [True])
    assert nanoseconds > 0


def test_an_application_that_answers_with_an_error_is_not_timed():
    def application(environ, start_response):
        start_response("500 Internal Server Error", [])
        return [b"broken"]

    with pytest.raises(RuntimeError, match="500 Internal Server Error"):
        timed.microseconds(application, {}, b"", 0.01)


def test_samples_are_recorded_to_five_digits_and_without_latency_where_it_is_not_known():
    place = Place("setup", "scenario", "server", 8)
    samples = {(side, RATE): [1234.5678, 10.0, 10.0] for side in (FLASK, DJANGO)}
    samples |= {(side, quantity): [1.0] * 3 for side in (FLASK, DJANGO) for quantity in LATENCIES}
    found = recording.series(place, samples)
    assert found[0].samples == (1234.6, 10.0, 10.0)
    assert {each.unit for each in found} == {SPEED_UNITS[quantity] for quantity in (RATE, *LATENCIES)}
    generator = Generator(busiest=0.1, core=0.2, most=1000, fastest=100)
    run = recording.recorded(speed(), Plan(rounds=3), generator, found, {"flask": "1"}, datetime.date(2026, 1, 1))
    assert {each.quantity for each in run.series} == {RATE}  # 8 / 10 seconds, less than three times in two
    assert run.digest == run.computed_digest()
    assert run.samples(place, FLASK, LATENCIES[0]) == ()


def test_the_versions_are_those_of_the_lock():
    found = recording.versions(speed(), "4.1.0", "15.18")
    assert found["wrk"] == "4.1.0"
    assert {"flask", "django", "gunicorn", "uvicorn", "sqlalchemy"} <= found.keys()
    assert all(value[0].isdigit() for value in found.values())


def test_the_command_says_what_it_takes_without_measuring():
    done = subprocess.run(
        [sys.executable, "-m", "tests.speed", "--plan", "--quick"], cwd=HERE.parent, capture_output=True, text=True,
        check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines()[-1].endswith("minutes")
