"""The development servers: several requests at once, by default."""

from concurrent.futures import ThreadPoolExecutor

import pytest

BARRIER = """
import threading
from {module} import {name}

waiting = threading.Barrier(3)

def meet():
    try:
        waiting.wait({seconds})
    except threading.BrokenBarrierError:
        return "alone"
    return "together"
"""
FLASK = (
    BARRIER.replace("{module}", "flask").replace("{name}", "Flask")
    + """
app = Flask(__name__)
app.add_url_rule("/", view_func=meet)
"""
)
DJANGO = (
    BARRIER.replace("{module}", "django.http").replace("{name}", "HttpResponse")
    + """
import sys
from django.conf import settings
from django.core.management import execute_from_command_line
from django.urls import path
settings.configure(ALLOWED_HOSTS=["*"], ROOT_URLCONF=__name__)
urlpatterns = [path("", lambda request: HttpResponse(meet())), path("one", lambda request: HttpResponse("one"))]
if __name__ == "__main__":
    execute_from_command_line(sys.argv)
"""
)


def three(server):
    with ThreadPoolExecutor(3) as pool:
        return {each.text for each in pool.map(lambda number: server.get("/"), range(3))}


@pytest.mark.claim("flask-development-server", "flask-development-server-threads")
def test_flask_development_server_answers_three_requests_at_once(serve, tmp_path):
    """Fails if it serves one at a time by default, or three without threads, or logs no warning."""
    (tmp_path / "app.py").write_text(FLASK.replace("{seconds}", "30"))
    (tmp_path / "impatient.py").write_text(FLASK.replace("{seconds}", "0.2"))
    server = serve("-m", "flask", "run", "--port", "{port}")
    single = serve("-m", "flask", "--app", "impatient", "run", "--without-threads", "--port", "{port}")
    assert (three(server), three(single)) == ({"together"}, {"alone"})
    assert "Do not use it in a production deployment" in server.said()


@pytest.mark.claim("django-development-server", "django-development-server-threads")
def test_django_development_server_answers_three_requests_at_once(serve, tmp_path):
    """Fails if it serves one at a time by default, or three with `--nothreading`, or prints no warning."""
    (tmp_path / "app.py").write_text(DJANGO.replace("{seconds}", "30"))
    (tmp_path / "impatient.py").write_text(DJANGO.replace("{seconds}", "0.2"))
    options = ("runserver", "--noreload", "127.0.0.1:{port}")
    server = serve("app.py", *options)
    single = serve("impatient.py", *options, "--nothreading")
    assert (three(server), three(single)) == ({"together"}, {"alone"})
    assert "Do not use it in a production setting" in server.said()
    quiet = serve("app.py", *options, DJANGO_RUNSERVER_HIDE_WARNING="true")
    quiet.get("/one")
    assert "Do not use it in a production setting" not in quiet.said()


@pytest.mark.claim("django-development-server-checks-the-project")
def test_django_development_server_reports_migrations(serve, command, django_project):
    """Fails if `runserver` starts without a word on a check's warning or on unapplied migrations."""
    app = django_project / "app"
    (django_project / "site_of_probe" / "urls.py").write_text("urlpatterns = []\n")
    (app / "checks.py").write_text(
        "from django.core import checks\n"
        "@checks.register\n"
        "def look(app_configs, **options):\n"
        "    return [checks.Warning('a warning of the probe')]\n"
    )
    (app / "apps.py").write_text(
        "from django.apps import AppConfig\nclass Own(AppConfig):\n    name = 'app'\n"
        "    def ready(self):\n        import app.checks\n"
    )
    settings = django_project / "site_of_probe" / "settings.py"
    settings.write_text(settings.read_text() + "\nINSTALLED_APPS += ['app']\n")
    server = serve("manage.py", "runserver", "--noreload", "127.0.0.1:{port}", cwd=django_project)
    assert "a warning of the probe" in server.said()
    assert "unapplied migration(s)" in server.said()


@pytest.mark.claim("flask-development-server-https")
def test_flask_adhoc_certificates_need_cryptography(command, tmp_path):
    """Fails if `--cert=adhoc` works without cryptography, or does not say that it is needed."""
    (tmp_path / "app.py").write_text(FLASK.replace("{seconds}", "1"))
    (tmp_path / "cryptography.py").write_text("raise ImportError\n")
    refused = command("-m", "flask", "run", "--cert=adhoc", PYTHONPATH=str(tmp_path))
    assert refused.returncode != 0
    assert "ad-hoc certificates requires the cryptography library" in " ".join(refused.stderr.split())
