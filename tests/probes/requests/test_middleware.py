"""Code around every request: hooks, middleware, their order, and what they cover."""

import flask
import pytest


@pytest.mark.claim("flask-request-hooks")
def test_flask_hooks_run_before_and_after_the_view():
    """Fails if hooks run in another order, after_request runs for an exception in debug mode, or teardown doesn't."""
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
    happened.clear()
    app.debug = True
    with pytest.raises(ZeroDivisionError):
        client.get("/0")
    assert happened == ["before", "view", "teardown ZeroDivisionError"]


@pytest.mark.claim("flask-before-request-can-answer")
def test_flask_hook_that_returns_a_value_answers():
    """Fails if the view or a later before_request runs although an earlier one returned a response."""
    app = flask.Flask("probe")
    happened = []
    app.add_url_rule("/", endpoint="view", view_func=lambda: happened.append("view") or "")
    app.before_request(lambda: happened.append("first"))
    app.before_request(lambda: "stopped")
    app.before_request(lambda: happened.append("third"))
    assert app.test_client().get("/").text == "stopped"
    assert happened == ["first"]


@pytest.mark.claim("flask-application-hooks-cover-unmatched-urls")
def test_flask_hooks_of_the_application_run_for_unmatched_urls(tmp_path):
    """Fails if the application's before_request doesn't run for an unmatched URL or a static file."""
    (tmp_path / "static").mkdir()
    (tmp_path / "static" / "style.css").write_text("p {}")
    app = flask.Flask("probe", root_path=str(tmp_path))
    endpoints = []
    app.before_request(lambda: endpoints.append(flask.request.endpoint))
    client = app.test_client()
    assert [client.get(url).status_code for url in ("/nowhere", "/static/style.css")] == [404, 200]
    assert endpoints == [None, "static"]


@pytest.mark.claim("flask-hooks-of-a-blueprint")
def test_flask_hooks_of_a_blueprint_cover_its_own_and_nested_views():
    """Fails if a blueprint's before_request misses nested views, or runs elsewhere, or before_app_request doesn't."""
    app = flask.Flask("probe")
    happened = []
    outer, nested, other = (
        flask.Blueprint(name, "probe", url_prefix=f"/{name}") for name in ("outer", "nested", "other")
    )
    outer.before_request(lambda: happened.append("own"))
    outer.before_app_request(lambda: happened.append("app"))
    for blueprint in (outer, nested, other):
        blueprint.add_url_rule("/page", endpoint="page", view_func=lambda: "")
    outer.register_blueprint(nested)
    app.register_blueprint(outer)
    app.register_blueprint(other)

    def get(url):
        happened.clear()
        app.test_client().get(url)
        return list(happened)

    assert [get(url) for url in ("/outer/page", "/outer/nested/page")] == [["app", "own"]] * 2
    assert [get(url) for url in ("/other/page", "/outer/nowhere", "/nowhere")] == [["app"]] * 3


@pytest.mark.claim("flask-wsgi-middleware")
def test_flask_takes_wsgi_middleware_around_the_application():
    """Fails if a wrapper put in app.wsgi_app isn't called for a request."""
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
    from django.utils.decorators import decorator_from_middleware

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

        def process_view(self, request, view, arguments, named):
            happened.append(f"{self.name} {request.resolver_match.url_name}")

    class OldStyle:
        def __init__(self, get_response):
            self.get_response = get_response
        def process_request(self, request):
            happened.append("old style")

    def view(request, number=1):
        happened.append("view")
        return HttpResponse(str(1 / number))

    urlpatterns = [path("<int:number>", view), path("decorated", decorator_from_middleware(OldStyle)(view), name="it")]
    settings.configure(
        ROOT_URLCONF=__name__,
        ALLOWED_HOSTS=["testserver"],
        SECRET_KEY="one",
        MIDDLEWARE=[f"{__name__}.Outer", f"{__name__}.Inner"],
    )
    django.setup()
    from django.test import Client

    def get(url, names=False):
        happened.clear()
        Client(raise_request_exception=False).get(url)
        return [each for each in happened if names or not each.endswith((" None", " it"))]
"""


@pytest.mark.claim("django-middleware-order")
def test_django_middleware_wraps_the_view_in_the_order_of_the_setting(run):
    """Fails if MIDDLEWARE isn't entered in order and left in reverse, or an early response doesn't skip the rest."""
    seen = run(DJANGO + '    print(json.dumps([get("/1"), get("/stop-at-outer"), get("/0")]))')
    inward = ["outer in", "inner in", "view"]
    assert seen == [
        [*inward, "inner out 200", "outer out 200"],
        ["outer in"],
        [*inward, "inner out 500", "outer out 500"],
    ]


@pytest.mark.claim("django-middleware-covers-every-address")
def test_django_middleware_runs_for_a_url_without_a_view(run):
    """Fails if MIDDLEWARE doesn't run for an unmatched URL, or runs for runserver's static files."""
    seen = run(
        DJANGO
        + """
    from django.contrib.staticfiles.handlers import StaticFilesHandler
    from django.core.handlers.wsgi import WSGIHandler
    from django.test import RequestFactory
    settings.STATIC_URL = "/static/"
    settings.DEBUG = True
    served = StaticFilesHandler(WSGIHandler())
    seen = [get("/nowhere")]
    for url in ("/static/none.css", "/1"):
        happened.clear()
        served(RequestFactory().get(url).environ, lambda *arguments: None)
        seen.append(list(happened)[:2])
    print(json.dumps(seen))
    """
    )
    assert seen == [["outer in", "inner in", "inner out 404", "outer out 404"], [], ["outer in", "inner in"]]


@pytest.mark.claim("django-middleware-can-choose-views")
def test_django_middleware_can_choose_views(run):
    """Fails if process_view doesn't know the matched pattern, or decorator_from_middleware isn't for one view."""
    seen = run(DJANGO + '    print(json.dumps([get("/1", True), get("/decorated", True)]))')
    assert "inner None" in seen[0]
    assert "inner it" in seen[1]
    assert ["old style" in each for each in seen] == [False, True]


@pytest.mark.claim("django-wsgi-middleware")
def test_django_takes_wsgi_middleware_around_the_application(run):
    """Fails if Django's `application` can't be called through WSGI middleware."""
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
