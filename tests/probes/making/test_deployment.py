"""Behind a production server: gunicorn for WSGI, uvicorn for ASGI."""

import re
from concurrent.futures import ThreadPoolExecutor

import pytest

# Three requests see each other's files if they run at once; where one runs at a time, each waits alone.
MEET = """
import os, time, uuid
from pathlib import Path

def meet():
    folder, until = Path(os.environ["MEET"]), time.monotonic() + float(os.environ["PATIENCE"])
    own = folder / uuid.uuid4().hex
    own.touch()
    while time.monotonic() < until:
        if len(list(folder.iterdir())) == 3:
            return "together"
        time.sleep(0.01)
    own.unlink()
    return "alone"

def slow():
    time.sleep(50)
    return "slow"
"""
FLASK = (
    MEET
    + """
from flask import Flask
app = Flask(__name__)
app.add_url_rule("/", view_func=meet)
app.add_url_rule("/one", view_func=lambda: "one", endpoint="one")
app.add_url_rule("/slow", view_func=slow)
"""
)
DJANGO = (
    MEET
    + """
from django.conf import settings
from django.core.asgi import get_asgi_application
from django.core.wsgi import get_wsgi_application
from django.http import HttpResponse
from django.urls import path
settings.configure(ALLOWED_HOSTS=["*"], ROOT_URLCONF=__name__)
urlpatterns = [
    path("", lambda request: HttpResponse(meet())),
    path("one", lambda request: HttpResponse("one")),
    path("slow", lambda request: HttpResponse(slow())),
]
app = get_wsgi_application()
asgi = get_asgi_application()
"""
)
GUNICORN = ("-m", "gunicorn", "--bind", "127.0.0.1:{port}")
UVICORN = ("-m", "uvicorn", "--port", "{port}")


def three(server):
    with ThreadPoolExecutor(3) as pool:
        return {each.text for each in pool.map(lambda number: server.get("/"), range(3))}


def at_once(serve, folder):
    """Whether three requests run at once by default, with three threads and with three workers."""
    seen = []
    for number, (patience, options) in enumerate((("0.3", ()), ("30", ("--threads", "3")), ("30", ("--workers", "3")))):
        meeting = folder / f"meeting-{number}"
        meeting.mkdir()
        seen.append(three(serve(*GUNICORN, *options, "app:app", MEET=str(meeting), PATIENCE=patience)))
    return seen


def is_stopped(serve):
    """Whether a view that takes longer than gunicorn's timeout gets 500, and one that answers sooner does not."""
    server = serve(*GUNICORN, "--timeout", "1", "app:app")
    seen = server.get("/one").status, server.get("/slow").status
    return seen == (200, 500) and "WORKER TIMEOUT" in server.said() and server.get("/one").text == "one"


@pytest.mark.claim("flask-under-gunicorn-threads", "flask-is-a-wsgi-application")
def test_flask_answers_three_requests_at_once_under_gunicorn_when_told(serve, tmp_path):
    (tmp_path / "app.py").write_text(FLASK)
    assert at_once(serve, tmp_path) == [{"alone"}, {"together"}, {"together"}]


@pytest.mark.claim("django-under-gunicorn-threads")
def test_django_answers_three_requests_at_once_under_gunicorn_when_told(serve, tmp_path):
    (tmp_path / "app.py").write_text(DJANGO)
    assert at_once(serve, tmp_path) == [{"alone"}, {"together"}, {"together"}]


DEFAULT_TIMEOUT = r"killed and restarted\.\s+\[30\]"


@pytest.mark.claim("flask-request-longer-than-the-timeout")
def test_flask_view_is_stopped_after_the_timeout(serve, command, tmp_path):
    (tmp_path / "app.py").write_text(FLASK)
    assert is_stopped(serve)
    assert re.search(DEFAULT_TIMEOUT, command("-m", "gunicorn", "--help").stdout)


@pytest.mark.claim("django-request-longer-than-the-timeout")
def test_django_view_is_stopped_after_the_timeout(serve, command, tmp_path):
    (tmp_path / "app.py").write_text(DJANGO)
    assert is_stopped(serve)
    assert re.search(DEFAULT_TIMEOUT, command("-m", "gunicorn", "--help").stdout)


@pytest.mark.claim("django-new-project-answers-400-until-hosts-are-named")
def test_django_new_project_answers_400_until_hosts_are_named(serve, django_project):
    settings = django_project / "site_of_probe" / "settings.py"
    text = settings.read_text() + "\nDEBUG = False\n"
    seen = []
    for more in ("", "ALLOWED_HOSTS = ['shop.example']\n"):
        settings.write_text(text + more)
        server = serve(*GUNICORN, "site_of_probe.wsgi", cwd=django_project)
        seen.append([server.get(path, {"Host": "shop.example"}).status for path in ("/admin/login/", "/nothing")])
    assert seen == [[400, 400], [200, 404]]


@pytest.mark.claim("django-wsgi-and-asgi")
def test_django_runs_under_asgi(serve, tmp_path):
    (tmp_path / "app.py").write_text(DJANGO)
    assert serve(*UVICORN, "app:asgi").get("/one").text == "one"


@pytest.mark.claim("flask-asgi-by-adapter")
def test_flask_runs_under_uvicorn_with_an_adapter(serve, tmp_path):
    (tmp_path / "app.py").write_text(FLASK + "\nfrom asgiref.wsgi import WsgiToAsgi\nasgi = WsgiToAsgi(app)\n")
    assert serve(*UVICORN, "app:asgi").get("/one").text == "one"
    assert serve(*UVICORN, "app:app").get("/one").status == 500
