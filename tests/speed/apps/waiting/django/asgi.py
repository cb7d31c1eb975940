import os
from functools import cache

from aiohttp import ClientSession, TCPConnector
from django.conf import settings
from django.core.asgi import get_asgi_application
from django.http import HttpResponse
from django.urls import path
from django.views.decorators.http import require_GET

settings.configure(ROOT_URLCONF=__name__)


@cache
def client():
    return ClientSession(connector=TCPConnector(limit=0), raise_for_status=True)


@require_GET
async def plain(request):
    return HttpResponse("Hello, World!", content_type="text/plain")


@require_GET
async def slow(request):
    async with client().get(os.environ["UPSTREAM"]) as answer:
        return HttpResponse(await answer.read(), content_type="text/plain")


urlpatterns = [
    path("plain", plain),
    path("slow", slow),
]

app = get_asgi_application()
