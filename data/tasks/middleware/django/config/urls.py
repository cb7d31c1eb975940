from django.urls import path

from pages import views

urlpatterns = [
    path("", views.index),
    path("internal/status", views.status),
    path("broken", views.broken),
]
