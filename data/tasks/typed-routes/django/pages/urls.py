from django.urls import path, register_converter

from . import converters, views

register_converter(converters.DateConverter, "date")

urlpatterns = [
    path("", views.index, name="index"),
    path("items/<int:number>/", views.item, name="item"),
    path("posts/<slug:slug>/", views.post, name="post"),
    path("days/<date:day>/", views.day, name="day"),
]
