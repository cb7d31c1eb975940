from django.urls import include, path
from django.views.generic import RedirectView

urlpatterns = [
    path("", RedirectView.as_view(pattern_name="notes:index")),
    path("notes/", include("notes.urls")),
    path("status/", include("status.urls")),
]
