"""Cross-site request forgery: which requests are refused, and which are answered."""

import json

import pytest

DJANGO = """
    import json, sys
    import django
    from django.conf import settings
    from django.http import HttpResponse
    from django.middleware.csrf import get_token
    from django.urls import include, path
    settings.configure(
        ROOT_URLCONF=__name__, ALLOWED_HOSTS=["*"], SECRET_KEY="x",
        INSTALLED_APPS=["django.contrib.contenttypes", "django.contrib.auth", "django.contrib.sessions"],
        DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}},
        TEMPLATES=[{"BACKEND": "django.template.backends.django.DjangoTemplates", "APP_DIRS": True}],
        SESSION_ENGINE="django.contrib.sessions.backends.signed_cookies",
        **json.loads(sys.argv[1]),
    )
    django.setup()
    from django.test import Client
    from django.views.decorators.csrf import csrf_exempt
    page = lambda request: HttpResponse(get_token(request))
    urlpatterns = [
        path("", page), path("exempt", csrf_exempt(lambda request: HttpResponse("done"))),
        path("auth/", include("django.contrib.auth.urls")),
    ]
    HOST = "shop.example"

    def post(path="/", token=True, secure=False, **headers):
        client = Client(enforce_csrf_checks=True, headers={"host": HOST})
        data = {"csrfmiddlewaretoken": client.get("/").content.decode()} if token else {}
        headers = {name.replace("_", "-"): value for name, value in headers.items()}
        return client.post(path, data, headers=headers, secure=secure).status_code
"""
ON = json.dumps({"MIDDLEWARE": ["django.middleware.csrf.CsrfViewMiddleware"]})

FLASK = """
    import json
    from flask import Flask
    from flask_wtf import FlaskForm
    from flask_wtf.csrf import CSRFProtect, generate_csrf
    from wtforms import StringField
    app = Flask(__name__)
    app.secret_key = "x"

    @app.route("/", methods=["GET", "POST", "PUT", "PATCH", "DELETE"])
    def page():
        return generate_csrf()

    class Form(FlaskForm):
        name = StringField()

    methods = ["get", "head", "options", "post", "put", "patch", "delete"]
"""


@pytest.mark.claim("django-csrf-in-new-projects")
def test_django_new_project_refuses_a_post_without_token(run, django_project):
    """Fails if a new project answers a POST without a token, or refuses it for a csrf_exempt view."""
    (django_project / "site_of_probe" / "urls.py").write_text(
        "from django.http import HttpResponse\n"
        "from django.urls import path\n"
        "from django.views.decorators.csrf import csrf_exempt\n"
        "page = lambda request: HttpResponse('done')\n"
        "urlpatterns = [path('', page), path('exempt', csrf_exempt(lambda request: HttpResponse('done')))]\n"
    )
    seen = run(
        """
        import json, sys
        sys.path.insert(0, "project")
        import django
        django.setup()
        from django.test import Client
        client = Client(enforce_csrf_checks=True, headers={"host": "localhost"})
        print(json.dumps([client.get("/").status_code, *(client.post(page).status_code for page in ("/", "/exempt"))]))
        """,
        DJANGO_SETTINGS_MODULE="site_of_probe.settings",
    )
    assert seen == [200, 403, 200]


@pytest.mark.claim("django-csrf-check")
def test_django_csrf_middleware_checks_unsafe_methods(run):
    """Fails if an unsafe method passes without token, a safe one doesn't, or a form's or header's token is refused."""
    seen = run(
        DJANGO
        + """
    strict = Client(enforce_csrf_checks=True)
    methods = ["GET", "HEAD", "OPTIONS", "TRACE", "POST", "PUT", "PATCH", "DELETE", "LINK", "PROPFIND"]
    seen = {each: strict.generic(each, "/").status_code for each in methods}
    token = strict.get("/").content.decode()
    seen["header"] = strict.post("/", headers={"X-CSRFToken": token}).status_code
    print(json.dumps({**seen, "field": post(), "exempt": post("/exempt", token=False)}))
    """,
        ON,
    )
    assert [seen[each] for each in ("GET", "HEAD", "OPTIONS", "TRACE")] == [200] * 4
    assert [seen[each] for each in ("POST", "PUT", "PATCH", "DELETE", "LINK", "PROPFIND")] == [403] * 6
    assert (seen["header"], seen["field"], seen["exempt"]) == (200, 200, 200)


@pytest.mark.claim("django-csrf-origin")
def test_django_csrf_middleware_checks_origin_and_referer(run):
    """Fails if another site's Origin or Referer passes with a valid token, or a trusted one doesn't."""
    seen = run(
        DJANGO
        + """
    own, other = f"https://{HOST}", "https://evil.example"
    seen = [post(), post(origin="http://" + HOST), post(origin=other)]
    seen += [post(secure=True, **more) for more in ({}, {"referer": own + "/page"}, {"referer": other + "/page"})]
    seen.append(post(secure=True, origin=own))
    settings.CSRF_TRUSTED_ORIGINS = [other]
    print(json.dumps([*seen, post(origin=other), post(secure=True, referer=other + "/page")]))
    """,
        ON,
    )
    assert seen == [200, 200, 403, 403, 200, 403, 200, 200, 200]


@pytest.mark.claim("django-csrf-behind-a-proxy")
def test_django_refuses_forms_behind_a_proxy_until_it_is_told(run):
    """Fails if an https Origin passes where Django sees plain HTTP, or not once either setting is made."""
    seen = run(
        DJANGO
        + """
    behind = {"origin": f"https://{HOST}", "x_forwarded_proto": "https"}
    seen = [post(**behind)]
    settings.CSRF_TRUSTED_ORIGINS = [f"https://{HOST}"]
    seen.append(post(**behind))
    settings.CSRF_TRUSTED_ORIGINS = []
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    print(json.dumps([*seen, post(**behind)]))
    """,
        ON,
    )
    assert seen == [403, 200, 200]


@pytest.mark.claim("django-csrf-not-in-the-setting-default")
def test_django_without_middleware_answers_a_post_without_token(run):
    """Fails if a view checks CSRF without the middleware, or Django's login or password reset doesn't."""
    program = 'print(json.dumps([post(page, token=False) for page in ("/", "/auth/login/", "/auth/password_reset/")]))'
    assert run(DJANGO + "\n    " + program, "{}") == [200, 403, 403]


@pytest.mark.claim("django-rest-framework-csrf")
def test_django_rest_framework_checks_csrf_for_sessions(run):
    """Fails if DRF asks anonymous visitors for a token, or users logged in by session for none."""
    seen = run(
        DJANGO
        + """
    from django.contrib.auth.models import User
    from django.core.management import call_command
    from rest_framework.response import Response
    from rest_framework.views import APIView
    call_command("migrate", verbosity=0)

    class Api(APIView):
        def post(self, request):
            return Response("done")

    urlpatterns.append(path("api", Api.as_view()))
    anonymous, known = Client(enforce_csrf_checks=True), Client(enforce_csrf_checks=True)
    known.force_login(User.objects.create_user("ann"))
    seen = [anonymous.post("/api").status_code, known.post("/api").status_code]
    token = known.get("/").content.decode()
    print(json.dumps([*seen, known.post("/api", headers={"X-CSRFToken": token}).status_code]))
    """,
        json.dumps(
            {
                "MIDDLEWARE": [
                    "django.contrib.sessions.middleware.SessionMiddleware",
                    "django.middleware.csrf.CsrfViewMiddleware",
                    "django.contrib.auth.middleware.AuthenticationMiddleware",
                ]
            }
        ),
    )
    assert seen == [200, 403, 200]


@pytest.mark.claim("django-test-client-skips-csrf")
def test_django_test_client_skips_csrf(run):
    """Fails if the test client checks CSRF by default, or doesn't with enforce_csrf_checks."""
    program = 'print(json.dumps([post(token=False), Client().post("/").status_code]))'
    assert run(DJANGO + "\n    " + program, ON) == [403, 200]


@pytest.mark.claim("flask-ships-no-csrf-protection")
def test_flask_answers_a_post_without_token(run):
    """Fails if Flask by itself refuses a request because it has no CSRF token."""
    program = "print(json.dumps([getattr(app.test_client(), each)('/').status_code for each in methods]))"
    assert run(FLASK + "\n    " + program) == [200] * 7


@pytest.mark.claim("flask-wtf-csrf-protect", "flask-wtf-checks-in-the-test-client", "flask-wtf-token-in-a-header")
def test_flask_wtf_checks_unsafe_methods(run):
    """Fails if CSRFProtect lets an unsafe method pass without a token, or refuses a token, or can't be turned off."""
    seen = run(
        FLASK
        + """
    CSRFProtect(app)
    client = app.test_client()
    seen = {each: getattr(client, each)("/").status_code for each in methods}
    token = client.get("/").text
    seen["field"] = client.post("/", data={"csrf_token": token}).status_code
    seen["header"] = client.post("/", headers={"X-CSRFToken": token}).status_code
    app.config["WTF_CSRF_ENABLED"] = False
    seen["turned off"] = client.post("/").status_code
    print(json.dumps(seen))
    """
    )
    assert [seen[each] for each in ("get", "head", "options")] == [200] * 3
    assert [seen[each] for each in ("post", "put", "patch", "delete")] == [400] * 4
    assert (seen["field"], seen["header"], seen["turned off"]) == (200, 200, 200)


@pytest.mark.claim("flask-wtf-csrf-protect")
def test_flask_wtf_leaves_exempt_views_alone(run):
    """Fails if CSRFProtect checks an exempt view or blueprint, or not the others."""
    seen = run(
        FLASK
        + """
    from flask import Blueprint
    protect = CSRFProtect(app)
    hooks = Blueprint("hooks", __name__)
    checked, exempt = (lambda: "done"), (lambda: "done")
    exempt.__name__ = "exempt"
    app.add_url_rule("/checked", "checked", checked, methods=["POST"])
    app.add_url_rule("/exempt", "exempt", protect.exempt(exempt), methods=["POST"])
    hooks.add_url_rule("/hook", "hook", lambda: "done", methods=["POST"])
    app.register_blueprint(protect.exempt(hooks))
    post = app.test_client().post
    print(json.dumps([post(page).status_code for page in ("/checked", "/exempt", "/hook")]))
    """
    )
    assert seen == [400, 200, 200]


@pytest.mark.claim("flask-wtf-exempts-by-name")
def test_flask_wtf_exempts_views_of_the_same_name(run):
    """Fails if exempt() tells apart two views that one factory made, or checks neither before."""
    seen = run(
        FLASK
        + """
    def make():
        def made():
            return "done"
        return made

    protect = CSRFProtect(app)
    one, other = make(), make()
    for name, view in (("one", one), ("other", other)):
        app.add_url_rule("/" + name, name, view, methods=["POST"])
    post = lambda: [app.test_client().post(page).status_code for page in ("/one", "/other")]
    before = post()
    protect.exempt(one)
    print(json.dumps([before, post()]))
    """
    )
    assert seen == [[400, 400], [200, 200]]


@pytest.mark.claim("flask-wtf-checks-the-referer")
def test_flask_wtf_checks_the_referer_over_https(run):
    """Fails if CSRFProtect over HTTPS takes a missing or foreign Referer, or looks at the Origin header."""
    seen = run(
        FLASK
        + """
    CSRFProtect(app)
    client = app.test_client()

    def post(scheme, **headers):
        base = scheme + "://shop.example"
        token = client.get("/", base_url=base).text
        return client.post("/", data={"csrf_token": token}, base_url=base, headers=headers).status_code

    seen = [post("https"), post("https", Referer="https://evil.example/"), post("https", Referer="https://shop.example/a")]
    seen.append(post("https", Origin="https://shop.example"))
    print(json.dumps([*seen, post("http"), post("http", Origin="https://evil.example")]))
    """
    )
    assert seen == [400, 400, 200, 400, 200, 200]


@pytest.mark.claim("flask-wtf-token-expires")
def test_flask_wtf_tokens_expire(run):
    """Fails if a token lives longer or shorter than 3600 seconds, or than WTF_CSRF_TIME_LIMIT says."""
    seen = run(
        FLASK
        + """
    import time
    CSRFProtect(app)
    client = app.test_client()
    token = client.get("/").text
    now = time.time

    def post(later):
        time.time = lambda: now() + later
        answer = client.post("/", data={"csrf_token": token})
        return [answer.status_code, "The CSRF token has expired." in answer.text]

    seen = [app.config["WTF_CSRF_TIME_LIMIT"], post(3500), post(3700)]
    app.config["WTF_CSRF_TIME_LIMIT"] = 7200
    print(json.dumps([*seen, post(3700)]))
    """
    )
    assert seen == [3600, [200, False], [400, True], [200, False]]


@pytest.mark.claim("flask-wtf-form-csrf")
def test_flask_wtf_form_checks_a_token_when_it_is_validated(run):
    """Fails if a FlaskForm validates without a token, or its fields can't be read without one."""
    seen = run(
        FLASK
        + """
    app.post("/read")(lambda: str(Form().name.data))
    app.add_url_rule("/validate", "validate", lambda: str(Form().validate()), methods=["POST"])
    app.add_url_rule("/submit", "submit", lambda: str(Form().validate_on_submit()), methods=["POST"])
    client = app.test_client()
    token = client.get("/").text
    pages = ("/read", "/validate", "/submit")
    post = lambda **more: [client.post(page, data={"name": "x", **more}).text for page in pages]
    print(json.dumps([post(), post(csrf_token=token)]))
    """
    )
    assert seen == [["x", "False", "False"], ["x", "True", "True"]]
