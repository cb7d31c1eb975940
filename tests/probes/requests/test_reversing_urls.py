"""From a name to a URL: what is built, where its host comes from, and what a wrong name does."""

import flask
import pytest
from werkzeug.routing import BuildError


@pytest.mark.claim("flask-url-for")
def test_flask_builds_a_url_from_a_name():
    """Fails if url_for() doesn't put values into the route's parts and others into the query, in code or template."""
    app = flask.Flask("probe")
    shop = flask.Blueprint("shop", "probe")

    @shop.get("/items/<int:number>")
    def item(number):
        return flask.render_template_string("{{ url_for('.item', number=number + 1) }}", number=number)

    @app.get("/")
    def view():
        return flask.url_for("shop.item", number=3, colour="red")

    app.register_blueprint(shop, url_prefix="/shop")
    client = app.test_client()
    assert client.get("/").text == "/shop/items/3?colour=red"
    assert client.get("/shop/items/3").text == "/shop/items/4"


@pytest.mark.claim("flask-url-for-unknown-name")
def test_flask_raises_for_an_unknown_name():
    """Fails if url_for() takes an unknown name, a missing value or a wrong type, or asks no error handler."""
    app = flask.Flask("probe")
    app.add_url_rule("/items/<int:number>", endpoint="item", view_func=lambda number: "")
    with app.test_request_context():
        assert flask.url_for("item", number=1) == "/items/1"
        with pytest.raises(BuildError):
            flask.url_for("itme", number=1)
        with pytest.raises(BuildError):
            flask.url_for("item")
        with pytest.raises(BuildError):
            flask.render_template_string("{{ url_for('itme', number=1) }}")
        with pytest.raises(ValueError, match="invalid literal"):
            flask.url_for("item", number="one")
        app.url_build_error_handlers.append(lambda error, endpoint, values: "/fallback")
        assert flask.url_for("itme", number=1) == "/fallback"


def linking():
    app = flask.Flask("probe")
    app.add_url_rule("/", endpoint="home", view_func=lambda: flask.url_for("home", _external=True))
    return app


@pytest.mark.claim("flask-external-links-follow-the-host-header")
def test_flask_external_links_follow_the_host_header():
    """Fails if an external link ignores the Host header, SERVER_NAME doesn't override it, or TRUSTED_HOSTS doesn't."""
    evil = {"base_url": "http://evil.example"}
    assert linking().test_client().get("/", **evil).text == "http://evil.example/"
    named, trusting = linking(), linking()
    named.config["SERVER_NAME"] = "shop.example"
    assert named.test_client().get("/", **evil).text == "http://shop.example/"
    with named.test_request_context("/", **evil):
        assert flask.request.host_url == "http://evil.example/"
    trusting.config["TRUSTED_HOSTS"] = ["shop.example"]
    assert trusting.test_client().get("/", **evil).status_code == 400
    assert trusting.test_client().get("/", base_url="http://shop.example").text == "http://shop.example/"


@pytest.mark.claim("flask-url-for-outside-a-request")
def test_flask_needs_a_server_name_to_build_urls_outside_a_request():
    """Fails if url_for() works outside a request without SERVER_NAME, or ignores PREFERRED_URL_SCHEME or base_url."""
    app = linking()
    with app.app_context(), pytest.raises(RuntimeError, match="SERVER_NAME"):
        flask.url_for("home")
    with app.test_request_context(base_url="https://shop.example"):
        assert flask.url_for("home", _external=True) == "https://shop.example/"
    app.config["SERVER_NAME"] = "shop.example"
    with app.app_context():
        assert flask.url_for("home") == "http://shop.example/"
    app.config["PREFERRED_URL_SCHEME"] = "https"
    with app.app_context():
        assert flask.url_for("home") == "https://shop.example/"


DJANGO = """
    import json
    import django
    from django.conf import settings
    from django.http import HttpResponse
    from django.template import Context, Template
    from django.urls import NoReverseMatch, include, path, reverse

    def item(request, number):
        return HttpResponse(request.build_absolute_uri(reverse("shop:item", args=[number])))

    shop = ([path("items/<int:number>/", item, name="item")], "shop")
    urlpatterns = [path("shop/", include(shop))]
    settings.configure(
        ROOT_URLCONF=__name__,
        ALLOWED_HOSTS=["shop.example"],
        TEMPLATES=[{"BACKEND": "django.template.backends.django.DjangoTemplates"}],
    )
    django.setup()
    from django.test import Client

    def attempt(call, *arguments, **named):
        try:
            return call(*arguments, **named)
        except NoReverseMatch:
            return "NoReverseMatch"

    def render(text):
        return Template(text).render(Context())
"""


@pytest.mark.claim("django-reverse")
def test_django_builds_a_path_from_a_name(run):
    """Fails if reverse() or {% url %} doesn't build the path of a named pattern with its value."""
    seen = run(
        DJANGO
        + """
    called = reverse("shop:item", kwargs={"number": 3})
    rendered = render("{% url 'shop:item' number=3 %}")
    print(json.dumps([called, rendered]))
    """
    )
    assert seen == ["/shop/items/3/", "/shop/items/3/"]


@pytest.mark.claim("django-reverse-query")
def test_django_reverse_takes_a_query_by_name(run):
    """Fails if reverse() drops `query` or `fragment`, or takes a value that its pattern has no part for."""
    seen = run(
        DJANGO
        + """
    number = {"number": 3}
    print(json.dumps([
        reverse("shop:item", kwargs=number, query={"colour": "red"}, fragment="top"),
        attempt(reverse, "shop:item", kwargs={**number, "colour": "red"}),
    ]))
    """
    )
    assert seen == ["/shop/items/3/?colour=red#top", "NoReverseMatch"]


@pytest.mark.claim("django-reverse-unknown-name")
def test_django_raises_for_an_unknown_name(run):
    """Fails if reverse() or {% url %} takes an unknown name or a wrong value, or {% url ... as %} raises."""
    seen = run(
        DJANGO
        + """
    tried = [
        attempt(reverse, "shop:item", args=[1]),
        attempt(reverse, "shop:itme", args=[1]),
        attempt(reverse, "shop:item"),
        attempt(reverse, "shop:item", args=["one"]),
        attempt(render, "{% url 'shop:itme' 1 %}"),
        attempt(render, "[{% url 'shop:itme' 1 as link %}{{ link }}]"),
    ]
    print(json.dumps(tried))
    """
    )
    assert seen == ["/shop/items/1/", *["NoReverseMatch"] * 4, "[]"]


@pytest.mark.claim("django-reverse-gives-a-path")
def test_django_reverse_gives_a_path_and_the_request_adds_the_host(run):
    """Fails if reverse() adds a host, or build_absolute_uri() doesn't add the request's scheme and host."""
    seen = run(
        DJANGO
        + """
    whole = Client().get("/shop/items/3/", headers={"host": "shop.example"}, secure=True).content.decode()
    print(json.dumps([reverse("shop:item", args=[3]), whole]))
    """
    )
    assert seen == ["/shop/items/3/", "https://shop.example/shop/items/3/"]


@pytest.mark.claim("django-external-links-need-an-allowed-host")
def test_django_external_links_need_an_allowed_host(run):
    """Fails if a host outside ALLOWED_HOSTS isn't a 400, or an absolute link doesn't use the Host header."""
    seen = run(
        DJANGO
        + """
    def get(host):
        answer = Client(raise_request_exception=False).get("/shop/items/3/", headers={"host": host})
        return [answer.status_code, answer.content.decode()[:40]]

    refused, listed = get("evil.example"), get("shop.example")
    settings.ALLOWED_HOSTS = ["*"]
    print(json.dumps([refused[0], listed, get("evil.example")]))
    """
    )
    assert seen == [400, [200, "http://shop.example/shop/items/3/"], [200, "http://evil.example/shop/items/3/"]]
