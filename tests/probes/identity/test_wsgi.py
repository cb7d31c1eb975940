"""What kind of thing each framework's application is: a WSGI callable that any WSGI server can call."""

import pytest

CALL = """
    import json
    from wsgiref.util import setup_testing_defaults
    from wsgiref.validate import validator

    def called(application, path):
        environ = {"SCRIPT_NAME": "", "PATH_INFO": path, "QUERY_STRING": ""}
        setup_testing_defaults(environ)
        status = []
        body = validator(application)(environ, lambda line, headers, error=None: status.append(line) or bytes.__len__)
        text = b"".join(body).decode()
        body.close()
        return [status[0], text]
"""


@pytest.mark.claim("flask-is-a-wsgi-framework")
def test_a_flask_application_is_a_wsgi_callable(run):
    """Fails if wsgiref's validator objects to the application, or it answers a wrong status or body."""
    seen = run(
        CALL
        + """
    from flask import Flask
    app = Flask(__name__)
    app.add_url_rule("/hello", view_func=lambda: "hello", endpoint="hello")
    print(json.dumps([called(app, "/hello"), called(app, "/else")[0]]))
    """
    )
    assert seen == [["200 OK", "hello"], "404 NOT FOUND"]


@pytest.mark.claim("django-is-a-wsgi-and-asgi-framework")
def test_a_django_application_is_a_wsgi_and_an_asgi_callable(run):
    """Fails if it fails as a WSGI or ASGI callable, or takes a WebSocket connection."""
    seen = run(
        CALL
        + """
    import asyncio
    from asgiref.testing import ApplicationCommunicator
    from django.conf import settings
    settings.configure(ROOT_URLCONF=__name__, ALLOWED_HOSTS=["*"], SECRET_KEY="k")
    from django.core.asgi import get_asgi_application
    from django.core.wsgi import get_wsgi_application
    from django.http import HttpResponse
    from django.urls import path
    urlpatterns = [path("hello", lambda request: HttpResponse("hello"))]
    app = get_wsgi_application()

    async def asked(kind):
        scope = {"type": kind, "http_version": "1.1", "method": "GET", "path": "/hello", "query_string": b"",
                 "headers": [(b"host", b"site.example")], "server": ("site.example", 80)}
        client = ApplicationCommunicator(get_asgi_application(), scope)
        await client.send_input({"type": "http.request", "body": b""})
        try:
            await client.wait(10)  # raises what the application raised; receive_output alone would wait in vain
            head, body = await client.receive_output(10), await client.receive_output(10)
        except ValueError as error:
            return str(error)
        return [head["status"], body["body"].decode()]

    over_asgi = [asyncio.run(asked(kind)) for kind in ("http", "websocket")]
    print(json.dumps([called(app, "/hello"), called(app, "/else")[0], *over_asgi]))
    """
    )
    assert seen[:3] == [["200 OK", "hello"], "404 Not Found", [200, "hello"]]
    assert "can only handle ASGI/HTTP connections, not websocket" in seen[3]
