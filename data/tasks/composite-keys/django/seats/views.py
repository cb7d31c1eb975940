from django.db import IntegrityError
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse_lazy
from django.views.generic import CreateView, ListView, UpdateView

from .models import Seat


class SeatList(ListView):
    model = Seat
    ordering = ["pk"]


class SeatCreate(CreateView):
    model = Seat
    fields = ["guest", "row", "number"]

    def form_valid(self, form):
        try:
            form.instance.save(force_insert=True)
            return redirect("index")
        except IntegrityError:
            form.add_error(None, "This seat is taken.")
            return self.form_invalid(form)


class SeatUpdate(UpdateView):
    model = Seat
    fields = ["guest"]
    success_url = reverse_lazy("index")

    def get_object(self, queryset=None):
        return get_object_or_404(Seat, row=self.kwargs["row"], number=self.kwargs["number"])
