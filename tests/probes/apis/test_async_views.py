"""`async def` views: which event loop runs them, and what has to be installed."""

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
    from asgiref.testing import ApplicationCommunicator
    from django.core.asgi import get_asgi_application
    from django.http import HttpResponse
    from django.test import Client
    from django.urls import path

    async def ask(application):
        scope = {"type": "http", "method": "GET", "path": "/", "headers": [], "query_string": b""}
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
    seen = run(
        FLASK
        + OVERLAP
        + """
    loops, left = [], []

    @app.get("/")
    async def view():
        loops.append(asyncio.get_running_loop())
        left.append(asyncio.create_task(asyncio.Event().wait()))
        await asyncio.gather(part(), part(), part())
        return "x"

    client.get("/")
    client.get("/")
    print(json.dumps({"loops": len(set(map(id, loops))), "closed": [each.is_closed() for each in loops],
                      "cancelled": [each.cancelled() for each in left], "most": most}))
    """
    )
    assert seen == {"loops": 2, "closed": [True, True], "cancelled": [True, True], "most": 3}


@pytest.mark.claim("django-async-views-are-native-under-asgi")
def test_django_async_views_share_one_loop_under_asgi(run):
    seen = run(
        DJANGO
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
    seen = run(
        DJANGO
        + OVERLAP
        + """
    loops = []

    async def view(request):
        loops.append(asyncio.get_running_loop())
        await asyncio.gather(part(), part(), part())
        return HttpResponse("x")

    urlpatterns = [path("", view)]
    statuses = [Client().get("/").status_code for _ in range(2)]
    print(json.dumps([statuses, len(set(map(id, loops))), [each.is_closed() for each in loops], most]))
    """
    )
    assert seen == [[200, 200], 2, [True, True], 3]


@pytest.mark.claim("django-sync-middleware-takes-a-thread")
def test_django_runs_sync_middleware_in_a_thread_under_asgi(run):
    program = (
        """
    import sys
    MIDDLEWARE = sys.argv[1:]
"""
        + DJANGO
    )
    program += """
    threads = []

    def sync_only(get_response):
        def middleware(request):
            threads.append(threading.get_ident())
            return get_response(request)
        return middleware

    def both(get_response):
        async def middleware(request):
            threads.append(threading.get_ident())
            return await get_response(request)
        return middleware
    both.async_capable, both.sync_capable = True, False

    async def view(request):
        threads.append(threading.get_ident())
        return HttpResponse("x")

    urlpatterns = [path("", view)]

    async def main():
        return await ask(get_asgi_application())

    status = asyncio.run(main())
    print(json.dumps([status, len(threads), len(set(threads))]))
    """
    assert run(program, "__main__.both") == [200, 2, 1]
    assert run(program, "__main__.sync_only") == [200, 2, 2]
