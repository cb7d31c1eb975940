from django.http import Http404, JsonResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_POST
from sqlalchemy import select
from sqlalchemy.orm import joinedload

from .models import Book, Note


@require_GET
def row(request, book_id):
    book = request.db.get(Book, book_id)
    if book is None:
        raise Http404
    return JsonResponse({"id": book.id, "title": book.title, "year": book.year, "author_id": book.author_id})


def listed(request, books):
    found = [{"title": book.title, "author": book.author.name} for book in request.db.scalars(books)]
    return JsonResponse({"books": found})


@require_GET
def books_n_queries(request):
    return listed(request, select(Book).order_by(Book.id).limit(20))


@require_GET
def books_one_query(request):
    return listed(request, select(Book).options(joinedload(Book.author)).order_by(Book.id).limit(20))


@csrf_exempt
@require_POST
def insert(request):
    request.db.add(Note(text=request.POST.get("text", "")[:200]))
    request.db.commit()
    return JsonResponse({"inserted": True}, status=201)
