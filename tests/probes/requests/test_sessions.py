"""What is kept for a visitor: where it lies, who can read it, and what changing or keeping a cookie does."""

import base64
import json
import secrets
import warnings
from datetime import timedelta

import flask
import pytest


def make(key):
    app = flask.Flask("probe")
    app.config.update(SECRET_KEY=key, TESTING=True)

    @app.get("/set/<value>")
    def put(value):
        flask.session["role"] = value
        return ""

    @app.get("/clear")
    def clear():
        flask.session.clear()
        return ""

    app.add_url_rule("/", endpoint="show", view_func=lambda: flask.session.get("role", "none"))
    return app


def unpack(cookie):
    text = cookie.partition(".")[0]
    return json.loads(base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)))


@pytest.mark.claim("flask-session-is-a-signed-cookie")
def test_flask_session_is_read_without_the_key_and_not_changed_without_it():
    client = make("one").test_client()
    client.get("/set/guest")
    cookie = client.get_cookie("session").value
    assert unpack(cookie) == {"role": "guest"}
    changed = base64.urlsafe_b64encode(b'{"role":"admin"}').rstrip(b"=").decode()
    assert client.get("/").text == "guest"
    client.set_cookie("session", ".".join([changed, *cookie.split(".")[1:]]))
    assert client.get("/").text == "none"


@pytest.mark.claim("flask-session-outlives-clearing")
def test_flask_accepts_a_kept_session_cookie_after_the_session_was_cleared():
    app = make("one")
    client = app.test_client()
    client.get("/set/guest")
    kept = client.get_cookie("session").value
    client.get("/clear")
    assert client.get("/").text == "none"
    client.set_cookie("session", kept)
    assert client.get("/").text == "guest"
    app.config["PERMANENT_SESSION_LIFETIME"] = timedelta(seconds=-1)
    assert client.get("/").text == "none"


@pytest.mark.claim("flask-session-must-fit-a-cookie")
def test_flask_warns_when_a_session_outgrows_its_cookie():
    client = make("one").test_client()
    with warnings.catch_warnings(action="error"):
        client.get("/set/short")
    with pytest.warns(UserWarning, match="cookie is too large"):
        client.get("/set/" + secrets.token_urlsafe(5000))


DJANGO = """
    import json, sys
    import django
    from django.conf import settings
    from django.http import HttpResponse
    from django.urls import path

    def put(request, value):
        request.session["role"] = value
        return HttpResponse("")

    def clear(request):
        request.session.flush()
        return HttpResponse("")

    urlpatterns = [
        path("set/<value>", put),
        path("clear", clear),
        path("", lambda request: HttpResponse(request.session.get("role", "none"))),
    ]
    more = {"SESSION_ENGINE": f"django.contrib.sessions.backends.{sys.argv[1]}"} if sys.argv[1:] else {}
    settings.configure(
        ROOT_URLCONF=__name__,
        SECRET_KEY="one",
        ALLOWED_HOSTS=["testserver"],
        MIDDLEWARE=["django.contrib.sessions.middleware.SessionMiddleware"],
        INSTALLED_APPS=["django.contrib.sessions"],
        DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": "sessions.sqlite3"}},
        **more,
    )
    django.setup()
    from django.contrib.sessions.models import Session
    from django.core.management import call_command
    from django.test import Client
    call_command("migrate", verbosity=0)
    client = Client()
    client.get("/set/guest")
    kept = client.cookies["sessionid"].value

    def get_with(cookie):
        client.cookies["sessionid"] = cookie
        return client.get("/").content.decode()
"""


@pytest.mark.claim("django-session-in-the-database")
def test_django_session_is_a_row_named_by_the_cookie(run):
    seen = run(
        DJANGO
        + """
    [row] = Session.objects.all()
    print(json.dumps([row.pk == kept, row.get_decoded(), get_with(kept), get_with("a" * 32)]))
    """
    )
    assert seen == [True, {"role": "guest"}, "guest", "none"]


@pytest.mark.claim("django-session-ends-with-its-row")
def test_django_refuses_a_kept_session_cookie_after_the_session_was_flushed(run):
    seen = run(
        DJANGO
        + """
    before = get_with(kept)
    client.get("/clear")
    print(json.dumps([before, get_with(kept), Session.objects.count()]))
    """
    )
    assert seen == ["guest", "none", 0]


@pytest.mark.claim("django-expired-sessions-stay")
def test_django_keeps_an_expired_session_until_clearsessions_runs(run):
    seen = run(
        DJANGO
        + """
    Session.objects.update(expire_date="2001-01-01T00:00:00Z")
    counts = [get_with(kept), Session.objects.count()]
    call_command("clearsessions")
    print(json.dumps([*counts, Session.objects.count()]))
    """
    )
    assert seen == ["none", 1, 0]


@pytest.mark.parametrize("engine", ["cache", "cached_db", "file", "signed_cookies"])
@pytest.mark.claim("django-session-engines")
def test_django_keeps_sessions_elsewhere_by_a_setting(run, engine):
    program = DJANGO + "    print(json.dumps([get_with(kept), Session.objects.count()]))"
    assert run(program, engine) == ["guest", 1 if engine == "cached_db" else 0]


@pytest.mark.claim("django-cookie-sessions-can-be-read")
def test_django_cookie_session_is_read_without_the_key_and_not_changed_without_it(run):
    kept, wrong = run(
        DJANGO
        + """
    head, _, tail = kept.partition(":")
    changed = ("A" if head[0] != "A" else "B") + head[1:]
    assert get_with(kept) == "guest"
    print(json.dumps([kept, get_with(f"{changed}:{tail}")]))
    """,
        "signed_cookies",
    )
    assert unpack(kept.partition(":")[0]) == {"role": "guest"}
    assert wrong == "none"
