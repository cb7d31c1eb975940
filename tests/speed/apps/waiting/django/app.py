import os

import httpx
from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.http import HttpResponse
from django.urls import path
from django.views.decorators.http import require_GET

settings.configure(ROOT_URLCONF=__name__)
client = httpx.Client(limits=httpx.Limits(max_connections=None))


@require_GET
def plain(request):
    return HttpResponse("Hello, World!", content_type="text/plain")


@require_GET
def slow(request):
    answer = client.get(os.environ["UPSTREAM"]).raise_for_status()
    return HttpResponse(answer.text, content_type="text/plain")


urlpatterns = [
    path("plain", plain),
    path("slow", slow),
]

app = get_wsgi_application()
