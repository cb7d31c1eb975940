from django.urls import reverse_lazy
from django.views.generic import CreateView, ListView

from visits.models import Visit

from .models import Book


class BookList(ListView):
    model = Book
    ordering = ["title"]

    def get_context_data(self, **kwargs):
        visits = Visit.objects.count()
        Visit.objects.create()
        return super().get_context_data(visits=visits, **kwargs)


class BookCreate(CreateView):
    model = Book
    fields = ["title"]
    success_url = reverse_lazy("index")
