import json

from django.http import HttpResponse, JsonResponse
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.views import View
from django.views.decorators.csrf import csrf_exempt

from .models import Book
from .validation import problems


def error(status, text, **more):
    return JsonResponse({"error": text, **more}, status=status)


@method_decorator(csrf_exempt, name="dispatch")
class BookList(View):
    def get(self, request):
        books = [book.as_dict() for book in Book.objects.order_by("id")]
        return JsonResponse(books, safe=False)

    def post(self, request):
        if request.content_type != "application/json":
            return error(415, "Send application/json.")
        try:
            data = json.loads(request.body)
        except ValueError:
            return error(400, "The body is not JSON.")
        if fields := problems(data):
            return error(400, "The book is not valid.", fields=fields)
        book = Book.objects.create(title=data["title"], pages=data["pages"])
        headers = {"Location": reverse("book", args=[book.id])}
        return JsonResponse(book.as_dict(), status=201, headers=headers)


@method_decorator(csrf_exempt, name="dispatch")
class BookDetail(View):
    def get(self, request, id):
        book = Book.objects.filter(id=id).first()
        return JsonResponse(book.as_dict()) if book else error(404, "There is no such book.")

    def delete(self, request, id):
        deleted, _ = Book.objects.filter(id=id).delete()
        return HttpResponse(status=204) if deleted else error(404, "There is no such book.")
