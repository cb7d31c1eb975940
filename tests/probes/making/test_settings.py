"""Where settings come from, and how many sets of them a process can have."""

import pytest


@pytest.mark.claim("flask-config-object", "flask-config-from-environment")
def test_flask_config_comes_from_files_and_the_environment(run, tmp_path):
    (tmp_path / "base.py").write_text("CITY = 'Rome'\nNAMES = ['ann']\nlower = 1\n")
    (tmp_path / "more.json").write_text('{"CITY": "Oslo"}')
    seen = run(
        """
        import json
        from flask import Flask
        app = Flask(__name__)
        app.config.from_pyfile("base.py")
        seen = [app.config["CITY"]]
        app.config.from_file("more.json", load=json.load)
        seen.append(app.config["CITY"])
        app.config.from_prefixed_env()
        print(json.dumps([*seen, app.config["CITY"], app.config["LIMITS"], app.config["NAMES"], "lower" in app.config]))
        """,
        FLASK_CITY="Bern",
        FLASK_LIMITS__size="5",
    )
    assert seen == ["Rome", "Oslo", "Bern", {"size": 5}, ["ann"], False]


@pytest.mark.claim("flask-config-for-each-application")
def test_flask_applications_have_settings_of_their_own(run):
    seen = run(
        """
        import json
        from flask import Flask, current_app

        def create_app(city):
            app = Flask(__name__)
            app.config["CITY"] = city
            app.add_url_rule("/", view_func=lambda: current_app.config["CITY"])
            return app

        print(json.dumps([each.test_client().get("/").text for each in (create_app("Rome"), create_app("Oslo"))]))
        """
    )
    assert seen == ["Rome", "Oslo"]


@pytest.mark.claim("django-settings-module", "django-settings-module-chosen-by-variable")
def test_django_settings_module_is_chosen_by_a_variable(command, django_project):
    site = django_project / "site_of_probe"
    (site / "production.py").write_text("from .settings import *\nDEBUG = False\nCITY = 'Oslo'\n")
    code = (
        "from django.conf import settings\n"
        "print(settings.DEBUG, getattr(settings, 'CITY', None), settings.LANGUAGE_CODE)"
    )
    first = command("manage.py", "shell", "-c", code, cwd=django_project)
    second = command(
        "manage.py", "shell", "-c", code, cwd=django_project, DJANGO_SETTINGS_MODULE="site_of_probe.production"
    )
    assert [each.stdout.splitlines()[-1] for each in (first, second)] == ["True None en-us", "False Oslo en-us"]


@pytest.mark.claim("django-settings-once-for-each-process")
def test_django_settings_can_be_made_once(run):
    seen = run(
        """
        import json
        from django.conf import settings
        settings.configure(CITY="Rome")
        try:
            settings.configure(CITY="Oslo")
            refused = ""
        except RuntimeError as error:
            refused = str(error)
        print(json.dumps([settings.CITY, refused]))
        """
    )
    assert seen == ["Rome", "Settings already configured."]


@pytest.mark.claim("django-settings-from-environment")
def test_django_takes_no_setting_from_the_environment_by_itself(command, django_project):
    code = "from django.conf import settings; print(settings.TIME_ZONE, settings.SECRET_KEY == 'x')"
    names = {"TIME_ZONE": "Asia/Tokyo", "DJANGO_TIME_ZONE": "Asia/Tokyo", "SECRET_KEY": "x", "DJANGO_SECRET_KEY": "x"}
    shell = ("manage.py", "shell", "-c", code)
    assert command(*shell, cwd=django_project, **names).stdout.splitlines()[-1] == "UTC False"
    settings = django_project / "site_of_probe" / "settings.py"
    settings.write_text(settings.read_text() + "\nimport os\nTIME_ZONE = os.environ['TIME_ZONE']\n")
    assert command(*shell, cwd=django_project, **names).stdout.splitlines()[-1] == "Asia/Tokyo False"
