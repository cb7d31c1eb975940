from django.shortcuts import get_object_or_404, redirect, render

from .forms import JobForm
from .models import Job
from .tasks import count_words


def start(request):
    form = JobForm(request.POST or None)
    if form.is_valid():
        job = form.save()
        count_words(job.pk)
        return redirect("job", job.pk)
    return render(request, "jobs/start.html", {"form": form})


def show(request, pk):
    return render(request, "jobs/job.html", {"job": get_object_or_404(Job, pk=pk)})
