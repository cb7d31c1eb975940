"""Your own commands on the command line of the framework."""

import pytest


@pytest.mark.claim("flask-cli-commands", "flask-cli-commands-change-their-name", "flask-commands-from-packages")
def test_flask_takes_commands_from_the_application_and_from_packages(command, tmp_path):
    """Fails if a command is not found, renamed, parsed or run in an application context."""
    (tmp_path / "app.py").write_text(
        "import click\nfrom flask import Flask, current_app\napp = Flask(__name__)\n"
        "@app.cli.command()\n@click.argument('count', type=int)\ndef double(count):\n    print('own', 2 * count)\n"
        "@app.cli.command()\ndef do_it():\n    print('context of', current_app.name)\n"
        "@app.cli.command()\ndef sync_cmd():\n    print('synced')\n"
    )
    (tmp_path / "packaged.py").write_text(
        "import click\n@click.command()\ndef greet():\n    print('packaged', 'greeting')\n"
    )
    about = tmp_path / "packaged-1.0.dist-info"
    about.mkdir()
    (about / "METADATA").write_text("Metadata-Version: 2.1\nName: packaged\nVersion: 1.0\n")
    (about / "entry_points.txt").write_text("[flask.commands]\ngreet = packaged:greet\n")
    seen = command(
        "-c",
        "import sys\nfrom flask.cli import main\n"
        "for each in (['double', '4'], ['do-it'], ['sync'], ['greet'], ['double', 'many'], ['do_it']):\n"
        "    sys.argv = ['flask', *each]\n"
        "    try:\n        main()\n    except SystemExit as end:\n        print('end', end.code)\n",
        PYTHONPATH=str(tmp_path),
    )
    assert seen.stdout.splitlines() == [
        "own 8",
        "end 0",
        "context of app",
        "end 0",
        "synced",
        "end 0",
        "packaged greeting",
        "end 0",
        "end 2",
        "end 2",
    ], seen
    assert "'many' is not a valid integer" in seen.stderr
    assert "No such command 'do_it'" in seen.stderr


@pytest.mark.claim("django-management-commands", "django-commands-from-packages")
def test_django_takes_commands_from_installed_apps(command, django_project, tmp_path):
    """Fails if a command of an app that is not installed runs, or one does not replace Django's."""
    text = (
        "from django.core.management.base import BaseCommand\n"
        "class Command(BaseCommand):\n"
        "    def add_arguments(self, parser):\n        parser.add_argument('count', type=int)\n"
        "    def handle(self, **options):\n        print(__name__, 2 * options['count'])\n"
    )
    for name in ("installed", "left_out"):
        folder = django_project / name / "management" / "commands"
        folder.mkdir(parents=True)
        for package in (folder, folder.parent, folder.parent.parent):
            (package / "__init__.py").touch()
        (folder / f"double_{name}.py").write_text(text)
        (folder / "_hidden.py").write_text(text)
        (folder / "check.py").write_text(text)
    settings = django_project / "site_of_probe" / "settings.py"
    settings.write_text(settings.read_text() + 'INSTALLED_APPS += ["installed"]\n')
    seen, away, wrong, hidden, replaced = (
        command("manage.py", *each, cwd=django_project)
        for each in (
            ["double_installed", "4"],
            ["double_left_out", "4"],
            ["double_installed", "many"],
            ["_hidden", "4"],
            ["check", "4"],
        )
    )
    assert seen.stdout == "installed.management.commands.double_installed 8\n"
    assert "Unknown command: 'double_left_out'" in away.stderr
    assert "argument count: invalid int value: 'many'" in wrong.stderr
    assert "Unknown command: '_hidden'" in hidden.stderr
    assert replaced.stdout == "installed.management.commands.check 8\n"
