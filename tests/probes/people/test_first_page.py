"""A first page: what you have to write before a browser shows it."""

import pytest


@pytest.mark.claim("flask-first-page-in-one-file")
def test_a_first_flask_page_needs_one_file(tmp_path, serve):
    """Fails if `flask run` doesn't find app.py or wsgi.py alone, or another file by --app."""
    (tmp_path / "app.py").write_text(
        'from flask import Flask\n\napp = Flask(__name__)\n\n\n@app.route("/")\ndef first():\n    return "mine"\n'
    )
    (tmp_path / "other.py").write_text((tmp_path / "app.py").read_text().replace("mine", "named"))
    server = serve("-m", "flask", "run", "--port", "{port}", cwd=tmp_path)
    assert server.get("/").text == "mine"
    assert server.get("/else").status == 404
    (tmp_path / "app.py").rename(tmp_path / "wsgi.py")
    assert serve("-m", "flask", "run", "--port", "{port}", cwd=tmp_path).get("/").text == "mine"
    (tmp_path / "wsgi.py").unlink()
    assert serve("-m", "flask", "--app", "other", "run", "--port", "{port}", cwd=tmp_path).get("/").text == "named"


@pytest.mark.claim("flask-shows-nothing-by-itself")
def test_a_flask_application_without_routes_shows_no_page(run):
    """Fails if an application without views answers `/` with a page, or doesn't serve its static folder."""
    seen = run("""
        import json, pathlib
        from flask import Flask
        pathlib.Path("static").mkdir()
        pathlib.Path("static", "note.txt").write_text("kept")
        client = Flask("bare", root_path=str(pathlib.Path.cwd())).test_client()
        print(json.dumps([client.get("/").status_code, client.get("/static/note.txt").text]))
        """)
    assert seen == [404, "kept"]


IN_A_PROJECT = (
    "import json, os\n"
    "os.environ['DJANGO_SETTINGS_MODULE'] = 'site_of_probe.settings'\n"
    "import django; django.setup()\n"
    "from django.conf import settings\n"
    "from django.test import Client\n"
    "settings.ALLOWED_HOSTS = ['*']\n"
    "def look(path='/'):\n"
    "    answer = Client().get(path)\n"
    "    return [answer.status_code, 'The install worked successfully' in answer.text]\n"
)


@pytest.mark.claim("django-welcome-page")
def test_a_new_django_project_shows_a_welcome_page(django_project, command):
    """Fails if a new project shows no welcome page, or shows it with DEBUG off or with a URL pattern added."""
    done = command(
        "-c",
        IN_A_PROJECT + "first = look()\n"
        "settings.DEBUG = False\n"
        "off = look()\n"
        "settings.DEBUG = True\n"
        "from django.http import HttpResponse\n"
        "from django.urls import clear_url_caches, path\n"
        "from site_of_probe import urls\n"
        "urls.urlpatterns.append(path('first/', lambda request: HttpResponse('mine')))\n"
        "clear_url_caches()\n"
        "print(json.dumps([first, off, look(), look('/first/')]))\n",
        cwd=django_project,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip() == "[[200, true], [404, false], [404, false], [200, false]]"


@pytest.mark.claim("django-first-page-in-a-project")
def test_a_first_django_page_needs_a_view_and_a_path(django_project, command):
    """Fails if a view and a path() in urls.py don't make a page, or only an installed app does."""
    urls = django_project / "site_of_probe" / "urls.py"
    urls.write_text(
        urls.read_text()
        + "\nfrom django.http import HttpResponse\n\n\ndef first(request):\n    return HttpResponse('mine')\n"
        "\n\nurlpatterns += [path('first/', first)]\n"
    )
    done = command(
        "-c",
        IN_A_PROJECT + "print(Client().get('/first/').text, 'app' in settings.INSTALLED_APPS, look('/else/')[0])\n",
        cwd=django_project,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip() == "mine False 404"
