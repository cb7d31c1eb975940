from django.urls import path

from likes import views

urlpatterns = [
    path("", views.index, name="index"),
    path("likes", views.like, name="like"),
    path("api/likes", views.like_json, name="like_json"),
    path("webhook", views.webhook),
]
