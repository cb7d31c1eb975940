"""The Host header: which names are answered, by default and when a list is set."""

import json
import warnings

import flask
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
    called = []

    def early(get_response):
        def middleware(request):
            called.append(request.path)
            return HttpResponse("early") if request.path == "/early" else get_response(request)
        return middleware

    urlpatterns = [
        path("", lambda request: HttpResponse("done")),
        path("host", lambda request: HttpResponse(request.get_host())),
        path("meta", lambda request: HttpResponse(request.META["HTTP_HOST"])),
    ]
    hosts = ["localhost", "a.localhost", "127.0.0.1", "[::1]", "shop.example", "a.shop.example", "evil.example"]
    get = lambda page, host, **more: Client(headers={"host": host, **more}).get(page).status_code
    print(json.dumps({
        "pages": {page: [get(page, host) for host in hosts] for page in ("/", "/host", "/meta", "/early")},
        "called": called.count("/"),
        "forwarded": get("/", "evil.example", **{"x-forwarded-host": "shop.example"}),
        "forged": get("/", "shop.example", **{"x-forwarded-host": "evil.example"}),
    }))
"""
COMMON = {"MIDDLEWARE": ["django.middleware.common.CommonMiddleware"]}
NONE, LOCAL = [400] * 7, [200] * 4 + [400] * 3


@pytest.mark.claim("django-allowed-hosts")
def test_django_refuses_hosts_that_are_not_allowed(run, django_project):
    """Fails if a host outside ALLOWED_HOSTS is answered, one inside isn't, or the empty list matches any."""

    def seen(**more):
        return run(DJANGO, json.dumps({**COMMON, **more}))["pages"]["/"]

    for debug in (True, False):
        named = seen(ALLOWED_HOSTS=["shop.example"], DEBUG=debug)
        assert named == [400, 400, 400, 400, 200, 400, 400]
    assert seen(ALLOWED_HOSTS=[".shop.example"]) == [400, 400, 400, 400, 200, 200, 400]
    assert seen() == NONE
    settings = (django_project / "site_of_probe" / "settings.py").read_text()
    assert "ALLOWED_HOSTS = []" in settings
    assert COMMON["MIDDLEWARE"][0] in settings


@pytest.mark.claim("django-allowed-hosts-in-debug-mode")
def test_django_answers_to_localhost_in_debug_mode(run):
    """Fails if debug mode with an empty list answers to more or fewer than the local names."""
    assert run(DJANGO, json.dumps({**COMMON, "DEBUG": True}))["pages"]["/"] == LOCAL


@pytest.mark.claim("django-allowed-hosts-wildcard")
def test_django_check_deploy_accepts_any_host(run, command, django_project):
    """Fails if `*` refuses a host, or `check --deploy` warns of `*` or not of the empty list."""
    assert run(DJANGO, json.dumps({**COMMON, "ALLOWED_HOSTS": ["*"]}))["pages"]["/"] == [200] * 7
    check = ("manage.py", "check", "--deploy", "--tag", "security")
    settings = django_project / "site_of_probe" / "settings.py"
    before = command(*check, cwd=django_project)
    settings.write_text(settings.read_text().replace("ALLOWED_HOSTS = []", "ALLOWED_HOSTS = ['*']"))
    after = command(*check, cwd=django_project)
    # W018 is about DEBUG, and shows that the second check looked too
    seen = [[name in each.stderr for name in ("security.W018", "ALLOWED_HOSTS")] for each in (before, after)]
    assert seen == [[True, True], [True, False]]


@pytest.mark.claim("django-host-check-needs-get-host")
def test_django_checks_the_host_where_it_is_read(run):
    """Fails if Django checks the host without get_host(), or get_host() without the middleware doesn't."""
    pages = run(DJANGO, json.dumps({"ALLOWED_HOSTS": ["shop.example"]}))["pages"]
    assert pages["/"] == pages["/meta"] == [200] * 7
    assert pages["/host"] == [400, 400, 400, 400, 200, 400, 400]


@pytest.mark.claim("django-early-middleware-runs-for-refused-hosts")
def test_django_runs_earlier_middleware_for_refused_hosts(run):
    """Fails if earlier middleware doesn't run for a refused host, or its own response isn't sent."""
    seen = run(DJANGO, json.dumps({"MIDDLEWARE": ["__main__.early", *COMMON["MIDDLEWARE"]]}))
    assert (seen["pages"]["/"], seen["called"]) == (NONE, 7)
    assert seen["pages"]["/early"] == [200] * 7


@pytest.mark.claim("django-forwarded-host")
def test_django_checks_the_forwarded_host_when_told(run):
    """Fails if X-Forwarded-Host counts by default, or isn't checked with USE_X_FORWARDED_HOST."""
    listed = {**COMMON, "ALLOWED_HOSTS": ["shop.example"]}
    plain, told = (run(DJANGO, json.dumps({**listed, **more})) for more in ({}, {"USE_X_FORWARDED_HOST": True}))
    assert [plain["forwarded"], plain["forged"]] == [400, 200]
    assert [told["forwarded"], told["forged"]] == [200, 400]


FLASK = """
    import json, sys
    from flask import Flask, redirect, request, url_for
    from werkzeug.middleware.proxy_fix import ProxyFix
    app = Flask(__name__)
    app.config.update(json.loads(sys.argv[1]))
    called = []

    @app.before_request
    def before():
        called.append(request.path)
        if request.path == "/early":
            return redirect("https://" + request.headers["Host"])

    app.add_url_rule("/", "page", lambda: url_for("page", _external=True))
    hosts = ["localhost", "shop.example", "a.shop.example", "evil.example"]

    def get(page, host, **more):
        headers = {"Host": host, **{name.replace("_", "-"): value for name, value in more.items()}}
        return app.test_client().get(page, headers=headers)

    pages = [get("/", host) for host in hosts]
    early = get("/early", "evil.example")
    behind = lambda: [
        get("/", host, X_Forwarded_Host=name).status_code
        for host, name in (("evil.example", "shop.example"), ("shop.example", "evil.example"))
    ]
    plain = behind()
    app.wsgi_app = ProxyFix(app.wsgi_app, x_host=1)
    print(json.dumps({
        "pages": [page.status_code for page in pages], "links": [page.text for page in pages],
        "called": called.count("/"),
        "early": [early.status_code, early.headers.get("Location")], "behind": [plain, behind()],
    }))
"""
TRUSTED = json.dumps({"TRUSTED_HOSTS": ["shop.example"]})


@pytest.mark.claim("flask-trusted-hosts")
def test_flask_refuses_hosts_that_are_not_trusted(run):
    """Fails if a host outside TRUSTED_HOSTS isn't a 400, or one that the list matches is."""
    assert run(FLASK, TRUSTED)["pages"] == [400, 200, 400, 400]
    assert run(FLASK, json.dumps({"TRUSTED_HOSTS": [".shop.example"]}))["pages"] == [400, 200, 200, 400]


@pytest.mark.claim("flask-trusted-hosts-run-callbacks")
def test_flask_before_request_wins_over_a_refused_host(run):
    """Fails if before_request doesn't run for an untrusted host, or the 400 replaces its response."""
    seen = run(FLASK, TRUSTED)
    assert (seen["pages"].count(400), seen["called"]) == (3, 4 + 2)
    assert seen["early"] == [302, "https://evil.example"]


@pytest.mark.claim("flask-any-host-by-default", "flask-empty-trusted-hosts", "flask-server-name-refuses-no-request")
def test_flask_answers_to_other_hosts(run):
    """Fails if an empty list, no list or SERVER_NAME refuses a host, or subdomain_matching doesn't answer 404."""
    for settings in ({}, {"TRUSTED_HOSTS": []}, {"SERVER_NAME": "shop.example"}):
        seen = run(FLASK, json.dumps(settings))
        assert seen["pages"] == [200, 200, 200, 200]
        if "SERVER_NAME" not in settings:
            assert seen["links"][-1] == "http://evil.example/"
    app = flask.Flask("probe", subdomain_matching=True)
    app.config["SERVER_NAME"] = "shop.example"
    app.add_url_rule("/", endpoint="page", view_func=lambda: "done")
    client = app.test_client()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        codes = [client.get("/", headers={"Host": host}).status_code for host in ("shop.example", "evil.example")]
    assert codes == [200, 404]


@pytest.mark.claim("flask-forwarded-host")
def test_flask_checks_the_forwarded_host_with_proxy_fix(run):
    """Fails if X-Forwarded-Host counts without ProxyFix, or isn't checked against TRUSTED_HOSTS with it."""
    assert run(FLASK, TRUSTED)["behind"] == [[400, 200], [200, 400]]
