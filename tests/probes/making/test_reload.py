"""A changed file while the development server runs."""

import os

import pytest

FLASK = "from flask import Flask\napp = Flask(__name__)\napp.add_url_rule('/', view_func=lambda: '{}')\n"
DJANGO = "from django.http import HttpResponse\npage = lambda request: HttpResponse('{}')\n"
URLS = """
from django.shortcuts import render
from django.urls import path
from app.views import page
urlpatterns = [path('', page), path('page', lambda request: render(request, 'page.html'))]
"""


def becomes(server, text, path, content, url="/"):
    """Write a file until the server answers with a text: a reloader may take its first look after a change."""
    server.until(lambda: server.get(url).text == text, lambda: path.write_text(content))


def says(server, text, path=None, content=""):
    """Ask the server until it has written a text; a file is written again and again for that, as in `becomes`."""

    def said():
        return text in server.said() or (server.get("/") and False)

    server.until(said, (lambda: path.write_text(content)) if path else (lambda: None))


BROKEN = "this is no Python"


# Runs a program and says when it has ended; the port stays open, so that the probe can go on.
WATCHED = """
import socket, subprocess, sys, threading
listener = socket.create_server(("127.0.0.1", {port}))

def hang_up():
    while True:
        listener.accept()[0].close()

threading.Thread(target=hang_up).start()
print("ENDED with", subprocess.call([sys.executable, *sys.argv[1:]]), flush=True)
"""


def old(path, content):
    path.write_text(content)
    os.utime(path, (1_000_000_000, 1_000_000_000))


@pytest.mark.claim("flask-reload", "flask-reload-needs-debug-mode", "flask-reload-survives-an-error")
def test_flask_reloads_in_debug_mode_and_survives_an_error(serve, tmp_path):
    """Fails if a change has no effect in debug mode, has one without it, or an error ends the server."""
    path = tmp_path / "app.py"
    old(path, FLASK.format("one"))
    plain = serve("-m", "flask", "run", "--port", "{port}")
    debug = serve("-m", "flask", "run", "--debug", "--port", "{port}")
    assert (plain.get("/").text, debug.get("/").text) == ("one", "one")
    becomes(debug, "two", path, FLASK.format("two"))
    says(debug, "SyntaxError", path, BROKEN)
    assert "SyntaxError" in debug.get("/").text
    becomes(debug, "three", path, FLASK.format("three"))
    assert plain.get("/").text == "one"


@pytest.mark.claim("flask-reload-survives-an-error")
def test_flask_started_in_code_exits_on_an_error(serve, tmp_path):
    """Fails if `app.run(debug=True)` goes on after a syntax error."""
    path = tmp_path / "own.py"
    good = FLASK.format("one") + "if __name__ == '__main__':\n    app.run(debug=True, port=0)\n"
    old(path, good)
    server = serve("-c", WATCHED, "own.py")
    says(server, "Debugger is active")
    assert "ENDED" not in server.said()
    says(server, "ENDED with 1", path, BROKEN)


@pytest.mark.claim("flask-templates-are-kept-outside-debug-mode")
def test_flask_keeps_templates_outside_debug_mode(run):
    """Fails if a changed template shows without debug mode, or not with it or the setting."""
    seen = run(
        """
        import json, os
        from pathlib import Path
        from flask import Flask, render_template

        page = Path("templates", "page.html")
        page.parent.mkdir()

        def twice(debug=False, **config):
            app = Flask("app", root_path=str(Path().resolve()))
            app.config.update(config)
            app.debug = debug
            app.add_url_rule("/", view_func=lambda: render_template("page.html"))
            seen = []
            for text in ("one", "two"):
                page.write_text(text)
                os.utime(page, (0, len(seen)))
                seen.append(app.test_client().get("/").text)
            return seen

        print(json.dumps([twice(), twice(TEMPLATES_AUTO_RELOAD=True), twice(debug=True)]))
        """
    )
    assert seen == [["one", "one"], ["one", "two"], ["one", "two"]]


@pytest.mark.claim("django-reload", "django-reload-without-debug-mode", "django-reload-survives-an-error")
def test_django_reloads_in_any_mode_and_survives_an_error(serve, django_project):
    """Fails if a change has no effect, has one with `--noreload`, or a broken view ends the server."""
    path, settings = django_project / "app" / "views.py", django_project / "site_of_probe" / "settings.py"
    settings.write_text(settings.read_text() + "\nINSTALLED_APPS += ['app']\nALLOWED_HOSTS = ['*']\nDEBUG = False\n")
    template = django_project / "app" / "templates" / "page.html"
    template.parent.mkdir()
    old(template, "one")
    (django_project / "site_of_probe" / "urls.py").write_text(URLS)
    old(path, DJANGO.format("one"))
    options = ("manage.py", "runserver", "127.0.0.1:{port}")
    plain = serve(*options, "--noreload", cwd=django_project)
    server = serve(*options, cwd=django_project)
    assert [each.get(url).text for each in (plain, server) for url in ("/", "/page")] == ["one"] * 4
    becomes(server, "two", template, "two", "/page")
    assert "reloading" not in server.said()
    becomes(server, "two", path, DJANGO.format("two"))
    says(server, "SyntaxError", path, BROKEN)
    becomes(server, "three", path, DJANGO.format("three"))
    assert plain.get("/").text == "one"


@pytest.mark.claim("django-reload-survives-an-error")
def test_django_development_server_ends_on_an_error_in_the_settings(serve, django_project):
    """Fails if `runserver` goes on after a syntax error in the settings."""
    settings = django_project / "site_of_probe" / "settings.py"
    text = settings.read_text()
    old(settings, text)
    server = serve("-c", WATCHED, "manage.py", "runserver", "0", cwd=django_project)
    says(server, "Quit the server")
    assert "ENDED" not in server.said()
    says(server, "ENDED with 1", settings, text + BROKEN)
