"""Ask an application without a server. Run with the Python of a side: visits come in as JSON, answers go out.

A visit is a list of requests of one visitor, who keeps cookies and sends the hidden field of the last form.
"""

from __future__ import annotations

import asyncio
import base64
import importlib
import io
import json
import re
import sqlite3
import sys
from typing import Any
from urllib.parse import urlencode
from wsgiref.util import setup_testing_defaults

Sent = tuple[int, list[tuple[str, str]], bytes]
"""The status, the headers and the body of an answer."""
BOUNDARY = "a-boundary-of-the-form"
HIDDEN = re.compile(r'<input(?=[^>]*type="hidden")(?=[^>]*name="([^"]+)")(?=[^>]*value="([^"]+)")')


def encoded(form: dict[str, str], upload: int | None) -> tuple[str, bytes]:
    """The type and the bytes of a body: the fields of a form, or one file of so many bytes in the field `file`."""
    if upload is None:
        return "application/x-www-form-urlencoded", urlencode(form).encode()
    head = f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="file"; filename="a.bin"\r\n'
    body = f"{head}Content-Type: application/octet-stream\r\n\r\n".encode() + b"x" * upload
    return f"multipart/form-data; boundary={BOUNDARY}", body + f"\r\n--{BOUNDARY}--\r\n".encode()


class Visitor:
    """Asks one application; keeps cookies and the hidden field of the last form."""

    def __init__(self, application: Any, interface: str) -> None:
        self.send = _asgi if interface == "asgi" else _wsgi
        self.application = application
        self.cookies: dict[str, str] = {}
        self.hidden: dict[str, str] = {}

    def ask(self, request: dict[str, Any]) -> dict[str, Any]:
        """The answer to one request."""
        headers = {"host": "127.0.0.1:8000"} | request.get("headers", {})
        if self.cookies:
            headers["cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        body = b""
        if request["method"] == "POST":
            form = request.get("form", {})
            hidden = self.hidden if form and request.get("token", True) else {}
            headers["content-type"], body = encoded(form | hidden, request.get("upload"))
            headers["content-length"] = str(len(body))
        STATEMENTS.clear()
        status, given, answer = self.send(self.application, request["method"], request["path"], headers, body)
        self._keep(given, answer)
        return {
            "status": status,
            "headers": sorted((name.lower(), value) for name, value in given),
            "body": base64.b64encode(answer).decode(),
            "statements": list(STATEMENTS),
        }

    def _keep(self, headers: list[tuple[str, str]], answer: bytes) -> None:
        for name, value in headers:
            if name.lower() == "set-cookie":
                key, _, rest = value.partition("=")
                self.cookies[key] = rest.partition(";")[0]
        self.hidden = dict(HIDDEN.findall(answer.decode("utf-8", "replace")))


def _wsgi(application: Any, method: str, path: str, headers: dict[str, str], body: bytes) -> Sent:
    environ: dict[str, Any] = {"REQUEST_METHOD": method, "PATH_INFO": path, "wsgi.input": io.BytesIO(body)}
    environ["wsgi.errors"] = sys.stderr
    for name, value in headers.items():
        key = name.upper().replace("-", "_")
        environ[key if key.startswith("CONTENT_") else f"HTTP_{key}"] = value
    setup_testing_defaults(environ)
    environ["REMOTE_ADDR"] = "127.0.0.1"
    started: list[Any] = []
    parts = application(environ, lambda status, given, error=None: started.extend([status, given]))
    answer = b"".join(parts)
    if hasattr(parts, "close"):
        parts.close()
    return int(started[0].split()[0]), started[1], answer


def _asgi(application: Any, method: str, path: str, headers: dict[str, str], body: bytes) -> Sent:
    scope = {
        "type": "http", "asgi": {"version": "3.0"}, "http_version": "1.1", "method": method, "scheme": "http",
        "path": path, "raw_path": path.encode(), "query_string": b"", "root_path": "", "client": ("127.0.0.1", 1),
        "server": ("127.0.0.1", 8000), "headers": [(name.encode(), value.encode()) for name, value in headers.items()],
    }  # fmt: skip
    sent: list[dict[str, Any]] = []
    LOOP.run(_called(application, scope, body, sent))
    given = [(name.decode(), value.decode()) for name, value in sent[0]["headers"]]
    return sent[0]["status"], given, b"".join(message.get("body", b"") for message in sent[1:])


async def _called(application: Any, scope: dict[str, Any], body: bytes, sent: list[dict[str, Any]]) -> None:
    bodies = [{"type": "http.request", "body": body, "more_body": False}]
    answered = asyncio.Event()

    async def receive() -> dict[str, Any]:
        if bodies:
            return bodies.pop()
        await answered.wait()
        return {"type": "http.disconnect"}

    async def send(message: dict[str, Any]) -> None:
        sent.append(message)
        if message["type"] == "http.response.body" and not message.get("more_body"):
            answered.set()

    await application(scope, receive, send)


LOOP = asyncio.Runner()
"""One for all requests, as a server has one: a client that an application keeps belongs to it."""
STATEMENTS: list[str] = []
"""What SQLite was asked since the last request began."""


def _watch() -> None:
    """Keep what each connection to SQLite is asked from now on."""
    connect = sqlite3.connect

    def watched(*arguments: Any, **options: Any) -> sqlite3.Connection:
        connection: sqlite3.Connection = connect(*arguments, **options)
        connection.set_trace_callback(STATEMENTS.append)
        return connection

    sqlite3.connect = sqlite3.dbapi2.connect = watched  # type: ignore[assignment]


def main() -> None:
    """Answer what comes in."""
    _watch()
    sys.path.insert(0, "")
    given = json.load(sys.stdin)
    module, name = given["application"].split(":")
    application = getattr(importlib.import_module(module), name)
    answers = []
    for visit in given["visits"]:
        visitor = Visitor(application, given["interface"])
        answers.append([visitor.ask(request) for request in visit])
    json.dump(answers, sys.stdout)


if __name__ == "__main__":
    main()
