"""Two processes of one application: whether a session begun in the first is known in the second."""

import json

import pytest


@pytest.mark.claim("flask-session-is-read-by-any-process")
def test_flask_session_is_read_by_any_process(run):
    program = """
    import json, sys
    from flask import Flask, session
    app = Flask("probe")
    app.secret_key, cookie = sys.argv[1:]

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


@pytest.mark.claim("django-session-is-read-by-any-process")
def test_django_session_is_read_by_any_process(command, django_project):
    program = """
import json, os, sys
os.environ["DJANGO_SETTINGS_MODULE"] = "site_of_probe.settings"
from django.conf import settings
engine, cookie = sys.argv[1:]
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

    def child(engine, cookie):
        done = command("-c", program, engine, cookie, cwd=django_project)
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)

    assert command("manage.py", "migrate", "sessions", cwd=django_project).returncode == 0
    for engine, known in (("", "Ada"), ("django.contrib.sessions.backends.cache", "nobody")):
        cookie, name = child(engine, "")
        assert name == "Ada"
        assert child(engine, cookie)[1] == known
