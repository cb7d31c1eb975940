"""Response headers that browsers take as security instructions: which are sent without asking."""

import pytest

NAMES = ("x-frame-options", "x-content-type-options", "referrer-policy", "cross-origin-opener-policy")
VIEW = """
from django.http import HttpResponse
from django.urls import path
urlpatterns = [path("", lambda request: HttpResponse("done"))]
"""
DJANGO = """
    import json, sys
    sys.path.insert(0, "project")
    import django
    from django.conf import settings
    django.setup()
    if sys.argv[1:] == ["without"]:
        settings.MIDDLEWARE = []
    if sys.argv[1:] == ["https"]:
        settings.SECURE_HSTS_SECONDS, settings.SECURE_SSL_REDIRECT = 3600, True
    from django.test import Client
    client = Client(headers={"host": "localhost"})
    plain, secure = client.get("/"), client.get("/", secure=True)
    print(json.dumps({
        "status": plain.status_code,
        "headers": {name.lower(): value for name, value in plain.headers.items()},
        "hsts": secure.headers.get("Strict-Transport-Security"),
    }))
"""
SETTINGS = {"DJANGO_SETTINGS_MODULE": "site_of_probe.settings"}


@pytest.fixture
def project(django_project):
    (django_project / "site_of_probe" / "urls.py").write_text(VIEW)


@pytest.mark.claim("django-security-headers-in-new-projects")
def test_django_new_project_sends_security_headers(run, project):
    headers = run(DJANGO, **SETTINGS)["headers"]
    assert [headers.get(name) for name in NAMES] == ["DENY", "nosniff", "same-origin", "same-origin"]


@pytest.mark.claim("django-security-headers-need-middleware")
def test_django_without_middleware_sends_no_security_headers(run, project):
    seen = run(DJANGO, "without", **SETTINGS)
    assert seen["status"] == 200
    assert [name for name in NAMES if name in seen["headers"]] == []


@pytest.mark.claim("django-hsts-off-by-default")
def test_django_sends_hsts_and_redirects_when_asked(run, project):
    seen, asked = run(DJANGO, **SETTINGS), run(DJANGO, "https", **SETTINGS)
    assert (seen["status"], seen["hsts"]) == (200, None)
    assert (asked["status"], asked["hsts"]) == (301, "max-age=3600")


@pytest.mark.claim("flask-sends-no-security-headers", "flask-does-not-enforce-https")
def test_flask_sends_no_security_headers(run):
    seen = run(
        """
        import json
        from flask import Flask
        app = Flask(__name__)

        @app.get("/")
        def page():
            return "done"

        @app.get("/set")
        def set_one():
            return "done", {"X-Frame-Options": "DENY"}

        get = app.test_client().get
        print(json.dumps({
            "status": [get("/").status_code, get("/", base_url="https://localhost").status_code],
            "headers": {name.lower(): value for name, value in get("/", base_url="https://localhost").headers},
            "set": get("/set").headers["X-Frame-Options"],
        }))
        """
    )
    assert seen["status"] == [200, 200]
    assert [name for name in (*NAMES, "strict-transport-security") if name in seen["headers"]] == []
    assert seen["set"] == "DENY"
