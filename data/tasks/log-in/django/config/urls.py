from django.contrib.auth.views import LoginView, LogoutView
from django.urls import path

from accounts import views

urlpatterns = [
    path("", views.index, name="index"),
    path("sign-up", views.sign_up, name="sign_up"),
    path(
        "log-in",
        LoginView.as_view(template_name="accounts/form.html", extra_context={"title": "Log in"}),
        name="log_in",
    ),
    path("log-out", LogoutView.as_view(), name="log_out"),
    path("account", views.account, name="account"),
]
