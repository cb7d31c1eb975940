"""Moving an application from one framework to the other: what becomes of its tables and of its stored passwords."""

import pytest

BOTH = """
    import base64, json
    from django.conf import settings
    settings.configure(PASSWORD_HASHERS=[
        "django.contrib.auth.hashers.ScryptPasswordHasher",  # the first one, as it is the quickest to run
        "django.contrib.auth.hashers.PBKDF2PasswordHasher",
        "django.contrib.auth.hashers.PBKDF2SHA1PasswordHasher",
    ])
    import django
    django.setup()
    from django.contrib.auth import hashers
    from werkzeug.security import check_password_hash, generate_password_hash

    PASSWORD = "open sesame \\u00fc"

    def stored_by_django(name, work):
        hasher = hashers.get_hasher(name)
        return hasher.encode(PASSWORD, hasher.salt(), work)

    def tried(check, *arguments):
        try:
            return check(*arguments)
        except ValueError:
            return "ValueError"

    def as_django(stored):
        method, salt, hexadecimal = stored.split("$")
        name, *numbers = method.split(":")
        text = base64.b64encode(bytes.fromhex(hexadecimal)).decode()
        if name == "scrypt":
            n, r, p = numbers
            return f"scrypt${n}${salt}${r}${p}${text}"
        digest, iterations = numbers
        return f"pbkdf2_{digest}${iterations}${salt}${text}"

    def as_werkzeug(stored):
        algorithm, iterations, salt, text = stored.split("$")
        return f"pbkdf2:{algorithm.removeprefix('pbkdf2_')}:{iterations}${salt}${base64.b64decode(text).hex()}"
"""


@pytest.mark.claim("flask-cannot-check-django-passwords")
def test_werkzeug_does_not_accept_a_password_stored_by_django(run):
    """Fails if Werkzeug accepts a hash of Django's, or raises no ValueError for PBKDF2 or one for scrypt."""
    seen = run(
        BOTH
        + """
    stored = [stored_by_django("pbkdf2_sha256", 1000), stored_by_django("scrypt", 1024)]
    own = generate_password_hash(PASSWORD, method="pbkdf2:sha256:1000")
    print(json.dumps([tried(check_password_hash, each, PASSWORD) for each in (own, *stored)]))
    """
    )
    assert seen == [True, "ValueError", False]


@pytest.mark.claim("flask-reads-rewritten-django-passwords")
def test_werkzeug_accepts_a_django_password_once_it_is_rewritten(run):
    """Fails if a rewritten PBKDF2 hash is refused, or accepts a wrong password."""
    seen = run(
        BOTH
        + """
    stored = [stored_by_django(name, 1000) for name in ("pbkdf2_sha256", "pbkdf2_sha1")]
    rewritten = [as_werkzeug(each) for each in stored]
    print(json.dumps([[each.split("$")[0].rsplit(":", 1)[0], check_password_hash(each, PASSWORD),
                       check_password_hash(each, "open")] for each in rewritten]))
    """
    )
    assert seen == [["pbkdf2:sha256", True, False], ["pbkdf2:sha1", True, False]]


@pytest.mark.claim("django-cannot-check-werkzeug-passwords")
def test_django_does_not_accept_a_password_stored_by_werkzeug(run):
    """Fails if Django accepts a hash of Werkzeug's, or no longer one of its own."""
    seen = run(
        BOTH
        + """
    stored = [generate_password_hash(PASSWORD, method=each) for each in ("scrypt", "pbkdf2:sha256:1000")]
    own = stored_by_django("scrypt", 1024)
    print(json.dumps([tried(hashers.check_password, PASSWORD, each) for each in (own, *stored)]))
    """
    )
    assert seen[0] is True
    assert all(each in (False, "ValueError") for each in seen[1:])


@pytest.mark.claim("django-reads-rewritten-werkzeug-passwords")
def test_django_accepts_a_werkzeug_password_once_it_is_rewritten(run):
    """Fails if a rewritten hash is refused or not renewed, or scrypt needs no larger `maxmem`."""
    seen = run(
        BOTH
        + """
    from django.test.utils import override_settings

    class RoomyScrypt(hashers.ScryptPasswordHasher):
        maxmem = 64 * 1024 * 1024

    methods = ("scrypt", "pbkdf2:sha256:1000")
    scrypt, pbkdf2 = (as_django(generate_password_hash(PASSWORD, method=each)) for each in methods)
    plain = [tried(hashers.check_password, PASSWORD, each) for each in (scrypt, pbkdf2)]
    saved = []
    names = [settings.PASSWORD_HASHERS[1], f"{__name__}.RoomyScrypt"]
    with override_settings(PASSWORD_HASHERS=names):
        roomy = [hashers.check_password(each, scrypt, setter=saved.append) for each in ("open", PASSWORD)]
    print(json.dumps([scrypt.split("$")[:2], plain, roomy, saved == [PASSWORD]]))
    """
    )
    assert seen == [["scrypt", "32768"], ["ValueError", True], [False, True], True]


@pytest.mark.claim("django-adopts-existing-tables")
def test_django_marks_the_first_migration_of_existing_tables_as_applied(django_project, command):
    """Fails if `--fake-initial` compares columns, or fakes while a table is missing."""
    settings = django_project / "site_of_probe" / "settings.py"
    settings.write_text(settings.read_text() + "\nINSTALLED_APPS = ['app']\n")
    (django_project / "app" / "models.py").write_text(
        "from django.db import models\n\n\nclass Note(models.Model):\n    text = models.TextField()\n"
        "    added = models.DateField(null=True)\n\n\nclass Tag(models.Model):\n    name = models.TextField()\n"
    )
    done = command(
        "-c",
        "import os, sqlite3\n"
        "os.environ['DJANGO_SETTINGS_MODULE'] = 'site_of_probe.settings'\n"
        "import django; django.setup()\n"
        "from django.core.management import call_command\n"
        "from django.db import DatabaseError, connection\n"
        "call_command('makemigrations', 'app', verbosity=0)\n"
        "def ran(*more):\n"
        "    try:\n"
        "        call_command('migrate', 'app', *more, verbosity=1)\n"
        "    except DatabaseError as error:\n"
        "        print('error:', error)\n"
        "    connection.close()\n"
        "def sql(text):\n"
        "    with sqlite3.connect('db.sqlite3') as c:\n"
        "        return c.execute(text).fetchall()\n"
        "sql('create table app_note (id integer primary key, text text not null)')\n"
        "sql(\"insert into app_note values (1, 'kept')\")\n"
        "print('1'); ran('--fake-initial')\n"
        "sql('create table app_tag (id integer primary key, name text not null)')\n"
        "print('2'); ran()\n"
        "print('3'); ran('--fake-initial')\n"
        "print('kept:', sql('select text from app_note'))\n"
        "from app.models import Note\n"
        "try:\n"
        "    list(Note.objects.all())\n"
        "except DatabaseError as error:\n"
        "    print('read:', error)\n",
        cwd=django_project,
    )
    assert done.returncode == 0, done.stderr
    one_table_lacks, rest = done.stdout.split("\n2\n")
    plain, faked = rest.split("\n3\n")
    assert "already exists" in one_table_lacks
    assert "already exists" in plain
    assert "FAKED" in faked
    assert "kept: [('kept',)]" in faked
    assert "read: no such column: app_note.added" in faked


@pytest.mark.claim("django-drafts-nothing-for-unknown-tables")
def test_makemigrations_leaves_tables_alone_that_no_model_names(django_project, command):
    """Fails if `makemigrations` drafts something for a table that has no model."""
    settings = django_project / "site_of_probe" / "settings.py"
    settings.write_text(settings.read_text() + "\nINSTALLED_APPS = ['app']\n")
    (django_project / "app" / "models.py").write_text(
        "from django.db import models\n\n\nclass Note(models.Model):\n    text = models.TextField()\n"
    )
    program = (
        "import os, sqlite3\n"
        "os.environ['DJANGO_SETTINGS_MODULE'] = 'site_of_probe.settings'\n"
        "import django; django.setup()\n"
        "from django.core.management import call_command\n"
        "with sqlite3.connect('db.sqlite3') as c:\n"
        "    c.execute('create table invoice (id integer primary key)')\n"
        "call_command('makemigrations', 'app'); call_command('migrate', verbosity=0)\n"
        "print('again'); call_command('makemigrations', 'app')\n"
        "with sqlite3.connect('db.sqlite3') as c:\n"
        "    print(sorted(row[0] for row in c.execute('select name from sqlite_master')))\n"
    )
    done = command("-c", program, cwd=django_project)
    assert done.returncode == 0, done.stderr
    first, again = done.stdout.split("\nagain\n")
    assert "Create model Note" in first
    assert "invoice" not in first.lower()
    assert "No changes detected" in again
    assert "'invoice'" in again


ONE_MODEL_TWO_TABLES = """
    import json, pathlib, sqlite3
    from flask import Flask
    from flask_migrate import Migrate, init, migrate, stamp, upgrade
    from flask_sqlalchemy import SQLAlchemy

    def tables(file):
        found = sqlite3.connect(file).execute("select name from sqlite_master where type = 'table'")
        return sorted(row[0] for row in found)

    def moved(name, guarded, stamped):
        folder = pathlib.Path(name).resolve()
        folder.mkdir()
        file = folder / "old.db"
        with sqlite3.connect(file) as c:
            c.execute("create table note (id integer not null primary key, text text not null)")
            c.execute("create table invoice (id integer not null primary key)")
        app = Flask(name)
        app.config["SQLALCHEMY_DATABASE_URI"] = f"sqlite:///{file}"
        db = SQLAlchemy(app)

        class Note(db.Model):
            id = db.Column(db.Integer, primary_key=True)
            text = db.Column(db.Text, nullable=False)

        def known(name, type_, parent_names):
            return type_ != "table" or name in db.metadata.tables

        Migrate(app, db, directory=str(folder / "migrations"), **({"include_name": known} if guarded else {}))
        with app.app_context():
            init()
            if stamped:
                stamp(revision="head")
            after_stamp = tables(file)
            migrate()
            versions = (folder / "migrations" / "versions").glob("*.py")
            draft = "".join(each.read_text() for each in versions)
            upgrade()
        return [after_stamp, "op.drop_table('invoice')" in draft, tables(file)]
"""


@pytest.mark.claim("flask-adopts-existing-tables", "flask-migrate-drops-tables-without-a-model")
def test_flask_migrate_drafts_to_drop_tables_that_have_no_model(run):
    """Fails if `flask db migrate` keeps a table that has no model, or stamping changes one."""
    seen = run(
        ONE_MODEL_TWO_TABLES
        + """
    print(json.dumps([moved("stamped", False, True), moved("unstamped", False, False)]))
    """
    )
    both = ["alembic_version", "invoice", "note"]
    assert seen == [[both, True, ["alembic_version", "note"]], [both[1:], True, ["alembic_version", "note"]]]


@pytest.mark.claim("flask-migrate-include-name-keeps-tables")
def test_include_name_keeps_tables_that_have_no_model(run):
    """Fails if a table that `include_name` leaves out is dropped all the same."""
    seen = run(ONE_MODEL_TWO_TABLES + '    print(json.dumps(moved("guarded", True, True)))\n')
    both = ["alembic_version", "invoice", "note"]
    assert seen == [both, False, both]
