"""Patterns of URLs: typed parts, which of two patterns wins, regular expressions, and what reaches the view."""

import flask
import pytest
from werkzeug.routing import BaseConverter, ValidationError

KEY = "075194d3-6885-417e-a8a8-6c931e272f00"


def make(*routes, **converters):
    app = flask.Flask("probe")
    app.url_map.converters.update(converters)
    for number, route in enumerate(routes):
        app.add_url_rule(route, endpoint=str(number), view_func=lambda route=route, **parts: route)
    return app.test_client()


@pytest.mark.claim("flask-path-converters")
def test_flask_converts_parts_of_a_url_without_a_regular_expression():
    """Fails if a built-in converter gives another type or is missing, or `int` matches -3 unsigned."""
    app = flask.Flask("probe")

    @app.get("/<int:number>/<float:share>/<uuid:key>/<any(a, b):choice>/<string:word>/<path:rest>")
    def view(**parts):
        return {name: type(part).__name__ for name, part in parts.items()}

    client = app.test_client()
    kinds = {"number": "int", "share": "float", "key": "UUID", "choice": "str", "word": "str", "rest": "str"}
    assert client.get(f"/7/0.5/{KEY}/a/word/a/b").json == kinds
    assert client.get(f"/seven/0.5/{KEY}/a/word/a/b").status_code == 404
    assert set(app.url_map.converters) == {"default", "string", "any", "path", "int", "float", "uuid"}
    signed = make("/<int:number>", "/signed/<int(signed=True):number>")
    assert [signed.get(url).status_code for url in ("/-3", "/signed/-3")] == [404, 200]


@pytest.mark.claim("flask-route-priority")
def test_flask_prefers_the_more_specific_route_and_else_the_first():
    """Fails if the order of two routes decides over static text or `int`, or not between equal ones."""
    for general, special, url in (("/page/<name>", "/page/new", "/page/new"), ("/<name>", "/<int:number>", "/3")):
        assert make(general, special).get(url).text == special
        assert make(special, general).get(url).text == special
        assert make(special, general).get(url + "x").text == general

    class Lower(BaseConverter):
        regex = "[a-z]+"

    for other in ("/<b>", "/<lower:b>"):
        assert make("/<a>", other, lower=Lower).get("/x").text == "/<a>"
        assert make(other, "/<a>", lower=Lower).get("/x").text == other


@pytest.mark.claim("flask-regex-in-a-converter")
def test_flask_takes_a_regular_expression_in_a_converter():
    """Fails if a converter's regex isn't used, or a pattern in the route itself is."""

    class Year(BaseConverter):
        regex = "[0-9]{4}"

    class Regex(BaseConverter):
        def __init__(self, url_map, pattern):
            super().__init__(url_map)
            self.regex = pattern

    client = make("/year/<year:it>", '/code/<regex("[a-z]{2}[0-9]+"):it>', "/plain/[0-9]+", year=Year, regex=Regex)
    answers = {url: client.get(url).status_code for url in ("/year/2026", "/year/20261", "/code/ab12", "/code/a1")}
    assert list(answers.values()) == [200, 404, 200, 404]
    assert [client.get(url).status_code for url in ("/plain/12", "/plain/[0-9]+")] == [404, 200]


@pytest.mark.claim("flask-rejected-value-is-404")
@pytest.mark.parametrize(("error", "status"), [(ValidationError, 404), (ValueError, 500)])
def test_flask_answers_404_when_a_converter_rejects_a_value(error, status):
    """Fails if Flask tries a later route after ValidationError, or a ValueError isn't a 500."""

    class Even(BaseConverter):
        regex = "[0-9]+"

        def to_python(self, value):
            if int(value) % 2:
                raise error
            return int(value)

    assert make("/<name>", even=Even).get("/3").status_code == 200
    client = make("/<even:number>", "/<name>", even=Even)
    assert [client.get(url).status_code for url in ("/4", "/three", "/3")] == [200, 200, status]


@pytest.mark.claim("flask-routes-in-one-place")
def test_flask_routes_can_be_apart_from_their_views():
    """Fails if add_url_rule() or the decorator route() doesn't register a view."""

    def home():
        return "home"

    app = flask.Flask("probe")
    app.add_url_rule("/", view_func=home)
    app.route("/decorated")(lambda: "decorated")
    assert [app.test_client().get(url).text for url in ("/", "/decorated")] == ["home", "decorated"]


@pytest.mark.claim("flask-passes-parts-by-name")
def test_flask_passes_parts_of_a_url_by_name():
    """Fails if Flask passes the parts of a URL by position."""
    app = flask.Flask("probe")
    app.add_url_rule("/<first>/<second>", view_func=lambda *places, **names: [places, names], endpoint="any")
    assert app.test_client().get("/a/b").json == [[], {"first": "a", "second": "b"}]


DJANGO = """
    import json, sys, uuid
    import django
    from django.conf import settings
    from django.http import HttpResponse
    from django.urls import include, path, re_path, register_converter

    def view(request, *places, **names):
        shown = {name: [type(part).__name__, str(part)] for name, part in names.items()}
        return HttpResponse(json.dumps([places, shown] if places else shown))

    urlpatterns = []
    settings.configure(ROOT_URLCONF=sys.modules[__name__], ALLOWED_HOSTS=["testserver"])
    django.setup()
    from django.test import Client

    class Even:
        regex = "[0-9]+"
        def to_python(self, value):
            if int(value) % 2:
                raise ValueError
            return int(value)
        def to_url(self, value):
            return str(value)
    register_converter(Even, "even")

    def get(url):
        answer = Client().get(url)
        return json.loads(answer.content) if answer.status_code == 200 else answer.status_code
"""


@pytest.mark.claim("django-path-converters")
def test_django_converts_parts_of_a_url_without_a_regular_expression(run):
    """Fails if a built-in converter gives another type, or `int` matches -7, or there are others."""
    good, bad, negative, converters = run(
        DJANGO
        + f"""
    from django.urls.converters import DEFAULT_CONVERTERS
    urlpatterns += [path("<int:number>/<slug:name>/<uuid:key>/<str:word>/<path:rest>", view)]
    seen = [get(f"/{{start}}/a-b/{KEY}/word/a/b") for start in ("7", "seven", "-7")]
    print(json.dumps([*seen, sorted(DEFAULT_CONVERTERS)]))
    """
    )
    assert [kind for kind, _ in good.values()] == ["int", "str", "UUID", "str", "str"]
    assert [bad, negative] == [404, 404]
    assert converters == ["int", "path", "slug", "str", "uuid"]


@pytest.mark.claim("django-pattern-order")
def test_django_takes_the_first_pattern_that_matches(run):
    """Fails if a pattern is preferred for another reason than its place in the list."""
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
    """Fails if re_path() or a registered converter's regex isn't matched, or path() reads a regex."""
    seen = run(
        DJANGO
        + """
    urlpatterns += [
        re_path(r"^(?P<year>[0-9]{4})/$", view), path(r"^plain/[0-9]+$", view), path("even/<even:number>", view),
    ]
    print(json.dumps([get(url) for url in ("/2026/", "/20261/", "/plain/12", "/even/12", "/even/x")]))
    """
    )
    assert seen == [{"year": ["str", "2026"]}, 404, 404, {"number": ["int", "12"]}, 404]


@pytest.mark.claim("django-re-path-needs-anchors")
def test_django_re_path_without_anchors_matches_longer_urls(run):
    """Fails if re_path("open") misses /a/opened, or ^closed$ matches a longer URL."""
    seen = run(
        DJANGO
        + """
    urlpatterns += [re_path("open", view), re_path("^closed$", view)]
    print(json.dumps([get(url) for url in ("/open", "/a/opened", "/closed", "/a/closed", "/closed/b")]))
    """
    )
    assert seen == [{}, {}, {}, 404, 404]


@pytest.mark.claim("django-include-without-dollar")
def test_django_finds_no_included_pattern_behind_a_dollar(run):
    """Fails if a pattern included behind $ is found, or `check` doesn't warn of it alone."""
    seen = run(
        DJANGO
        + """
    from django.core.checks import run_checks
    inner = [path("new/", view)]
    urlpatterns += [re_path("^blog/$", include(inner)), re_path("^news/", include(inner))]
    warned = [each.id for each in run_checks()]
    print(json.dumps([get("/blog/new/"), get("/news/new/"), warned.count("urls.W001")]))
    """
    )
    assert seen == [404, {}, 1]


@pytest.mark.claim("django-rejected-value-tries-the-next")
def test_django_tries_the_next_pattern_when_a_converter_rejects_a_value(run):
    """Fails if a converter's ValueError ends the search, so that the next pattern isn't tried."""
    seen = run(
        DJANGO
        + """
    urlpatterns += [path("<even:number>", view), path("<name>", view)]
    print(json.dumps([get("/4"), get("/3")]))
    """
    )
    assert seen == [{"number": ["int", "4"]}, {"name": ["str", "3"]}]


@pytest.mark.claim("django-patterns-in-lists")
def test_django_patterns_are_in_lists_that_include_one_another(run):
    """Fails if include() doesn't put a list of patterns below a prefix, or leaves it at the root too."""
    seen = run(
        DJANGO
        + """
    shop = [path("items/<int:number>", view)]
    urlpatterns += [path("shop/", include(shop)), path("shop/<slug:customer>/", include(shop))]
    print(json.dumps([get("/shop/items/3"), get("/shop/ada/items/3"), get("/items/3")]))
    """
    )
    number = {"number": ["int", "3"]}
    assert seen == [number, {"customer": ["str", "ada"], **number}, 404]


@pytest.mark.claim("django-passes-unnamed-groups-by-position")
def test_django_passes_unnamed_groups_by_position(run):
    """Fails if named parts come by position, unnamed ones by name, or unnamed ones beside a named one are passed."""
    seen = run(
        DJANGO
        + """
    urlpatterns += [
        path("named/<part>/", view),
        re_path("^unnamed/([a-z]+)/$", view),
        re_path("^group/(?P<part>[a-z]+)/$", view),
        re_path("^mixed/([a-z]+)/(?P<part>[a-z]+)/$", view),
    ]
    print(json.dumps([get(url) for url in ("/named/x/", "/unnamed/x/", "/group/x/", "/mixed/y/x/")]))
    """
    )
    by_name = {"part": ["str", "x"]}
    assert seen == [by_name, [["x"], {}], by_name, by_name]
