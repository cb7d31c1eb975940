"""From a name to an address: what is built, when there is a host in it, and what a wrong name does."""

import flask
import pytest
from werkzeug.routing import BuildError


@pytest.mark.claim("flask-url-for")
def test_flask_builds_an_address_from_a_name():
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


@pytest.mark.claim("flask-url-for-outside-a-request")
def test_flask_needs_a_server_name_to_build_addresses_outside_a_request():
    app = flask.Flask("probe")
    app.add_url_rule("/", endpoint="home", view_func=lambda: flask.url_for("home", _external=True))
    assert app.test_client().get("/", base_url="https://shop.example").text == "https://shop.example/"
    with app.app_context(), pytest.raises(RuntimeError, match="SERVER_NAME"):
        flask.url_for("home")
    app.config["SERVER_NAME"] = "shop.example"
    with app.app_context():
        assert flask.url_for("home") == "http://shop.example/"


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

    def attempt(call, *arguments, **named):
        try:
            return call(*arguments, **named)
        except NoReverseMatch:
            return "NoReverseMatch"

    def render(text):
        return Template(text).render(Context())
"""


@pytest.mark.claim("django-reverse")
def test_django_builds_an_address_from_a_name(run):
    seen = run(
        DJANGO
        + """
    called = reverse("shop:item", kwargs={"number": 3})
    rendered = render("{% url 'shop:item' number=3 %}")
    print(json.dumps([called, rendered]))
    """
    )
    assert seen == ["/shop/items/3/", "/shop/items/3/"]


@pytest.mark.claim("django-reverse-unknown-name")
def test_django_raises_for_an_unknown_name(run):
    seen = run(
        DJANGO
        + """
    tried = [
        attempt(reverse, "shop:item", args=[1]),
        attempt(reverse, "shop:itme", args=[1]),
        attempt(reverse, "shop:item"),
        attempt(render, "{% url 'shop:itme' 1 %}"),
        attempt(render, "[{% url 'shop:itme' 1 as address %}{{ address }}]"),
    ]
    print(json.dumps(tried))
    """
    )
    assert seen == ["/shop/items/1/", "NoReverseMatch", "NoReverseMatch", "NoReverseMatch", "[]"]


@pytest.mark.claim("django-reverse-gives-a-path")
def test_django_reverse_gives_a_path_and_the_request_adds_the_host(run):
    seen = run(
        DJANGO
        + """
    from django.test import Client
    whole = Client().get("/shop/items/3/", headers={"host": "shop.example"}, secure=True).content.decode()
    print(json.dumps([reverse("shop:item", args=[3]), whole]))
    """
    )
    assert seen == ["/shop/items/3/", "https://shop.example/shop/items/3/"]
