from django.urls import path
from django.views.generic import RedirectView

from sales import views

urlpatterns = [
    path("", views.home),
    path("sales/", views.sales, name="sales"),
    path("report", RedirectView.as_view(pattern_name="sales", permanent=True, query_string=True)),
]
