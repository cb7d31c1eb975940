"""A websocket connection offered to the ASGI application of a Django project."""

import pytest


@pytest.mark.claim("django-serves-no-websockets")
def test_django_asgi_application_refuses_a_websocket(run):
    """Fails if the ASGI application takes a WebSocket connection, or raises no ValueError that names HTTP."""
    seen = run(
        """
    import asyncio, json
    import django
    from django.conf import settings
    settings.configure(ALLOWED_HOSTS=["*"], ROOT_URLCONF=__name__, SECRET_KEY="probe")
    django.setup()
    from asgiref.testing import ApplicationCommunicator
    from django.core.asgi import get_asgi_application
    from django.http import HttpResponse
    from django.urls import path
    urlpatterns = [path("", lambda request: HttpResponse("x"))]

    async def ask(kind, first):
        scope = {"type": kind, "method": "GET", "path": "/", "headers": [], "query_string": b""}
        talk = ApplicationCommunicator(get_asgi_application(), scope)
        await talk.send_input(first)
        try:
            await talk.wait(20)  # raises what the application raised; receive_output alone would wait in vain
            return (await talk.receive_output(20))["type"]
        except ValueError as error:
            return str(error)

    print(json.dumps([asyncio.run(ask("http", {"type": "http.request", "body": b""})),
                      asyncio.run(ask("websocket", {"type": "websocket.connect"}))]))
    """
    )
    assert seen[0] == "http.response.start"
    assert "only handle ASGI/HTTP connections" in seen[1]
