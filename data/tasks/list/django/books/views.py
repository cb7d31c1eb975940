from django.views.generic import ListView

from .models import Book


class BookList(ListView):
    model = Book
    ordering = ["title", "id"]
    paginate_by = 10
    extra_context = {"kinds": Book.KINDS}

    def get_queryset(self):
        books = super().get_queryset()
        if kind := self.request.GET.get("kind"):
            books = books.filter(kind=kind)
        if q := self.request.GET.get("q"):
            books = books.filter(title__icontains=q)
        return books
