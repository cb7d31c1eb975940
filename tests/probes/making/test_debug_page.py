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


def command_in_frame(reply):
    """The address that runs code in the last frame of the debugger's page, and the secret of that page."""
    secret = re.search(r'SECRET = "(\w+)"', reply.text)[1]
    frame = re.findall(r'id="frame-(\d+)"', reply.text)[-1]
    return f"/?__debugger__=yes&cmd={quote('987650000 + secret_of_this_frame')}&frm={frame}&s={secret}", secret


@pytest.mark.claim("flask-interactive-debugger", "flask-debugger-pin")
def test_flask_debugger_runs_code_for_whoever_has_the_pin(serve, tmp_path):
    """Fails if the debugger runs code without the PIN, or does not with it."""
    (tmp_path / "app.py").write_text(FLASK)
    server = serve("-m", "flask", "run", "--debug", "--no-reload", "--port", "{port}")
    reply = server.get("/")
    assert reply.status == 500
    assert "ZeroDivisionError" in reply.text
    code, secret = command_in_frame(reply)
    assert "987650041" not in server.get(code).text
    server.get(f"/?__debugger__=yes&cmd=printpin&s={secret}")
    pin = re.search(r"(?i)pin code: ([\d-]+)", server.said())[1]
    trusted = server.get(f"/?__debugger__=yes&cmd=pinauth&pin={pin}&s={secret}").cookies[0].split(";")[0]
    assert "987650041" in server.get(code, headers={"Cookie": trusted}).text


@pytest.mark.claim("flask-debugger-pin")
def test_flask_debugger_runs_code_without_a_pin_when_it_is_off(serve, tmp_path):
    """Fails if `WERKZEUG_DEBUG_PIN=off` does not let code run without a PIN."""
    (tmp_path / "app.py").write_text(FLASK)
    options = ("-m", "flask", "run", "--debug", "--no-reload", "--port", "{port}")
    server = serve(*options, WERKZEUG_DEBUG_PIN="off")
    assert "987650041" in server.get(command_in_frame(server.get("/"))[0]).text


@pytest.mark.claim("flask-debug-mode-is-off-by-default")
def test_flask_hides_the_error_outside_debug_mode(serve, tmp_path):
    """Fails if the traceback is shown by default, or not with `--debug` or `FLASK_DEBUG`."""
    (tmp_path / "app.py").write_text(FLASK)
    options = ("run", "--no-reload", "--port", "{port}")
    for program, more, environment, shown in (
        ("app", (), {}, False),
        ("app", ("--debug",), {}, True),
        ("app", (), {"FLASK_DEBUG": "1"}, True),
    ):
        reply = serve("-m", "flask", "--app", program, *options, *more, **environment).get("/")
        assert (reply.status, "secret_of_this_frame" in reply.text) == (500, shown), (program, more, environment)


@pytest.mark.claim("flask-debugger-needs-the-development-server")
def test_flask_shows_no_debugger_under_another_server_unless_wrapped(serve, tmp_path):
    """Fails if gunicorn shows the debugger, or the wrapper does not."""
    (tmp_path / "app.py").write_text(FLASK + "\napp.debug = True\n")
    (tmp_path / "wrapped.py").write_text(
        FLASK
        + "\nfrom werkzeug.debug import DebuggedApplication\napp.wsgi_app = DebuggedApplication(app.wsgi_app, True)"
        "\napp.debug = True\n"
    )
    gunicorn = ("-m", "gunicorn", "--bind", "127.0.0.1:{port}")
    reply = serve(*gunicorn, "app:app").get("/")
    assert (reply.status, "secret_of_this_frame" in reply.text) == (500, False)
    server = serve(*gunicorn, "wrapped:app", WERKZEUG_DEBUG_PIN="off")
    assert "987650041" in server.get(command_in_frame(server.get("/"))[0]).text


@pytest.fixture
def project(django_project):
    (django_project / "site_of_probe" / "urls.py").write_text(URLS)
    settings = django_project / "site_of_probe" / "settings.py"
    settings.write_text(
        settings.read_text()
        + "\nMY_PASSWORD = 'open sesame'\nMY_CITY = 'Rome'\nDATABASE_URL = 'postgres://ann:hunter2@db/shop'\n"
        "BROKER = 'amqp://ann:rabbit7@queue'\n"
    )
    return django_project


SERVERS = (
    ("manage.py", "runserver", "--noreload", "127.0.0.1:{port}"),
    ("-m", "gunicorn", "--bind", "127.0.0.1:{port}", "site_of_probe.wsgi"),
    ("-m", "uvicorn", "--port", "{port}", "site_of_probe.asgi:application"),
)


@pytest.mark.claim(
    "django-technical-error-page", "django-error-page-under-any-server", "django-debug-page-shows-passwords-in-urls"
)
def test_django_shows_source_and_variables_in_debug_mode(serve, project):
    """Fails if a server shows no source or locals, `PASSWORD` is unmasked, or a URL's password is masked."""
    for arguments in SERVERS:
        reply = serve(*arguments, cwd=project).get("/", headers={"Accept": "text/html"})
        assert reply.status == 500
        assert "ZeroDivisionError" in reply.text
        for shown in ("return secret_of_this_frame / 0", "<td>secret_of_this_frame</td>", "Rome", "MY_PASSWORD"):
            assert shown in reply.text, arguments
        assert "open sesame" not in reply.text
        assert "hunter2" in reply.text
        assert "rabbit7" in reply.text


@pytest.mark.claim("django-error-page-under-any-server")
def test_django_shows_no_page_when_exceptions_propagate(serve, project):
    """Fails if `DEBUG_PROPAGATE_EXCEPTIONS` still shows the debug page."""
    settings = project / "site_of_probe" / "settings.py"
    settings.write_text(settings.read_text() + "\nDEBUG_PROPAGATE_EXCEPTIONS = True\n")
    reply = serve(*SERVERS[1], cwd=project).get("/")
    assert (reply.status, "secret_of_this_frame" in reply.text) == (500, False)
