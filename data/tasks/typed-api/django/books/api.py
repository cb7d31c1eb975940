from django.shortcuts import get_object_or_404
from ninja import NinjaAPI, Status

from .models import Book
from .schemas import BookIn, BookOut

api = NinjaAPI(title="Books")


@api.get("/books", response=list[BookOut])
def list_books(request):
    return Book.objects.order_by("id")


@api.post("/books", response={201: BookOut})
def create_book(request, data: BookIn):
    return Status(201, Book.objects.create(**data.model_dump()))


@api.get("/books/{int:id}", response=BookOut)
def read_book(request, id: int):
    return get_object_or_404(Book, id=id)


@api.delete("/books/{int:id}", response={204: None})
def delete_book(request, id: int):
    get_object_or_404(Book, id=id).delete()
    return Status(204, None)
