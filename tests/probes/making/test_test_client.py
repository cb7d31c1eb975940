"""Testing without a server: the client, and what runs the tests."""

import pytest


@pytest.mark.claim("flask-test-client", "flask-works-with-pytest")
def test_flask_client_works_in_pytest(command, tmp_path):
    (tmp_path / "test_app.py").write_text(
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
    )
    done = command("-m", "pytest", "-q", "-p", "no:cacheprovider")
    assert "1 passed" in done.stdout, done.stdout


@pytest.mark.claim("flask-ships-no-test-runner")
def test_flask_command_runs_no_tests(command, tmp_path):
    (tmp_path / "app.py").write_text("from flask import Flask\napp = Flask(__name__)\n")
    assert "No such command 'test'" in command("-m", "flask", "test").stderr


TESTS = """
from django.test import TestCase

class PageTest(TestCase):
    def test_page(self):
        answer = self.client.get("/")
        self.assertTemplateUsed(answer, "page.html")
        self.assertEqual((answer.context["name"], answer.content), ({name!r}, b"Hello ann"))
"""


@pytest.fixture
def project(django_project):
    site = django_project / "site_of_probe"
    (site / "settings.py").write_text((site / "settings.py").read_text() + "\nINSTALLED_APPS += ['app']\n")
    (django_project / "app" / "templates").mkdir()
    (django_project / "app" / "templates" / "page.html").write_text("Hello {{ name }}")
    (site / "urls.py").write_text(
        "from django.urls import path\nfrom django.views.generic import TemplateView\n"
        "urlpatterns = [path('', TemplateView.as_view(template_name='page.html', extra_context={'name': 'ann'}))]\n"
    )
    return django_project


@pytest.mark.claim("django-test-runner", "django-test-client")
def test_django_test_command_finds_and_runs_tests(command, project):
    seen = []
    for name in ("ann", "bob"):
        (project / "app" / "tests.py").write_text(TESTS.format(name=name))
        done = command("manage.py", "test", cwd=project)
        seen.append((done.returncode, "Found 1 test(s)" in done.stdout + done.stderr))
    assert seen == [(0, True), (1, True)]


@pytest.mark.claim("django-works-with-pytest")
def test_django_client_works_in_pytest(command, project):
    (project / "conftest.py").write_text(
        "import django\n"
        "from django.test.utils import setup_test_environment\n"
        "def pytest_configure():\n"
        "    django.setup()\n"
        "    setup_test_environment()\n"
    )
    (project / "test_page.py").write_text(
        "from django.test import Client\ndef test_page():\n    assert Client().get('/').context['name'] == 'ann'\n"
    )
    options = ("-m", "pytest", "-q", "-p", "no:cacheprovider", "test_page.py")
    done = command(*options, cwd=project, DJANGO_SETTINGS_MODULE="site_of_probe.settings", PYTHONPATH=str(project))
    assert "1 passed" in done.stdout, done.stdout
