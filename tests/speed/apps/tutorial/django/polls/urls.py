from django.urls import path

from . import views

app_name = "polls"
urlpatterns = [
    path("plain", views.plain, name="plain"),
    path("json", views.json, name="json"),
    path("rows", views.rows, name="rows"),
    path("row/<int:book_id>", views.row, name="row"),
    path("books-n-queries", views.books_n_queries, name="books_n_queries"),
    path("books-one-query", views.books_one_query, name="books_one_query"),
    path("insert", views.insert, name="insert"),
    path("session", views.visits, name="visits"),
    path("upload", views.upload, name="upload"),
]
