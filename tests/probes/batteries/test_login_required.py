"""A sign-in for the whole site: what a guard covers, and what it leaves out."""

import pytest

FLASK = """
    import json, os
    from flask import Flask, request
    from flask_login import LoginManager, UserMixin, login_required
    os.makedirs("static", exist_ok=True)
    open("static/file.txt", "w").close()
    app = Flask("probe", root_path=os.getcwd())
    app.secret_key = "x"
    app.add_url_rule("/", "open", view_func=lambda: "open")
    app.add_url_rule("/guarded", "guarded", view_func=login_required(lambda: "guarded"))
    paths = ("/", "/guarded", "/static/file.txt", "/unknown")
    LoginManager(app).request_loader(lambda _: UserMixin() if "Known" in request.headers else None)
    def answers(**headers):
        return [app.test_client().get(each, headers=headers).status_code for each in paths]
"""


@pytest.mark.claim("flask-login-guards-single-views")
def test_flask_login_guards_the_decorated_view_alone(run):
    seen = run(FLASK + "    print(json.dumps([answers(), list(app.before_request_funcs)]))")
    assert seen == [[200, 401, 200, 404], []]


@pytest.mark.claim("flask-before-request-answers", "flask-before-request-covers-unknown-urls")
def test_flask_before_request_guards_every_address(run):
    seen = run(
        FLASK
        + """
    guarded = False
    @app.before_request
    def guard():
        if guarded and "Known" not in request.headers:
            return "sign in", 403
    before = answers()
    guarded = True
    print(json.dumps([before, answers(), answers(Known="yes")]))
    """
    )
    assert seen == [[200, 401, 200, 404], [403, 403, 403, 403], [200, 200, 200, 404]]


DJANGO = """
    import json, os, sys
    sys.path.insert(0, "project")
    os.environ["DJANGO_SETTINGS_MODULE"] = "site_of_probe.settings"
    from django.conf import settings
    settings.ROOT_URLCONF = __name__
    import django
    django.setup()
    from django.contrib.auth.decorators import login_not_required
    from django.contrib.auth.models import User
    from django.core.management import call_command
    from django.http import HttpResponse
    from django.test import Client, override_settings
    from django.urls import path
    settings.ALLOWED_HOSTS = ["*"]
    call_command("migrate", verbosity=0)
    urlpatterns = [
        path("", lambda request: HttpResponse("page")),
        path("open", login_not_required(lambda request: HttpResponse("open"))),
    ]
    known = Client()
    known.force_login(User.objects.create_user("kleist"))
    def answers(client):
        return [client.get(each).status_code for each in ("/", "/open", "/unknown")]
    more = [*settings.MIDDLEWARE, "django.contrib.auth.middleware.LoginRequiredMiddleware"]
"""


@pytest.mark.claim(
    "django-login-required-middleware", "django-login-required-off-by-default", "django-login-required-needs-a-view"
)
def test_django_login_required_middleware_guards_found_views(run, django_project):
    seen = run(
        DJANGO
        + """
    seen = {"new project": answers(Client())}
    with override_settings(MIDDLEWARE=more):
        seen |= {"anonymous": answers(Client()), "signed in": answers(known), "to": Client().get("/")["Location"]}
    print(json.dumps(seen))
    """
    )
    assert seen == {
        "new project": [200, 200, 404],
        "anonymous": [302, 200, 404],
        "signed in": [200, 200, 404],
        "to": "/accounts/login/?next=/",
    }
