"""How code reaches the request: by an import in Flask, by a parameter in Django."""

import threading
from concurrent.futures import ThreadPoolExecutor

import flask
import pytest


@pytest.mark.claim("flask-request-is-context-local")
def test_flask_request_is_another_one_in_each_simultaneous_request():
    app = flask.Flask("probe")
    both = threading.Barrier(2, timeout=30)

    @app.get("/")
    def view():
        both.wait()
        return helper()

    def helper():
        return flask.request.args["name"]

    def get(name):
        return app.test_client().get("/", query_string={"name": name}).text

    with ThreadPoolExecutor(2) as pool:
        assert list(pool.map(get, ["one", "two"])) == ["one", "two"]


@pytest.mark.claim("flask-request-needs-a-context")
def test_flask_request_raises_where_no_request_is_handled():
    app = flask.Flask("probe")
    with pytest.raises(RuntimeError, match="outside of request context"):
        _ = flask.request.path

    @app.get("/thread")
    def view():
        with ThreadPoolExecutor(1) as pool:
            plain = pool.submit(lambda: flask.request.path).exception()
            copied = pool.submit(flask.copy_current_request_context(lambda: flask.request.path)).result()
        return [type(plain).__name__, copied]

    assert app.test_client().get("/thread").json == ["RuntimeError", "/thread"]
    with app.test_request_context("/made-up"):
        assert flask.request.path == "/made-up"


DJANGO = """
    import json
    import django
    from django.conf import settings
    from django.http import HttpRequest, HttpResponse
    from django.urls import path
    from django.views import View

    def function(request):
        return HttpResponse(f"{isinstance(request, HttpRequest)} {request.path}")

    class Class(View):
        def get(self, request):
            return HttpResponse(str(self.request is request))

    def without_a_parameter():
        return HttpResponse("")

    urlpatterns = [
        path("function", function), path("class", Class.as_view()), path("without", without_a_parameter),
    ]
    settings.configure(ROOT_URLCONF=__name__, ALLOWED_HOSTS=["testserver"])
    django.setup()
    from django.test import Client
"""


@pytest.mark.claim("django-request-is-a-parameter")
def test_django_hands_each_view_the_request(run):
    seen = run(
        DJANGO
        + """
    client = Client(raise_request_exception=False)
    answers = [client.get(address) for address in ("/function", "/class", "/without")]
    print(json.dumps([[answer.status_code, answer.content.decode()[:30]] for answer in answers]))
    """
    )
    assert seen[0] == [200, "True /function"]
    assert seen[1] == [200, "True"]
    assert seen[2][0] == 500
