from pathlib import Path

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.shortcuts import render
from django.urls import path
from django.views.decorators.http import require_GET

settings.configure(
    ROOT_URLCONF=__name__,
    TEMPLATES=[
        {
            "BACKEND": "django.template.backends.jinja2.Jinja2",
            "DIRS": [Path(__file__).parent / "templates"],
        }
    ],
)

ROWS = [
    {"number": number, "title": f"Book {number} & its story", "author": f"Author {number % 20}", "price": number + 0.5}
    for number in range(1, 101)
]


@require_GET
def rows(request):
    return render(request, "rows.html", {"rows": ROWS})


urlpatterns = [path("rows", rows)]

app = get_wsgi_application()
