"""HttpOnly, SameSite and Secure on the cookies of each framework, by default and when asked."""

import json

import pytest

DJANGO = """
    import json, sys
    import django
    from django.conf import settings
    from django.http import HttpResponse
    from django.middleware.csrf import get_token
    from django.urls import path
    settings.configure(
        ROOT_URLCONF=__name__, ALLOWED_HOSTS=["*"], SECRET_KEY="x",
        SESSION_ENGINE="django.contrib.sessions.backends.signed_cookies",
        MIDDLEWARE=[
            "django.contrib.sessions.middleware.SessionMiddleware",
            "django.middleware.csrf.CsrfViewMiddleware",
        ],
        **json.loads(sys.argv[1]),
    )
    django.setup()
    from django.test import Client

    def page(request):
        request.session["seen"] = True
        get_token(request)
        answer = HttpResponse("done")
        answer.set_cookie("own", "1")
        answer.set_cookie("passed", "1", httponly=True, samesite="Lax", secure=True)
        return answer

    urlpatterns = [path("", page)]
    cookies = Client().get("/").cookies
    flags = lambda cookie: [bool(cookie["httponly"]), cookie["samesite"], bool(cookie["secure"])]
    print(json.dumps({name: flags(cookies[name]) for name in ("sessionid", "csrftoken", "own", "passed")}))
"""
FLAGS = ("HttpOnly", "SameSite", "Secure")
FLASK = """
    import json, sys
    from flask import Flask, session
    app = Flask(__name__)
    app.secret_key = "x"
    app.config.update(json.loads(sys.argv[1]))

    @app.get("/")
    def page():
        session["seen"] = True
        answer = app.make_response("done")
        answer.set_cookie("own", "1")
        answer.set_cookie("passed", "1", httponly=True, samesite="Lax", secure=True)
        return answer

    sent = app.test_client().get("/").headers.getlist("Set-Cookie")
    words = {each.split("=")[0]: each.split("; ")[1:] for each in sent}
    site = lambda each: next((word[9:] for word in each if word.startswith("SameSite=")), "")
    flags = lambda each: ["HttpOnly" in each, site(each), "Secure" in each]
    print(json.dumps({name: flags(each) for name, each in words.items()}))
"""
REMEMBER = """
    import json, sys
    from datetime import datetime, timedelta, timezone
    from email.utils import parsedate_to_datetime
    from flask import Flask
    from flask_login import LoginManager, UserMixin, login_user
    app = Flask(__name__)
    app.secret_key = "x"
    app.config.update(json.loads(sys.argv[1]))
    users = LoginManager(app)

    class User(UserMixin):
        id = "1"

    app.get("/")(lambda: str(login_user(User(), remember=True)))

    def flags(cookie):
        words = dict(word.partition("=")[::2] for word in cookie.split("; ")[1:])
        days = "Expires" in words and parsedate_to_datetime(words["Expires"]) - datetime.now(timezone.utc)
        days = days and round(days / timedelta(days=1))
        return ["HttpOnly" in words, words.get("SameSite", ""), "Secure" in words, days]

    sent = app.test_client().get("/").headers.getlist("Set-Cookie")
    print(json.dumps({each.split("=")[0]: flags(each) for each in sent}))
"""


@pytest.mark.claim("django-session-cookie-flags", "django-csrf-cookie-flags", "django-own-cookie-flags")
@pytest.mark.tries("django-own-cookie-flags", "HttpOnly", "SameSite", "Secure")
def test_django_cookie_flags(run, tried):
    """Fails if a default flag of Django's session or CSRF cookie changes, or set_cookie() sets one unasked."""
    cookies = run(DJANGO, "{}")
    assert cookies["sessionid"] == [True, "Lax", False]
    assert cookies["csrftoken"] == [False, "Lax", False]
    for case, unset, passed in zip(FLAGS, cookies["own"], cookies["passed"], strict=True):
        tried(case, broke=bool(unset), noticed=bool(passed))


@pytest.mark.claim("django-cookie-settings")
def test_django_cookie_settings(run):
    """Fails if a SESSION_COOKIE_ or CSRF_COOKIE_ setting doesn't decide its flag, or changes the other cookie."""
    flags = {"SECURE": True, "HTTPONLY": True, "SAMESITE": "Strict"}
    kinds = ("SESSION", "CSRF")
    asked = run(DJANGO, json.dumps({f"{kind}_COOKIE_{name}": flag for kind in kinds for name, flag in flags.items()}))
    assert asked["sessionid"] == asked["csrftoken"] == [True, "Strict", True]
    off = run(DJANGO, json.dumps({"SESSION_COOKIE_HTTPONLY": False, "SESSION_COOKIE_SAMESITE": False}))
    assert (off["sessionid"], off["csrftoken"]) == ([False, "", False], [False, "Lax", False])


@pytest.mark.claim("flask-session-cookie-flags", "flask-own-cookie-flags")
@pytest.mark.tries("flask-own-cookie-flags", "HttpOnly", "SameSite", "Secure")
def test_flask_cookie_flags(run, tried):
    """Fails if a default flag of Flask's session cookie changes, or set_cookie() sets one unasked."""
    cookies = run(FLASK, "{}")
    assert cookies["session"] == [True, "", False]
    for case, unset, passed in zip(FLAGS, cookies["own"], cookies["passed"], strict=True):
        tried(case, broke=bool(unset), noticed=bool(passed))


@pytest.mark.claim("flask-session-cookie-settings")
def test_flask_session_cookie_settings(run):
    """Fails if SESSION_COOKIE_SECURE, _HTTPONLY or _SAMESITE doesn't decide its flag of the session cookie."""
    asked = run(FLASK, json.dumps({"SESSION_COOKIE_SECURE": True, "SESSION_COOKIE_SAMESITE": "Lax"}))
    assert asked["session"] == [True, "Lax", True]
    assert run(FLASK, json.dumps({"SESSION_COOKIE_HTTPONLY": False}))["session"] == [False, "", False]


@pytest.mark.claim("flask-login-remember-cookie-flags")
def test_flask_login_remember_cookie_flags(run):
    """Fails if the remember-me cookie's flags or year change, or Flask's session settings change them."""
    sessions = {"SESSION_COOKIE_SECURE": True, "SESSION_COOKIE_SAMESITE": "Lax"}
    assert run(REMEMBER, "{}")["remember_token"] == [True, "", False, 365]
    seen = run(REMEMBER, json.dumps(sessions))
    assert (seen["session"][:3], seen["remember_token"]) == ([True, "Lax", True], [True, "", False, 365])
    own = {"REMEMBER_COOKIE_SECURE": True, "REMEMBER_COOKIE_SAMESITE": "Lax"}
    assert run(REMEMBER, json.dumps(own))["remember_token"] == [True, "Lax", True, 365]
