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


@pytest.mark.claim("django-single-file")
def test_django_runs_one_file(serve, tmp_path):
    (tmp_path / "anything.py").write_text(SINGLE)
    server = serve("anything.py", "runserver", "--noreload", "127.0.0.1:{port}")
    assert server.get("/ann").text == "Hello ann"


@pytest.mark.claim("django-names-free", "django-names-that-count")
def test_django_finds_some_modules_by_name_and_others_by_setting(command, django_project):
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
    (app / "tables.py").write_text(model.format("Missed"))
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
        "print([each for each in ('found', 'missed') if each in get_commands()])\n"
        "print(Client(headers={'host': 'localhost'}).get('/').text)",
        cwd=django_project,
    )
    assert done.stdout.splitlines()[-3:] == ["['Found']", "['found']", "done"]


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
    assert run(FLASK) == [["templates", "static"], ["pages", "files"]]


@pytest.mark.claim("flask-app-discovery")
def test_flask_command_finds_an_application_by_name_or_option(command, tmp_path):
    text = "from flask import Flask\n{} = Flask(__name__)\n"
    (tmp_path / "shop.py").write_text(text.format("anything"))
    assert "Could not locate a Flask application" in command("-m", "flask", "routes").stderr
    assert command("-m", "flask", "--app", "shop:anything", "routes").returncode == 0
    (tmp_path / "wsgi.py").write_text(text.format("application"))
    assert command("-m", "flask", "routes").returncode == 0
