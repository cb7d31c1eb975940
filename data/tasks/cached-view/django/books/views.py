from django.conf import settings
from django.shortcuts import render
from django.urls import reverse_lazy
from django.utils import timezone
from django.views.decorators.cache import cache_control, cache_page
from django.views.generic import CreateView, DeleteView

from .models import Book


# Without no_cache the browser would keep the page for a minute, whatever changes here.
@cache_control(no_cache=True)
@cache_page(settings.CACHE_MIDDLEWARE_SECONDS)
def index(request):
    books = Book.objects.order_by("title")
    return render(request, "books/book_list.html", {"books": books, "made": timezone.now()})


class BookCreate(CreateView):
    model = Book
    fields = ["title"]
    success_url = reverse_lazy("index")


class BookDelete(DeleteView):
    model = Book
    success_url = reverse_lazy("index")
