"""Streamed responses: whether a part leaves before the next one is made."""

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
    program = (
        FLASK
        + """
    app.add_url_rule("/", view_func=lambda: {view})
    print(json.dumps(read(app)))
    """
    )
    assert run(program.replace("{view}", "parts()")) == IN_TURN
    assert run(program.replace("{view}", "'|'.join(parts())"))[:3] == AT_ONCE[:3]


@pytest.mark.claim("flask-streams-no-async-generators")
def test_flask_refuses_an_async_generator(run):
    seen = run(
        FLASK
        + """
    app.testing = True

    @app.get("/")
    async def view():
        return async_parts()

    try:
        read(app)
    except TypeError as error:
        print(json.dumps([str(error), seen]))
    """
    )
    assert "valid response" in seen[0]
    assert seen[1] == []


@pytest.mark.claim("flask-stream-with-context")
def test_flask_generator_needs_the_request_kept(run):
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
