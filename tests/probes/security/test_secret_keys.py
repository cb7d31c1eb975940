"""The key that signs sessions: where it comes from, what happens without it, how it is changed."""

import re

import pytest


@pytest.mark.claim("django-secret-key-generated")
def test_django_generates_a_key_for_each_project(command, tmp_path):
    keys = set()
    for name in ("one", "two"):
        command("-m", "django", "startproject", name)
        keys |= set(re.findall("SECRET_KEY = '(.+)'", (tmp_path / name / name / "settings.py").read_text()))
    assert len(keys) == 2
    assert all(key.startswith("django-insecure-") for key in keys)


@pytest.mark.claim("django-secret-key-required-when-used")
def test_django_starts_without_a_key_and_fails_where_it_is_used(command, django_project):
    settings = django_project / "site_of_probe" / "settings.py"
    sign = ("manage.py", "shell", "-c", "from django.core.signing import dumps; print(dumps(1))")
    assert command(*sign, cwd=django_project).returncode == 0
    settings.write_text(re.sub("SECRET_KEY = .*", "", settings.read_text()))
    assert command("manage.py", "check", cwd=django_project).returncode == 0
    done = command(*sign, cwd=django_project)
    assert done.returncode != 0
    assert "SECRET_KEY setting must not be empty" in done.stderr


@pytest.mark.claim("django-secret-key-fallbacks")
def test_django_reads_what_an_old_key_signed(run):
    seen = run(
        """
        import json
        import django
        from django.conf import settings
        settings.configure(SECRET_KEY="old")
        django.setup()
        from django.core import signing
        signed = signing.dumps({"user": 1})

        def read():
            try:
                return signing.loads(signed)
            except signing.BadSignature:
                return None

        seen = [read()]
        settings.SECRET_KEY = "new"
        seen.append(read())
        settings.SECRET_KEY_FALLBACKS = ["old"]
        print(json.dumps([*seen, read()]))
        """
    )
    assert seen == [{"user": 1}, None, {"user": 1}]


FLASK = """
    import json
    from flask import Flask, session
    app = Flask(__name__)

    @app.get("/")
    def page():
        return "done"

    @app.get("/in")
    def sign_in():
        session["user"] = "ann"
        return "in"

    @app.get("/who")
    def who():
        return session.get("user", "nobody")

    client = app.test_client()
"""


@pytest.mark.claim("flask-secret-key-unset", "flask-secret-key-required-by-sessions")
def test_flask_answers_without_a_key_until_a_session_is_written(run):
    seen = run(
        FLASK
        + """
    seen = [app.config["SECRET_KEY"], client.get("/").status_code, client.get("/who").text]
    seen.append(client.get("/in").status_code)
    app.secret_key = "x"
    print(json.dumps([*seen, client.get("/in").status_code]))
    """
    )
    assert seen == [None, 200, "nobody", 500, 200]


@pytest.mark.claim("flask-secret-key-fallbacks")
def test_flask_reads_sessions_that_an_old_key_signed(run):
    seen = run(
        FLASK
        + """
    app.secret_key = "old"
    client.get("/in")
    app.secret_key = "new"
    seen = [client.get("/who").text]
    app.config["SECRET_KEY_FALLBACKS"] = ["old"]
    print(json.dumps([*seen, client.get("/who").text]))
    """
    )
    assert seen == ["nobody", "ann"]
