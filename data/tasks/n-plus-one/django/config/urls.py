from django.urls import path

from books import views

urlpatterns = [
    path("one-by-one", views.OneByOne.as_view()),
    path("together", views.Together.as_view()),
]
