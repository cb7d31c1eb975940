"""Cross-site request forgery: which requests are refused, and which are answered."""

import pytest

DJANGO = """
    import json, sys
    import django
    from django.conf import settings
    from django.http import HttpResponse
    from django.middleware.csrf import get_token
    from django.urls import path
    settings.configure(
        ROOT_URLCONF=__name__, ALLOWED_HOSTS=["*"], SECRET_KEY="x",
        **({"MIDDLEWARE": ["django.middleware.csrf.CsrfViewMiddleware"]} if sys.argv[1] == "on" else {}),
    )
    django.setup()
    from django.test import Client
    urlpatterns = [path("", lambda request: HttpResponse(get_token(request)))]
    methods = ["get", "head", "options", "trace", "post", "put", "patch", "delete"]
    strict = Client(enforce_csrf_checks=True)
    seen = {each: getattr(strict, each)("/").status_code for each in methods}
    seen["test client"] = Client().post("/").status_code
    token = strict.get("/").content.decode()
    seen["with token"] = strict.post("/", {"csrfmiddlewaretoken": token}).status_code
    print(json.dumps(seen))
"""

FLASK = """
    import json
    from flask import Flask
    from flask_wtf import FlaskForm
    from flask_wtf.csrf import CSRFProtect, generate_csrf
    app = Flask(__name__)
    app.secret_key = "x"

    @app.route("/", methods=["GET", "POST", "PUT", "PATCH", "DELETE"])
    def page():
        return generate_csrf()

    @app.post("/form")
    def form():
        return str(FlaskForm().validate_on_submit())

    methods = ["get", "head", "options", "post", "put", "patch", "delete"]
"""


@pytest.mark.claim("django-csrf-in-new-projects")
def test_django_new_project_refuses_a_post_without_token(run, django_project):
    (django_project / "site_of_probe" / "urls.py").write_text(
        "from django.http import HttpResponse\n"
        "from django.urls import path\n"
        "urlpatterns = [path('', lambda request: HttpResponse('done'))]\n"
    )
    seen = run(
        """
        import json, sys
        sys.path.insert(0, "project")
        import django
        django.setup()
        from django.test import Client
        client = Client(enforce_csrf_checks=True, headers={"host": "localhost"})
        print(json.dumps([client.get("/").status_code, client.post("/").status_code]))
        """,
        DJANGO_SETTINGS_MODULE="site_of_probe.settings",
    )
    assert seen == [200, 403]


@pytest.mark.claim("django-csrf-check")
def test_django_csrf_middleware_checks_unsafe_methods(run):
    seen = run(DJANGO, "on")
    assert [seen[each] for each in ("get", "head", "options", "trace")] == [200] * 4
    assert [seen[each] for each in ("post", "put", "patch", "delete")] == [403] * 4
    assert seen["with token"] == 200


@pytest.mark.claim("django-csrf-not-in-the-setting-default")
def test_django_without_middleware_answers_a_post_without_token(run):
    assert run(DJANGO, "off")["post"] == 200


@pytest.mark.claim("django-test-client-skips-csrf")
def test_django_test_client_skips_csrf(run):
    seen = run(DJANGO, "on")
    assert (seen["post"], seen["test client"]) == (403, 200)


@pytest.mark.claim("flask-ships-no-csrf-protection")
def test_flask_answers_a_post_without_token(run):
    program = "print(json.dumps([getattr(app.test_client(), each)('/').status_code for each in methods]))"
    assert run(FLASK + "\n    " + program) == [200] * 7


@pytest.mark.claim("flask-wtf-csrf-protect", "flask-wtf-checks-in-the-test-client")
def test_flask_wtf_checks_unsafe_methods(run):
    seen = run(
        FLASK
        + """
    CSRFProtect(app)
    client = app.test_client()
    seen = {each: getattr(client, each)("/").status_code for each in methods}
    token = client.get("/").text
    seen["with token"] = client.post("/", data={"csrf_token": token}).status_code
    app.config["WTF_CSRF_ENABLED"] = False
    seen["turned off"] = client.post("/").status_code
    print(json.dumps(seen))
    """
    )
    assert [seen[each] for each in ("get", "head", "options")] == [200] * 3
    assert [seen[each] for each in ("post", "put", "patch", "delete")] == [400] * 4
    assert (seen["with token"], seen["turned off"]) == (200, 200)


@pytest.mark.claim("flask-wtf-form-csrf")
def test_flask_wtf_form_checks_a_token(run):
    seen = run(
        FLASK
        + """
    client = app.test_client()
    without = client.post("/form").text
    token = client.get("/").text
    print(json.dumps([without, client.post("/form", data={"csrf_token": token}).text]))
    """
    )
    assert seen == ["False", "True"]
