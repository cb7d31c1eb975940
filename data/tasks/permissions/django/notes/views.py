from django.contrib.auth.decorators import login_required, permission_required
from django.shortcuts import get_object_or_404, redirect, render

from .forms import NoteForm
from .models import Note


@login_required
def own(request):
    notes = Note.objects.filter(author=request.user)
    return render(request, "notes/notes.html", {"title": "My notes", "notes": notes})


@login_required
@permission_required("notes.view_note", raise_exception=True)
def all_notes(request):
    notes = Note.objects.select_related("author")
    return render(request, "notes/notes.html", {"title": "All notes", "notes": notes})


@login_required
def new(request):
    return filled_in(request, "New note", Note(author=request.user))


@login_required
def edit(request, pk):
    return filled_in(request, "Edit note", get_object_or_404(Note, pk=pk, author=request.user))


def filled_in(request, title, note):
    form = NoteForm(request.POST or None, instance=note)
    if form.is_valid():
        form.save()
        return redirect("own_notes")
    return render(request, "accounts/form.html", {"title": title, "form": form})
