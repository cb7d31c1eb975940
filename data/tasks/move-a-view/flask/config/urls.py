from django.urls import path

from sales import views

# /sales is taken off before Django sees the path.
urlpatterns = [
    path("", views.sales),
]
