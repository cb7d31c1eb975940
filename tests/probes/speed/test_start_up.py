"""What is imported at the start, read from `sys.modules` of a fresh process."""

import json

import pytest


@pytest.mark.claim("flask-import-loads-its-parts", "flask-loads-no-extension")
def test_flask_import_loads_the_packages_it_requires(run):
    """Fails if `import flask` loads another package than the six required, or one fewer."""
    seen = run(
        """
    import json, sys
    before = set(sys.modules)
    import flask
    tops = {each.partition(".")[0] for each in set(sys.modules) - before} - set(sys.stdlib_module_names)
    print(json.dumps(sorted(each for each in tops if not each.startswith("_"))))
    """
    )
    assert seen == ["blinker", "click", "flask", "itsdangerous", "jinja2", "markupsafe", "werkzeug"]


PLUGIN = """
import click

@click.command()
def probe_command():
    pass
"""

APPLICATION = """
import sys
from flask import Flask
app = Flask("probe")

def loaded():
    return str("plugin_of_probe" in sys.modules)

app.add_url_rule("/", view_func=loaded)
app.cli.command("loaded")(lambda: print(loaded()))
"""


@pytest.mark.claim("flask-loads-no-extension")
def test_flask_command_loads_plugins(command, serve, tmp_path):
    """Fails if the `flask` command doesn't load a plugin that nothing uses, or an import or gunicorn does."""
    (tmp_path / "plugin_of_probe.py").write_text(PLUGIN, encoding="utf-8")
    (tmp_path / "application.py").write_text(APPLICATION, encoding="utf-8")
    info = tmp_path / "plugin_of_probe-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: plugin-of-probe\nVersion: 1.0\n", encoding="utf-8")
    (info / "entry_points.txt").write_text(
        "[flask.commands]\nprobe = plugin_of_probe:probe_command\n", encoding="utf-8"
    )

    assert command("-c", "import application; print(application.loaded())").stdout.strip() == "False"
    assert command("-m", "flask", "--app", "application", "loaded").stdout.strip() == "True"
    assert serve("-m", "flask", "--app", "application", "run", "--port={port}").get().text == "True"
    assert serve("-m", "gunicorn", "--bind=127.0.0.1:{port}", "application:app").get().text == "False"


LOADED = """
    import json, sys
    parts = ("django.db.models", "django.template", "django.contrib.admin", "django.contrib.auth", "django.contrib.gis")
    def loaded():
        return [each for each in parts if each in sys.modules]
"""


@pytest.mark.claim("django-loads-the-orm-with-the-application")
def test_django_loads_the_orm_with_the_application_only(run):
    """Fails if a bare application doesn't load ORM and templates, or `import django` or it loads more."""
    seen = run(
        LOADED
        + """
    import django
    bare = loaded()
    from django.conf import settings
    from django.core.wsgi import get_wsgi_application
    settings.configure(ALLOWED_HOSTS=["*"], ROOT_URLCONF="__main__", SECRET_KEY="probe")
    get_wsgi_application()
    print(json.dumps([bare, loaded()]))
    """
    )
    assert seen == [[], ["django.db.models", "django.template"]]


@pytest.mark.claim("django-loads-installed-apps")
def test_django_loads_the_installed_apps_at_the_start(command, django_project):
    """Fails if an installed app's models aren't loaded at the start, or those of one not listed are."""
    program = """
import json, os, sys
os.environ["DJANGO_SETTINGS_MODULE"] = "site_of_probe.settings"
from django.conf import settings
settings.INSTALLED_APPS = [each for each in settings.INSTALLED_APPS if each not in sys.argv[1:]]
settings.ROOT_URLCONF = "__main__"
from django.core.wsgi import get_wsgi_application
urlpatterns = []
get_wsgi_application()
print(json.dumps([each in sys.modules for each in (
    "django.contrib.auth.models", "django.contrib.admin.models", "django.contrib.sessions.models",
    "django.contrib.sessions.middleware", "django.contrib.gis")]))
"""
    done = command("-c", program, cwd=django_project)
    assert json.loads(done.stdout) == [True, True, True, True, False], done.stderr
    done = command("-c", program, "django.contrib.admin", "django.contrib.sessions", cwd=django_project)
    assert json.loads(done.stdout) == [True, False, False, True, False], done.stderr


@pytest.mark.claim("django-loads-urls-at-the-first-request")
def test_django_loads_urls_at_the_first_request(command, django_project):
    """Fails if the URLconf or its views are imported at the start, or not by the first request."""
    (django_project / "site_of_probe" / "urls.py").write_text(
        "from app import views\nfrom django.urls import path\nurlpatterns = [path('', views.home)]\n", encoding="utf-8"
    )
    (django_project / "app" / "views.py").write_text(
        "from django.http import HttpResponse\ndef home(request): return HttpResponse('x')\n", encoding="utf-8"
    )
    program = """
import json, sys
from site_of_probe.wsgi import application
from django.test import RequestFactory
def loaded():
    return [each in sys.modules for each in ("site_of_probe.urls", "app.views")]
before = loaded()
environ = RequestFactory(headers={"host": "localhost"}).get("/").environ
answered = []
application(environ, lambda status, headers, info=None: answered.append(status))
print(json.dumps([before, answered, loaded()]))
"""
    done = command("-c", program, cwd=django_project)
    assert json.loads(done.stdout) == [[False, False], ["200 OK"], [True, True]], done.stderr
