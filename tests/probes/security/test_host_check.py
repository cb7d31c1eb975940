"""The Host header: which names are answered, by default and when a list is set."""

import json

import pytest

DJANGO = """
    import json, sys
    import django
    from django.conf import settings
    from django.http import HttpResponse
    from django.urls import path
    settings.configure(ROOT_URLCONF=__name__, SECRET_KEY="x", **json.loads(sys.argv[1]))
    django.setup()
    from django.test import Client
    urlpatterns = [
        path("", lambda request: HttpResponse("done")),
        path("host", lambda request: HttpResponse(request.get_host())),
    ]
    hosts = ["localhost", "shop.example", "evil.example"]
    get = lambda page, host: Client(headers={"host": host}).get(page).status_code
    print(json.dumps({page: [get(page, host) for host in hosts] for page in ("/", "/host")}))
"""
COMMON = "django.middleware.common.CommonMiddleware"


@pytest.mark.claim("django-allowed-hosts")
def test_django_refuses_hosts_that_are_not_allowed(run):
    listed = run(DJANGO, json.dumps({"MIDDLEWARE": [COMMON], "ALLOWED_HOSTS": ["shop.example"]}))
    unlisted = run(DJANGO, json.dumps({"MIDDLEWARE": [COMMON]}))
    assert (listed["/"], unlisted["/"]) == ([400, 200, 400], [400, 400, 400])


@pytest.mark.claim("django-allowed-hosts-in-debug-mode")
def test_django_answers_to_localhost_in_debug_mode(run):
    assert run(DJANGO, json.dumps({"MIDDLEWARE": [COMMON], "DEBUG": True}))["/"] == [200, 400, 400]


@pytest.mark.claim("django-host-check-needs-get-host")
def test_django_checks_the_host_where_it_is_read(run):
    assert run(DJANGO, json.dumps({"ALLOWED_HOSTS": ["shop.example"]})) == {
        "/": [200, 200, 200],
        "/host": [400, 200, 400],
    }


FLASK = """
    import json, sys
    from flask import Flask
    app = Flask(__name__)
    app.config.update(json.loads(sys.argv[1]))
    called = []
    app.before_request(lambda: called.append(1))

    @app.get("/")
    def page():
        return "done"

    hosts = ["localhost", "shop.example", "evil.example"]
    seen = [app.test_client().get("/", headers={"Host": host}).status_code for host in hosts]
    print(json.dumps({"seen": seen, "called": len(called)}))
"""


@pytest.mark.claim("flask-trusted-hosts", "flask-trusted-hosts-run-callbacks")
def test_flask_refuses_hosts_that_are_not_trusted(run):
    assert run(FLASK, json.dumps({"TRUSTED_HOSTS": ["shop.example"]})) == {"seen": [400, 200, 400], "called": 3}


@pytest.mark.claim("flask-any-host-by-default")
def test_flask_answers_to_any_host(run):
    assert run(FLASK, "{}")["seen"] == [200, 200, 200]
