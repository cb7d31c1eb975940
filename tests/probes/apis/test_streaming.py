"""Streamed responses: whether a part leaves before the next one is made."""

import http.client
from concurrent.futures import ThreadPoolExecutor

import pytest

PARTS = """
    seen = []

    def parts():
        for number in "123":
            seen.append("made " + number)
            yield number

    async def async_parts():
        for number in "123":
            seen.append("made " + number)
            yield number
"""

WSGI = """
    from werkzeug.test import EnvironBuilder

    def read(application):
        body = application(EnvironBuilder("/").get_environ(), lambda status, headers, info=None: None)
        for chunk in body:
            seen.append("sent " + chunk.decode())
        body.close()
        return seen
"""

FLASK = (
    """
    import json
    from flask import Flask, request, stream_with_context
    app = Flask("probe")
"""
    + PARTS
    + WSGI
)

DJANGO = (
    """
    import asyncio, json, warnings
    import django
    from django.conf import settings
    settings.configure(ALLOWED_HOSTS=["*"], ROOT_URLCONF=__name__, SECRET_KEY="probe")
    django.setup()
    from django.core.asgi import get_asgi_application
    from django.core.wsgi import get_wsgi_application
    from django.http import HttpResponse, StreamingHttpResponse
    from django.urls import path
"""
    + PARTS
    + WSGI
)

ASGI = """
    async def ask():
        async def receive():
            if not asked:
                asked.append(True)
                return {"type": "http.request", "body": b""}
            await asyncio.Event().wait()

        async def send(message):
            if message.get("body"):
                seen.append("sent " + message["body"].decode())

        asked = []
        scope = {"type": "http", "method": "GET", "path": "/", "headers": [], "query_string": b""}
        await get_asgi_application()(scope, receive, send)
"""

IN_TURN = ["made 1", "sent 1", "made 2", "sent 2", "made 3", "sent 3"]
AT_ONCE = ["made 1", "made 2", "made 3", "sent 1", "sent 2", "sent 3"]


@pytest.mark.claim("flask-streams-generators")
def test_flask_streams_a_generator(run):
    """Fails if a generator is collected before its first part is sent."""
    program = (
        FLASK
        + """
    class Counted:
        def __init__(self): self.parts = parts()
        def __iter__(self): return self
        def __next__(self): return next(self.parts)

    app.add_url_rule("/", view_func=lambda: {view})
    print(json.dumps(read(app)))
    """
    )
    for streamed in ("parts()", "map(str, parts())", "Counted()", "(parts(), 201)"):
        assert run(program.replace("{view}", streamed)) == IN_TURN
    assert run(program.replace("{view}", "'|'.join(parts())"))[:3] == AT_ONCE[:3]


@pytest.mark.claim("flask-streams-no-async-generators")
def test_flask_refuses_an_async_generator(run):
    """Fails if an async generator is accepted as a response, or no TypeError says why not."""
    program = (
        FLASK
        + """
    from flask import Response
    app.testing = True

    @app.get("/")
    async def view():
        return {view}

    try:
        read(app)
    except TypeError as error:
        print(json.dumps([str(error), seen]))
    else:
        print(json.dumps(["no error", seen]))
    """
    )
    assert run(program.replace("{view}", "parts()")) == ["no error", IN_TURN]
    refused = run(program.replace("{view}", "async_parts()"))
    assert "valid response" in refused[0]
    assert refused[1] == []
    refused = run(program.replace("{view}", "Response(async_parts())"))
    assert "not iterable" in refused[0]
    assert refused[1] == []


@pytest.mark.claim("flask-stream-with-context")
def test_flask_generator_needs_the_request_kept(run):
    """Fails if a generator can read `request` without `stream_with_context`, or can't with it."""
    program = (
        FLASK
        + """
    def named():
        yield request.path

    app.testing = True
    app.add_url_rule("/", view_func=lambda: {view})
    try:
        print(json.dumps(read(app)))
    except RuntimeError as error:
        print(json.dumps(str(error)))
    """
    )
    assert "outside of request context" in run(program.replace("{view}", "named()"))
    assert run(program.replace("{view}", "stream_with_context(named())")) == ["sent /"]


@pytest.mark.claim("django-streams-iterators")
def test_django_streams_an_iterator_under_wsgi(run):
    """Fails if `StreamingHttpResponse` collects its parts under WSGI, or `HttpResponse` does not."""
    program = (
        DJANGO
        + """
    urlpatterns = [path("", lambda request: {view}(parts()))]
    print(json.dumps(read(get_wsgi_application())))
    """
    )
    assert run(program.replace("{view}", "StreamingHttpResponse")) == IN_TURN
    assert run(program.replace("{view}", "HttpResponse"))[:3] == AT_ONCE[:3]


@pytest.mark.claim("django-streams-async-iterators-under-asgi", "django-stream-must-match-the-server")
def test_django_streams_async_iterators_under_asgi_and_collects_others(run):
    """Fails if a plain iterator is streamed or collected silently, or an async one is collected."""
    program = (
        DJANGO
        + ASGI
        + """
    urlpatterns = [path("", lambda request: StreamingHttpResponse({parts}()))]
    with warnings.catch_warnings(record=True) as warned:
        warnings.simplefilter("always")
        asyncio.run(ask())
    print(json.dumps([seen, sum("synchronous iterators" in str(each.message) for each in warned)]))
    """
    )
    assert run(program.replace("{parts}", "async_parts")) == [IN_TURN, 0]
    assert run(program.replace("{parts}", "parts")) == [AT_ONCE, 1]


@pytest.mark.claim("django-stream-must-match-the-server")
def test_django_collects_an_async_iterator_under_wsgi(run):
    """Fails if an async iterator is streamed under WSGI, or collected without a warning."""
    seen = run(
        DJANGO
        + """
    urlpatterns = [path("", lambda request: StreamingHttpResponse(async_parts()))]
    with warnings.catch_warnings(record=True) as warned:
        warnings.simplefilter("always")
        read(get_wsgi_application())
    print(json.dumps([seen, sum("asynchronous iterators" in str(each.message) for each in warned)]))
    """
    )
    assert seen == [AT_ONCE, 1]


@pytest.mark.claim("django-file-response-under-asgi")
def test_django_reads_a_whole_file_under_asgi(run):
    """Fails if the first part of a `FileResponse` is sent before the whole file is read."""
    program = (
        DJANGO
        + ASGI
        + """
    import io
    from django.http import FileResponse

    class Watched(io.BytesIO):
        def read(self, size=-1):
            block = super().read(size)
            if block:
                seen.append("made " + block[:1].decode())
            return block

    size = 1 << 16  # the blocks in which Django reads a file under ASGI

    async def by_block(file):
        while block := file.read(size):
            yield block

    urlpatterns = [path("", lambda request: {answer}(Watched(b"1" * size + b"2" * size + b"3" * size)))]
    asyncio.run(ask())
    print(json.dumps([each[:6] for each in seen]))
    """
    )
    assert run(program.replace("{answer}", "FileResponse")) == AT_ONCE
    streamed = program.replace("{answer}", "(lambda file: StreamingHttpResponse(by_block(file)))")
    assert run(streamed) == IN_TURN


SERVED_PARTS = """
import asyncio, os, threading, time
OPEN = int(os.environ["PROBE_OPEN"])
lock = threading.Lock()
opened = 0

def come():
    global opened
    with lock:
        opened += 1

def slow():
    for number in range(35):
        yield f"{number} "
        time.sleep(0.2)

def meeting():
    come()
    yield "open "
    end = time.monotonic() + 20
    while opened < OPEN and time.monotonic() < end:
        time.sleep(0.005)
    yield str(opened)

async def async_meeting():
    come()
    yield "open "
    end = time.monotonic() + 20
    while opened < OPEN and time.monotonic() < end:
        await asyncio.sleep(0.005)
    yield str(opened)
"""

SERVED_FLASK = (
    SERVED_PARTS
    + """
from flask import Flask
application = Flask("probe")
application.add_url_rule("/slow", "slow", slow)
application.add_url_rule("/meeting", "meeting", meeting)
"""
)

SERVED_DJANGO = (
    SERVED_PARTS
    + """
import django
from django.conf import settings
settings.configure(ALLOWED_HOSTS=["*"], ROOT_URLCONF="served", SECRET_KEY="probe")
django.setup()
from django.core.asgi import get_asgi_application
from django.core.wsgi import get_wsgi_application
from django.http import StreamingHttpResponse
from django.urls import path
urlpatterns = [path(each.__name__, lambda request, each=each: StreamingHttpResponse(each()))
               for each in (slow, meeting, async_meeting)]
application = get_wsgi_application()
native = get_asgi_application()
"""
)

GUNICORN = ("gunicorn", "--bind=127.0.0.1:{port}", "--workers=1", "served:application")
GEVENT = (*GUNICORN, "--worker-class=gevent")


def ends_of_slow(serve, tmp_path, module):
    """How a response that takes seven seconds ends with a timeout of three: default worker, threads, gevent.

    A gevent worker says once a second that it is alive, so that a timeout of one ends it now and then.
    """
    (tmp_path / "served.py").write_text(module, encoding="utf-8")
    servers = [
        serve("-m", *GUNICORN, "--timeout=3", *more, PROBE_OPEN="1")
        for more in ((), ("--threads=2",), ("--worker-class=gevent",))
    ]

    def end(at):
        try:
            return at.get("/slow").text.split()[-1]
        except http.client.IncompleteRead as error:
            return "broken off" if error.partial else "nothing"

    with ThreadPoolExecutor(3) as pool:
        return list(pool.map(end, servers))


def held(serve, tmp_path, module, path, *server):
    """How many of twenty streams are open at once."""
    (tmp_path / "served.py").write_text(module, encoding="utf-8")
    at = serve("-m", *server, PROBE_OPEN="20")
    with ThreadPoolExecutor(20) as pool:
        return {reply.text for reply in pool.map(lambda number: at.get(path), range(20))}


@pytest.mark.claim("flask-gunicorn-worker-ends-long-streams")
def test_flask_streams_longer_than_the_timeout(serve, tmp_path):
    """Fails if gunicorn's default worker sends a long stream whole, or threads or gevent break it off."""
    assert ends_of_slow(serve, tmp_path, SERVED_FLASK) == ["broken off", "34", "34"]


@pytest.mark.claim("django-gunicorn-worker-ends-long-streams")
def test_django_streams_longer_than_the_timeout(serve, tmp_path):
    """Fails if gunicorn's default worker sends a long stream whole, or threads or gevent break it off."""
    assert ends_of_slow(serve, tmp_path, SERVED_DJANGO) == ["broken off", "34", "34"]


@pytest.mark.claim("flask-gevent-holds-many-streams")
def test_flask_holds_twenty_streams_in_a_gevent_worker(serve, tmp_path):
    """Fails if one gevent worker does not keep twenty Flask streams open at once."""
    assert held(serve, tmp_path, SERVED_FLASK, "/meeting", *GEVENT) == {"open 20"}


@pytest.mark.claim("django-gevent-holds-many-streams")
def test_django_holds_twenty_streams_in_a_gevent_worker(serve, tmp_path):
    """Fails if one gevent worker does not keep twenty Django streams open at once."""
    assert held(serve, tmp_path, SERVED_DJANGO, "/meeting", *GEVENT) == {"open 20"}


@pytest.mark.claim("django-asgi-holds-many-streams")
def test_django_holds_twenty_streams_under_asgi(serve, tmp_path):
    """Fails if one uvicorn process does not keep twenty async streams open at once."""
    server = ("uvicorn", "--host=127.0.0.1", "--port={port}", "--log-level=warning", "served:native")
    assert held(serve, tmp_path, SERVED_DJANGO, "/async_meeting", *server) == {"open 20"}
