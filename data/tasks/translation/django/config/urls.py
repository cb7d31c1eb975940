from django.urls import path
from django.views.i18n import set_language

from pages import views

urlpatterns = [
    path("", views.index),
    path("language", set_language, name="set_language"),
]
