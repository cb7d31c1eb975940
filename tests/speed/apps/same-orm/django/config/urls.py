from django.urls import path

from books import views

urlpatterns = [
    path("row/<int:book_id>", views.row),
    path("books-n-queries", views.books_n_queries),
    path("books-one-query", views.books_one_query),
    path("insert", views.insert),
]
