"""Time an application without a server. Run with the Python of a side, in its folder.

The first line that comes in is the application and its request, as JSON; every other line is for how many seconds to
call it, and what goes out is how many microseconds one call took.
"""

from __future__ import annotations

import base64
import importlib
import io
import json
import sys
import time
from collections.abc import Callable
from typing import Any
from wsgiref.util import setup_testing_defaults


def environ_of(method: str, path: str, headers: dict[str, str]) -> dict[str, Any]:
    """What a server passes to an application, without the body."""
    environ = {"REQUEST_METHOD": method, "PATH_INFO": path, "REMOTE_ADDR": "127.0.0.1", "SERVER_PROTOCOL": "HTTP/1.1"}
    for name, value in headers.items():
        key = name.upper().replace("-", "_")
        environ[key if key.startswith("CONTENT_") else f"HTTP_{key}"] = value
    setup_testing_defaults(environ)
    return environ


def visited(application: Callable[..., Any], visit: list[dict[str, Any]]) -> tuple[dict[str, Any], bytes, bytes]:
    """The last request of a visit as it was sent: its environ, its body; and the answer."""
    from asked import Visitor  # type: ignore[import-not-found]  # only a program in this folder finds it by that name

    visitor, sent = Visitor(application, "wsgi"), []
    send = visitor.send

    def keep(*arguments: Any) -> Any:
        sent.append(arguments[1:])
        return send(*arguments)

    visitor.send = keep
    answers = [visitor.ask(request) for request in visit]
    method, path, headers, body = sent[-1]
    return environ_of(method, path, headers), body, base64.b64decode(answers[-1]["body"])


def call(application: Callable[..., Any], environ: dict[str, Any], body: bytes) -> tuple[int, str, bytes]:
    """One call: nanoseconds from the call until the answer is closed, the status, the answer."""
    statuses: list[str] = []
    given = environ | {"wsgi.input": io.BytesIO(body)}
    before = time.perf_counter_ns()
    parts = application(given, lambda status, headers, error=None: statuses.append(status))
    answer = b"".join(parts)
    if hasattr(parts, "close"):
        parts.close()
    return time.perf_counter_ns() - before, statuses[0], answer


def microseconds(application: Callable[..., Any], environ: dict[str, Any], body: bytes, seconds: float) -> float:
    """The mean of all calls within so many seconds. Raises RuntimeError when one is answered with an error."""
    until, took, count = time.perf_counter() + seconds, 0, 0
    while not count or time.perf_counter() < until:
        nanoseconds, status, answer = call(application, environ, body)
        if status[0] not in "23":
            raise RuntimeError(f"answered with {status}: {answer!r}")
        took, count = took + nanoseconds, count + 1
    return took / count / 1000


def main() -> None:
    """Time what comes in."""
    sys.path.insert(0, "")
    given = json.loads(sys.stdin.readline())
    module, name = given["application"].split(":")
    application = getattr(importlib.import_module(module), name)
    environ, body, answer = visited(application, given["visit"])
    print(json.dumps(base64.b64encode(answer).decode()), flush=True)
    for line in sys.stdin:
        print(json.dumps(microseconds(application, environ, body, float(line))), flush=True)


if __name__ == "__main__":
    main()
