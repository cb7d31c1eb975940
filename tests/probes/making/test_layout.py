"""Which names of files and folders count, and which are free."""

import pytest

SINGLE = """
import sys
from django.conf import settings
from django.core.management import execute_from_command_line
from django.http import HttpResponse
from django.template import engines
from django.urls import path

settings.configure(
    DEBUG=False, ALLOWED_HOSTS=["127.0.0.1"], ROOT_URLCONF=__name__,
    TEMPLATES=[{"BACKEND": "django.template.backends.django.DjangoTemplates"}],
)

def page(request, name):
    return HttpResponse(engines["django"].from_string("Hello {{ name }}").render({"name": name}))

urlpatterns = [path("<name>", page)]

if __name__ == "__main__":
    execute_from_command_line(sys.argv)
"""


MODEL_IN_IT = """
import django
django.setup()
from django.db import models

class Thing(models.Model):
    name = models.CharField(max_length=9)
"""


@pytest.mark.claim("django-single-file")
def test_django_runs_one_file(serve, command, tmp_path):
    """Fails if a single file can't be served, or can hold a model or make migrations for it."""
    (tmp_path / "anything.py").write_text(SINGLE)
    server = serve("anything.py", "runserver", "--noreload", "127.0.0.1:{port}")
    assert server.get("/ann").text == "Hello ann"
    (tmp_path / "with_model.py").write_text(SINGLE.replace("\ndef page", MODEL_IN_IT + "\ndef page"))
    refused = command("with_model.py", "check")
    assert "RuntimeError: Model class __main__.Thing doesn't declare an explicit app_label" in refused.stderr
    labelled = MODEL_IN_IT + "\n    class Meta:\n        app_label = 'labelled'\n"
    (tmp_path / "labelled.py").write_text(SINGLE.replace("\ndef page", labelled + "\ndef page"))
    refused = command("labelled.py", "makemigrations", "labelled")
    assert "No installed app with label 'labelled'" in refused.stdout + refused.stderr
    assert command("anything.py", "check").returncode == 0


MODEL = "from django.db import models\nclass {}(models.Model):\n    name = models.CharField(max_length=9)\n"


@pytest.mark.claim("django-model-imported-elsewhere-may-be-deleted")
def test_django_drafts_the_deletion_of_a_model_that_a_view_imports(command, django_project):
    """Fails if a model that only a view imports is kept, or is deleted with the checks run."""
    app, site = django_project / "app", django_project / "site_of_probe"
    (site / "settings.py").write_text(
        (site / "settings.py").read_text() + "\nINSTALLED_APPS = ['app']\nMIDDLEWARE = []\n"
    )
    (app / "models.py").write_text(MODEL.format("Found"))
    (app / "tables.py").write_text(MODEL.format("Other"))
    (app / "views.py").write_text("from app.tables import Other\n")
    (site / "urls.py").write_text("import app.views\nurlpatterns = []\n")
    drafts = [
        command("manage.py", "makemigrations", *more, "app", cwd=django_project).stdout
        for more in ((), ("--dry-run",), ("--dry-run", "--skip-checks"))
    ]
    assert "Create model Other" in drafts[0]
    assert "No changes detected" in drafts[1]
    assert "Delete model Other" in drafts[2]
    call = "from django.core.management import call_command\ncall_command('makemigrations', 'app', dry_run=True)"
    setup = "import os, django\nos.environ['DJANGO_SETTINGS_MODULE'] = 'site_of_probe.settings'\ndjango.setup()\n"
    assert "Delete model Other" in command("-c", setup + call, cwd=django_project).stdout
    (app / "models.py").write_text(MODEL.format("Found") + "\nfrom app.tables import Other\n")
    assert "No changes detected" in command("-c", setup + call, cwd=django_project).stdout


@pytest.mark.claim("django-folders-found-in-an-app")
def test_django_finds_folders_of_an_app_by_name(command, django_project):
    """Fails if a template, static file, tag, fixture or admin module of an app is not found."""
    app, site = django_project / "app", django_project / "site_of_probe"
    (site / "settings.py").write_text((site / "settings.py").read_text() + "\nINSTALLED_APPS += ['app']\n")
    for name in ("templates/found.html", "static/found.css", "templatetags/found.py", "fixtures/found.json"):
        (app / name).parent.mkdir()
        (app / name).write_text("")
    (app / "templates" / "found.html").write_text("{% load found %}{{ 'ann'|shout }}")
    (app / "templatetags" / "found.py").write_text(
        "from django import template\nregister = template.Library()\n"
        "register.filter('shout', lambda text: text.upper())\n"
    )
    (app / "fixtures" / "found.json").write_text("[]")
    (app / "admin.py").write_text("print('admin found')\n")
    done = command(
        "manage.py",
        "shell",
        "-c",
        "from django.contrib.staticfiles import finders\n"
        "from django.core.management import call_command\n"
        "from django.template.loader import render_to_string\n"
        "print(render_to_string('found.html'), finders.find('found.css') is not None)\n"
        "call_command('loaddata', 'found')\n",
        cwd=django_project,
    )
    assert done.returncode == 0, done.stderr
    assert "admin found" in done.stdout
    assert "ANN True" in done.stdout
    assert "Installed 0 object(s) from 1 fixture(s)" in done.stdout + done.stderr


@pytest.mark.claim("django-names-free", "django-names-that-count")
def test_django_finds_some_modules_by_name_and_others_by_setting(command, django_project):
    """Fails if a model or command elsewhere is found, or views or URLs need a name."""
    app = django_project / "app"
    settings = django_project / "site_of_probe" / "settings.py"
    settings.write_text(settings.read_text() + "\nINSTALLED_APPS += ['app']\nROOT_URLCONF = 'addresses'\n")
    (app / "views.py").rename(app / "pages.py")
    (app / "pages.py").write_text("from django.http import HttpResponse\npage = lambda request: HttpResponse('done')\n")
    (django_project / "addresses.py").write_text(
        "from django.urls import path\nfrom app.pages import page\nurlpatterns = [path('', page)]\n"
    )
    model = (
        "from django.db import models\nclass {}(models.Model):\n    name = models.CharField(max_length=9)\n"
        "    class Meta:\n        app_label = 'app'\n"
    )
    (app / "models.py").write_text(model.format("Found"))
    (app / "tables.py").write_text(model.format("Other"))
    for folder, name in (("commands", "found"), ("orders", "missed")):
        (app / "management" / folder).mkdir(parents=True)
        (app / "management" / folder / f"{name}.py").write_text(
            "from django.core.management.base import BaseCommand\n"
            "class Command(BaseCommand):\n    def handle(self, **options): pass\n"
        )
    done = command(
        "manage.py",
        "shell",
        "-c",
        "from django.apps import apps; from django.core.management import get_commands\n"
        "from django.test import Client\n"
        "print([each.__name__ for each in apps.get_app_config('app').get_models()])\n"
        "import app.tables\n"
        "print([each.__name__ for each in apps.get_app_config('app').get_models()])\n"
        "print([each for each in ('found', 'missed') if each in get_commands()])\n"
        "print(Client(headers={'host': 'localhost'}).get('/').text)",
        cwd=django_project,
    )
    assert done.stdout.splitlines()[-4:] == ["['Found']", "['Found', 'Other']", "['found']", "done"]


FLASK = """
    import json
    from pathlib import Path
    from flask import Flask, render_template
    for folder in ("templates", "pages", "static", "files"):
        Path(folder).mkdir()
        Path(folder, "page.html").write_text(folder)

    def application(**options):
        app = Flask("anything", root_path=str(Path.cwd()), **options)
        app.add_url_rule("/", view_func=lambda: render_template("page.html"))
        client = app.test_client()
        return [client.get(each).text for each in ("/", f"/{app.static_url_path.strip('/')}/page.html")]

    print(json.dumps([application(), application(template_folder="pages", static_folder="files")]))
"""


@pytest.mark.claim("flask-names-that-count")
def test_flask_folders_have_default_names_that_can_be_changed(run):
    """Fails if templates or static files are not found in the default or in the given folders."""
    assert run(FLASK) == [["templates", "static"], ["pages", "files"]]


@pytest.mark.claim("flask-app-discovery")
def test_flask_command_finds_an_application_by_name_or_option(command, tmp_path):
    """Fails if `flask` finds another name by itself, misses `app` or `wsgi`, or prefers `app`."""
    text = "from flask import Flask\n{} = Flask(__name__)\n"
    named = text + "{}.add_url_rule('/{}', endpoint='found')\n"

    def found(*options, **environment):
        done = command("-m", "flask", *options, "routes", **environment)
        return [line.split()[-1] for line in done.stdout.splitlines() if line.startswith("found")] or done.stderr

    (tmp_path / "shop.py").write_text(named.format("anything", "anything", "shop"))
    assert "Could not locate a Flask application" in found()
    assert found("--app", "shop:anything") == ["/shop"]
    assert found(FLASK_APP="shop") == ["/shop"]
    (tmp_path / "app").mkdir()
    (tmp_path / "app" / "__init__.py").write_text(
        "from flask import Flask\ndef create_app():\n    made = Flask(__name__)\n"
        "    made.add_url_rule('/package', endpoint='found')\n    return made\n"
    )
    assert found() == ["/package"]
    (tmp_path / "wsgi.py").write_text(named.format("application", "application", "wsgi"))
    assert found() == ["/wsgi"]
