from django.contrib.auth.views import (
    LoginView,
    LogoutView,
    PasswordResetConfirmView,
    PasswordResetDoneView,
    PasswordResetView,
)
from django.urls import path, reverse_lazy

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
    path(
        "forgot",
        PasswordResetView.as_view(
            template_name="accounts/form.html",
            email_template_name="accounts/reset_mail.txt",
            subject_template_name="accounts/reset_subject.txt",
            extra_context={"title": "Forgot your password?"},
        ),
        name="password_reset",
    ),
    path(
        "forgot/sent",
        PasswordResetDoneView.as_view(template_name="accounts/sent.html"),
        name="password_reset_done",
    ),
    path(
        "reset/<uidb64>/<token>",
        PasswordResetConfirmView.as_view(template_name="accounts/reset.html", success_url=reverse_lazy("log_in")),
        name="password_reset_confirm",
    ),
]
