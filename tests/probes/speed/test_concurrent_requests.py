"""Requests in flight: three requests that each wait until all three have arrived, in one process."""

import json
from concurrent.futures import ThreadPoolExecutor

import pytest

MEETING = """
import asyncio, os, threading, time

SECONDS = float(os.environ["PROBE_SECONDS"])
lock = threading.Lock()
now = most = 0

def come(step):
    global now, most
    with lock:
        now += step
        most = max(most, now)

def waiting(since):
    return most < 3 and time.monotonic() - since < SECONDS

def meet():
    start = time.monotonic()
    come(1)
    while waiting(start):
        time.sleep(0.005)
    come(-1)

async def async_meet():
    start = time.monotonic()
    come(1)
    while waiting(start):
        await asyncio.sleep(0.005)
    come(-1)

def report(number):
    return {"most": most, "number": number, "pid": os.getpid(), "thread": threading.get_ident()}
"""

FLASK = (
    MEETING
    + """
from asgiref.wsgi import WsgiToAsgi
from flask import Flask, request
application = Flask("probe")
adapted = WsgiToAsgi(application)

@application.get("/sync")
def sync():
    meet()
    return report(request.args["number"])

@application.get("/async")
async def view():
    await async_meet()
    return report(request.args["number"])
"""
)

DJANGO = (
    MEETING
    + """
import django
from django.conf import settings
settings.configure(ALLOWED_HOSTS=["*"], ROOT_URLCONF="served", SECRET_KEY="probe")
django.setup()
from django.core.asgi import get_asgi_application
from django.core.wsgi import get_wsgi_application
from django.http import JsonResponse
from django.urls import path

def sync(request):
    meet()
    return JsonResponse(report(request.GET["number"]))

async def view(request):
    await async_meet()
    return JsonResponse(report(request.GET["number"]))

urlpatterns = [path("sync", sync), path("async", view)]
application = get_wsgi_application()
native = get_asgi_application()
"""
)

WORKER = ("gunicorn", "--bind=127.0.0.1:{port}", "--workers=1", "served:application")
THREADS = (*WORKER[:-1], "--threads=3", "served:application")
UVICORN = ("uvicorn", "--host=127.0.0.1", "--port={port}", "--log-level=warning")


@pytest.fixture
def three_requests(serve, tmp_path):
    """Serve a module, send three requests at once; returns most in flight, processes, threads, numbers echoed."""

    def three_requests(module, server, path, seconds="30"):
        (tmp_path / "served.py").write_text(module, encoding="utf-8")
        at = serve("-m", *server, PROBE_SECONDS=seconds)
        with ThreadPoolExecutor(3) as pool:
            replies = list(pool.map(lambda number: at.get(f"{path}?number={number}"), range(3)))
        seen = [json.loads(reply.text) for reply in replies]
        assert [each["number"] for each in seen] == ["0", "1", "2"]
        return max(each["most"] for each in seen), *(len({each[key] for each in seen}) for key in ("pid", "thread"))

    return three_requests


@pytest.mark.claim("flask-serves-threads-at-once", "flask-request-is-per-context")
def test_flask_answers_three_requests_at_once_in_threads(three_requests):
    assert three_requests(FLASK, THREADS, "/sync") == (3, 1, 3)
    assert three_requests(FLASK, WORKER, "/sync", "0.4")[0] == 1


@pytest.mark.claim("django-serves-threads-at-once", "django-request-is-passed-to-the-view")
def test_django_answers_three_requests_at_once_in_threads(three_requests):
    assert three_requests(DJANGO, THREADS, "/sync") == (3, 1, 3)
    assert three_requests(DJANGO, WORKER, "/sync", "0.4")[0] == 1


@pytest.mark.claim("flask-async-view-takes-a-worker")
def test_flask_async_view_takes_a_worker_while_it_waits(three_requests):
    assert three_requests(FLASK, WORKER, "/async", "0.4")[0] == 1
    assert three_requests(FLASK, THREADS, "/async")[:2] == (3, 1)


@pytest.mark.claim("flask-under-asgi-one-view-at-a-time")
def test_flask_runs_one_view_at_a_time_under_an_asgi_adapter(three_requests):
    server = (*UVICORN, "served:adapted")
    assert three_requests(FLASK, server, "/sync", "0.4")[0] == 1
    assert three_requests(FLASK, server, "/async", "0.4")[0] == 1


@pytest.mark.claim("django-async-views-wait-in-one-thread")
def test_django_async_views_wait_together_in_one_thread(three_requests):
    assert three_requests(DJANGO, (*UVICORN, "served:native"), "/async") == (3, 1, 1)
    assert three_requests(DJANGO, WORKER, "/async", "0.4")[0] == 1


@pytest.mark.claim("django-sync-views-under-asgi-use-threads")
def test_django_sync_views_under_asgi_run_in_threads_of_their_own(three_requests):
    assert three_requests(DJANGO, (*UVICORN, "served:native"), "/sync") == (3, 1, 3)
