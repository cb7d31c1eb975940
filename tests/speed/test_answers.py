"""Every side of a set-up does the same work: asked without a server, with SQLite."""

from __future__ import annotations

import base64
import json
import subprocess
import threading
from collections.abc import Iterator
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from macros.load import load
from macros.model import Answer, Interface, Place, Speed
from tests.tasks.environments import ROOT, pinned

from .applications import LOCK, Application, Applications
from .lock import wanted
from .visits import visit

ASKED = Path(__file__).parent / "asked.py"
HEADERS = {"x-frame-options", "x-content-type-options", "referrer-policy", "cross-origin-opener-policy"}
READS = {"row": 1, "books-n-queries": 21, "books-one-query": 1}


@cache
def speed() -> Speed:
    """data/speed.yml."""
    found = load(ROOT).speed
    assert found
    return found


SETUPS = [id for id, setup in speed().setups.items() if not all(side.files_of for side in setup.sides.values())]
"""The set-ups with files of their own."""
WITH_DATABASE = [id for id in SETUPS if "row" in speed().setups[id].scenarios]


class Upstream(BaseHTTPRequestHandler):
    """The service behind the slow page, which does not let a test wait."""

    def do_GET(self) -> None:
        self.send_response(200)
        self.end_headers()
        self.wfile.write(b"Here at last.")

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def upstream() -> Iterator[int]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Upstream)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield server.server_port
    server.shutdown()
    thread.join()
    server.server_close()


class Answers:
    """What one application of one side answers to every scenario, and to what it must refuse."""

    def __init__(self, names: list[str], answers: list[list[dict[str, Any]]]) -> None:
        self.visits = dict(zip(names, answers, strict=True))

    def __getitem__(self, scenario: str) -> dict[str, Any]:
        return self.visits[scenario][-1]

    def body(self, scenario: str) -> bytes:
        return base64.b64decode(self[scenario]["body"])

    def headers(self, scenario: str) -> dict[str, str]:
        return dict(self[scenario]["headers"])

    def value(self, scenario: str) -> Any:
        return json.loads(self.body(scenario))

    def read(self, scenario: str) -> int:
        """How many queries read a table; what Django asks SQLite about itself is written small."""
        return sum(statement.startswith("SELECT") for statement in self[scenario]["statements"])

    def inserted(self, scenario: str) -> list[str]:
        return [
            each.split()[0] for each in self[scenario]["statements"] if each.split()[0] in {"BEGIN", "INSERT", "COMMIT"}
        ]


def visits_of(setup: str) -> dict[str, list[dict[str, Any]]]:
    """Every scenario as a visit, and what has to be refused or to count on."""
    found = {id: visit(speed().scenarios[id].request) for id in speed().setups[setup].scenarios}
    if "session" in found:
        found["third visit"] = [*found["session"], found["session"][-1]]
    if "form" in found:
        found["no token"] = [*found["form"][:-1], found["form"][-1] | {"token": False}]
        found["wrong field"] = [*found["form"][:-1], found["form"][-1] | {"form": {"name": "Ada", "guests": "6"}}]
        found["another host"] = [found["plain-text"][0] | {"headers": {"host": "example.org"}}]
        found["wrong password"] = [
            *found["account"][:-2],
            found["account"][-2] | {"form": {"username": "reader", "password": "x"}},
            found["account"][-1],
        ]
        found["not logged in"] = found["account"][-1:]
    return found


def asked(application: Application, module: str, interface: str, visits: list[list[dict[str, Any]]]) -> Any:
    """The answers to all visits, without a server."""
    given = json.dumps({"application": module, "interface": interface, "visits": visits})
    done = subprocess.run(
        [application.python, ASKED], cwd=application.folder, env=application.variables, input=given,
        capture_output=True, text=True, timeout=60,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


@pytest.fixture(scope="module")
def answers(upstream: int, tmp_path_factory: pytest.TempPathFactory):
    """The answers of each application of a set-up, by its side and its interface."""
    applications = Applications(speed(), tmp_path_factory.mktemp("speed"), upstream, None)

    @cache
    def of(setup: str) -> dict[str, Answers]:
        found = {}
        visits = visits_of(setup)
        for name, side in speed().setups[setup].sides.items():
            application = applications.of(Place(setup, "", ""), name)
            for interface in Interface:
                if module := side.application(interface):
                    answered = asked(application, module, interface, list(visits.values()))
                    found[f"{name} {interface}"] = Answers(list(visits), answered)
        return found

    return of


@pytest.mark.parametrize("setup", SETUPS)
def test_both_sides_answer_the_same(answers, setup):
    first, *others = answers(setup).values()
    assert others
    for scenario in speed().setups[setup].scenarios:
        assert first[scenario]["status"] in {200, 201}, first.body(scenario)
        for other in others:
            assert other[scenario]["status"] == first[scenario]["status"], (scenario, other.body(scenario))
            assert (
                other.headers(scenario)["content-type"].split(";")[0]
                == first.headers(scenario)["content-type"].split(";")[0]
            )
            if speed().scenarios[scenario].answer is Answer.JSON:
                assert other.value(scenario) == first.value(scenario), scenario
            else:
                assert other.body(scenario) == first.body(scenario), scenario


def each(answers, setups):
    return [(setup, name, side) for setup in setups for name, side in answers(setup).items()]


def test_the_work_is_what_its_scenario_says(answers):
    for setup, name, side in each(answers, ["bare", "features"]):
        assert side.body("plain-text") == b"Hello, World!", (setup, name)
        assert side.body("rows").count(b"<tr>") == 100, (setup, name)
        assert side.value("upload")["bytes"] == 102_400, (setup, name)


def test_each_scenario_runs_the_queries_that_it_says(answers):
    for setup, name, side in each(answers, WITH_DATABASE):
        assert {scenario: side.read(scenario) for scenario in READS} == READS, (setup, name)
        assert len(side.value("books-n-queries")["books"]) == 20
        assert side.value("books-one-query") == side.value("books-n-queries")


def test_an_insert_is_committed_in_a_transaction(answers):
    for setup, name, side in each(answers, WITH_DATABASE):
        assert side.inserted("insert") == ["BEGIN", "INSERT", "COMMIT"], (setup, name)


def test_a_session_counts_each_visit(answers):
    for setup, name, side in each(answers, [id for id in SETUPS if "session" in speed().setups[id].scenarios]):
        assert side.value("session") == {"visits": 2}, (setup, name)
        assert side.value("third visit") == {"visits": 3}, (setup, name)


def test_sessions_are_in_a_cookie_where_both_sides_have_the_same_features(answers):
    for name, side in answers("features").items():
        assert side["session"]["statements"] == [], name


def test_a_form_is_refused_without_its_token_and_shown_again_with_a_wrong_field(answers):
    for name, side in answers("features").items():
        assert side.body("form") == b"Ada brings 2 guests.", name
        assert side["no token"]["status"] in {400, 403}, name
        assert side["wrong field"]["status"] == 200, name
        assert b"<form" in side.body("wrong field"), name


def test_another_host_is_refused_and_every_answer_has_the_security_headers(answers):
    for name, side in answers("features").items():
        assert side["another host"]["status"] == 400, name
        for scenario in set(speed().setups["features"].scenarios) - {"static"}:
            assert side.headers(scenario).keys() >= HEADERS, (name, scenario)
    flask, django = answers("features").values()
    for header in HEADERS:
        assert flask.headers("json")[header] == django.headers("json")[header]


def test_only_who_logged_in_with_the_password_sees_the_account(answers):
    for name, side in answers("features").items():
        assert side.body("account") == b"Logged in as reader.", name
        assert sum("SELECT" in each for each in side["account"]["statements"]) == 1, name
        assert side["not logged in"]["status"] == 302, name
        assert side["wrong password"]["status"] == 302, name


def test_the_lock_has_what_is_named_in_the_releases_that_the_site_checks():
    pins = pinned(LOCK)
    for name in wanted(load(ROOT)):
        package, _, version = name.partition("==")
        assert pins[package.partition("[")[0]].startswith(version), f"run `make speed-lock`: {name}"
