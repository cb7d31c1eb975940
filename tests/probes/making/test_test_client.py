"""Testing without a server: the client, what runs the tests, and which database they reach."""

import sqlite3

import pytest


@pytest.mark.claim("flask-test-client", "flask-works-with-pytest")
def test_flask_client_works_in_pytest(command, tmp_path):
    """Fails if the client loses a cookie, or the session can't be read in `with` or can be after it."""
    (tmp_path / "test_app.py").write_text(
        "import pytest\n"
        "from flask import Flask, session\n"
        "app = Flask(__name__)\n"
        "app.secret_key = 'x'\n"
        "@app.post('/')\n"
        "def page():\n"
        "    session['n'] = session.get('n', 0) + 1\n"
        "    return str(session['n'])\n"
        "def test_page():\n"
        "    with app.test_client() as client:\n"
        "        assert [client.post('/').text, client.post('/').text] == ['1', '2']\n"
        "        assert session['n'] == 2\n"
        "    client.post('/')\n"
        "    with pytest.raises(RuntimeError):\n"
        "        session['n']\n"
    )
    done = command("-m", "pytest", "-q", "-p", "no:cacheprovider")
    assert "1 passed" in done.stdout, done.stdout


@pytest.mark.claim("flask-client-hides-exceptions-by-default")
def test_flask_client_raises_exceptions_with_testing_set(run):
    """Fails if the client raises by default, or returns 500 with `TESTING` set."""
    seen = run(
        """
        import json, logging
        from flask import Flask
        logging.disable()
        app = Flask("app")
        app.add_url_rule("/", view_func=lambda: 1 / 0)
        seen = [app.test_client().get("/").status_code]
        app.config["TESTING"] = True
        try:
            seen.append(app.test_client().get("/").status_code)
        except ZeroDivisionError:
            seen.append("raised")
        print(json.dumps(seen))
        """
    )
    assert seen == [500, "raised"]


@pytest.mark.claim("flask-testing-extension")
def test_flask_redirects_to_the_path_itself(run):
    """Fails if a redirect to a path is sent as an absolute URL."""
    seen = run(
        """
        import json
        from flask import Flask, redirect
        app = Flask("app")
        app.add_url_rule("/", view_func=lambda: redirect("/there"))
        print(json.dumps(app.test_client().get("/").headers["Location"]))
        """
    )
    assert seen == "/there"


@pytest.mark.claim("flask-ships-no-test-runner")
def test_flask_command_runs_no_tests(command, tmp_path):
    """Fails if `flask test` is a command."""
    (tmp_path / "app.py").write_text("from flask import Flask\napp = Flask(__name__)\n")
    assert "No such command 'test'" in command("-m", "flask", "test").stderr


def rows(folder, table):
    """The names in a table of the real database."""
    connection = sqlite3.connect(folder / "db.sqlite3")
    try:
        return [row[0] for row in connection.execute(f"SELECT name FROM {table} ORDER BY id")]
    finally:
        connection.close()


@pytest.fixture
def project(django_project):
    """A project without the contrib apps, with one model and one row in its real database."""
    settings = django_project / "site_of_probe" / "settings.py"
    settings.write_text(
        settings.read_text()
        + "\nINSTALLED_APPS = ['app']\nMIDDLEWARE = []\nROOT_URLCONF = 'app.urls'\nALLOWED_HOSTS = ['*']\n"
        "MIGRATION_MODULES = {'app': None}\nTEMPLATES[0]['OPTIONS'] = {}\n"
    )
    app = django_project / "app"
    (app / "templates").mkdir()
    (app / "templates" / "page.html").write_text("Hello {{ name }}")
    (app / "models.py").write_text(
        "from django.db import models\nclass Item(models.Model):\n    name = models.CharField(max_length=9)\n"
    )
    (app / "urls.py").write_text(
        "from django.shortcuts import render\nfrom django.urls import path\n"
        "urlpatterns = [\n"
        "    path('', lambda request: render(request, 'page.html', {'name': 'ann'})),\n"
        "    path('jinja', lambda request: render(request, 'page.html', {'name': 'ann'}, using='jinja')),\n"
        "    path('error', lambda request: 1 / 0),\n"
        "]\n"
    )
    return django_project


@pytest.fixture
def stocked(project, command):
    """The same with the table made, and one row in it."""
    done = command(
        "-c",
        "import os, django\n"
        "os.environ['DJANGO_SETTINGS_MODULE'] = 'site_of_probe.settings'\n"
        "django.setup()\n"
        "from django.core.management import call_command\n"
        "call_command('migrate', run_syncdb=True, verbosity=0)\n"
        "from app.models import Item\n"
        "Item.objects.create(name='real')\n",
        cwd=project,
    )
    assert done.returncode == 0, done.stderr
    return project


@pytest.mark.claim("django-test-client")
def test_django_client_sees_templates_and_context(command, project):
    """Fails if a response does not tell its template and context, or one made by Jinja does."""
    settings = project / "site_of_probe" / "settings.py"
    settings.write_text(
        settings.read_text()
        + "\nTEMPLATES = [*TEMPLATES, {'NAME': 'jinja', 'BACKEND': 'django.template.backends.jinja2.Jinja2',"
        " 'DIRS': [BASE_DIR / 'app' / 'templates']}]\n"
    )
    (project / "app" / "tests.py").write_text(
        "from django.test import SimpleTestCase\n"
        "class PageTest(SimpleTestCase):\n"
        "    def test_page(self):\n"
        "        answer = self.client.get('/')\n"
        "        self.assertTemplateUsed(answer, 'page.html')\n"
        "        self.assertEqual((answer.context['name'], answer.content), ('ann', b'Hello ann'))\n"
        "        answer = self.client.get('/jinja')\n"
        "        self.assertEqual((answer.context, answer.templates, answer.content), (None, [], b'Hello ann'))\n"
    )
    done = command("manage.py", "test", cwd=project)
    assert (done.returncode, "Ran 1 test" in done.stderr) == (0, True), done.stderr


CASE = """
import unittest
class PageTest(unittest.TestCase):
    def test_page(self):
        self.assertEqual(1, {})
"""


@pytest.mark.claim("django-test-runner")
def test_django_test_command_finds_test_cases_and_no_functions(command, project):
    """Fails if a function or a file of another name is run, or no test is an error."""
    seen = []
    for text in (CASE.format(1), CASE.format(2), "def test_page():\n    assert False\n"):
        (project / "app" / "tests.py").write_text(text)
        done = command("manage.py", "test", cwd=project)
        found = [n for n in (0, 1) if f"Found {n} test(s)" in done.stdout + done.stderr]
        seen.append((done.returncode, found))
    (project / "app" / "tests.py").rename(project / "app" / "other.py")
    (project / "app" / "other.py").write_text(CASE.format(2))
    seen.append((command("manage.py", "test", cwd=project).returncode, "file of another name"))
    assert seen == [(0, [1]), (1, [1]), (0, [0]), (0, "file of another name")]


WRITES = """
import unittest
from app.models import Item
class Plain(unittest.TestCase):
    def test_plain(self):
        Item.objects.create(name="plain")
"""
DECLARES = """
from django.test import TestCase
class Declares(TestCase):
    def test_declares(self):
        self.assertEqual(Item.objects.filter(name="real").count(), 0)
"""


@pytest.mark.claim("django-unittest-testcase-uses-the-real-database")
def test_django_test_command_runs_plain_test_cases_on_the_real_database(command, stocked):
    """Fails if a plain test case gets a test database, or one that declares it does not."""
    tests = stocked / "app" / "tests.py"
    seen = []
    for text, labels in ((WRITES + DECLARES, ()), (WRITES, ()), (WRITES + DECLARES, ("app.tests.Plain",))):
        tests.write_text(text)
        done = command("manage.py", "test", *labels, cwd=stocked)
        seen.append((done.returncode, rows(stocked, "app_item")))
    assert seen == [(0, ["real"]), (0, ["real", "plain"]), (0, ["real", "plain", "plain"])]


@pytest.mark.claim("django-works-with-pytest")
def test_django_tests_in_plain_pytest_reach_the_real_database(command, stocked):
    """Fails if plain pytest gets a test database, or `TransactionTestCase` keeps the rows."""
    (stocked / "conftest.py").write_text("import django\ndef pytest_configure():\n    django.setup()\n")
    (stocked / "test_one.py").write_text(
        "from app.models import Item\ndef test_one():\n    Item.objects.create(name='test')\n"
    )
    (stocked / "test_two.py").write_text(
        "from django.test import TransactionTestCase\n"
        "class Two(TransactionTestCase):\n    def test_two(self):\n        assert True\n"
    )
    environment = {"DJANGO_SETTINGS_MODULE": "site_of_probe.settings", "PYTHONPATH": str(stocked)}
    seen = []
    for name in ("test_one.py", "test_two.py"):
        done = command("-m", "pytest", "-q", "-p", "no:cacheprovider", name, cwd=stocked, **environment)
        assert "1 passed" in done.stdout, done.stdout
        seen.append(rows(stocked, "app_item"))
    assert seen == [["real", "test"], []]


@pytest.mark.claim("django-client-raises-exceptions")
def test_django_client_raises_exceptions(run):
    """Fails if the client returns 500 by default, or raises with `raise_request_exception=False`."""
    seen = run(
        """
        import json, logging
        import django
        from django.conf import settings
        from django.urls import path
        settings.configure(ROOT_URLCONF=__name__, ALLOWED_HOSTS=["*"])
        django.setup()
        logging.disable()
        from django.test import Client
        urlpatterns = [path("", lambda request: 1 / 0)]
        seen = [Client(raise_request_exception=False).get("/").status_code]
        try:
            seen.append(Client().get("/").status_code)
        except ZeroDivisionError:
            seen.append("raised")
        print(json.dumps(seen))
        """
    )
    assert seen == [500, "raised"]
