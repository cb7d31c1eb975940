"""What a framework writes for a new project, and what it leaves to the author."""

import pytest


@pytest.mark.claim("django-startproject-files")
def test_django_startproject_writes_six_files_that_run(command, serve, tmp_path):
    assert command("-m", "django", "startproject", "shop", ".").returncode == 0
    names = {"__init__.py", "asgi.py", "settings.py", "urls.py", "wsgi.py"}
    assert {str(each.relative_to(tmp_path)) for each in tmp_path.rglob("*") if each.is_file()} == {
        "manage.py",
        *(f"shop/{name}" for name in names),
    }
    server = serve("manage.py", "runserver", "--noreload", "127.0.0.1:{port}")
    assert server.get("/").status == 200
    assert server.get("/admin/login/").status == 200


@pytest.mark.claim("django-startapp-files")
def test_django_startapp_writes_modules_by_their_customary_names(django_project):
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
    template = tmp_path / "template"
    (template / "project_name").mkdir(parents=True)
    (template / "project_name" / "only.py-tpl").write_text("NAME = '{{ project_name }}'\n")
    assert command("-m", "django", "startproject", "--template", str(template), "shop").returncode == 0
    assert [each.name for each in (tmp_path / "shop").rglob("*.py")] == ["only.py"]
    assert (tmp_path / "shop" / "shop" / "only.py").read_text() == "NAME = 'shop'\n"


@pytest.mark.claim("flask-ships-no-project-generator")
def test_flask_command_makes_no_project(command, tmp_path):
    (tmp_path / "app.py").write_text("from flask import Flask\napp = Flask(__name__)\n")
    before = sorted(tmp_path.iterdir())
    for name in ("startproject", "new"):
        assert f"No such command '{name}'" in command("-m", "flask", name, "shop").stderr
    assert command("-m", "flask", "routes").returncode == 0
    assert [each for each in sorted(tmp_path.iterdir()) if each.name != "__pycache__"] == before


@pytest.mark.claim("flask-first-file")
def test_flask_runs_one_file(serve, tmp_path):
    (tmp_path / "app.py").write_text(
        "from flask import Flask\napp = Flask(__name__)\n@app.get('/')\ndef page():\n    return 'done'\n"
    )
    assert serve("-m", "flask", "run", "--port", "{port}").get("/").text == "done"
