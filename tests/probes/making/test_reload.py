"""A changed file while the development server runs."""

import contextlib
import os
import time

import pytest

FLASK = "from flask import Flask\napp = Flask(__name__)\napp.add_url_rule('/', view_func=lambda: '{}')\n"
DJANGO = "from django.http import HttpResponse\npage = lambda request: HttpResponse('{}')\n"
URLS = "from django.urls import path\nfrom app.views import page\nurlpatterns = [path('', page)]\n"


def becomes(server, text, path, content):
    """Write a file until the server answers with a text: a reloader may take its first look after a change."""
    deadline, written = time.monotonic() + 50, 0.0
    while time.monotonic() < deadline:
        if time.monotonic() - written > 5:
            path.write_text(content)
            written = time.monotonic()
        with contextlib.suppress(OSError):
            if server.get("/").text == text:
                return True
        time.sleep(0.05)
    return False


def old(path, content):
    path.write_text(content)
    os.utime(path, (1_000_000_000, 1_000_000_000))


@pytest.mark.claim("flask-reload", "flask-reload-needs-debug-mode", "flask-reload-survives-an-error")
def test_flask_reloads_in_debug_mode_and_survives_an_error(serve, tmp_path):
    path = tmp_path / "app.py"
    old(path, FLASK.format("one"))
    plain = serve("-m", "flask", "run", "--port", "{port}")
    debug = serve("-m", "flask", "run", "--debug", "--port", "{port}")
    assert (plain.get("/").text, debug.get("/").text) == ("one", "one")
    assert becomes(debug, "two", path, FLASK.format("two"))
    path.write_text("this is no Python")
    deadline = time.monotonic() + 50
    while "SyntaxError" not in debug.said() and time.monotonic() < deadline:
        time.sleep(0.05)
        with contextlib.suppress(OSError):
            debug.get("/")
    assert becomes(debug, "three", path, FLASK.format("three"))
    assert plain.get("/").text == "one"


@pytest.mark.claim("django-reload", "django-reload-without-debug-mode", "django-reload-survives-an-error")
def test_django_reloads_in_any_mode_and_survives_an_error(serve, django_project):
    path, settings = django_project / "app" / "views.py", django_project / "site_of_probe" / "settings.py"
    settings.write_text(settings.read_text() + "\nDEBUG = False\nALLOWED_HOSTS = ['*']\n")
    (django_project / "site_of_probe" / "urls.py").write_text(URLS)
    old(path, DJANGO.format("one"))
    options = ("manage.py", "runserver", "127.0.0.1:{port}")
    plain = serve(*options, "--noreload", cwd=django_project)
    server = serve(*options, cwd=django_project)
    assert (plain.get("/").text, server.get("/").text) == ("one", "one")
    assert becomes(server, "two", path, DJANGO.format("two"))
    path.write_text("this is no Python")
    deadline = time.monotonic() + 50
    while "SyntaxError" not in server.said() and time.monotonic() < deadline:
        time.sleep(0.05)
    assert becomes(server, "three", path, DJANGO.format("three"))
    assert plain.get("/").text == "one"
