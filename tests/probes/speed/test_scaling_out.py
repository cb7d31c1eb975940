"""Two processes of one application: whether what was begun in the first is known in the second."""

import json

import pytest


@pytest.mark.claim("flask-session-is-read-by-any-process")
def test_flask_session_is_read_by_any_process(run):
    """Fails if another process with the key can't read the session, or one without it can."""
    program = """
    import json, sys
    from flask import Flask, session
    app = Flask("probe")
    app.secret_key, cookie, *app.config["SECRET_KEY_FALLBACKS"] = sys.argv[1:]

    @app.get("/set")
    def write():
        session["name"] = "Ada"
        return "x"

    @app.get("/get")
    def read():
        return session.get("name", "nobody")

    client = app.test_client()
    if cookie:
        client.set_cookie("session", cookie)
    else:
        client.get("/set")
    print(json.dumps([client.get_cookie("session").value, client.get("/get").text]))
    """
    cookie, name = run(program, "key", "")
    assert name == "Ada"
    assert run(program, "key", cookie)[1] == "Ada"
    assert run(program, "other key", cookie)[1] == "nobody"
    assert run(program, "other key", cookie, "key")[1] == "Ada"


@pytest.mark.claim("django-session-is-read-by-any-process", "django-sessions-in-the-default-cache")
def test_django_session_is_read_by_any_process(command, django_project):
    """Fails if another process with the key can't read the session, or one without it or with a local cache can."""
    program = """
import json, os, sys
os.environ["DJANGO_SETTINGS_MODULE"] = "site_of_probe.settings"
from django.conf import settings
engine, settings.SECRET_KEY, cookie, *settings.SECRET_KEY_FALLBACKS = sys.argv[1:]
settings.ROOT_URLCONF = "__main__"
if engine:
    settings.SESSION_ENGINE = engine
import django
django.setup()
from django.http import HttpResponse
from django.test import Client
from django.urls import path

def write(request):
    request.session["name"] = "Ada"
    return HttpResponse("x")

def read(request):
    return HttpResponse(request.session.get("name", "nobody"))

urlpatterns = [path("set", write), path("get", read)]
client = Client(headers={"host": "localhost"})
if cookie:
    client.cookies["sessionid"] = cookie
else:
    client.get("/set")
cookie = client.cookies["sessionid"].value
print(json.dumps([cookie, client.get("/get").content.decode()]))
"""

    def child(*arguments):
        done = command("-c", program, *arguments, cwd=django_project)
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)

    assert command("manage.py", "migrate", "sessions", cwd=django_project).returncode == 0
    cookie, name = child("", "key", "")
    assert name == "Ada"
    assert child("", "key", cookie)[1] == "Ada"
    assert child("", "other key", cookie)[1] == "nobody"
    assert child("", "other key", cookie, "key")[1] == "Ada"
    in_the_cache = "django.contrib.sessions.backends.cache"
    cookie, name = child(in_the_cache, "key", "")
    assert name == "Ada"
    assert child(in_the_cache, "key", cookie)[1] == "nobody"


@pytest.mark.claim("flask-limits-count-per-process")
def test_flask_limiter_counts_in_each_process(run):
    """Fails if Flask-Limiter's default store counts two processes together, or doesn't count at all."""
    program = """
    import json, warnings
    warnings.simplefilter("ignore")
    from flask import Flask
    from flask_limiter import Limiter
    from flask_limiter.util import get_remote_address
    app = Flask("probe")
    Limiter(get_remote_address, app=app, default_limits=["1/hour"])
    app.add_url_rule("/", view_func=lambda: "x")
    print(json.dumps([app.test_client().get("/").status_code for _ in range(2)]))
    """
    assert [run(program), run(program)] == [[200, 429]] * 2


@pytest.mark.claim("django-limits-count-per-process")
def test_django_throttle_counts_in_each_process(run):
    """Fails if two processes count together in the default cache, or apart in a shared one."""
    program = """
    import json, sys
    import django
    from django.conf import settings
    cache = {"CACHES": {"default": {"BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
                                    "LOCATION": "shared"}}} if sys.argv[1:] else {}
    settings.configure(ALLOWED_HOSTS=["*"], SECRET_KEY="probe", ROOT_URLCONF=__name__, **cache, REST_FRAMEWORK={
        "DEFAULT_THROTTLE_CLASSES": ["rest_framework.throttling.AnonRateThrottle"],
        "DEFAULT_THROTTLE_RATES": {"anon": "1/hour"}, "DEFAULT_AUTHENTICATION_CLASSES": [],
        "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"], "UNAUTHENTICATED_USER": None})
    django.setup()
    from django.test import Client
    from django.urls import path
    from rest_framework.response import Response
    from rest_framework.views import APIView

    class View(APIView):
        def get(self, request): return Response("x")

    urlpatterns = [path("", View.as_view())]
    print(json.dumps([Client().get("/").status_code for _ in range(2)]))
    """
    assert [run(program), run(program)] == [[200, 429]] * 2
    assert [run(program, "shared"), run(program, "shared")] == [[200, 429], [429, 429]]
