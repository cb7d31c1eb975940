from django.urls import path

from seats import views

urlpatterns = [
    path("", views.SeatList.as_view(), name="index"),
    path("add", views.SeatCreate.as_view(), name="add"),
    path("<int:row>/<int:number>", views.SeatUpdate.as_view(), name="change"),
]
