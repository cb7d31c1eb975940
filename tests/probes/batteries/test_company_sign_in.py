"""A name that the web server has authenticated."""

import pytest


@pytest.mark.claim("flask-remote-user")
def test_flask_reads_the_name_from_the_server(run):
    """Fails if `remote_user` does not hold the server's name, or holds one without it."""
    seen = run(
        """
    import json
    from flask import Flask, request
    app = Flask(__name__)
    app.add_url_rule("/", view_func=lambda: [request.remote_user])
    client = app.test_client()
    print(json.dumps([client.get("/", environ_overrides=each).json for each in ({}, {"REMOTE_USER": "kleist"})]))
    """
    )
    assert seen == [[None], ["kleist"]]


@pytest.mark.claim("django-remote-user")
def test_django_signs_in_the_name_from_the_server(run):
    """Fails if the middleware logs in without the backend, or an unknown name makes no account."""
    seen = run(
        """
    import json
    import django
    from django.conf import settings
    from django.http import HttpResponse
    from django.urls import path
    auth = "django.contrib.auth"
    settings.configure(
        ROOT_URLCONF=__name__, ALLOWED_HOSTS=["*"], SECRET_KEY="x",
        INSTALLED_APPS=[auth, "django.contrib.contenttypes", "django.contrib.sessions"],
        MIDDLEWARE=[
            "django.contrib.sessions.middleware.SessionMiddleware",
            f"{auth}.middleware.AuthenticationMiddleware", f"{auth}.middleware.RemoteUserMiddleware",
        ],
        AUTHENTICATION_BACKENDS=[f"{auth}.backends.RemoteUserBackend"],
        DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}},
    )
    django.setup()
    from django.contrib.auth.backends import RemoteUserBackend
    from django.contrib.auth.models import User
    from django.core.management import call_command
    from django.test import Client, override_settings
    call_command("migrate", verbosity=0)

    class Known(RemoteUserBackend):
        create_unknown_user = False

    urlpatterns = [path("", lambda request: HttpResponse(request.user.username))]
    def name(**environ):
        return Client().get("/", **environ).content.decode()
    seen = [name(), User.objects.count(), name(REMOTE_USER="kleist"), name(REMOTE_USER="kleist"), User.objects.count()]
    with override_settings(AUTHENTICATION_BACKENDS=[f"{auth}.backends.ModelBackend"]):
        seen.append(name(REMOTE_USER="kleist"))
    with override_settings(AUTHENTICATION_BACKENDS=[f"{__name__}.Known"]):
        seen += [name(REMOTE_USER="kleist"), name(REMOTE_USER="other"), User.objects.count()]
    print(json.dumps(seen))
    """
    )
    # the middleware alone logs nobody in
    assert seen == ["", 0, "kleist", "kleist", 1, "", "kleist", "", 1]


@pytest.mark.claim("django-remote-user-under-asgi")
def test_django_trusts_a_header_under_asgi(run):
    """Fails if the header `Remote-User` logs nobody in under ASGI, or does under WSGI."""
    seen = run(
        """
    import asyncio, json
    import django
    from django.conf import settings
    from django.http import HttpResponse
    from django.urls import path
    auth = "django.contrib.auth"
    settings.configure(
        ROOT_URLCONF=__name__, ALLOWED_HOSTS=["*"], SECRET_KEY="x",
        INSTALLED_APPS=[auth, "django.contrib.contenttypes", "django.contrib.sessions"],
        MIDDLEWARE=[
            "django.contrib.sessions.middleware.SessionMiddleware",
            f"{auth}.middleware.AuthenticationMiddleware", f"{auth}.middleware.RemoteUserMiddleware",
        ],
        AUTHENTICATION_BACKENDS=[f"{auth}.backends.RemoteUserBackend"],
        DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": "file:asgi?mode=memory&cache=shared"}},
    )
    django.setup()
    from django.contrib.auth.models import User
    from django.core.management import call_command
    from django.test import AsyncClient, Client
    call_command("migrate", verbosity=0)
    User.objects.create_superuser("chief")
    urlpatterns = [path("", lambda request: HttpResponse(f"{request.user.username} {request.user.is_superuser}"))]
    forged = {"remote-user": "chief"}

    async def under_asgi():
        return (await AsyncClient().get("/", headers=forged)).content.decode()

    print(json.dumps([Client().get("/", headers=forged).content.decode(), asyncio.run(under_asgi())]))
    """
    )
    assert seen == [" False", "chief True"]
