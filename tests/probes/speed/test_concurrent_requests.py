"""Requests in flight: how many of the requests that each wait for the others are answered at once, in one process."""

import json
from concurrent.futures import ThreadPoolExecutor

import pytest

MEETING = """
import asyncio, os, threading, time

EXPECTED, SECONDS = int(os.environ["PROBE_EXPECTED"]), float(os.environ["PROBE_SECONDS"])
lock = threading.Lock()
now = most = 0

def come(step):
    global now, most
    with lock:
        now += step
        most = max(most, now)

def waiting(since):
    return most < EXPECTED and time.monotonic() - since < SECONDS

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

def let_go():
    global most
    most = EXPECTED

def report(number):
    return {"most": most, "number": number, "pid": os.getpid(), "thread": threading.get_ident(),
            "threads": threading.active_count()}
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

@application.get("/now")
def look():
    return str(now)

@application.get("/let-go")
def leave():
    let_go()
    return "gone"

@application.get("/async")
async def view():
    await async_meet()
    return report(request.args["number"])
"""
)

GEVENT_FLASK = FLASK.replace(
    'application = Flask("probe")',
    """
import gevent
loop = asyncio.new_event_loop()
gevent.spawn(loop.run_forever)

class GeventFlask(Flask):
    def async_to_sync(self, func):
        return lambda *args, **rest: asyncio.run_coroutine_threadsafe(func(*args, **rest), loop).result()

application = GeventFlask("probe")
""",
)

DJANGO = (
    MEETING
    + """
import django
from django.conf import settings
settings.configure(ALLOWED_HOSTS=["*"], ROOT_URLCONF="served", SECRET_KEY="probe")
django.setup()
from django.core.asgi import get_asgi_application
from django.core.signals import request_started
from django.core.wsgi import get_wsgi_application
from django.http import HttpResponse, JsonResponse
from django.urls import path

def sync(request):
    meet()
    return JsonResponse(report(request.GET["number"]))

def look(request):
    return HttpResponse(str(now))

def leave(request):
    let_go()
    return HttpResponse("gone")

async def view(request):
    await async_meet()
    return JsonResponse(report(request.GET["number"]))

urlpatterns = [path("sync", sync), path("async", view), path("now", look), path("let-go", leave)]
application = get_wsgi_application()
native = get_asgi_application()
"""
)

WORKER = ("gunicorn", "--bind=127.0.0.1:{port}", "--workers=1", "served:application")
THREADS = (*WORKER[:-1], "--threads=3", "served:application")
GEVENT = (*WORKER[:-1], "--worker-class=gevent", "served:application")
# what asgiref says of the second request, for which the worker has no other thread
SAME_THREAD = "You cannot use AsyncToSync in the same thread as an async event loop"
UVICORN = ("uvicorn", "--host=127.0.0.1", "--port={port}", "--log-level=warning")


@pytest.fixture
def start(serve, tmp_path):
    """Serve a module, whose views wait until a number of them have come or the seconds are over."""

    def start(module, server, number, seconds):
        (tmp_path / "served.py").write_text(module, encoding="utf-8")
        told = {"PROBE_SECONDS": seconds, "PROBE_EXPECTED": str(number)}
        return serve("-W", "always::DeprecationWarning", "-m", *server, **told)

    return start


@pytest.fixture
def served(start):
    """Serve a module and send it requests at once; returns the replies and the server."""

    def served(module, server, path, number, seconds):
        at = start(module, server, number, seconds)
        with ThreadPoolExecutor(number) as pool:
            return list(pool.map(lambda each: at.get(f"{path}?number={each}"), range(number))), at

    return served


@pytest.fixture
def overlapping(start):
    """Send a second request for an async view while the first one waits there; returns both replies, and the server."""

    def overlapping(module):
        at = start(module, GEVENT, 2, "90")
        with ThreadPoolExecutor(1) as pool:
            first = pool.submit(at.get, "/async?number=0")
            at.until(lambda: first.done() or at.get("/now").text == "1")
            second = at.get("/async?number=1")
            at.get("/let-go")
            return first.result(), second, at

    return overlapping


@pytest.fixture
def requests_at_once(served):
    """Send requests at once; returns the most in flight, how many processes answered, and how many threads."""

    def requests_at_once(module, server, path, seconds="90", number=3):
        replies, _ = served(module, server, path, number, seconds)
        seen = [json.loads(reply.text) for reply in replies]
        assert [each["number"] for each in seen] == [str(each) for each in range(number)]
        return max(each["most"] for each in seen), *(len({each[key] for each in seen}) for key in ("pid", "thread"))

    return requests_at_once


@pytest.mark.claim("flask-serves-threads-at-once", "flask-request-is-per-context")
def test_flask_answers_three_requests_at_once_in_threads(requests_at_once):
    """Fails if three threads don't run three Flask views at once, each with its request, or one worker runs two."""
    assert requests_at_once(FLASK, THREADS, "/sync") == (3, 1, 3)
    assert requests_at_once(FLASK, WORKER, "/sync", "0.4")[0] == 1


@pytest.mark.claim("django-serves-threads-at-once", "django-request-is-passed-to-the-view")
def test_django_answers_three_requests_at_once_in_threads(requests_at_once):
    """Fails if three threads don't run three Django views at once, each with its request, or one worker runs two."""
    assert requests_at_once(DJANGO, THREADS, "/sync") == (3, 1, 3)
    assert requests_at_once(DJANGO, WORKER, "/sync", "0.4")[0] == 1


@pytest.mark.claim("flask-gevent-worker-answers-many")
def test_flask_answers_twenty_requests_at_once_in_a_gevent_worker(requests_at_once):
    """Fails if a gevent worker doesn't run twenty waiting Flask views at once in one process."""
    assert requests_at_once(FLASK, GEVENT, "/sync", number=20)[:2] == (20, 1)


@pytest.mark.claim("django-gevent-worker-answers-many")
def test_django_answers_twenty_requests_at_once_in_a_gevent_worker(requests_at_once):
    """Fails if a gevent worker doesn't run twenty waiting Django views at once in one process."""
    assert requests_at_once(DJANGO, GEVENT, "/sync", number=20)[:2] == (20, 1)


@pytest.mark.claim("flask-async-views-fail-under-gevent")
def test_flask_async_views_fail_under_gevent(overlapping, requests_at_once):
    """Fails if a second async Flask view is answered under gevent, or still isn't with async_to_sync overridden."""
    first, second, at = overlapping(FLASK)
    assert (first.status, second.status) == (200, 500)
    assert SAME_THREAD in at.said()
    assert requests_at_once(GEVENT_FLASK, GEVENT, "/async")[:2] == (3, 1)


@pytest.mark.claim("django-async-views-fail-under-gevent")
def test_django_async_views_fail_under_gevent(overlapping):
    """Fails if a second async Django view is answered under gevent while the first one waits."""
    first, second, _ = overlapping(DJANGO.replace("ALLOWED_HOSTS", "DEBUG=True, ALLOWED_HOSTS"))
    assert (first.status, second.status) == (200, 500)
    assert SAME_THREAD in second.text


@pytest.mark.claim("flask-async-view-takes-a-worker")
def test_flask_async_view_takes_a_worker_while_it_waits(requests_at_once):
    """Fails if a worker runs two async Flask views at once, or three threads don't run three."""
    assert requests_at_once(FLASK, WORKER, "/async", "0.4")[0] == 1
    assert requests_at_once(FLASK, THREADS, "/async")[:2] == (3, 1)


@pytest.mark.claim("django-async-view-takes-a-worker-under-wsgi")
def test_django_async_view_takes_a_worker_under_wsgi(requests_at_once):
    """Fails if a WSGI worker runs two async Django views at once, or three threads don't run three."""
    assert requests_at_once(DJANGO, WORKER, "/async", "0.4")[0] == 1
    assert requests_at_once(DJANGO, THREADS, "/async")[:2] == (3, 1)


@pytest.mark.claim("flask-under-asgi-one-view-at-a-time")
def test_flask_runs_one_view_at_a_time_under_an_asgi_adapter(requests_at_once):
    """Fails if WsgiToAsgi runs two Flask views at once, plain or async."""
    server = (*UVICORN, "served:adapted")
    assert requests_at_once(FLASK, server, "/sync", "0.4")[0] == 1
    assert requests_at_once(FLASK, server, "/async", "0.4")[0] == 1


@pytest.mark.claim("flask-uvicorn-as-a-wsgi-server")
def test_flask_runs_views_in_threads_of_uvicorns_own_adapter(served):
    """Fails if uvicorn's WSGI interface doesn't run three views at once, or isn't deprecated any more."""
    replies, at = served(FLASK, (*UVICORN, "--interface=wsgi", "served:application"), "/sync", 3, "90")
    seen = [json.loads(reply.text) for reply in replies]
    assert [each["most"] for each in seen] == [3, 3, 3]
    assert [len({each[key] for each in seen}) for key in ("pid", "thread")] == [1, 3]
    assert "native WSGI implementation is deprecated" in at.said()


@pytest.mark.claim("django-async-views-wait-in-one-thread")
def test_django_async_views_wait_together_in_one_thread(requests_at_once):
    """Fails if twenty async views under ASGI don't wait together, or in more than one thread."""
    assert requests_at_once(DJANGO, (*UVICORN, "served:native"), "/async", number=20) == (20, 1, 1)


@pytest.mark.claim("django-asgi-thread-for-each-request")
def test_django_keeps_a_thread_for_each_open_request_under_asgi(served):
    """Fails if open async requests keep no thread each, or keep one without receivers of request_started."""

    def threads(module):
        replies, _ = served(module, (*UVICORN, "served:native"), "/async", 20, "90")
        return max(json.loads(reply.text)["threads"] for reply in replies)

    assert threads(DJANGO) > 20
    assert threads(DJANGO + "request_started.receivers.clear()\n") < 20


@pytest.mark.claim("django-sync-views-under-asgi-use-threads")
def test_django_sync_views_under_asgi_run_in_threads_of_their_own(requests_at_once):
    """Fails if forty plain views under ASGI don't run at once, each in its own thread."""
    assert requests_at_once(DJANGO, (*UVICORN, "served:native"), "/sync", number=40) == (40, 1, 40)
