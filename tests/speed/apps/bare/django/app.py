from pathlib import Path

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import path
from django.views.decorators.http import require_GET, require_POST

settings.configure(
    ROOT_URLCONF=__name__,
    TEMPLATES=[
        {
            "BACKEND": "django.template.backends.django.DjangoTemplates",
            "DIRS": [Path(__file__).parent / "templates"],
        }
    ],
)

ROWS = [
    {"number": number, "title": f"Book {number} & its story", "author": f"Author {number % 20}", "price": number + 0.5}
    for number in range(1, 101)
]


@require_GET
def plain(request):
    return HttpResponse("Hello, World!", content_type="text/plain")


@require_GET
def json(request):
    return JsonResponse({"message": "Hello, World!"})


@require_GET
def rows(request):
    return render(request, "rows.html", {"rows": ROWS})


@require_POST
def upload(request):
    file = request.FILES["file"]
    return JsonResponse({"name": file.name, "bytes": len(file.read())})


urlpatterns = [
    path("plain", plain),
    path("json", json),
    path("rows", rows),
    path("upload", upload),
]

app = get_wsgi_application()
