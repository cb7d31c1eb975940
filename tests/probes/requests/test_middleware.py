"""Code around every request: hooks, middleware, their order, and what they cover."""

import flask
import pytest


@pytest.mark.claim("flask-request-hooks")
def test_flask_hooks_run_before_and_after_the_view():
    app = flask.Flask("probe")
    happened = []
    app.before_request(lambda: happened.append("before"))
    app.teardown_request(lambda error: happened.append(f"teardown {type(error).__name__}"))

    @app.after_request
    def after(response):
        happened.append("after")
        response.headers["X-After"] = "yes"
        return response

    @app.get("/<what>")
    def view(what):
        happened.append("view")
        return str(1 / int(what))

    client = app.test_client()
    assert client.get("/1").headers["X-After"] == "yes"
    assert happened == ["before", "view", "after", "teardown NoneType"]
    happened.clear()
    client.get("/0")
    assert happened == ["before", "view", "after", "teardown ZeroDivisionError"]


@pytest.mark.claim("flask-hooks-of-a-blueprint")
def test_flask_hooks_of_a_blueprint_cover_its_own_views_only():
    app = flask.Flask("probe")
    inside = flask.Blueprint("inside", "probe")
    inside.before_request(lambda: "stopped")
    inside.add_url_rule("/inside", endpoint="view", view_func=lambda: "inside")
    app.add_url_rule("/outside", endpoint="outside", view_func=lambda: "outside")
    app.register_blueprint(inside)
    client = app.test_client()
    assert [client.get("/inside").text, client.get("/outside").text] == ["stopped", "outside"]


@pytest.mark.claim("flask-wsgi-middleware")
def test_flask_takes_wsgi_middleware_around_the_application():
    app = flask.Flask("probe")
    app.add_url_rule("/", endpoint="home", view_func=lambda: flask.request.environ.get("probe.seen", "no"))
    wrapped = app.wsgi_app

    def middleware(environ, start_response):
        environ["probe.seen"] = "yes"
        return wrapped(environ, start_response)

    assert app.test_client().get("/").text == "no"
    app.wsgi_app = middleware
    assert app.test_client().get("/").text == "yes"


DJANGO = """
    import json
    import django
    from django.conf import settings
    from django.http import HttpResponse
    from django.urls import path

    happened = []

    class Layer:
        name = ""
        def __init__(self, get_response):
            self.get_response = get_response
        def __call__(self, request):
            happened.append(f"{self.name} in")
            if request.path == f"/stop-at-{self.name}":
                return HttpResponse("stopped")
            response = self.get_response(request)
            happened.append(f"{self.name} out {response.status_code}")
            return response

    class Outer(Layer):
        name = "outer"

    class Inner(Layer):
        name = "inner"

    def view(request, number=1):
        happened.append("view")
        return HttpResponse(str(1 / number))

    urlpatterns = [path("<int:number>", view)]
    settings.configure(
        ROOT_URLCONF=__name__,
        ALLOWED_HOSTS=["testserver"],
        MIDDLEWARE=[f"{__name__}.Outer", f"{__name__}.Inner"],
    )
    django.setup()
    from django.test import Client

    def get(address):
        happened.clear()
        Client(raise_request_exception=False).get(address)
        return list(happened)
"""


@pytest.mark.claim("django-middleware-order")
def test_django_middleware_wraps_the_view_in_the_order_of_the_setting(run):
    seen = run(DJANGO + '    print(json.dumps([get("/1"), get("/stop-at-outer"), get("/0")]))')
    inward = ["outer in", "inner in", "view"]
    assert seen == [
        [*inward, "inner out 200", "outer out 200"],
        ["outer in"],
        [*inward, "inner out 500", "outer out 500"],
    ]


@pytest.mark.claim("django-middleware-covers-every-address")
def test_django_middleware_runs_for_an_address_without_a_view(run):
    seen = run(DJANGO + '    print(json.dumps(get("/nowhere")))')
    assert seen == ["outer in", "inner in", "inner out 404", "outer out 404"]


@pytest.mark.claim("django-wsgi-middleware")
def test_django_takes_wsgi_middleware_around_the_application(run):
    seen = run(
        DJANGO
        + """
    from django.core.wsgi import get_wsgi_application
    from django.test import RequestFactory
    application = get_wsgi_application()
    called = []

    def middleware(environ, start_response):
        called.append(environ["PATH_INFO"])
        return application(environ, start_response)

    environ = RequestFactory().get("/1").environ
    body = b"".join(middleware(environ, lambda status, headers: called.append(status)))
    print(json.dumps([called, body.decode()]))
    """
    )
    assert seen == [["/1", "200 OK"], "1.0"]
