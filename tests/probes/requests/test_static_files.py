"""Who serves stylesheets and scripts, and under which names."""

import flask
import pytest


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
    (style / "probe.py").write_text(SERVED_BY_GUNICORN)
    server = serve("-m", "gunicorn", "-b", "127.0.0.1:{port}", "probe:app", cwd=style)
    assert server.get("/").text == "False"
    assert server.get("/static/style.css").text == "body {}"


@pytest.mark.claim("flask-static-names-stay")
def test_flask_gives_a_static_file_its_own_name(style):
    app = flask.Flask("probe", root_path=str(style))
    for text in ("body {}", "p {}"):
        (style / "static" / "style.css").write_text(text)
        with app.test_request_context():
            assert flask.url_for("static", filename="style.css") == "/static/style.css"
        assert app.test_client().get("/static/style.css").text == text


@pytest.fixture
def styled_project(django_project):
    settings = django_project / "site_of_probe" / "settings.py"
    with settings.open("a") as file:
        file.write('INSTALLED_APPS += ["app"]\nSTATIC_ROOT = BASE_DIR / "collected"\n')
    for name, text in {"style.css": "p { background: url(dot.png) }", "dot.png": "dot"}.items():
        (django_project / "app" / "static").mkdir(exist_ok=True)
        (django_project / "app" / "static" / name).write_text(text)
    return django_project


@pytest.mark.claim("django-runserver-serves-static-files")
def test_django_runserver_serves_static_files_while_debugging(serve, styled_project):
    arguments = ("manage.py", "runserver", "--noreload", "--skip-checks", "{port}")
    server = serve(*arguments, cwd=styled_project)
    assert server.get("/static/style.css").text.startswith("p {")
    settings = styled_project / "site_of_probe" / "settings.py"
    with settings.open("a") as file:
        file.write('DEBUG = False\nALLOWED_HOSTS = ["127.0.0.1"]\n')
    assert serve(*arguments, cwd=styled_project).get("/static/style.css").status == 404


@pytest.mark.claim("django-application-serves-no-static-files")
def test_django_application_serves_no_static_files_under_another_server(serve, styled_project):
    server = serve("-m", "gunicorn", "-b", "127.0.0.1:{port}", "site_of_probe.wsgi", cwd=styled_project)
    assert server.get("/admin/login/").status == 200
    assert server.get("/static/style.css").status == 404


@pytest.mark.claim("django-collectstatic", "django-hashed-static-names")
def test_django_collects_static_files_and_can_add_a_hash_to_their_names(command, styled_project):
    collected = styled_project / "collected"
    ask = "from django.templatetags.static import static; print('at', static('style.css'))"

    def collect():
        done = command("manage.py", "collectstatic", "--no-input", "--verbosity", "0", cwd=styled_project)
        assert done.returncode == 0, done.stderr
        asked = command("manage.py", "shell", "-c", ask, cwd=styled_project)
        return asked.stdout.split("at ")[-1].strip()

    assert collect() == "/static/style.css"
    assert {"style.css", "dot.png", "admin"} <= {each.name for each in collected.iterdir()}
    with (styled_project / "site_of_probe" / "settings.py").open("a") as file:
        storage = "django.contrib.staticfiles.storage.ManifestStaticFilesStorage"
        file.write(f'DEBUG = False\nSTORAGES = {{"staticfiles": {{"BACKEND": "{storage}"}}}}\n')
    hashed = collect().removeprefix("/static/")
    assert hashed.startswith("style.")
    assert hashed != "style.css"
    assert "url(dot.png)" not in (collected / hashed).read_text()
