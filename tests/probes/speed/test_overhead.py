"""Work done for a request before the view is reached: hooks, middleware, sessions, queries."""

import json

import pytest


@pytest.mark.claim("flask-new-application-has-no-hooks")
def test_flask_new_application_runs_no_hooks(run):
    """Fails if a new Flask application has a hook registered, or adds a header to a plain page."""
    seen = run(
        """
    import json
    from flask import Flask
    def hooks(app):
        kinds = (app.before_request_funcs, app.after_request_funcs, app.teardown_request_funcs,
                 app.teardown_appcontext_funcs, app.url_value_preprocessors)
        return sum(bool(each) for each in kinds)
    bare, hooked = Flask("bare"), Flask("hooked")
    hooked.before_request(lambda: None)
    bare.add_url_rule("/", view_func=lambda: "x")
    print(json.dumps([hooks(bare), hooks(hooked), sorted(bare.test_client().get("/").headers.keys())]))
    """
    )
    assert seen == [0, 1, ["Content-Length", "Content-Type"]]


@pytest.mark.claim("flask-opens-the-session-each-request")
def test_flask_opens_the_session_for_each_request(run):
    """Fails if a session isn't opened per request, its cookie is sent unchanged, or a permanent one's isn't."""
    seen = run(
        """
    import json, os
    from flask import Flask, session
    from flask.sessions import SecureCookieSessionInterface
    opened = []

    class Sessions(SecureCookieSessionInterface):
        def open_session(self, app, request):
            opened.append(request.path)
            return super().open_session(app, request)

    os.mkdir("static")
    open("static/x.txt", "w").write("x")
    app = Flask("probe", root_path=os.getcwd())
    app.secret_key = "probe"
    app.session_interface = Sessions()
    app.add_url_rule("/", view_func=lambda: "x")

    @app.get("/write/<permanent>")
    def write(permanent):
        session["name"], session.permanent = "Ada", permanent == "yes"
        return "x"

    def cookies(*paths):
        client, seen = app.test_client(), []
        for path in paths:
            answer = client.get(path)
            seen.append([path, answer.status_code, len(answer.headers.get_all("Set-Cookie")), "Cookie" in answer.vary])
        return seen

    seen = [cookies("/"), cookies("/write/no", "/"), cookies("/write/yes", "/", "/static/x.txt")]
    app.config["SESSION_REFRESH_EACH_REQUEST"] = False
    seen.append(cookies("/write/yes", "/"))
    print(json.dumps([opened, seen]))
    """
    )
    assert seen[0] == ["/", "/write/no", "/", "/write/yes", "/", "/static/x.txt", "/write/yes", "/"]
    sent = [[[cookies, vary] for _, status, cookies, vary in each if status == 200] for each in seen[1]]
    assert sent == [
        [[0, False]],
        [[1, True], [0, False]],
        [[1, True], [1, True], [1, True]],
        [[1, True], [0, False]],
    ]


@pytest.mark.claim("django-new-project-middleware")
def test_django_new_project_turns_on_seven_middleware(command, django_project):
    """Fails if startproject writes other middleware than these seven, or in another order."""
    program = "import json\nfrom site_of_probe import settings\nprint(json.dumps(settings.MIDDLEWARE))\n"
    listed = json.loads(command("-c", program, cwd=django_project).stdout)
    assert [each.rpartition(".")[2].removesuffix("Middleware") for each in listed] == [
        "Security",
        "Session",
        "Common",
        "CsrfView",
        "Authentication",
        "Message",
        "XFrameOptions",
    ]


@pytest.mark.claim("django-check-and-removed-middleware")
def test_django_check_and_removed_middleware(command, django_project):
    """Fails if `check` passes without a middleware that the admin needs, or fails without CsrfViewMiddleware."""
    settings = django_project / "site_of_probe" / "settings.py"
    kept = settings.read_text(encoding="utf-8")

    def check(removed, *options):
        lines = [line for line in kept.splitlines() if not line.strip().strip("',").endswith(f".{removed}")]
        assert len(lines) == len(kept.splitlines()) - 1
        settings.write_text("\n".join(lines), encoding="utf-8")
        done = command("manage.py", "check", *options, cwd=django_project)
        return done.returncode, done.stderr

    for removed, number in (("SessionMiddleware", 410), ("AuthenticationMiddleware", 408), ("MessageMiddleware", 409)):
        code, said = check(removed)
        assert code == 1
        assert f"admin.E{number}" in said
    assert check("CsrfViewMiddleware")[0] == 0
    assert "security.W003" in check("CsrfViewMiddleware", "--deploy")[1]


@pytest.mark.claim("django-answers-without-middleware")
def test_django_answers_without_middleware_apps_or_database(run):
    """Fails if Django needs middleware, an app or a database to answer, or has one by default."""
    seen = run(
        """
    import json
    import django
    from django.conf import settings
    settings.configure(ALLOWED_HOSTS=["*"], ROOT_URLCONF="__main__", SECRET_KEY="probe")
    django.setup()
    from django.http import HttpResponse
    from django.test import Client
    from django.urls import path
    urlpatterns = [path("", lambda request: HttpResponse("x"))]
    answer = Client().get("/")
    print(json.dumps([settings.MIDDLEWARE, settings.INSTALLED_APPS, settings.DATABASES["default"]["ENGINE"],
                      answer.status_code, sorted(answer.headers)]))
    """
    )
    assert seen == [[], [], "django.db.backends.dummy", 200, ["Content-Type"]]


@pytest.mark.claim("django-default-middleware-asks-no-database")
def test_django_default_middleware_asks_the_database_for_nothing(command, django_project):
    """Fails if the default middleware queries the database for a plain view, or a look at the user doesn't."""
    program = """
import json, os
os.environ["DJANGO_SETTINGS_MODULE"] = "site_of_probe.settings"
from django.conf import settings
settings.ROOT_URLCONF = "__main__"
import django
django.setup()
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.urls import path

asked = []

class Asked(Exception):
    pass

def refuse(execute, sql, *rest):
    asked.append(sql)
    raise Asked

def reads(request):
    try:
        request.user.is_authenticated
    except Asked:
        pass
    return HttpResponse("x")

urlpatterns = [path("plain", lambda request: HttpResponse("x")), path("reads", reads)]
client = Client(headers={"host": "localhost"})
client.cookies["sessionid"] = "x" * 32
counts = []
with connection.execute_wrapper(refuse):
    for at in ("/plain", "/reads"):
        assert client.get(at).status_code == 200
        counts.append(len(asked))
print(json.dumps(counts))
"""
    done = command("-c", program, cwd=django_project)
    assert json.loads(done.stdout) == [0, 1], done.stderr
