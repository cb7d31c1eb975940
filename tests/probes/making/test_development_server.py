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
urlpatterns = [path("", lambda request: HttpResponse(meet()))]
if __name__ == "__main__":
    execute_from_command_line(sys.argv)
"""
)


def three(server):
    with ThreadPoolExecutor(3) as pool:
        return {each.text for each in pool.map(lambda number: server.get("/"), range(3))}


@pytest.mark.claim("flask-development-server", "flask-development-server-threads")
def test_flask_development_server_answers_three_requests_at_once(serve, tmp_path):
    (tmp_path / "app.py").write_text(FLASK.replace("{seconds}", "30"))
    (tmp_path / "impatient.py").write_text(FLASK.replace("{seconds}", "0.2"))
    server = serve("-m", "flask", "run", "--port", "{port}")
    single = serve("-m", "flask", "--app", "impatient", "run", "--without-threads", "--port", "{port}")
    assert (three(server), three(single)) == ({"together"}, {"alone"})
    assert "Do not use it in a production deployment" in server.said()


@pytest.mark.claim("django-development-server", "django-development-server-threads")
def test_django_development_server_answers_three_requests_at_once(serve, tmp_path):
    (tmp_path / "app.py").write_text(DJANGO.replace("{seconds}", "30"))
    (tmp_path / "impatient.py").write_text(DJANGO.replace("{seconds}", "0.2"))
    options = ("runserver", "--noreload", "127.0.0.1:{port}")
    server = serve("app.py", *options)
    single = serve("impatient.py", *options, "--nothreading")
    assert (three(server), three(single)) == ({"together"}, {"alone"})
    assert "Do not use it in a production setting" in server.said()
