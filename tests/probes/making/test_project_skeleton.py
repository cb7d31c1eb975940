"""What a framework writes for a new project, and what it leaves to the author."""

import re
import shutil

import pytest


@pytest.mark.claim("django-startproject-files")
def test_django_startproject_writes_six_files_that_run(command, serve, tmp_path):
    """Fails if `startproject` writes other files, they don't run, or a login needs no `migrate`."""
    assert command("-m", "django", "startproject", "shop", ".").returncode == 0
    names = {"__init__.py", "asgi.py", "settings.py", "urls.py", "wsgi.py"}
    assert {str(each.relative_to(tmp_path)) for each in tmp_path.rglob("*") if each.is_file()} == {
        "manage.py",
        *(f"shop/{name}" for name in names),
    }
    server = serve("manage.py", "runserver", "--noreload", "127.0.0.1:{port}")
    assert server.get("/").status == 200
    form = server.get("/admin/login/")
    assert form.status == 200
    token = re.search(r'csrfmiddlewaretoken" value="(\w+)"', form.text)[1]
    cookie = {"Cookie": form.cookies[0].split(";")[0]}
    post = f"csrfmiddlewaretoken={token}&username=ann&password=x".encode()
    before = server.get("/admin/login/", cookie, post)
    assert command("manage.py", "migrate").returncode == 0
    after = server.get("/admin/login/", cookie, post)
    assert [before.status, "no such table" in before.text, after.status] == [500, True, 200]


@pytest.mark.claim("django-startproject-settings-are-for-development")
def test_django_startproject_writes_settings_for_development(django_project):
    """Fails if the written settings have `DEBUG` off, hosts, or another kind of key."""
    text = (django_project / "site_of_probe" / "settings.py").read_text()
    for line in (
        "\nDEBUG = True\n",
        "\nALLOWED_HOSTS = []\n",
        "\nSECRET_KEY = 'django-insecure-",
        "unsuitable for production",
    ):
        assert line in text


@pytest.mark.claim("django-startapp-files")
def test_django_startapp_writes_modules_by_their_customary_names(django_project):
    """Fails if `startapp` writes other files, or installs the app."""
    app = django_project / "app"
    assert sorted(str(each.relative_to(app)) for each in app.rglob("*.py")) == [
        "__init__.py",
        "admin.py",
        "apps.py",
        "migrations/__init__.py",
        "models.py",
        "tests.py",
        "views.py",
    ]
    assert "'app'" not in (django_project / "site_of_probe" / "settings.py").read_text()


@pytest.mark.claim("django-startproject-template")
def test_django_startproject_takes_a_template(command, tmp_path):
    """Fails if `--template` does not take a folder or an archive, or fills no name in."""
    template = tmp_path / "template"
    for name in ("project_name", "app_name"):
        (template / name).mkdir(parents=True)
        (template / name / f"{name}.py-tpl").write_text(f"NAME = '{{{{ {name} }}}}'\n")
    shutil.make_archive(str(tmp_path / "packed"), "zip", template)
    for what, place in (("startproject", str(template)), ("startproject", "packed.zip"), ("startapp", str(template))):
        assert command("-m", "django", what, "--template", place, "shop").returncode == 0
        texts = [each.read_text() for each in (tmp_path / "shop").rglob("*.py")]
        assert "NAME = 'shop'\n" in texts, (what, place)
        shutil.rmtree(tmp_path / "shop")


@pytest.mark.claim("flask-ships-no-project-generator")
def test_flask_command_makes_no_project(run):
    """Fails if `flask` has a fourth command."""
    seen = run(
        """
        import json
        from flask import Flask
        from flask.cli import FlaskGroup
        app = Flask(__name__)
        print(json.dumps([sorted(FlaskGroup().commands), sorted(app.cli.commands)]))
        """
    )
    assert seen == [["routes", "run", "shell"], []]


@pytest.mark.claim("flask-first-file")
def test_flask_runs_one_file(serve, tmp_path):
    """Fails if `flask run` does not find and serve an `app.py` of five lines."""
    (tmp_path / "app.py").write_text(
        "from flask import Flask\napp = Flask(__name__)\n@app.get('/')\ndef page():\n    return 'done'\n"
    )
    assert serve("-m", "flask", "run", "--port", "{port}").get("/").text == "done"
