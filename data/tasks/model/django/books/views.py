from django.urls import reverse_lazy
from django.views.generic import CreateView, ListView

from .models import Book


class BookList(ListView):
    model = Book
    ordering = ["title"]


class BookCreate(CreateView):
    model = Book
    fields = ["title", "author"]
    success_url = reverse_lazy("index")
