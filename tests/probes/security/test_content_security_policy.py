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
    from django.views.decorators.csp import csp_override
    settings.configure(
        ROOT_URLCONF=__name__, ALLOWED_HOSTS=["*"], SECRET_KEY="x",
        MIDDLEWARE=["django.middleware.csp.ContentSecurityPolicyMiddleware"],
    )
    django.setup()
    from django.test import Client, override_settings

    def page(request):
        return HttpResponse(engines["django"].from_string("{{ csp_nonce }}").render({}, request))

    def own(request):
        return HttpResponse("done", headers={"Content-Security-Policy": "default-src 'none'"})

    def broken(request):
        raise ValueError

    open_page = csp_override({})(lambda request: HttpResponse("done"))
    urlpatterns = [path("", page), path("own", own), path("open", open_page), path("broken", broken)]
    NAMES = ("Content-Security-Policy", "Content-Security-Policy-Report-Only")

    def get(path="/", processors=("django.template.context_processors.csp",), **policies):
        templates = {
            "BACKEND": "django.template.backends.django.DjangoTemplates",
            "OPTIONS": {"context_processors": list(processors)},
        }
        with override_settings(TEMPLATES=[templates], **policies):
            answer = Client(raise_request_exception=False).get(path)
        return [answer.text, *(answer.headers.get(name) for name in NAMES)]

    SELF, NONCE = {"default-src": [CSP.SELF]}, {"script-src": [CSP.SELF, CSP.NONCE]}
"""


@pytest.mark.claim("django-csp-middleware")
def test_django_sends_a_content_security_policy_from_settings(run):
    """Fails if SECURE_CSP isn't sent, replaces a view's own header, or is sent on a debug error page."""
    seen = run(
        DJANGO
        + """
    pages = [get(SECURE_CSP=SELF), get(SECURE_CSP_REPORT_ONLY=SELF), get("/own", SECURE_CSP=SELF), get()]
    pages += [get("/open", SECURE_CSP=SELF), get("/broken", SECURE_CSP=SELF)]
    pages.append(get("/broken", SECURE_CSP=SELF, DEBUG=True))
    print(json.dumps([page[1:] for page in pages]))
    """
    )
    assert seen == [
        ["default-src 'self'", None],
        [None, "default-src 'self'"],
        ["default-src 'none'", None],
        [None] * 2,
        [None] * 2,
        ["default-src 'self'", None],
        [None] * 2,
    ]


@pytest.mark.claim("django-csp-nonce")
def test_django_prints_the_nonce_of_the_policy(run):
    """Fails if csp_nonce isn't the header's nonce, or is printed without its context processor."""
    seen = run(
        DJANGO
        + """
    print(json.dumps([get(SECURE_CSP=NONCE)[:2], get(SECURE_CSP=NONCE, processors=())[:2], get(SECURE_CSP=SELF)[:2]]))
    """
    )
    (nonce, policy), without_processor, (printed, without_nonce) = seen
    assert len(nonce) > 10
    assert policy == f"script-src 'self' 'nonce-{nonce}'"
    assert without_processor == ["", "script-src 'self'"]
    assert len(printed) > 10
    assert without_nonce == "default-src 'self'"


@pytest.mark.claim("django-csp-nonce-warning")
def test_django_check_warns_of_a_missing_csp_context_processor(command, django_project):
    """Fails if security.W027 isn't warned of without the csp context processor, or is with it."""
    settings = django_project / "site_of_probe" / "settings.py"
    new = settings.read_text()
    policy = (
        "from django.utils.csp import CSP\n"
        "MIDDLEWARE.append('django.middleware.csp.ContentSecurityPolicyMiddleware')\n"
        "SECURE_CSP = {'script-src': [CSP.SELF, CSP.NONCE]}\n"
    )
    listed = "TEMPLATES[0]['OPTIONS']['context_processors'].append('django.template.context_processors.csp')\n"
    seen = []
    for more in ("", policy, policy + listed):
        settings.write_text(new + more)
        done = command("manage.py", "check", cwd=django_project)
        seen.append([done.returncode, "security.W027" in done.stderr])
    assert seen == [[0, False], [0, True], [0, False]]


@pytest.mark.claim("django-without-csp-in-5-2")
def test_django_has_no_content_security_policy_middleware(run):
    """Fails if Django has the module django.middleware.csp or a default for SECURE_CSP."""
    seen = run(
        """
        import json
        from importlib.util import find_spec
        from django.conf import global_settings
        modules, settings = ("csp", "security"), ("SECURE_CSP", "SECURE_SSL_REDIRECT")
        print(json.dumps([
            [bool(find_spec(f"django.middleware.{each}")) for each in modules],
            [hasattr(global_settings, each) for each in settings],
        ]))
        """
    )
    assert seen == [[False, True], [False, True]]


@pytest.mark.claim("django-csp-off-in-new-projects")
def test_django_new_project_can_send_a_content_security_policy_and_does_not(django_project, run):
    """Fails if a new project sends a policy or lists the csp context processor, or sends none with the middleware."""
    seen = run(
        """
        import json, sys
        sys.path.insert(0, "project")
        import django
        django.setup()
        from django.conf import settings
        from django.test import Client
        # a debug page would have no policy in any case
        settings.DEBUG = False
        settings.ALLOWED_HOSTS = ["*"]
        get = lambda: Client(headers={"host": "localhost"}).get("/nowhere").headers.get("Content-Security-Policy")
        before = get()
        [listed] = [each["OPTIONS"]["context_processors"] for each in settings.TEMPLATES]
        listed = [f"django.template.context_processors.{each}" in listed for each in ("csp", "request")]
        settings.MIDDLEWARE = [*settings.MIDDLEWARE, "django.middleware.csp.ContentSecurityPolicyMiddleware"]
        settings.SECURE_CSP = {"img-src": ["x.example"]}
        print(json.dumps([before, get(), listed]))
        """,
        DJANGO_SETTINGS_MODULE="site_of_probe.settings",
    )
    assert seen == [None, "img-src x.example", [False, True]]


@pytest.mark.claim("flask-ships-no-csp", "flask-csp-on-a-response")
def test_flask_sends_a_content_security_policy_set_by_hand(run):
    """Fails if Flask sends a policy unasked, or a response's policy attributes don't set the headers."""
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
            response.content_security_policy_report_only.script_src = "'none'"
            return response

        names = ("Content-Security-Policy", "Content-Security-Policy-Report-Only")
        get = lambda page: [app.test_client().get(page).headers.get(name) for name in names]
        print(json.dumps([get("/"), get("/set")]))
        """
    )
    assert seen == [[None, None], ["default-src 'self'", "script-src 'none'"]]


@pytest.mark.claim("flask-talisman-csp")
def test_flask_talisman_adds_a_nonce_to_sections_of_the_policy(run):
    """Fails if Flask-Talisman's default policy differs, or a nonce isn't added to just the named section."""
    seen = run(
        """
        import json
        from flask import Flask, render_template_string
        from flask_talisman import Talisman

        def get(**options):
            app = Flask(__name__)
            app.get("/")(lambda: render_template_string("{{ csp_nonce() }}"))
            Talisman(app, **options)
            answer = app.test_client().get("/", base_url="https://localhost")
            return answer.text, answer.headers["Content-Security-Policy"]

        scripts = {"content_security_policy_nonce_in": ["script-src"]}
        policy = {"default-src": "'self'", "script-src": "'self'"}
        print(json.dumps([get(), get(**scripts), get(**scripts, content_security_policy=policy)]))
        """
    )
    default = "default-src 'self'; object-src 'none'"
    assert seen[0] == ["", default]
    assert len(seen[1][0]) > 10
    assert seen[1][1] == default
    nonce, policy = seen[2]
    assert policy == f"default-src 'self'; script-src 'self' 'nonce-{nonce}'"
