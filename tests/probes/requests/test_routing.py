"""Patterns of addresses: typed parts, their order, and where a regular expression is needed."""

import flask
import pytest
from werkzeug.routing import BaseConverter

DJANGO = """
    import json, sys, uuid
    import django
    from django.conf import settings
    from django.http import HttpResponse
    from django.urls import path, re_path

    def view(request, **parts):
        return HttpResponse(json.dumps({name: [type(part).__name__, str(part)] for name, part in parts.items()}))

    urlpatterns = []
    settings.configure(ROOT_URLCONF=sys.modules[__name__], ALLOWED_HOSTS=["testserver"])
    django.setup()
    from django.test import Client

    def get(address):
        answer = Client().get(address)
        return json.loads(answer.content) if answer.status_code == 200 else answer.status_code
"""


@pytest.mark.claim("flask-path-converters")
def test_flask_converts_parts_of_an_address_without_a_regular_expression():
    app = flask.Flask("probe")

    @app.get("/<int:number>/<float:share>/<uuid:key>/<path:rest>")
    def view(number, share, key, rest):
        return [type(part).__name__ for part in (number, share, key, rest)]

    client = app.test_client()
    key = "075194d3-6885-417e-a8a8-6c931e272f00"
    assert client.get(f"/7/0.5/{key}/a/b").json == ["int", "float", "UUID", "str"]
    assert client.get(f"/seven/0.5/{key}/a/b").status_code == 404


@pytest.mark.parametrize("order", [("/page/<name>", "/page/new"), ("/page/new", "/page/<name>")])
@pytest.mark.claim("flask-route-priority")
def test_flask_prefers_the_more_specific_route_in_any_order(order):
    app = flask.Flask("probe")
    for number, route in enumerate(order):
        app.add_url_rule(route, endpoint=str(number), view_func=lambda route=route, **parts: route)
    client = app.test_client()
    assert client.get("/page/new").text == "/page/new"
    assert client.get("/page/old").text == "/page/<name>"


@pytest.mark.claim("flask-regex-in-a-converter")
def test_flask_takes_a_regular_expression_in_a_converter_only():
    class Year(BaseConverter):
        regex = "[0-9]{4}"

    app = flask.Flask("probe")
    app.url_map.converters["year"] = Year
    app.add_url_rule("/<year:number>", endpoint="year", view_func=lambda number: number)
    app.add_url_rule("/plain/[0-9]+", endpoint="plain", view_func=lambda: "plain")
    client = app.test_client()
    assert client.get("/2026").text == "2026"
    assert client.get("/20261").status_code == 404
    assert client.get("/plain/12").status_code == 404


@pytest.mark.claim("flask-routes-in-one-place")
def test_flask_routes_can_stand_apart_from_their_views():
    def home():
        return "home"

    app = flask.Flask("probe")
    app.add_url_rule("/", view_func=home)
    assert app.test_client().get("/").text == "home"


@pytest.mark.claim("django-path-converters")
def test_django_converts_parts_of_an_address_without_a_regular_expression(run):
    seen = run(
        DJANGO
        + """
    urlpatterns += [path("<int:number>/<slug:name>/<uuid:key>/<path:rest>", view)]
    key = "075194d3-6885-417e-a8a8-6c931e272f00"
    good, bad = get(f"/7/a-b/{key}/a/b"), get(f"/seven/a-b/{key}/a/b")
    print(json.dumps([[kind for kind, _ in good.values()], bad]))
    """
    )
    assert seen == [["int", "str", "UUID", "str"], 404]


@pytest.mark.claim("django-pattern-order")
def test_django_takes_the_first_pattern_that_matches(run):
    seen = run(
        DJANGO
        + """
    from django.urls import clear_url_caches
    special, general = path("page/new", view, {"special": True}), path("page/<name>", view)
    answers = []
    for order in ([special, general], [general, special]):
        urlpatterns[:] = order
        clear_url_caches()
        answers.append(list(get("/page/new")))
    print(json.dumps(answers))
    """
    )
    assert seen == [["special"], ["name"]]


@pytest.mark.claim("django-re-path")
def test_django_takes_a_regular_expression_with_re_path(run):
    seen = run(
        DJANGO
        + """
    urlpatterns += [re_path(r"^(?P<year>[0-9]{4})/$", view), path(r"^plain/[0-9]+$", view)]
    print(json.dumps([get("/2026/"), get("/20261/"), get("/plain/12")]))
    """
    )
    assert seen == [{"year": ["str", "2026"]}, 404, 404]


@pytest.mark.claim("django-patterns-in-lists")
def test_django_patterns_stand_in_lists_that_include_one_another(run):
    seen = run(
        DJANGO
        + """
    from django.urls import include
    shop = [path("items/<int:number>", view)]
    urlpatterns += [path("shop/", include(shop)), path("shop/<slug:customer>/", include(shop))]
    print(json.dumps([get("/shop/items/3"), get("/shop/ada/items/3"), get("/items/3")]))
    """
    )
    number = {"number": ["int", "3"]}
    assert seen == [number, {"customer": ["str", "ada"], **number}, 404]
