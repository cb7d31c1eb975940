"""Behind a production server: gunicorn for WSGI, uvicorn for ASGI."""

from concurrent.futures import ThreadPoolExecutor

import pytest

MEET = """
import threading
waiting = threading.Barrier(3)

def meet():
    try:
        waiting.wait(30)
    except threading.BrokenBarrierError:
        return "alone"
    return "together"
"""
FLASK = (
    MEET
    + """
from flask import Flask
app = Flask(__name__)
app.add_url_rule("/", view_func=meet)
app.add_url_rule("/one", view_func=lambda: "one")
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
urlpatterns = [path("", lambda request: HttpResponse(meet())), path("one", lambda request: HttpResponse("one"))]
app = get_wsgi_application()
asgi = get_asgi_application()
"""
)
GUNICORN = ("-m", "gunicorn", "--bind", "127.0.0.1:{port}", "--workers", "1", "--threads", "3", "app:app")
UVICORN = ("-m", "uvicorn", "--port", "{port}", "--lifespan", "off")


def three(server):
    with ThreadPoolExecutor(3) as pool:
        return {each.text for each in pool.map(lambda number: server.get("/"), range(3))}


@pytest.mark.claim("flask-under-gunicorn-threads", "flask-is-a-wsgi-application")
def test_flask_answers_three_requests_at_once_under_gunicorn(serve, tmp_path):
    (tmp_path / "app.py").write_text(FLASK)
    assert three(serve(*GUNICORN)) == {"together"}


@pytest.mark.claim("django-under-gunicorn-threads")
def test_django_answers_three_requests_at_once_under_gunicorn(serve, tmp_path):
    (tmp_path / "app.py").write_text(DJANGO)
    assert three(serve(*GUNICORN)) == {"together"}


@pytest.mark.claim("django-wsgi-and-asgi")
def test_django_runs_under_asgi(serve, tmp_path):
    (tmp_path / "app.py").write_text(DJANGO)
    assert serve(*UVICORN, "--interface", "asgi3", "app:asgi").get("/one").text == "one"


@pytest.mark.claim("flask-asgi-by-adapter")
def test_flask_runs_under_asgi_with_an_adapter_only(serve, tmp_path):
    (tmp_path / "app.py").write_text(FLASK + "\nfrom asgiref.wsgi import WsgiToAsgi\nasgi = WsgiToAsgi(app)\n")
    assert serve(*UVICORN, "--interface", "asgi3", "app:asgi").get("/one").text == "one"
    assert serve(*UVICORN, "--interface", "asgi3", "app:app").get("/one").status == 500
