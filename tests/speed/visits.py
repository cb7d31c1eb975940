"""A visitor who asks a server over HTTP: once to see the answer, and beforehand for what a request needs."""

from __future__ import annotations

import base64
import http.client
import json
import time
from dataclasses import dataclass, field
from typing import Any

from macros.model import Answer, Request

from .asked import Visitor
from .processes import FailedError

SECONDS = 30
OF_THE_SENDER = {"host", "content-length"}
ALONE = {"Connection": "close"}
"""Each request has a connection of its own, under every server: gunicorn's sync worker keeps none open."""


@dataclass(frozen=True)
class Prepared:
    """A request with all that is sent: cookies, hidden fields, the body."""

    method: str
    path: str
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b""


def visit(request: Request) -> list[dict[str, Any]]:
    """A request as a visitor's: after those that must come before it."""
    before = visit(request.after) if request.after else []
    return [*before, request.model_dump(mode="json", exclude={"after"})]


def visited(port: int, request: Request) -> tuple[Prepared, bytes]:
    """The request as it was sent once, and its answer. Raises FailedError when there is none, or an error."""
    sent: list[Prepared] = []

    def send(_: object, method: str, path: str, headers: dict[str, str], body: bytes) -> tuple[int, Any, bytes]:
        own = {name.title(): value for name, value in headers.items() if name not in OF_THE_SENDER}
        sent.append(Prepared(method, path, own | ALONE, body))
        return ask(port, sent[-1])

    visitor: Any = Visitor(None, "wsgi")
    visitor.send = send
    answers = [visitor.ask(each) for each in visit(request)]
    return sent[-1], base64.b64decode(answers[-1]["body"])


def ask(port: int, prepared: Prepared) -> tuple[int, list[tuple[str, str]], bytes]:
    """Send one request on a connection of its own. Raises FailedError when the answer is an error."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=SECONDS)
    try:
        connection.request(prepared.method, prepared.path, prepared.body or None, prepared.headers)
        response = connection.getresponse()
        body = response.read()
    except OSError as error:
        raise FailedError(f"{prepared.method} {prepared.path} is not answered: {error}") from None
    finally:
        connection.close()
    if response.status >= 400:
        raise FailedError(f"{prepared.method} {prepared.path} is answered with {response.status}: {body[:500]!r}")
    return response.status, response.getheaders(), body


def warm_up(port: int, prepared: Prepared, seconds: float) -> None:
    """Ask for a while, so that what happens once has happened; at least twice."""
    until, count = time.monotonic() + seconds, 0
    while count < 2 or time.monotonic() < until:
        ask(port, prepared)
        count += 1


def same(one: bytes, other: bytes, answer: Answer) -> bool:
    """Whether two answers are the same, as the scenario compares them."""
    return bool(json.loads(one) == json.loads(other)) if answer is Answer.JSON else one == other
