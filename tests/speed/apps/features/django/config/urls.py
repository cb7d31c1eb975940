from django.contrib.auth.views import LoginView
from django.urls import path

from books import views

urlpatterns = [
    path("plain", views.plain),
    path("json", views.json),
    path("rows", views.rows),
    path("row/<int:book_id>", views.row),
    path("books-n-queries", views.books_n_queries),
    path("books-one-query", views.books_one_query),
    path("insert", views.insert),
    path("session", views.visits),
    path("form", views.signup),
    path("log-in", LoginView.as_view(template_name="form.html", extra_context={"title": "Log in"}), name="log_in"),
    path("account", views.account, name="account"),
    path("upload", views.upload),
]
