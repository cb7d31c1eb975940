from django.urls import path

from books.api import api

urlpatterns = [
    path("", api.urls),
]
