from django.http import Http404
from django.shortcuts import render

from .notes import NOTES


def index(request):
    return render(request, "notes/index.html", {"notes": NOTES})


def note(request, name):
    if name not in NOTES:
        raise Http404
    return render(request, "notes/note.html", {"name": name, "text": NOTES[name]})
