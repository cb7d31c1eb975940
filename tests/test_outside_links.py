"""The weekly link check, against answers made here and a server on this machine."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from macros.tools import outside_links
from macros.tools.outside_links import Answer, answers, ask, outside, patiently, report, write_output


def page(site: Path, path: str, body: str) -> None:
    target = site / path
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(f"<html><body>{body}</body></html>", encoding="utf-8")


def test_a_page_is_asked_once_whatever_fragments_lead_to_it(tmp_path):
    page(
        tmp_path,
        "index.html",
        '<a href="https://one.example/a#x">x</a> <a href="https://one.example/a#:~:text=y">y</a>',
    )
    page(
        tmp_path,
        "b/index.html",
        '<a href="https://one.example/a">z</a> <a href="../c/">in</a> <a href="mailto:x@y.example">m</a>',
    )
    assert outside(tmp_path) == {"https://one.example/a": ("", "b/")}


class Host(BaseHTTPRequestHandler):
    def do_HEAD(self) -> None:
        self._reply({"/fine": 200, "/moved": 301, "/get-only": 405}.get(self.path, 404))

    def do_GET(self) -> None:
        self._reply({"/fine": 200, "/get-only": 200, "/busy": 429}.get(self.path, 404))

    def _reply(self, status: int) -> None:
        self.send_response(status)
        if status == 301:
            self.send_header("Location", "/fine")
        if status == 429:
            self.send_header("Retry-After", "7")
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *parts: object) -> None:
        pass


@pytest.fixture
def host() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Host)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.mark.parametrize(
    ("path", "status", "broken"),
    [
        ("/fine", 200, False),
        ("/moved", 200, False),
        ("/get-only", 200, False),
        ("/gone", 404, True),
        ("/busy", 429, False),
    ],
)
def test_a_host_is_asked_for_the_head_then_for_the_whole(host, path, status, broken):
    answer = ask(host + path)
    assert (answer.status, answer.broken) == (status, broken)
    assert answer.wait == (7 if path == "/busy" else 0)


def test_a_host_that_is_not_there_is_broken_with_a_reason(host):
    answer = ask("http://127.0.0.1:1/")
    assert answer.broken
    assert "refused" in str(answer)


def asked(*given: Answer) -> tuple[Answer, list[float], int]:
    waits: list[float] = []
    left = list(given)
    answer = patiently("https://one.example/", lambda url: left.pop(0), waits.append)
    return answer, waits, len(given) - len(left)


def test_a_passing_fault_is_asked_again_and_forgotten():
    answer, waits, times = asked(Answer(503), Answer(200))
    assert (answer.status, times) == (200, 2)
    assert waits == [6.0]


def test_a_lasting_fault_is_given_up():
    answer, waits, times = asked(*[Answer(None, "timed out")] * 5)
    assert answer.broken
    assert times == outside_links.TRIES == len(waits) + 1


def test_a_missing_page_is_not_asked_twice():
    assert asked(Answer(404), Answer(200))[2] == 1


def test_a_host_that_asks_for_time_gets_it_within_reason():
    assert asked(Answer(429, wait=30), Answer(200))[1] == [30]
    assert outside_links._wait("86400") == outside_links.LONGEST_WAIT
    assert outside_links._wait("Wed, 21 Oct 2026 07:28:00 GMT") == 0


def test_pages_of_one_host_are_asked_one_after_another_with_a_pause():
    waits: list[float] = []
    urls = [f"https://one.example/{number}" for number in range(4)] + ["https://two.example/"]
    found = answers(urls, lambda url: Answer(200), waits.append)
    assert sorted(found) == sorted(urls)
    assert waits == [outside_links.BETWEEN] * 3


def test_the_report_names_broken_pages_only_and_where_they_are_linked():
    linking = {"https://a.example/": ("", "sources/"), "https://b.example/": ("",), "https://c.example/": ("",)}
    found = {"https://a.example/": Answer(404), "https://b.example/": Answer(200), "https://c.example/": Answer(403)}
    text = report(found, linking)
    assert "1 of 3 pages outside the site do not respond." in text
    assert "- [ ] https://a.example/ (404), linked from `/`, `/sources/`" in text
    assert "b.example" not in text
    assert "1 more respond only to people" in text


def test_a_long_report_fits_an_issue():
    linking = {f"https://a.example/{number:0100}": ("",) for number in range(2000)}
    text = report(dict.fromkeys(linking, Answer(404)), linking)
    assert len(text) < 60_000
    assert "more" in text.splitlines()[-1]


def test_an_output_can_not_be_ended_by_what_it_says(tmp_path):
    output = tmp_path / "output"
    write_output(output, broken="1", report="first\nEOF\nbroken=0")
    lines = output.read_text(encoding="utf-8").splitlines()
    end = lines[0].removeprefix("broken<<")
    assert lines == [f"broken<<{end}", "1", end, f"report<<{end}", "first", "EOF", "broken=0", end]
    assert len(end) == 32
