from django.urls import path

from orders.views import order
from points.views import index

urlpatterns = [
    path("orders/", order, name="order"),
    path("points/", index, name="points"),
]
