from django.apps import AppConfig

from orders.signals import order_placed

from .receivers import add_points


class PointsConfig(AppConfig):
    name = "points"

    def ready(self):
        order_placed.connect(add_points)
