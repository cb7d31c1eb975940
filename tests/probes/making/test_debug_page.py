"""What a browser gets when a view fails, in debug mode and outside it."""

import re
from urllib.parse import quote

import pytest

FLASK = """
from flask import Flask
app = Flask(__name__)

@app.get("/")
def page():
    secret_of_this_frame = 41
    return secret_of_this_frame / 0
"""
URLS = """
from django.urls import path

def page(request):
    secret_of_this_frame = 41
    return secret_of_this_frame / 0

urlpatterns = [path("", page)]
"""


@pytest.mark.claim("flask-interactive-debugger", "flask-debugger-pin")
def test_flask_debugger_runs_code_for_whoever_has_the_pin(serve, tmp_path):
    (tmp_path / "app.py").write_text(FLASK)
    server = serve("-m", "flask", "run", "--debug", "--no-reload", "--port", "{port}")
    reply = server.get("/")
    assert reply.status == 500
    assert "ZeroDivisionError" in reply.text
    secret = re.search(r'SECRET = "(\w+)"', reply.text)[1]
    frame = re.findall(r'id="frame-(\d+)"', reply.text)[-1]
    code = f"/?__debugger__=yes&cmd={quote('987650000 + secret_of_this_frame')}&frm={frame}&s={secret}"
    assert "987650041" not in server.get(code).text
    server.get(f"/?__debugger__=yes&cmd=printpin&s={secret}")
    pin = re.search(r"(?i)pin code: ([\d-]+)", server.said())[1]
    trusted = server.get(f"/?__debugger__=yes&cmd=pinauth&pin={pin}&s={secret}").cookies[0].split(";")[0]
    assert "987650041" in server.get(code, headers={"Cookie": trusted}).text


@pytest.mark.claim("flask-error-page-without-debug-mode")
def test_flask_hides_the_error_outside_debug_mode(serve, tmp_path):
    (tmp_path / "app.py").write_text(FLASK)
    server = serve("-m", "flask", "run", "--port", "{port}")
    reply = server.get("/")
    assert (reply.status, "ZeroDivisionError" in reply.text, "secret_of" in reply.text) == (500, False, False)
    assert "ZeroDivisionError" in server.said()


@pytest.mark.claim("flask-debugger-needs-the-development-server")
def test_flask_shows_no_debugger_under_another_server(serve, tmp_path):
    (tmp_path / "app.py").write_text(FLASK + "\napp.debug = True\n")
    reply = serve("-m", "gunicorn", "--bind", "127.0.0.1:{port}", "app:app").get("/")
    assert reply.status == 500
    assert "secret_of_this_frame" not in reply.text


@pytest.fixture
def project(django_project):
    (django_project / "site_of_probe" / "urls.py").write_text(URLS)
    return django_project


GUNICORN = ("-m", "gunicorn", "--bind", "127.0.0.1:{port}", "site_of_probe.wsgi")


@pytest.mark.claim("django-technical-error-page", "django-error-page-under-any-server")
def test_django_shows_source_and_variables_under_any_server_in_debug_mode(serve, project):
    settings = project / "site_of_probe" / "settings.py"
    settings.write_text(settings.read_text() + "\nMY_PASSWORD = 'open sesame'\nMY_CITY = 'Rome'\n")
    reply = serve(*GUNICORN, cwd=project).get("/")
    assert reply.status == 500
    assert "ZeroDivisionError" in reply.text
    for shown in ("return secret_of_this_frame / 0", "<td>secret_of_this_frame</td>", "Rome", "MY_PASSWORD"):
        assert shown in reply.text
    assert "open sesame" not in reply.text


@pytest.mark.claim("django-error-page-without-debug-mode")
def test_django_hides_the_error_outside_debug_mode(serve, project):
    settings = project / "site_of_probe" / "settings.py"
    settings.write_text(settings.read_text() + "\nDEBUG = False\nALLOWED_HOSTS = ['*']\n")
    reply = serve(*GUNICORN, cwd=project).get("/")
    assert (reply.status, "ZeroDivisionError" in reply.text, "secret_of" in reply.text) == (500, False, False)
