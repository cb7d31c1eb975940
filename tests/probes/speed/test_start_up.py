"""What is imported at the start, read from `sys.modules` of a fresh process."""

import json

import pytest


@pytest.mark.claim("flask-import-loads-its-parts", "flask-loads-no-extension")
def test_flask_import_loads_the_packages_it_requires(run):
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


LOADED = """
    import json, sys
    parts = ("django.db.models", "django.template", "django.contrib.admin", "django.contrib.auth", "django.contrib.gis")
    def loaded():
        return [each for each in parts if each in sys.modules]
"""


@pytest.mark.claim("django-import-loads-little", "django-loads-the-orm-with-the-application")
def test_django_loads_the_orm_with_the_application_only(run):
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
    program = (
        "import json, os, sys\n"
        "os.environ['DJANGO_SETTINGS_MODULE'] = 'site_of_probe.settings'\n"
        "from django.conf import settings\n"
        "settings.INSTALLED_APPS = [each for each in settings.INSTALLED_APPS if each not in sys.argv[1:]]\n"
        "import django\n"
        "django.setup()\n"
        "print(json.dumps([each in sys.modules for each in "
        "('django.contrib.auth.models', 'django.contrib.admin', 'django.contrib.gis')]))\n"
    )
    assert json.loads(command("-c", program, cwd=django_project).stdout) == [True, True, False]
    without = command("-c", program, "django.contrib.admin", cwd=django_project)
    assert json.loads(without.stdout) == [True, False, False]
