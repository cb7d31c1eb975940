"""Commands that look for insecure settings."""

import pytest


@pytest.mark.claim("django-check-deploy", "django-check-deploy-only-warns")
def test_django_check_deploy_warns_about_a_new_project(command, django_project):
    """Fails if `check --deploy` misses a warning, warns without --deploy, or exits with 1 without --fail-level."""
    plain, deploy, strict = (
        command("manage.py", "check", "--tag", "security", *more, cwd=django_project)
        for more in ([], ["--deploy"], ["--deploy", "--fail-level", "WARNING"])
    )
    assert "security.W" not in plain.stdout + plain.stderr
    named = deploy.stdout + deploy.stderr
    # HSTS, redirect to HTTPS, the generated key, cookies, DEBUG, hosts
    assert [each for each in ("W004", "W008", "W009", "W012", "W016", "W018", "W020") if each not in named] == []
    assert (plain.returncode, deploy.returncode, strict.returncode) == (0, 0, 1)


@pytest.mark.claim("django-check-deploy-fails-on-development-mail")
def test_django_check_deploy_fails_while_mail_goes_to_the_console(command, django_project):
    """Fails if `check --deploy` passes a new project's console mail, or fails with SMTP."""
    settings = django_project / "site_of_probe" / "settings.py"
    new = command("manage.py", "check", "--deploy", cwd=django_project)
    settings.write_text(settings.read_text().replace("backends.console", "backends.smtp"))
    changed = command("manage.py", "check", "--deploy", cwd=django_project)
    assert (new.returncode, changed.returncode) == (1, 0)
    assert "mail.E001" in new.stderr


@pytest.mark.claim("django-check-deploy-scope")
def test_django_check_deploy_passes_settings_that_are_not_secure(command, django_project):
    """Fails if `check --deploy` warns of `*` or of a missing policy, or not of an empty list."""
    settings = django_project / "site_of_probe" / "settings.py"
    safe = settings.read_text().replace("backends.console", "backends.smtp") + (
        f"DEBUG, ALLOWED_HOSTS, SECRET_KEY = False, ['*'], {'abcdefgh' * 8!r}\n"
        "SECURE_SSL_REDIRECT = SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = True\n"
        "SECURE_HSTS_SECONDS = 31536000\n"
        "SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = True\n"
    )
    seen = []
    for more in ("", "ALLOWED_HOSTS = []\n"):
        settings.write_text(safe + more)
        done = command("manage.py", "check", "--deploy", "--fail-level", "WARNING", cwd=django_project)
        seen.append([done.returncode, "security." in done.stdout + done.stderr])
    assert seen == [[0, False], [1, True]]


@pytest.mark.claim("django-check-deploy-asks-for-hsts-preload")
def test_django_check_deploy_asks_for_hsts_preload(command, django_project):
    """Fails if `check --deploy` with HSTS doesn't ask for subdomains and preload, or does so once set or silenced."""
    settings = django_project / "site_of_probe" / "settings.py"
    before, seen = settings.read_text(), []
    both = "SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = True\n"
    for more in ("", both, "SILENCED_SYSTEM_CHECKS = ['security.W005', 'security.W021']\n"):
        settings.write_text(before + "SECURE_HSTS_SECONDS = 3600\n" + more)
        done = command("manage.py", "check", "--deploy", cwd=django_project)
        said = done.stdout + done.stderr
        # W018 is about DEBUG, and shows that the check looked
        seen.append([f"(security.{name})" in said for name in ("W018", "W004", "W005", "W021")])
    assert seen == [[True, False, True, True], *[[True, False, False, False]] * 2]


@pytest.mark.claim("flask-ships-no-self-check")
def test_flask_has_three_commands_and_no_check(command, tmp_path):
    """Fails if the `flask` command has other subcommands than run, shell and routes, such as `check`."""
    (tmp_path / "app.py").write_text("from flask import Flask\napp = Flask(__name__)\napp.debug = True\n")
    seen = command(
        "-c",
        "from app import app; from flask.cli import FlaskGroup\n"
        "print(*sorted(FlaskGroup(add_version_option=False, create_app=lambda: app).commands))",
    )
    assert seen.stdout.split() == ["routes", "run", "shell"]
    assert "No such command 'check'" in command("-m", "flask", "check").stderr
