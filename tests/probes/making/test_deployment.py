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
    time.sleep(float(os.environ.get("SLOW", "50")))
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


def how_they_end(serve):
    """How views end under gunicorn's timeout: one sooner and one later, another afterwards, one later with threads."""
    server = serve(*GUNICORN, "--timeout", "1", "app:app")
    seen = server.get("/one").status, server.get("/slow").status
    threads = serve(*GUNICORN, "--timeout", "3", "--threads", "2", "app:app", SLOW="7")
    return [seen, "WORKER TIMEOUT" in server.said(), server.get("/one").text, threads.get("/slow").status]


@pytest.mark.claim("flask-under-gunicorn-threads", "flask-is-a-wsgi-application")
def test_flask_answers_three_requests_at_once_under_gunicorn_when_told(serve, tmp_path):
    """Fails if gunicorn's default runs three at once, or threads or workers do not."""
    (tmp_path / "app.py").write_text(FLASK)
    assert at_once(serve, tmp_path) == [{"alone"}, {"together"}, {"together"}]


@pytest.mark.claim("django-under-gunicorn-threads")
def test_django_answers_three_requests_at_once_under_gunicorn_when_told(serve, tmp_path):
    """Fails if gunicorn's default runs three at once, or threads or workers do not."""
    (tmp_path / "app.py").write_text(DJANGO)
    assert at_once(serve, tmp_path) == [{"alone"}, {"together"}, {"together"}]


DEFAULT_TIMEOUT = r"killed and restarted\.\s+\[30\]"


@pytest.mark.claim("flask-request-longer-than-the-timeout")
def test_flask_view_is_stopped_after_the_timeout(serve, command, tmp_path):
    """Fails if a slow view is not stopped or ends the server, threads stop it, or the default is not 30."""
    (tmp_path / "app.py").write_text(FLASK)
    assert how_they_end(serve) == [(200, 500), True, "one", 200]
    assert re.search(DEFAULT_TIMEOUT, command("-m", "gunicorn", "--help").stdout)


@pytest.mark.claim("django-request-longer-than-the-timeout")
def test_django_view_is_stopped_after_the_timeout(serve, command, tmp_path):
    """Fails if a slow view is not stopped or ends the server, threads stop it, or the default is not 30."""
    (tmp_path / "app.py").write_text(DJANGO)
    assert how_they_end(serve) == [(200, 500), True, "one", 200]
    assert re.search(DEFAULT_TIMEOUT, command("-m", "gunicorn", "--help").stdout)


@pytest.mark.claim("django-new-project-answers-400-until-hosts-are-named")
def test_django_new_project_answers_400_until_hosts_are_named(serve, django_project):
    """Fails if a host is allowed with an empty list, or refused when it is named."""
    settings = django_project / "site_of_probe" / "settings.py"
    text = settings.read_text() + "\nDEBUG = False\n"
    seen = []
    for more in ("", "ALLOWED_HOSTS = ['shop.example']\n"):
        settings.write_text(text + more)
        server = serve(*GUNICORN, "site_of_probe.wsgi", cwd=django_project)
        seen.append([server.get(path, {"Host": "shop.example"}).status for path in ("/admin/login/", "/nothing")])
    assert seen == [[400, 400], [200, 404]]


@pytest.mark.claim("django-wsgi-and-asgi")
def test_django_runs_under_asgi(serve, django_project):
    """Fails if a written `asgi.py` or `wsgi.py` gives no application of its kind."""
    (django_project / "site_of_probe" / "urls.py").write_text(
        "from django.http import HttpResponse\nfrom django.urls import path\n"
        "urlpatterns = [path('', lambda request: HttpResponse(type(request).__name__))]\n"
    )
    seen = [
        serve(*server, application, cwd=django_project).get("/").text
        for server, application in (
            (UVICORN, "site_of_probe.asgi:application"),
            (GUNICORN, "site_of_probe.wsgi:application"),
        )
    ]
    assert seen == ["ASGIRequest", "WSGIRequest"]
    # a server for ASGI can't call what is for WSGI
    assert serve(*UVICORN, "site_of_probe.wsgi:application", cwd=django_project).get("/").status == 500


@pytest.mark.claim("flask-asgi-by-adapter")
def test_flask_runs_under_uvicorn_with_an_adapter(serve, tmp_path):
    """Fails if uvicorn serves a bare Flask application, or fails with `WsgiToAsgi`."""
    (tmp_path / "app.py").write_text(FLASK + "\nfrom asgiref.wsgi import WsgiToAsgi\nasgi = WsgiToAsgi(app)\n")
    assert serve(*UVICORN, "app:asgi").get("/one").text == "one"
    assert serve(*UVICORN, "app:app").get("/one").status == 500
