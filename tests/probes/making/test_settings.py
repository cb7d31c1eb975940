"""Where settings come from, and how many sets of them a process can have."""

import pytest


@pytest.mark.claim("flask-config-object", "flask-config-from-environment")
def test_flask_config_comes_from_files_and_the_environment(run, tmp_path):
    """Fails if a later source does not win, a lower-case name is taken, or `__` makes no dict."""
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


@pytest.mark.claim("flask-config-values-are-parsed-as-json")
def test_flask_parses_values_of_the_environment_as_json(run):
    """Fails if digits stay a string, `False` becomes false, or a number works as secret key."""
    program = """
        import json, logging
        from flask import Flask, session
        logging.disable()
        app = Flask(__name__)
        app.config.from_prefixed_env()

        @app.get("/")
        def page():
            session["name"] = "ann"
            return "done"

        status = app.test_client().get("/").status_code
        print(json.dumps([app.config["SECRET_KEY"], app.config["ON"], bool(app.config["ON"]), status]))
        """
    digits = run(program, **{"FLASK_SECRET_KEY": "20261127", "FLASK_ON": "False"})
    quoted = run(program, **{"FLASK_SECRET_KEY": '"20261127"', "FLASK_ON": "false"})
    assert [digits, quoted] == [[20261127, "False", True, 500], ["20261127", False, False, 200]]


@pytest.mark.claim("flask-config-for-each-application")
def test_flask_applications_have_settings_of_their_own(run):
    """Fails if two applications in a process share a setting."""
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
    """Fails if the variable does not win over the files, or `--settings` not over it."""
    site = django_project / "site_of_probe"
    for name in ("production", "staging"):
        (site / f"{name}.py").write_text(f"from .settings import *\nDEBUG = False\nCITY = {name!r}\n")
    show = (
        "from django.conf import settings\n"
        "print(settings.DEBUG, getattr(settings, 'CITY', None), settings.LANGUAGE_CODE)"
    )
    shell = ("manage.py", "shell", "-v", "0", "-c", show)
    wsgi = ("-c", f"import site_of_probe.wsgi\n{show}")
    production = {"DJANGO_SETTINGS_MODULE": "site_of_probe.production"}
    seen = [
        command(*arguments, cwd=django_project, **environment).stdout.splitlines()[-1]
        for arguments, environment in (
            (shell, {}),
            (shell, production),
            ((*shell, "--settings", "site_of_probe.staging"), production),
            (wsgi, {}),
            (wsgi, production),
        )
    ]
    assert seen == ["True None en-us", "False production en-us", "False staging en-us", *seen[:2]]


@pytest.mark.claim("django-settings-once-for-each-process", "django-settings-module")
def test_django_settings_can_be_made_once(run):
    """Fails if settings can be configured a second time in a process."""
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
    """Fails if a variable sets `TIME_ZONE` or `SECRET_KEY` by itself."""
    code = "from django.conf import settings; print(settings.TIME_ZONE, settings.SECRET_KEY == 'x')"
    names = {"TIME_ZONE": "Asia/Tokyo", "DJANGO_TIME_ZONE": "Asia/Tokyo", "SECRET_KEY": "x", "DJANGO_SECRET_KEY": "x"}
    shell = ("manage.py", "shell", "-c", code)
    assert command(*shell, cwd=django_project, **names).stdout.splitlines()[-1] == "UTC False"
    settings = django_project / "site_of_probe" / "settings.py"
    settings.write_text(settings.read_text() + "\nimport os\nTIME_ZONE = os.environ['TIME_ZONE']\n")
    assert command(*shell, cwd=django_project, **names).stdout.splitlines()[-1] == "Asia/Tokyo False"
