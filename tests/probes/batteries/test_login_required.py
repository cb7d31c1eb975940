"""A login for the whole site: what a guard covers, and what it leaves out."""

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


@pytest.mark.claim("flask-login-guards-single-views", "flask-login-required-above-route-is-open")
def test_flask_login_guards_the_decorated_view_alone(run):
    """Fails if a view without `login_required` is guarded, or one with it above the route is."""
    seen = run(
        FLASK
        + """
    @login_required
    @app.get("/above")
    def above():
        return "open"

    @app.get("/below")
    @login_required
    def below():
        return "guarded"

    order = [app.test_client().get(each).status_code for each in ("/above", "/below")]
    print(json.dumps([answers(), list(app.before_request_funcs), order]))
    """
    )
    assert seen == [[200, 401, 200, 404], [], [200, 401]]


@pytest.mark.claim("flask-before-request-answers", "flask-before-request-covers-unknown-urls")
def test_flask_before_request_guards_every_address(run):
    """Fails if static files, unknown URLs or another method are answered past `before_request`."""
    seen = run(
        FLASK
        + """
    guarded = False
    @app.before_request
    def guard():
        if guarded and "Known" not in request.headers:
            return "log in", 403
    before = answers()
    guarded = True
    methods = [app.test_client().open("/", method=each).status_code for each in ("OPTIONS", "POST", "HEAD")]
    print(json.dumps([before, answers(), answers(Known="yes"), methods]))
    """
    )
    assert seen == [[200, 401, 200, 404], [403, 403, 403, 403], [200, 200, 200, 404], [403, 403, 403]]


@pytest.mark.claim("flask-before-request-answers", "flask-before-request-misses-wsgi-middleware")
def test_flask_before_request_guard_has_gaps(run):
    """Fails if `before_request` covers WSGI middleware or other blueprints, or runs after one that answered."""
    seen = run(
        """
    import json, os
    from flask import Blueprint, Flask, request
    from werkzeug.middleware.dispatcher import DispatcherMiddleware
    from whitenoise import WhiteNoise

    def made(name, first=None):
        app = Flask(name)
        if first:
            app.before_request(first)
        app.before_request(lambda: ("log in", 403))
        app.add_url_rule("/", view_func=lambda: "page")
        return app

    def other(environ, start):
        start("200 OK", [])
        return [b"other"]

    os.makedirs("files")
    open("files/a.txt", "w").close()
    seen = {}
    early = made("early", lambda: "early" if request.path == "/early" else None)
    seen["an earlier function"] = [early.test_client().get(each).status_code for each in ("/", "/early")]
    mounted = made("mounted")
    mounted.wsgi_app = DispatcherMiddleware(mounted.wsgi_app, {"/other": other})
    seen["mounted"] = [mounted.test_client().get(each).status_code for each in ("/", "/other")]
    files = made("files")
    files.wsgi_app = WhiteNoise(files.wsgi_app, root="files")
    seen["files"] = [files.test_client().get(each).status_code for each in ("/", "/a.txt")]
    part, app = Blueprint("part", "part"), Flask("parts")
    part.before_request(lambda: ("log in", 403))
    part.add_url_rule("/in", view_func=lambda: "in")
    app.add_url_rule("/out", view_func=lambda: "out")
    app.register_blueprint(part)
    seen["blueprint"] = [app.test_client().get(each).status_code for each in ("/in", "/out")]
    print(json.dumps(seen))
    """
    )
    assert seen == {each: [403, 200] for each in ("an earlier function", "mounted", "files", "blueprint")}


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
    from django.views import generic
    settings.ALLOWED_HOSTS = ["*"]
    call_command("migrate", verbosity=0)

    class View(generic.View):
        def get(self, request):
            return HttpResponse("class")

    async def coroutine(request):
        return HttpResponse("async")

    urlpatterns = [
        path("", lambda request: HttpResponse("page")),
        path("open", login_not_required(lambda request: HttpResponse("open"))),
        path("class", View.as_view()),
        path("async", coroutine),
    ]
    known = Client()
    known.force_login(User.objects.create_user("kleist"))
    def answers(client):
        return [client.get(each).status_code for each in ("/", "/class", "/async", "/open", "/unknown")]
    more = [*settings.MIDDLEWARE, "django.contrib.auth.middleware.LoginRequiredMiddleware"]
"""


@pytest.mark.claim(
    "django-login-required-middleware",
    "django-login-required-off-by-default",
    "django-login-url-must-exist",
    "django-login-required-needs-a-view",
)
def test_django_login_required_middleware_guards_found_views(run, django_project):
    """Fails if it is on in a new project, lets a view be seen, or guards a URL without a view."""
    seen = run(
        DJANGO
        + """
    seen = {"new project": answers(Client())}
    with override_settings(MIDDLEWARE=more):
        seen |= {"anonymous": answers(Client()), "logged in": answers(known), "to": Client().get("/")["Location"]}
        seen["login page"] = Client().get(seen["to"]).status_code
    print(json.dumps(seen))
    """
    )
    assert seen == {
        "new project": [200, 200, 200, 200, 404],
        "anonymous": [302, 302, 302, 200, 404],
        "logged in": [200, 200, 200, 200, 404],
        "to": "/accounts/login/?next=/",
        "login page": 404,
    }


@pytest.mark.claim("django-login-required-and-drf", "django-login-required-needs-a-view")
def test_django_login_required_middleware_misses_drf(run):
    """Fails if the middleware guards a view of Django REST framework, or `IsAuthenticated` does not."""
    program = """
    import json, sys
    import django
    from django.conf import settings
    from django.http import HttpResponse
    from django.urls import path
    closed = {"DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAuthenticated"]}
    settings.configure(
        ROOT_URLCONF=__name__, ALLOWED_HOSTS=["*"], SECRET_KEY="x", SITE_ID=1,
        DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}},
        REST_FRAMEWORK=closed if "closed" in sys.argv else {},
        INSTALLED_APPS=[
            *("django.contrib." + each for each in ("auth", "contenttypes", "sessions", "sites", "flatpages")),
            "rest_framework",
        ],
        MIDDLEWARE=[
            "django.contrib.sessions.middleware.SessionMiddleware",
            "django.contrib.auth.middleware.AuthenticationMiddleware",
            "django.contrib.auth.middleware.LoginRequiredMiddleware",
            "django.contrib.flatpages.middleware.FlatpageFallbackMiddleware",
        ],
        TEMPLATES=[{"BACKEND": "django.template.backends.django.DjangoTemplates", "OPTIONS": {"loaders": [
            ("django.template.loaders.locmem.Loader", {"flatpages/default.html": "{{ flatpage.content }}"}),
        ]}}],
    )
    django.setup()
    from django.contrib.flatpages.models import FlatPage
    from django.core.management import call_command
    from django.test import Client
    from rest_framework.decorators import api_view
    from rest_framework.response import Response
    from rest_framework.views import APIView
    from rest_framework.viewsets import ViewSet
    call_command("migrate", verbosity=0)
    FlatPage.objects.create(url="/flat/", content="flat").sites.add(1)

    class View(APIView):
        def get(self, request):
            return Response("data")

        def post(self, request):
            return Response("posted")

    class Set(ViewSet):
        def list(self, request):
            return Response("data")

    urlpatterns = [
        path("plain", lambda request: HttpResponse("plain")),
        path("view", View.as_view()),
        path("function", api_view()(lambda request: Response("data"))),
        path("set", Set.as_view({"get": "list"})),
    ]
    paths = ("/plain", "/view", "/function", "/set", "/flat/")
    print(json.dumps([*(Client().get(each).status_code for each in paths), Client().post("/view").status_code]))
    """
    assert run(program) == [302, 200, 200, 200, 200, 200]
    assert run(program, "closed") == [302, 403, 403, 403, 200, 403]
