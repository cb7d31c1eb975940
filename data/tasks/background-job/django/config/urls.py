from django.urls import path

from jobs import views

urlpatterns = [
    path("", views.start, name="start"),
    path("jobs/<int:pk>", views.show, name="job"),
]
