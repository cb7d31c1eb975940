import os
from urllib.request import urlopen

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.http import HttpResponse
from django.urls import path
from django.views.decorators.http import require_GET

settings.configure(ROOT_URLCONF=__name__)


@require_GET
def plain(request):
    return HttpResponse("Hello, World!", content_type="text/plain")


@require_GET
def slow(request):
    with urlopen(os.environ["UPSTREAM"]) as answer:
        return HttpResponse(answer.read(), content_type="text/plain")


urlpatterns = [
    path("plain", plain),
    path("slow", slow),
]

app = get_wsgi_application()
