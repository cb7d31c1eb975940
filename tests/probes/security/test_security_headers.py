"""Response headers that browsers take as security instructions: which are sent without asking."""

import pytest

NAMES = ("x-frame-options", "x-content-type-options", "referrer-policy", "cross-origin-opener-policy")
VIEWS = """
from django.http import HttpResponse
from django.urls import path
from django.views.decorators.clickjacking import xframe_options_exempt
page = lambda request: HttpResponse("done")
own = lambda request: HttpResponse("done", headers={"Referrer-Policy": "no-referrer"})
urlpatterns = [path("", page), path("exempt", xframe_options_exempt(lambda request: page(request))), path("own", own)]
"""
DJANGO = """
    import json, sys
    sys.path.insert(0, "project")
    import django
    from django.conf import settings
    django.setup()
    from django.test import Client

    def get(path="/", **more):
        answer = Client(headers={"host": "localhost"}).get(path, **more)
        return answer.status_code, {name.lower(): value for name, value in answer.headers.items()}
"""
SETTINGS = {"DJANGO_SETTINGS_MODULE": "site_of_probe.settings"}


@pytest.fixture
def project(django_project):
    (django_project / "site_of_probe" / "urls.py").write_text(VIEWS)


@pytest.mark.claim("django-security-headers-in-new-projects")
def test_django_new_project_sends_security_headers(run, project):
    """Fails if a new project's view sends other values of the four headers, or can't opt out or set one itself."""
    pages = run(DJANGO + "\n    print(json.dumps([get(page)[1] for page in ('/', '/exempt', '/own')]))", **SETTINGS)
    page, exempt, own = ([headers.get(name) for name in NAMES] for headers in pages)
    assert page == ["DENY", "nosniff", "same-origin", "same-origin"]
    assert exempt == [None, "nosniff", "same-origin", "same-origin"]
    assert own == ["DENY", "nosniff", "no-referrer", "same-origin"]


@pytest.mark.claim("django-security-headers-need-middleware")
def test_django_without_middleware_sends_no_security_headers(run, project):
    """Fails if one of the four headers is sent with MIDDLEWARE empty and no view setting it."""
    program = "settings.MIDDLEWARE = []; print(json.dumps([get(), get('/own')]))"
    (status, headers), (_, own) = run(DJANGO + "\n    " + program, **SETTINGS)
    assert status == 200
    assert [name for name in NAMES if name in headers] == []
    assert [name for name in NAMES if name in own] == ["referrer-policy"]


@pytest.mark.claim("django-hsts-off-by-default")
def test_django_sends_hsts_and_redirects_when_asked(run, project):
    """Fails if a project redirects or sends HSTS unasked, not when asked, or HSTS over plain HTTP."""
    seen = run(
        DJANGO
        + """
    before = [get(), get(secure=True)]
    settings.SECURE_HSTS_SECONDS, settings.SECURE_SSL_REDIRECT = 3600, True
    pages = [*before, get(), get(secure=True)]
    print(json.dumps([[status, headers.get("strict-transport-security")] for status, headers in pages]))
    """,
        **SETTINGS,
    )
    assert seen == [[200, None], [200, None], [301, None], [200, "max-age=3600"]]


@pytest.mark.claim("django-https-behind-a-proxy", "django-proxy-header-can-be-faked")
def test_django_learns_of_https_from_the_proxy_header(run, project):
    """Fails if X-Forwarded-Proto counts before SECURE_PROXY_SSL_HEADER names it, or not afterwards."""
    seen = run(
        DJANGO
        + """
    settings.SECURE_HSTS_SECONDS, settings.SECURE_SSL_REDIRECT = 3600, True
    forwarded = {"headers": {"X-Forwarded-Proto": "https"}}
    pages = [get(**forwarded)]
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    pages += [get(**forwarded), get()]
    names = ("location", "strict-transport-security")
    print(json.dumps([[status, *(headers.get(name) for name in names)] for status, headers in pages]))
    """,
        **SETTINGS,
    )
    again = [301, "https://localhost/", None]
    assert seen == [again, [200, None, "max-age=3600"], again]


@pytest.mark.claim("flask-sends-no-security-headers", "flask-does-not-enforce-https")
def test_flask_sends_no_security_headers(run):
    """Fails if Flask sends one of the four headers or HSTS unasked, or redirects to HTTPS."""
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


@pytest.mark.claim("flask-after-request-adds-headers")
def test_flask_after_request_adds_headers(run, tmp_path):
    """Fails if after_request's header is missing on a page, an error page or a static file."""
    (tmp_path / "static").mkdir()
    (tmp_path / "static" / "a.txt").write_text("a")
    seen = run(
        """
        import json
        from flask import Flask
        app = Flask("headers", root_path=".")
        app.get("/")(lambda: "done")
        app.logger.disabled = True

        @app.get("/fails")
        def fails():
            raise ValueError

        @app.after_request
        def add(response):
            response.headers["X-Frame-Options"] = "DENY"
            return response

        pages = [app.test_client().get(page) for page in ("/", "/nowhere", "/fails", "/static/a.txt")]
        print(json.dumps([[page.status_code, page.headers.get("X-Frame-Options")] for page in pages]))
        """
    )
    assert seen == [[200, "DENY"], [404, "DENY"], [500, "DENY"], [200, "DENY"]]


@pytest.mark.claim("flask-talisman-headers", "flask-talisman-hsts", "flask-talisman-believes-forwarded-proto")
def test_flask_talisman_sends_headers_and_redirects(run):
    """Fails if Flask-Talisman's headers, HSTS or redirect change, or X-Forwarded-Proto no longer counts as HTTPS."""
    seen = run(
        """
        import json
        from flask import Flask
        from flask_talisman import Talisman

        def get(debug=False, **more):
            app = Flask(__name__)
            app.debug = debug
            app.get("/")(lambda: "done")
            Talisman(app)
            answer = app.test_client().get("/", **more)
            return answer.status_code, {name.lower(): value for name, value in answer.headers}

        pages = [get(), get(debug=True), get(base_url="https://localhost"), get(headers={"X-Forwarded-Proto": "https"})]
        print(json.dumps(pages))
        """
    )
    (plain, headers), (debug, _), (secure, safe), (forged, believed) = seen
    assert [plain, headers["location"], debug, secure, forged] == [302, "https://localhost/", 200, 200, 200]
    assert [safe.get(name) for name in NAMES] == ["SAMEORIGIN", "nosniff", "strict-origin-when-cross-origin", None]
    assert "content-security-policy" in safe
    year = "max-age=31556926; includeSubDomains"
    assert [each.get("strict-transport-security") for each in (headers, safe, believed)] == [None, year, year]


@pytest.mark.claim("flask-proxy-fix-only-behind-a-proxy")
def test_flask_believes_forwarded_headers_with_proxy_fix(run):
    """Fails if forwarded headers count without ProxyFix, or don't with it."""
    seen = run(
        """
        import json
        from flask import Flask, request
        from werkzeug.middleware.proxy_fix import ProxyFix
        app = Flask(__name__)
        app.get("/")(lambda: [request.is_secure, request.remote_addr])
        forged = {"X-Forwarded-Proto": "https", "X-Forwarded-For": "192.0.2.7"}
        get = lambda: app.test_client().get("/", headers=forged).json
        before = get()
        app.wsgi_app = ProxyFix(app.wsgi_app)
        print(json.dumps([before, get()]))
        """
    )
    assert seen == [[False, "127.0.0.1"], [True, "192.0.2.7"]]
