"""`async def` views: which event loop runs them, and what has to be installed."""

import json

import pytest

FLASK = """
    import asyncio, json, sys, threading
    from flask import Flask
    app = Flask("probe")
    client = app.test_client()
"""

DJANGO = """
    import asyncio, json, threading
    import django
    from django.conf import settings
    settings.configure(ALLOWED_HOSTS=["*"], ROOT_URLCONF=__name__, SECRET_KEY="probe",
                       MIDDLEWARE=globals().get("MIDDLEWARE", []))
    django.setup()
    from django.core.asgi import get_asgi_application
    from django.http import HttpResponse
    from django.test import Client
    from django.urls import path
"""

ASK = """
    from asgiref.testing import ApplicationCommunicator

    async def ask(application):
        scope = {"type": "http", "http_version": "1.1", "method": "GET", "path": "/", "headers": []}
        scope["query_string"] = b""
        talk = ApplicationCommunicator(application, scope)
        await talk.send_input({"type": "http.request", "body": b""})
        status = (await talk.receive_output(20))["status"]
        await talk.receive_output(20)
        await talk.wait(20)
        return status
"""

OVERLAP = """
    most, now = 0, 0
    async def part():
        global most, now
        now += 1
        most = max(most, now)
        await asyncio.sleep(0)
        now -= 1
"""


@pytest.mark.claim("flask-async-views-need-asgiref")
def test_flask_async_view_needs_asgiref(run):
    """Fails if an async view answers without asgiref, or raises no RuntimeError that names the extra."""
    program = (
        FLASK
        + """
    if sys.argv[1:]:
        sys.modules["asgiref"] = None
    app.testing = True

    @app.get("/sync")
    def sync(): return "x"

    @app.get("/")
    async def view(): return "x"

    assert client.get("/sync").status_code == 200
    try:
        print(json.dumps(client.get("/").status_code))
    except RuntimeError as error:
        print(json.dumps(str(error)))
    """
    )
    assert run(program) == 200
    assert "'async' extra" in run(program, "without")


@pytest.mark.claim("flask-async-view-has-its-own-loop")
def test_flask_runs_each_async_view_in_a_loop_of_its_own(run):
    """Fails if two calls share a loop, a task outlives its call, or coroutines of a view do not overlap."""
    seen = run(
        FLASK
        + OVERLAP
        + """
    loops, left = [], []

    @app.before_request
    async def hook():
        loops.append(asyncio.get_running_loop())

    @app.get("/")
    async def view():
        loops.append(asyncio.get_running_loop())
        left.append(asyncio.create_task(asyncio.Event().wait()))
        await asyncio.gather(part(), part(), part())
        return "x"

    client.get("/")
    client.get("/")
    print(json.dumps({"loops": len(set(map(id, loops))), "closed": all(each.is_closed() for each in loops),
                      "cancelled": [each.cancelled() for each in left], "most": most}))
    """
    )
    assert seen == {"loops": 4, "closed": True, "cancelled": [True, True], "most": 3}


@pytest.mark.claim("flask-async-views-behind-wsgi-to-asgi")
def test_flask_async_views_share_the_servers_loop_behind_an_adapter(run):
    """Fails if a view behind `WsgiToAsgi` gets its own loop, or a task it left is cancelled."""
    seen = run(
        FLASK
        + ASK
        + """
    from asgiref.wsgi import WsgiToAsgi
    loops, left, release = [], [], []

    async def late():
        while not release:
            await asyncio.sleep(0.001)
        return "finished"

    @app.get("/")
    async def view():
        loops.append(asyncio.get_running_loop())
        left.append(asyncio.create_task(late()))
        return "x"

    async def main():
        application = WsgiToAsgi(app)
        statuses = [await ask(application), await ask(application)]
        release.append(True)
        done = [await asyncio.wait_for(each, 20) for each in left]
        return statuses, all(each is asyncio.get_running_loop() for each in loops), done

    print(json.dumps(asyncio.run(main())))
    """
    )
    assert seen == [[200, 200], True, ["finished", "finished"]]


@pytest.mark.claim("django-async-views-are-native-under-asgi")
def test_django_async_views_share_one_loop_under_asgi(run):
    """Fails if an async view runs in another loop or thread than the ASGI server."""
    seen = run(
        DJANGO
        + ASK
        + """
    loops, threads = [], []

    async def view(request):
        loops.append(asyncio.get_running_loop())
        threads.append(threading.get_ident())
        return HttpResponse("x")

    urlpatterns = [path("", view)]

    async def main():
        application = get_asgi_application()
        statuses = [await ask(application), await ask(application)]
        return statuses, all(each is asyncio.get_running_loop() for each in loops)

    statuses, same = asyncio.run(main())
    print(json.dumps([statuses, same, set(threads) == {threading.get_ident()}]))
    """
    )
    assert seen == [[200, 200], True, True]


@pytest.mark.claim("django-async-views-under-wsgi")
def test_django_runs_each_async_view_in_a_loop_of_its_own_under_wsgi(run):
    """Fails if two calls share a loop, or a task outlives the call that made it."""
    seen = run(
        DJANGO
        + OVERLAP
        + """
    loops, left = [], []

    async def view(request):
        loops.append(asyncio.get_running_loop())
        left.append(asyncio.create_task(asyncio.Event().wait()))
        await asyncio.gather(part(), part(), part())
        return HttpResponse("x")

    urlpatterns = [path("", view)]
    statuses = [Client().get("/").status_code for _ in range(2)]
    print(json.dumps([statuses, len(set(map(id, loops))), [each.is_closed() for each in loops],
                      [each.cancelled() for each in left], most]))
    """
    )
    assert seen == [[200, 200], 2, [True, True], [True, True], 3]


@pytest.mark.claim("django-runserver-is-wsgi")
def test_django_runserver_gives_async_views_a_loop_of_their_own(serve, django_project):
    """Fails if `runserver` hands out ASGI requests, or keeps one loop for two requests."""
    (django_project / "site_of_probe" / "urls.py").write_text(
        """
import asyncio
from django.http import JsonResponse
from django.urls import path
kept = []

async def view(request):
    kept.append(asyncio.get_running_loop())
    return JsonResponse({"loops": len(set(map(id, kept))), "scope": type(request).__name__})

urlpatterns = [path("", view)]
""",
        encoding="utf-8",
    )
    at = serve("manage.py", "runserver", "--noreload", "127.0.0.1:{port}", cwd=django_project)
    assert [json.loads(at.get().text) for _ in range(2)] == [
        {"loops": number, "scope": "WSGIRequest"} for number in (1, 2)
    ]


@pytest.mark.claim("django-sync-middleware-takes-a-thread")
def test_django_runs_sync_middleware_in_a_thread_under_asgi(run):
    """Fails if sync middleware runs in the view's thread, or its thread is free while the view waits."""
    program = (
        """
    import sys
    MIDDLEWARE = sys.argv[1:]
"""
        + DJANGO
        + ASK
        + """
    seen = {}

    def sync_only(get_response):
        def middleware(request):
            seen["middleware"] = threading.get_ident()
            answer = get_response(request)
            seen["returned"] = True
            return answer
        return middleware

    def both(get_response):
        async def middleware(request):
            seen["middleware"] = threading.get_ident()
            answer = await get_response(request)
            seen["returned"] = True
            return answer
        return middleware
    both.async_capable, both.sync_capable = True, False

    async def view(request):
        await asyncio.sleep(0.01)
        seen["view"] = threading.get_ident()
        # A thread that waits in the middleware has the view's await below it in its frames.
        frames = sys._current_frames().get(seen["middleware"])
        while frames and frames.f_code.co_name != "middleware":
            frames = frames.f_back
        seen["held"] = frames is not None and seen["middleware"] != seen["view"]
        return HttpResponse("x")

    urlpatterns = [path("", view)]

    async def main():
        return await ask(get_asgi_application())

    status = asyncio.run(main())
    print(json.dumps([status, seen["returned"], seen["middleware"] == seen["view"], seen["held"]]))
    """
    )
    assert run(program, "__main__.both") == [200, True, True, False]
    assert run(program, "__main__.sync_only") == [200, True, False, True]
