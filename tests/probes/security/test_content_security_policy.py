"""The Content-Security-Policy header: sent from settings, or set by hand."""

import pytest

DJANGO = """
    import json
    import django
    from django.conf import settings
    from django.http import HttpResponse
    from django.template import engines
    from django.urls import path
    from django.utils.csp import CSP
    settings.configure(
        ROOT_URLCONF=__name__, ALLOWED_HOSTS=["*"], SECRET_KEY="x",
        MIDDLEWARE=["django.middleware.csp.ContentSecurityPolicyMiddleware"],
        SECURE_CSP={"default-src": [CSP.SELF], "script-src": [CSP.SELF, CSP.NONCE]},
        TEMPLATES=[{
            "BACKEND": "django.template.backends.django.DjangoTemplates",
            "OPTIONS": {"context_processors": ["django.template.context_processors.csp"]},
        }],
    )
    django.setup()
    from django.test import Client

    def page(request):
        return HttpResponse(engines["django"].from_string("{{ csp_nonce }}").render({}, request))

    def without(request):
        return HttpResponse("done", headers={"Content-Security-Policy": "default-src 'none'"})

    urlpatterns = [path("", page), path("own", without)]
    replies = [Client().get(each) for each in ("/", "/own")]
    print(json.dumps([[each.text, each.headers["Content-Security-Policy"]] for each in replies]))
"""


@pytest.mark.claim("django-csp-middleware", "django-csp-nonce")
def test_django_sends_a_content_security_policy_from_settings(run):
    (nonce, policy), (_, own) = run(DJANGO)
    assert len(nonce) > 10
    assert policy == f"default-src 'self'; script-src 'self' 'nonce-{nonce}'"
    assert own == "default-src 'none'"


@pytest.mark.claim("django-without-csp-in-5-2")
def test_django_has_no_content_security_policy_middleware(run):
    seen = run(
        """
        import json
        from importlib.util import find_spec
        from django.conf import global_settings
        print(json.dumps([bool(find_spec("django.middleware.csp")), hasattr(global_settings, "SECURE_CSP")]))
        """
    )
    assert seen == [False, False]


@pytest.mark.claim("django-csp-off-in-new-projects")
def test_django_new_project_can_send_a_content_security_policy_and_does_not(django_project, run):
    seen = run(
        """
        import json, sys
        sys.path.insert(0, "project")
        import django
        django.setup()
        from django.conf import settings
        from django.test import Client
        get = lambda: Client(headers={"host": "localhost"}).get("/nowhere").headers.get("Content-Security-Policy")
        before = get()
        settings.MIDDLEWARE = [*settings.MIDDLEWARE, "django.middleware.csp.ContentSecurityPolicyMiddleware"]
        settings.SECURE_CSP = {"img-src": ["x.example"]}
        settings.DEBUG = False
        settings.ALLOWED_HOSTS = ["*"]
        print(json.dumps([before, get()]))
        """,
        DJANGO_SETTINGS_MODULE="site_of_probe.settings",
    )
    assert seen == [None, "img-src x.example"]


@pytest.mark.claim("flask-ships-no-csp", "flask-csp-on-a-response")
def test_flask_sends_a_content_security_policy_set_by_hand(run):
    seen = run(
        """
        import json
        from flask import Flask
        app = Flask(__name__)

        @app.get("/")
        def page():
            return "done"

        @app.get("/set")
        def set_policy():
            response = app.make_response("done")
            response.content_security_policy.default_src = "'self'"
            return response

        get = lambda page: app.test_client().get(page).headers.get("Content-Security-Policy")
        print(json.dumps([get("/"), get("/set")]))
        """
    )
    assert seen == [None, "default-src 'self'"]
