from django.conf import settings
from django.shortcuts import render


def index(request):
    return render(request, "pages/index.html", {"page_size": settings.PAGE_SIZE})
