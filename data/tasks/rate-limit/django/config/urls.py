from django.urls import path

from quotes import views

urlpatterns = [
    path("quote", views.quote),
    path("health", views.health),
]
