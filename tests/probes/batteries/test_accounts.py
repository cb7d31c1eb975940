"""Accounts: which pages there are, who keeps the login, and what is left to the application."""

import pytest

DJANGO = """
    import json, re, sys
    import django
    from django.conf import settings
    from django.urls import include, path
    pages = {"registration/login.html": "log in {{ form.errors }}"} if "template" in sys.argv else {}
    settings.configure(
        ROOT_URLCONF=__name__, ALLOWED_HOSTS=["*"], SECRET_KEY="x", LOGIN_REDIRECT_URL="/after",
        PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"],
        DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}},
        INSTALLED_APPS=[
            "django.contrib." + each for each in ("admin", "auth", "contenttypes", "sessions", "messages")
            if each != "admin" or "bare" not in sys.argv
        ],
        MIDDLEWARE=[
            "django.contrib.sessions.middleware.SessionMiddleware",
            "django.contrib.auth.middleware.AuthenticationMiddleware",
        ],
        TEMPLATES=[{"BACKEND": "django.template.backends.django.DjangoTemplates", "OPTIONS": {"loaders": [
            ("django.template.loaders.locmem.Loader", pages), "django.template.loaders.app_directories.Loader",
        ]}}],
    )
    django.setup()
    from django.contrib import admin, auth
    from django.contrib.auth.forms import UserCreationForm
    from django.contrib.auth.models import User
    from django.core import mail
    from django.core.management import call_command
    from django.http import HttpResponse
    from django.template import TemplateDoesNotExist
    from django.test import Client
    from django.test.utils import setup_test_environment
    setup_test_environment()
    call_command("migrate", verbosity=0)
    def after(request):
        return HttpResponse(request.user.username)

    urlpatterns = [path("", include("django.contrib.auth.urls")), path("after", after)]
    if "bare" not in sys.argv:
        urlpatterns.append(path("admin/", admin.site.urls))
    user = User.objects.create_user("kleist", "kleist@example.org", "Amphitryon")
    client = Client()
    def signed_in():
        return "_auth_user_id" in client.session
    def sign_in(word, name="kleist"):
        return client.post("/login/", {"username": name, "password": word}).status_code
"""


@pytest.mark.claim("django-auth-account-views", "django-auth-no-sign-up", "django-password-change-ends-sessions")
def test_django_account_pages_do_all_but_sign_up(run):
    """Fails if a login page fails, there is one for sign-up, or a changed password keeps other sessions."""
    seen = run(
        DJANGO
        + """
    seen = {"in": [sign_in("wrong"), signed_in(), sign_in("Amphitryon"), signed_in()]}
    other = Client()
    other.force_login(user)
    seen["elsewhere"] = [other.get("/after").content.decode()]
    seen["change"] = client.post(
        "/password_change/",
        {"old_password": "Amphitryon", "new_password1": "Penthesilea", "new_password2": "Penthesilea"},
    ).status_code
    seen["elsewhere"] += [each.get("/after").content.decode() for each in (client, other)]
    seen["out"] = [client.post("/logout/").status_code, signed_in()]
    client.post("/password_reset/", {"email": user.email})
    link = re.search(r"/reset/\\S+", mail.outbox[0].body)[0]
    form = client.get(link, follow=True).redirect_chain[-1][0]
    client.post(form, {"new_password1": "Kaethchen", "new_password2": "Kaethchen"})
    seen["reset"] = [mail.outbox[0].to, sign_in("Penthesilea"), sign_in("Kaethchen")]
    from django.contrib.auth.urls import urlpatterns as pages
    seen["names"] = sorted(each.name for each in pages)
    form = UserCreationForm({"username": "new", "password1": "Penthesilea", "password2": "Penthesilea"})
    seen["form"] = [form.is_valid(), form.save().username, sign_in("Penthesilea", "new")]
    print(json.dumps(seen))
    """,
        "template",
    )
    assert seen == {
        "in": [200, False, 302, True],
        "elsewhere": ["kleist", "kleist", ""],
        "change": 302,
        "out": [200, False],
        "reset": [["kleist@example.org"], 200, 302],
        "names": [
            "login",
            "logout",
            "password_change",
            "password_change_done",
            "password_reset",
            "password_reset_complete",
            "password_reset_confirm",
            "password_reset_done",
        ],
        "form": [True, "new", 302],
    }


@pytest.mark.claim("django-auth-login-template")
def test_django_sign_in_page_lacks_a_template(run):
    """Fails if Django ships the login template, or the others without its admin."""
    program = (
        DJANGO
        + """
    client.force_login(user)
    seen = {}
    for name in ("login", "password_change", "password_change/done", "password_reset", "reset/done", "logout"):
        try:
            path = f"/{name}/"
            seen[name] = (client.post(path) if name == "logout" else client.get(path)).status_code
        except TemplateDoesNotExist as error:
            seen[name] = str(error).partition("/")[0]
    print(json.dumps(list(seen.values())))
    """
    )
    assert run(program) == ["registration", 200, 200, 200, 200, 200]
    assert run(program, "template") == [200, 200, 200, 200, 200, 200]
    assert run(program, "template", "bare") == [200, *["registration"] * 5]


@pytest.mark.claim("django-auth-account-views")
def test_django_new_project_maps_no_login_page(run, django_project):
    """Fails if a new project answers `LOGIN_URL` or a page for a reset password."""
    seen = run(
        """
    import json, os, sys
    sys.path.insert(0, "project")
    os.environ["DJANGO_SETTINGS_MODULE"] = "site_of_probe.settings"
    import django
    django.setup()
    from django.conf import settings
    from django.test import Client
    settings.ALLOWED_HOSTS = ["*"]
    paths = (settings.LOGIN_URL, "/login/", "/accounts/password_reset/", "/admin/login/")
    print(json.dumps([Client().get(each).status_code for each in paths]))
    """
    )
    assert seen == [404, 404, 404, 200]


@pytest.mark.claim("django-user-email-not-unique")
def test_django_default_users_may_share_an_address(run):
    """Fails if an e-mail address must be unique or given, or logs in as a user name does."""
    seen = run(
        DJANGO
        + """
    User.objects.create_user("second", "kleist@example.org", "Penthesilea")
    User.objects.create_user("third", password="Kaethchen")
    client.post("/password_reset/", {"email": "KLEIST@example.org"})
    sent = [sign_in("Amphitryon", each) for each in ("kleist@example.org", "kleist")]
    print(json.dumps([User.objects.count(), len(mail.outbox), User.objects.get(username="third").email, sent]))
    """,
        "template",
    )
    assert seen == [3, 2, "", [200, 302]]


@pytest.mark.claim("django-auth-no-throttling")
def test_django_counts_no_failed_sign_ins(run):
    """Fails if a hundred failed logins lock the account or are answered in another way."""
    seen = run(
        DJANGO
        + """
    print(json.dumps([{sign_in(f"guess {each}") for each in range(100)} == {200}, sign_in("Amphitryon")]))
    """,
        "template",
    )
    assert seen == [True, 302]


@pytest.mark.claim("flask-login-keeps-the-session", "flask-ships-no-accounts", "flask-login-keeps-other-sessions")
def test_flask_login_keeps_who_is_signed_in(run):
    """Fails if Flask or Flask-Login adds a login page, or a changed password ends a session."""
    seen = run(
        """
    import json
    from flask import Flask, request, session
    from flask_login import LoginManager, UserMixin, current_user, login_user, logout_user
    app = Flask(__name__)
    app.secret_key = "x"
    seen = {"flask": sorted(each.endpoint for each in app.url_map.iter_rules())}
    login = LoginManager(app)

    stored = {"id": "kleist", "password": "Amphitryon"}

    class User(UserMixin):
        @property
        def id(self):
            return stored["id"]

    login.user_loader(lambda key: User() if key == stored["id"] else None)
    seen["flask-login"] = sorted(each.endpoint for each in app.url_map.iter_rules())

    @app.post("/in")
    def enter():
        login_user(User(), remember="remember" in request.args)
        return session["_user_id"]

    @app.post("/out")
    def leave():
        logout_user()
        return ""

    @app.get("/")
    def page():
        return current_user.get_id() or "nobody"

    one, two = app.test_client(), app.test_client()
    seen["pages"] = [one.get("/").text, one.post("/in").text, one.get("/").text, two.get("/").text]
    one.post("/out")
    seen["out"] = one.get("/").text
    one.post("/in?remember")
    seen["cookies"] = [one.get_cookie(each) is not None for each in ("session", "remember_token")]
    one.delete_cookie("session")
    seen["remembered"] = one.get("/").text
    stored["password"] = "Penthesilea"
    seen["other password"] = one.get("/").text
    stored["id"] = "another"
    seen["other id"] = one.get("/").text
    print(json.dumps(seen))
    """
    )
    assert seen == {
        "flask": ["static"],
        "flask-login": ["static"],
        "pages": ["nobody", "kleist", "kleist", "nobody"],
        "out": "nobody",
        "cookies": [True, True],
        "remembered": "kleist",
        "other password": "kleist",
        "other id": "nobody",
    }
