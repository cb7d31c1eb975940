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
def test_a_django_application_is_a_wsgi_callable(run):
    seen = run(
        CALL
        + """
    import inspect
    from django.conf import settings
    settings.configure(ROOT_URLCONF=__name__, ALLOWED_HOSTS=["*"], SECRET_KEY="k")
    from django.core.asgi import get_asgi_application
    from django.core.wsgi import get_wsgi_application
    from django.http import HttpResponse
    from django.urls import path
    urlpatterns = [path("hello", lambda request: HttpResponse("hello"))]
    app = get_wsgi_application()
    takes = list(inspect.signature(get_asgi_application()).parameters)
    print(json.dumps([called(app, "/hello"), called(app, "/else")[0], takes]))
    """
    )
    assert seen == [["200 OK", "hello"], "404 Not Found", ["scope", "receive", "send"]]
