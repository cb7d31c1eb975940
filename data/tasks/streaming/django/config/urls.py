from django.urls import path

from visits import views

urlpatterns = [
    path("visits.csv", views.visits),
]
