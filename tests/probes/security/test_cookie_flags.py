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
        return answer

    urlpatterns = [path("", page)]
    cookies = Client().get("/").cookies
    flags = lambda cookie: [bool(cookie["httponly"]), cookie["samesite"], bool(cookie["secure"])]
    print(json.dumps({name: flags(cookies[name]) for name in ("sessionid", "csrftoken", "own")}))
"""
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
        return answer

    sent = app.test_client().get("/").headers.getlist("Set-Cookie")
    words = {each.split("=")[0]: each.split("; ")[1:] for each in sent}
    site = lambda each: next((word[9:] for word in each if word.startswith("SameSite=")), "")
    flags = lambda each: ["HttpOnly" in each, site(each), "Secure" in each]
    print(json.dumps({name: flags(each) for name, each in words.items()}))
"""


@pytest.mark.claim("django-session-cookie-flags", "django-csrf-cookie-flags", "django-own-cookie-flags")
def test_django_cookie_flags(run):
    assert run(DJANGO, "{}") == {
        "sessionid": [True, "Lax", False],
        "csrftoken": [False, "Lax", False],
        "own": [False, "", False],
    }
    asked = run(DJANGO, json.dumps({"SESSION_COOKIE_SECURE": True, "CSRF_COOKIE_SECURE": True}))
    assert (asked["sessionid"][2], asked["csrftoken"][2]) == (True, True)


@pytest.mark.claim("flask-session-cookie-flags", "flask-own-cookie-flags")
def test_flask_cookie_flags(run):
    assert run(FLASK, "{}") == {"session": [True, "", False], "own": [False, "", False]}


@pytest.mark.claim("flask-session-cookie-settings")
def test_flask_session_cookie_settings(run):
    asked = run(FLASK, json.dumps({"SESSION_COOKIE_SECURE": True, "SESSION_COOKIE_SAMESITE": "Lax"}))
    assert asked["session"] == [True, "Lax", True]
