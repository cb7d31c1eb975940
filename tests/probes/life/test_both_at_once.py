"""One process for both: a Flask application beside a Django project, and several of each."""

import pytest

TOGETHER = """
    import json, os
    from django.conf import settings
    settings.configure(
        SECRET_KEY="d", ROOT_URLCONF=__name__, ALLOWED_HOSTS=["*"], USE_TZ=True,
        SESSION_ENGINE="django.contrib.sessions.backends.signed_cookies",
        MIDDLEWARE=["django.contrib.sessions.middleware.SessionMiddleware"],
    )
    from django.core.wsgi import get_wsgi_application
    from django.http import HttpResponse
    from django.urls import path
    from flask import Flask, session, url_for
    from werkzeug.middleware.dispatcher import DispatcherMiddleware
    from werkzeug.test import Client

    def page(request):
        seen = request.session.get("who")
        request.session["who"] = "django"
        return HttpResponse(f"django {os.getpid()} {seen}")

    urlpatterns = [path("hello/", page, name="hello")]
    flask = Flask(__name__)
    flask.secret_key = "f"

    @flask.get("/hello/")
    def hello():
        seen = session.get("who")
        session["who"] = "flask"
        return f"flask {os.getpid()} {seen} {url_for('hello')}"
"""


@pytest.mark.claim("flask-beside-django-in-one-process", "flask-knows-its-mount-point")
def test_flask_is_mounted_below_a_path_of_django(run):
    seen = run(
        TOGETHER
        + """
    client = Client(DispatcherMiddleware(get_wsgi_application(), {"/small": flask}))
    print(json.dumps([client.get(each).text.split() for each in ("/hello/", "/small/hello/")]))
    """
    )
    django, flask = seen
    assert (django[0], flask[0]) == ("django", "flask")
    assert django[1] == flask[1]
    assert flask[3] == "/small/hello/"


@pytest.mark.claim("django-beside-flask-in-one-process", "django-knows-its-mount-point")
def test_django_is_mounted_below_a_path_of_flask(run):
    seen = run(
        TOGETHER
        + """
    from django.urls import reverse
    urlpatterns.append(path("where/", lambda request: HttpResponse(reverse("hello"))))
    client = Client(DispatcherMiddleware(flask, {"/office": get_wsgi_application()}))
    print(json.dumps([client.get(each).text.split() for each in ("/hello/", "/office/hello/", "/office/where/")]))
    """
    )
    flask, django, where = seen
    assert (flask[0], django[0]) == ("flask", "django")
    assert flask[1] == django[1]
    assert where == ["/office/hello/"]


@pytest.mark.claim("flask-session-is-not-djangos", "django-session-is-not-flasks")
def test_neither_session_is_seen_by_the_other(run):
    seen = run(
        TOGETHER
        + """
    client = Client(DispatcherMiddleware(get_wsgi_application(), {"/small": flask}))
    order = ["/hello/", "/small/hello/", "/hello/", "/small/hello/"]
    print(json.dumps([client.get(each).text.split()[2] for each in order]))
    """
    )
    assert seen == ["None", "None", "django", "flask"]
