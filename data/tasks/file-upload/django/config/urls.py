from django.urls import path

from documents import views

urlpatterns = [
    path("", views.upload, name="upload"),
    path("files/<uuid:id>", views.download, name="download"),
]
