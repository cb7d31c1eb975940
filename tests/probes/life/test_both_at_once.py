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
    """Fails if `url_for` leaves out the mount point, or builds a URL outside a request without `SERVER_NAME`."""
    seen = run(
        TOGETHER
        + """
    client = Client(DispatcherMiddleware(get_wsgi_application(), {"/small": flask}))
    pages = [client.get(each).text.split() for each in ("/hello/", "/small/hello/")]
    outside = []
    for settled in ({}, {"SERVER_NAME": "site.example"}, {"APPLICATION_ROOT": "/small"}):
        flask.config.update(settled)
        with flask.app_context():
            try:
                outside.append(url_for("hello"))
            except RuntimeError:
                outside.append(None)
    print(json.dumps([*pages, outside]))
    """
    )
    django, flask, outside = seen
    assert outside == [None, "http://site.example/hello/", "http://site.example/small/hello/"]
    assert (django[0], flask[0]) == ("django", "flask")
    assert django[1] == flask[1]
    assert flask[3] == "/small/hello/"


@pytest.mark.claim("django-beside-flask-in-one-process", "django-knows-its-mount-point")
def test_django_is_mounted_below_a_path_of_flask(run):
    """Fails if `reverse` leaves out the mount point, or knows it in a thread that has no request."""
    seen = run(
        TOGETHER
        + """
    from django.urls import reverse
    from concurrent.futures import ThreadPoolExecutor
    import django

    def elsewhere(request):
        with ThreadPoolExecutor() as pool:
            return HttpResponse(pool.submit(reverse, "hello").result())

    urlpatterns.append(path("where/", lambda request: HttpResponse(reverse("hello"))))
    urlpatterns.append(path("elsewhere/", elsewhere))
    client = Client(DispatcherMiddleware(flask, {"/office": get_wsgi_application()}))
    addresses = ("/hello/", "/office/hello/", "/office/where/", "/office/elsewhere/")
    pages = [client.get(each).text.split() for each in addresses]
    settings.FORCE_SCRIPT_NAME = "/forced"
    django.setup()  # as a management command does it
    print(json.dumps([*pages, reverse("hello")]))
    """
    )
    flask, django, where, elsewhere, commanded = seen
    assert (elsewhere, commanded) == (["/hello/"], "/forced/hello/")
    assert (flask[0], django[0]) == ("flask", "django")
    assert flask[1] == django[1]
    assert where == ["/office/hello/"]


@pytest.mark.claim("flask-session-is-not-djangos", "django-session-is-not-flasks")
def test_neither_session_is_seen_by_the_other(run):
    """Fails if a value that one framework stored is in the other's session."""
    seen = run(
        TOGETHER
        + """
    client = Client(DispatcherMiddleware(get_wsgi_application(), {"/small": flask}))
    order = ["/hello/", "/small/hello/", "/hello/", "/small/hello/"]
    print(json.dumps([client.get(each).text.split()[2] for each in order]))
    """
    )
    assert seen == ["None", "None", "django", "flask"]


@pytest.mark.claim("flask-can-read-djangos-login", "flask-requests-send-no-django-signals")
def test_flask_reads_who_is_logged_in_to_django(run):
    """Fails if `SessionStore` and `get_user` don't give the user, or a Flask request sends Django's signal."""
    seen = run("""
        import json, types
        from django.conf import settings
        settings.configure(
            SECRET_KEY="d", ROOT_URLCONF=__name__, ALLOWED_HOSTS=["*"], USE_TZ=True,
            INSTALLED_APPS=["django.contrib.auth", "django.contrib.contenttypes", "django.contrib.sessions"],
            DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": "site.db"}},
            PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"],
            MIDDLEWARE=[
                "django.contrib.sessions.middleware.SessionMiddleware",
                "django.contrib.auth.middleware.AuthenticationMiddleware",
            ],
        )
        from django.core.wsgi import get_wsgi_application
        wsgi = get_wsgi_application()
        from django.contrib.auth import authenticate, get_user, get_user_model, login
        from django.contrib.sessions.backends.db import SessionStore
        from django.core.management import call_command
        from django.core.signals import request_started
        from django.db import close_old_connections, connection
        from django.http import HttpResponse
        from django.urls import path
        from flask import Flask, request
        from werkzeug.middleware.dispatcher import DispatcherMiddleware
        from werkzeug.test import Client

        call_command("migrate", verbosity=0)
        get_user_model().objects.create_user("ada", password="open")

        def enter(request):
            login(request, authenticate(request, username="ada", password="open"))
            return HttpResponse("in")

        urlpatterns = [path("enter/", enter)]
        flask = Flask(__name__)

        @flask.get("/who/")
        def who():
            theirs = SessionStore(request.cookies.get(settings.SESSION_COOKIE_NAME))
            return get_user(types.SimpleNamespace(session=theirs)).username

        started = []
        request_started.connect(lambda **sent: started.append("django"), weak=False)
        client = Client(DispatcherMiddleware(wsgi, {"/small": flask}))
        before = client.get("/small/who/").text
        client.get("/enter/")
        connection.close()
        sent = len(started)
        after = client.get("/small/who/").text
        connection.close_at = 1.0  # long ago
        client.get("/small/who/")
        still = connection.connection is not None
        close_old_connections()
        print(json.dumps([before, after, sent, len(started), still, connection.connection is None]))
        """)
    assert seen == ["", "ada", 1, 1, True, True]
