"""Moving an application from one framework to the other: whose stored passwords the other accepts."""

import pytest

BOTH = """
    import json
    from django.conf import settings
    settings.configure()
    import django
    django.setup()
    from django.contrib.auth import hashers
    from werkzeug.security import check_password_hash, generate_password_hash
"""


@pytest.mark.claim("flask-cannot-check-django-passwords")
def test_werkzeug_does_not_accept_a_password_stored_by_django(run):
    seen = run(
        BOTH
        + """
    theirs, ours = hashers.make_password("open sesame"), generate_password_hash("open sesame")
    def tried(stored):
        try:
            return check_password_hash(stored, "open sesame")
        except ValueError:
            return "ValueError"
    print(json.dumps([tried(ours), tried(theirs)]))
    """
    )
    assert seen[0] is True
    assert seen[1] in (False, "ValueError")


@pytest.mark.claim("django-cannot-check-werkzeug-passwords")
def test_django_does_not_accept_a_password_stored_by_werkzeug(run):
    seen = run(
        BOTH
        + """
    theirs, ours = generate_password_hash("open sesame"), hashers.make_password("open sesame")
    def tried(stored):
        try:
            return hashers.check_password("open sesame", stored)
        except ValueError:
            return "ValueError"
    print(json.dumps([tried(ours), tried(theirs)]))
    """
    )
    assert seen[0] is True
    assert seen[1] in (False, "ValueError")


@pytest.mark.claim("django-adopts-existing-tables")
def test_django_marks_the_first_migration_of_existing_tables_as_applied(django_project, command):
    settings = django_project / "site_of_probe" / "settings.py"
    settings.write_text(settings.read_text() + "\nINSTALLED_APPS += ['app']\n")
    (django_project / "app" / "models.py").write_text(
        "from django.db import models\n\n\nclass Note(models.Model):\n    text = models.TextField()\n"
    )
    sql = (
        "import sqlite3; c = sqlite3.connect('db.sqlite3');"
        "c.execute('create table app_note (id integer primary key, text text not null)');"
        "c.execute(\"insert into app_note values (1, 'kept')\"); c.commit()"
    )
    assert command("-c", sql, cwd=django_project).returncode == 0
    assert command("manage.py", "makemigrations", "app", cwd=django_project).returncode == 0
    plain = command("manage.py", "migrate", "app", cwd=django_project)
    assert plain.returncode != 0
    assert "already exists" in plain.stderr
    done = command("manage.py", "migrate", "app", "--fake-initial", cwd=django_project)
    assert done.returncode == 0, done.stderr
    assert "FAKED" in done.stdout
    read = "import sqlite3; print(sqlite3.connect('db.sqlite3').execute('select text from app_note').fetchone()[0])"
    assert command("-c", read, cwd=django_project).stdout.strip() == "kept"


@pytest.mark.claim("flask-adopts-existing-tables")
def test_flask_migrate_marks_an_existing_database_as_current(tmp_path, command):
    (tmp_path / "app.py").write_text(
        "from flask import Flask\nfrom flask_migrate import Migrate\nfrom flask_sqlalchemy import SQLAlchemy\n"
        "app = Flask(__name__)\napp.config['SQLALCHEMY_DATABASE_URI'] = 'sqlite:///notes.db'\n"
        "db = SQLAlchemy(app)\nMigrate(app, db)\n\n\n"
        "class Note(db.Model):\n    id = db.Column(db.Integer, primary_key=True)\n"
        "    text = db.Column(db.Text, nullable=False)\n"
    )
    flask = ("-m", "flask", "--app", "app")
    assert command(*flask, "db", "init").returncode == 0
    made = command(*flask, "db", "migrate")
    assert made.returncode == 0, made.stderr
    sql = (
        "import sqlite3; c = sqlite3.connect('instance/notes.db'); c.execute('drop table if exists alembic_version');"
        "c.execute('create table note (id integer primary key, text text not null)'); c.commit()"
    )
    assert command("-c", sql).returncode == 0
    plain = command(*flask, "db", "upgrade")
    assert plain.returncode != 0
    assert "already exists" in plain.stderr
    stamped = command(*flask, "db", "stamp", "head")
    assert stamped.returncode == 0, stamped.stderr
    assert command(*flask, "db", "upgrade").returncode == 0
