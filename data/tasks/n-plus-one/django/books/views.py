from django.views.generic import ListView

from .models import Book


class OneByOne(ListView):
    queryset = Book.objects.order_by("id")


class Together(ListView):
    queryset = Book.objects.order_by("id").select_related("author").prefetch_related("reviews")
