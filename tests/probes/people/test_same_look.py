"""Whether two projects look alike: what the framework's own commands lay down."""

import re

import pytest


@pytest.mark.claim("django-projects-begin-alike")
def test_two_django_projects_begin_with_the_same_files(tmp_path, command):
    """Fails if two new projects differ in a file's name or, but for the project's name and key, in its content."""
    found = []
    for name in ("shop", "clinic"):
        assert command("-m", "django", "startproject", name).returncode == 0
        assert command("manage.py", "startapp", "pages", cwd=tmp_path / name).returncode == 0
        files = {str(each.relative_to(tmp_path / name)): each.read_text() for each in (tmp_path / name).rglob("*.py")}
        found.append({file.replace(name, "NAME"): text.replace(name, "NAME") for file, text in files.items()})
        key = found[-1]["NAME/settings.py"]
        found[-1]["NAME/settings.py"] = re.sub("SECRET_KEY = .*", "", key)
    assert found[0] == found[1]
    assert {"manage.py", "NAME/settings.py", "NAME/urls.py", "pages/models.py", "pages/views.py"} <= set(found[0])


@pytest.mark.claim("flask-lists-its-addresses")
def test_flask_lists_the_rules_of_its_url_map(tmp_path, command):
    """Fails if `flask routes` leaves a rule out, or shows what a hook or a mounted application answers."""
    (tmp_path / "app.py").write_text(
        "from flask import Flask, request\nfrom werkzeug.middleware.dispatcher import DispatcherMiddleware\n\n"
        "app, inner = Flask(__name__), Flask('inner')\n\n\n"
        '@app.get("/orders/<int:number>", endpoint="order")\ndef view(number):\n    return str(number)\n\n\n'
        '@inner.get("/deep")\ndef deep():\n    return "deep"\n\n\n'
        '@app.before_request\ndef early():\n    return "well" if request.path == "/health" else None\n\n\n'
        'app.wsgi_app = DispatcherMiddleware(app.wsgi_app, {"/inner": inner})\n'
    )
    asked = (
        "from app import app; c = app.test_client(); "
        "print([c.get(p).text for p in ('/orders/7', '/health', '/inner/deep')])"
    )
    assert command("-c", asked).stdout.strip() == "['7', 'well', 'deep']"
    done = command("-m", "flask", "routes")
    assert done.returncode == 0, done.stderr
    line = next(each for each in done.stdout.splitlines() if "/orders/<int:number>" in each)
    assert line.split()[:2] == ["order", "GET"]
    assert not [word for word in ("view", "health", "early", "inner", "deep") if word in done.stdout]


@pytest.mark.claim("django-lists-no-addresses")
def test_django_has_no_command_about_addresses(django_project, command):
    """Fails if a new project has a command whose name speaks of URLs or routes."""
    done = command("manage.py", "help", "--commands", cwd=django_project)
    assert done.returncode == 0, done.stderr
    names = done.stdout.split()
    assert {"check", "showmigrations", "startapp"} <= set(names)
    assert not [name for name in names if "url" in name or "route" in name]
