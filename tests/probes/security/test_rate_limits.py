"""How often one client may ask: whether anything counts, also at login, and by what."""

import pytest


@pytest.mark.claim("django-ships-no-rate-limiting")
def test_django_lets_a_client_guess_passwords_without_limit(run):
    """Fails if Django's login answers the 100th wrong password, or the right one after it, otherwise."""
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


@pytest.mark.claim("django-rest-framework-throttles", "django-rest-framework-throttles-believe-forwarded-for")
def test_django_rest_framework_throttles_api_views(run):
    """Fails if DRF throttles unasked or other views, not when asked, or NUM_PROXIES=0 believes the header."""
    seen = run(
        """
        import json
        import django
        from django.conf import settings
        from django.http import HttpResponse
        from django.urls import path
        settings.configure(
            ROOT_URLCONF=__name__, ALLOWED_HOSTS=["*"], SECRET_KEY="x",
            INSTALLED_APPS=["django.contrib.contenttypes", "django.contrib.auth", "rest_framework"],
        )
        django.setup()
        from django.core.cache import cache
        from django.test import Client, override_settings
        from rest_framework.response import Response
        from rest_framework.settings import api_settings
        from rest_framework.throttling import AnonRateThrottle
        from rest_framework.views import APIView

        class Open(APIView):
            authentication_classes = []

            def get(self, request):
                return Response("done")

        class Three(AnonRateThrottle):
            rate = "3/hour"

        class Limited(Open):
            throttle_classes = [Three]

        urlpatterns = [
            path("open", Open.as_view()), path("limited", Limited.as_view()),
            path("plain", lambda request: HttpResponse("done")),
        ]

        def get(page, forge=False):
            cache.clear()
            headers = [{"X-Forwarded-For": f"192.0.2.{number}"} if forge else {} for number in range(6)]
            return [Client(headers=each).get(page).status_code for each in headers]

        seen = [get("/open"), get("/plain"), get("/limited"), get("/limited", forge=True)]
        with override_settings(REST_FRAMEWORK={"NUM_PROXIES": 0}):
            print(json.dumps([*seen, get("/limited", forge=True)]))
        """
    )
    free, limited = [200] * 6, [200] * 3 + [429] * 3
    assert seen == [free, free, limited, free, limited]


@pytest.mark.claim("flask-limiter-limits", "flask-limiter-counts-in-memory", "flask-limiter-key")
def test_flask_limiter_counts_by_key(run):
    """Fails if a limit isn't counted by its key, memory isn't warned of, or X-Forwarded-For counts without ProxyFix."""
    seen = run(
        """
        import json, warnings
        from flask import Blueprint, Flask, request
        from flask_limiter import Limiter
        from flask_limiter.util import get_remote_address
        from werkzeug.middleware.proxy_fix import ProxyFix

        def page():
            return "done"

        def of_part():
            return "done"

        def login():
            return "done"

        def make():
            app = Flask(__name__)
            with warnings.catch_warnings(record=True) as said:
                warnings.simplefilter("always")
                limiter = Limiter(get_remote_address, app=app, default_limits=["3/hour"])
            part = Blueprint("part", __name__)
            part.add_url_rule("/part", "part", of_part)
            limiter.limit("2/hour")(part)
            app.register_blueprint(part)
            app.add_url_rule("/", "page", page)
            by_name = limiter.limit("1/hour", key_func=lambda: request.args["name"])(login)
            app.add_url_rule("/login", "login", by_name)
            return app, ["in-memory storage" in str(each.message) for each in said]

        def get(page, app=None, forge=False):
            client = (app or make()[0]).test_client()
            headers = [{"X-Forwarded-For": f"192.0.2.{number}"} if forge else {} for number in range(6)]
            return [client.get(page, headers=each).status_code for each in headers]

        app, warned = make()
        app.wsgi_app = ProxyFix(app.wsgi_app)
        client = make()[0].test_client()
        names = [client.get("/login", query_string={"name": name}).status_code for name in ("ann", "ann", "bob")]
        print(json.dumps([warned, get("/"), get("/part"), names, get("/", forge=True), get("/", app, forge=True)]))
        """
    )
    warned, page, part, names, forged, believed = seen
    assert True in warned
    assert (page, part) == ([200] * 3 + [429] * 3, [200] * 2 + [429] * 4)
    assert names == [200, 429, 200]
    assert (forged, believed) == (page, [200] * 6)


@pytest.mark.claim("flask-limiter-several-limits")
def test_flask_limiter_takes_a_limit_by_address_and_one_by_name(run):
    """Fails if one of two limits on a view isn't counted, or a joint key limits by either part alone."""
    seen = run(
        """
        import json
        from flask import Flask, request
        from flask_limiter import Limiter
        from flask_limiter.util import get_remote_address

        def by_name():
            return request.args["name"]

        def by_both():
            return f"{get_remote_address()} {by_name()}"

        def codes(keys, guesses):
            def login():
                return "done"

            app = Flask(__name__)
            limiter = Limiter(get_remote_address, app=app, storage_uri="memory://")
            for key in keys:
                login = limiter.limit("3/hour", key_func=key)(login)
            app.add_url_rule("/login", "login", login)
            client = app.test_client()
            return [
                client.get("/login", query_string={"name": name}, environ_base={"REMOTE_ADDR": address}).status_code
                for name, address in guesses
            ]

        names = [(f"user{number}", "192.0.2.1") for number in range(6)]
        addresses = [("ann", f"192.0.2.{number}") for number in range(6)]
        print(json.dumps([
            [codes(keys, guesses) for guesses in (names, addresses)]
            for keys in ([get_remote_address, by_name], [by_both])
        ]))
        """
    )
    free, limited = [200] * 6, [200] * 3 + [429] * 3
    assert seen == [[limited, limited], [free, free]]
