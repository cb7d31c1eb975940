from django.db import transaction
from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_POST

from .models import Book, Note

ROWS = [
    {"number": number, "title": f"Book {number} & its story", "author": f"Author {number % 20}", "price": number + 0.5}
    for number in range(1, 101)
]


@require_GET
def plain(request):
    return HttpResponse("Hello, World!", content_type="text/plain")


@require_GET
def json(request):
    return JsonResponse({"message": "Hello, World!"})


@require_GET
def rows(request):
    return render(request, "polls/rows.html", {"rows": ROWS})


@require_GET
def row(request, book_id):
    book = get_object_or_404(Book, pk=book_id)
    return JsonResponse({"id": book.id, "title": book.title, "year": book.year, "author_id": book.author_id})


def listed(books):
    return JsonResponse({"books": [{"title": book.title, "author": book.author.name} for book in books]})


@require_GET
def books_n_queries(request):
    return listed(Book.objects.order_by("id")[:20])


@require_GET
def books_one_query(request):
    return listed(Book.objects.select_related("author").order_by("id")[:20])


@csrf_exempt
@require_POST
def insert(request):
    with transaction.atomic():
        Note.objects.create(text=request.POST.get("text", "")[:200])
    return JsonResponse({"inserted": True}, status=201)


@require_GET
def visits(request):
    request.session["visits"] = request.session.get("visits", 0) + 1
    return JsonResponse({"visits": request.session["visits"]})


@csrf_exempt
@require_POST
def upload(request):
    file = request.FILES["file"]
    return JsonResponse({"name": file.name, "bytes": len(file.read())})
