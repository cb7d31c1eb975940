from django.contrib.auth.views import LoginView, LogoutView
from django.urls import path

from accounts import views
from notes import views as notes

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
    path("notes", notes.own, name="own_notes"),
    path("notes/all", notes.all_notes, name="all_notes"),
    path("notes/new", notes.new, name="new_note"),
    path("notes/<int:pk>", notes.edit, name="edit_note"),
]
