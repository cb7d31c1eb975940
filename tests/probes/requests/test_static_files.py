"""Who serves stylesheets and scripts, and under which names."""

import flask
import pytest
from whitenoise import WhiteNoise


@pytest.fixture
def style(tmp_path):
    (tmp_path / "static").mkdir()
    (tmp_path / "static" / "style.css").write_text("body {}")
    return tmp_path


SERVED_BY_GUNICORN = """
import flask
app = flask.Flask("probe", root_path=".")
app.add_url_rule("/", endpoint="home", view_func=lambda: str(app.debug))
"""


@pytest.mark.claim("flask-serves-its-static-folder")
def test_flask_serves_its_static_folder_under_another_server(serve, style):
    """Fails if Flask under gunicorn with debug mode off doesn't serve its static folder."""
    (style / "probe.py").write_text(SERVED_BY_GUNICORN)
    server = serve("-m", "gunicorn", "-b", "127.0.0.1:{port}", "probe:app", cwd=style)
    assert server.get("/").text == "False"
    assert server.get("/static/style.css").text == "body {}"


@pytest.mark.claim("flask-static-files-are-revalidated")
def test_flask_static_files_are_revalidated(style):
    """Fails if a static file isn't sent with no-cache, or SEND_FILE_MAX_AGE_DEFAULT doesn't change it."""
    app = flask.Flask("probe", root_path=str(style))
    client = app.test_client()
    assert client.get("/static/style.css").headers["Cache-Control"] == "no-cache"
    app.config["SEND_FILE_MAX_AGE_DEFAULT"] = 3600
    assert "max-age=3600" in client.get("/static/style.css").headers["Cache-Control"]


@pytest.mark.claim("flask-static-names-stay")
def test_flask_gives_a_static_file_its_own_name(style):
    """Fails if url_for() changes a static file's name with its content, or drops a version in the query."""
    app = flask.Flask("probe", root_path=str(style))
    for text in ("body {}", "p {}"):
        (style / "static" / "style.css").write_text(text)
        with app.test_request_context():
            assert flask.url_for("static", filename="style.css") == "/static/style.css"
            assert flask.url_for("static", filename="style.css", v="2") == "/static/style.css?v=2"
        assert app.test_client().get("/static/style.css").text == text


@pytest.mark.claim("flask-whitenoise")
def test_whitenoise_serves_files_for_flask(style):
    """Fails if WhiteNoise around wsgi_app doesn't serve a file that the application alone answers with 404."""
    app = flask.Flask("probe", root_path=str(style), static_folder=None)
    assert app.test_client().get("/static/style.css").status_code == 404
    app.wsgi_app = WhiteNoise(app.wsgi_app, root=str(style / "static"), prefix="static/")
    assert app.test_client().get("/static/style.css").text == "body {}"


@pytest.fixture
def styled_project(django_project):
    settings = django_project / "site_of_probe" / "settings.py"
    with settings.open("a") as file:
        file.write('INSTALLED_APPS += ["app"]\nSTATICFILES_DIRS = [BASE_DIR / "more"]\n')
    for folder, name, text in (
        ("app/static", "style.css", "p { background: url(dot.png) }"),
        ("app/static", "dot.png", "dot"),
        ("more", "more.css", "more"),
    ):
        (django_project / folder).mkdir(exist_ok=True)
        (django_project / folder / name).write_text(text)
    return django_project


MIDDLEWARE = """
def marked(get_response):
    def middleware(request):
        response = get_response(request)
        response["X-Marked"] = "yes"
        return response
    return middleware
MIDDLEWARE.append("site_of_probe.settings.marked")
"""


@pytest.mark.claim("django-runserver-serves-static-files")
def test_django_runserver_serves_static_files_while_debugging(serve, styled_project):
    """Fails if runserver serves no static file with DEBUG or --insecure, one without, or runs MIDDLEWARE for it."""
    settings = styled_project / "site_of_probe" / "settings.py"
    with settings.open("a") as file:
        file.write(MIDDLEWARE)
    arguments = ("manage.py", "runserver", "--noreload", "--skip-checks", "{port}")
    debugging = serve(*arguments, cwd=styled_project)
    style = debugging.get("/static/style.css")
    assert style.text.startswith("p {")
    assert debugging.get("/static/more.css").text == "more"
    assert "x-marked" not in style.headers
    assert debugging.get("/admin/login/").headers["x-marked"] == "yes"
    with settings.open("a") as file:
        file.write('DEBUG = False\nALLOWED_HOSTS = ["127.0.0.1"]\n')
    assert serve(*arguments, cwd=styled_project).get("/static/style.css").status == 404
    assert serve(*arguments, "--insecure", cwd=styled_project).get("/static/style.css").status == 200


@pytest.mark.claim("django-application-serves-no-static-files")
def test_django_application_serves_no_static_files_under_another_server(serve, styled_project):
    """Fails if a new project under gunicorn serves a static file, or not the page that links to it."""
    server = serve("-m", "gunicorn", "-b", "127.0.0.1:{port}", "site_of_probe.wsgi", cwd=styled_project)
    page = server.get("/admin/login/")
    assert page.status == 200
    assert "/static/admin/css/base.css" in page.text
    assert [server.get(f"/static/{name}").status for name in ("style.css", "admin/css/base.css")] == [404, 404]


@pytest.mark.claim("django-whitenoise")
def test_whitenoise_serves_collected_files_for_django(run, style):
    """Fails if WhiteNoiseMiddleware doesn't serve a collected file, or Django serves it without."""
    program = """
    import json, sys
    import django
    from django.conf import settings
    middleware = ["django.middleware.security.SecurityMiddleware", "whitenoise.middleware.WhiteNoiseMiddleware"]
    settings.configure(
        ROOT_URLCONF=__name__,
        ALLOWED_HOSTS=["testserver"],
        INSTALLED_APPS=["django.contrib.staticfiles"],
        MIDDLEWARE=middleware[:int(sys.argv[1])],
        STATIC_URL="static/",
        STATICFILES_DIRS=["static"],
        STATIC_ROOT="collected",
    )
    urlpatterns = []
    django.setup()
    from django.core.management import call_command
    from django.test import Client
    call_command("collectstatic", interactive=False, verbosity=0)
    answer = Client().get("/static/style.css")
    print(json.dumps([answer.status_code, b"".join(answer).decode()[:7]]))
    """
    assert run(program, "2") == [200, "body {}"]
    assert run(program, "1")[0] == 404


@pytest.mark.claim("django-collectstatic")
def test_django_collectstatic_needs_static_root(command, styled_project):
    """Fails if collectstatic runs in a new project without STATIC_ROOT."""
    done = command("manage.py", "collectstatic", "--no-input", cwd=styled_project)
    assert done.returncode != 0
    assert "without having set the STATIC_ROOT setting" in done.stderr


@pytest.mark.claim("django-collectstatic", "django-hashed-static-names")
def test_django_collects_static_files_and_can_add_a_hash_to_their_names(command, styled_project):
    """Fails if collectstatic misses a folder, hashes names unasked or not when asked, or links to a missing file."""
    collected = styled_project / "collected"
    settings = styled_project / "site_of_probe" / "settings.py"
    with settings.open("a") as file:
        file.write('STATIC_ROOT = BASE_DIR / "collected"\n')
    ask = """
from django.templatetags.static import static
try:
    missing = static("missing.css")
except ValueError:
    missing = "ValueError"
print("at", static("style.css"), missing)
"""

    def collect():
        done = command("manage.py", "collectstatic", "--no-input", "--verbosity", "0", cwd=styled_project)
        assert done.returncode == 0, done.stderr
        asked = command("manage.py", "shell", "-c", ask, cwd=styled_project)
        return asked.stdout.split("at ")[-1].split()

    assert collect() == ["/static/style.css", "/static/missing.css"]
    assert {"style.css", "dot.png", "more.css", "admin"} <= {each.name for each in collected.iterdir()}
    with settings.open("a") as file:
        storage = "django.contrib.staticfiles.storage.ManifestStaticFilesStorage"
        file.write(f'STORAGES = {{"staticfiles": {{"BACKEND": "{storage}"}}}}\n')
    assert collect() == ["/static/style.css", "/static/missing.css"]
    with settings.open("a") as file:
        file.write("DEBUG = False\n")
    link, missing = collect()
    hashed = link.removeprefix("/static/")
    assert missing == "ValueError"
    assert hashed.startswith("style.")
    assert hashed != "style.css"
    [dot] = [each.name for each in collected.glob("dot.*.png")]
    assert f'url("{dot}")' in (collected / hashed).read_text()
