from django.urls import path

from signup import views

urlpatterns = [
    path("", views.signup, name="signup"),
    path("thanks", views.thanks, name="thanks"),
]
