from uuid import uuid4

from django.core.files.storage import default_storage
from django.http import FileResponse, Http404
from django.shortcuts import redirect, render

from .forms import UploadForm


def upload(request):
    form = UploadForm(request.POST or None, request.FILES or None)
    if form.is_valid():
        id = uuid4()
        default_storage.save(f"{id}.pdf", form.cleaned_data["file"])
        return redirect("download", id=id)
    return render(request, "documents/upload.html", {"form": form})


def download(request, id):
    name = f"{id}.pdf"
    if not default_storage.exists(name):
        raise Http404
    return FileResponse(default_storage.open(name), as_attachment=True)
