"""How often one client may ask: whether anything counts, also at sign-in."""

import pytest


@pytest.mark.claim("django-ships-no-rate-limiting")
def test_django_lets_a_client_guess_passwords_without_limit(run):
    seen = run(
        """
        import json
        import django
        from django.conf import settings
        from django.urls import include, path
        settings.configure(
            ROOT_URLCONF=__name__, ALLOWED_HOSTS=["*"], SECRET_KEY="x",
            INSTALLED_APPS=["django.contrib.contenttypes", "django.contrib.auth", "django.contrib.sessions"],
            MIDDLEWARE=["django.contrib.sessions.middleware.SessionMiddleware"],
            PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"],
            DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}},
            TEMPLATES=[{
                "BACKEND": "django.template.backends.django.DjangoTemplates",
                "OPTIONS": {"loaders": [
                    ("django.template.loaders.locmem.Loader", {"registration/login.html": "{{ form.errors }}"})
                ]},
            }],
        )
        django.setup()
        urlpatterns = [path("", include("django.contrib.auth.urls"))]
        from django.contrib.auth.models import User
        from django.core.management import call_command
        from django.test import Client
        call_command("migrate", verbosity=0)
        User.objects.create_user("ann", password="right")
        client = Client()
        guess = lambda word: client.post("/login/", {"username": "ann", "password": word}).status_code
        wrong = {guess(f"wrong {number}") for number in range(100)}
        print(json.dumps([list(wrong), guess("right")]))
        """
    )
    assert seen == [[200], 302]


@pytest.mark.claim("flask-ships-no-rate-limiting")
def test_flask_answers_a_client_without_limit(run):
    seen = run(
        """
        import json
        from flask import Flask
        app = Flask(__name__)
        app.add_url_rule("/", view_func=lambda: "done")
        client = app.test_client()
        print(json.dumps(list({client.get("/").status_code for number in range(1000)})))
        """
    )
    assert seen == [200]
