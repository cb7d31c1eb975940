from django.urls import path

from books.views import BookDetail, BookList

urlpatterns = [
    path("books", BookList.as_view()),
    path("books/<int:id>", BookDetail.as_view(), name="book"),
]
