from django.shortcuts import render

from notes.notes import count


def index(request):
    return render(request, "status/index.html", {"count": count()})
