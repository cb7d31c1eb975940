from django.urls import path

from books import views

urlpatterns = [
    path("", views.index, name="index"),
    path("add", views.BookCreate.as_view(), name="add"),
    path("<int:pk>/delete", views.BookDelete.as_view(), name="delete"),
]
