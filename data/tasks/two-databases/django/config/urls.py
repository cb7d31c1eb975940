from django.urls import path

from books import views

urlpatterns = [
    path("", views.BookList.as_view(), name="index"),
    path("add", views.BookCreate.as_view(), name="add"),
]
