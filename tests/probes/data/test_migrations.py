"""Schema migrations: who drafts them, from what, and what becomes of a renamed column."""

import pytest

ALEMBIC = """
    import json
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext
    from sqlalchemy import Column, Integer, MetaData, String, Table, create_engine
    from sqlalchemy.exc import OperationalError

    def plays(*names):
        columns = [Column("id", Integer, primary_key=True), *(Column(each, String) for each in names)]
        return Table("play", MetaData(), *columns).metadata

    def drafted(wanted, url="sqlite:///probe.sqlite3"):
        with create_engine(url).connect() as connection:
            return [each[0] for each in compare_metadata(MigrationContext.configure(connection), wanted)]

    plays("title").create_all(create_engine("sqlite:///probe.sqlite3"))
"""


@pytest.mark.claim("flask-migrations-alembic")
def test_alembic_compares_models_with_a_live_database(run):
    """Fails if Alembic drafts without a database, misses a new column, or drafts where nothing differs."""
    seen = run(
        ALEMBIC
        + """
    seen = {"same": drafted(plays("title")), "more": drafted(plays("title", "author"))}
    try:
        drafted(plays("title"), "sqlite:///missing/probe.sqlite3")
    except OperationalError:
        seen["away"] = "no draft"
    print(json.dumps(seen))
    """
    )
    assert seen == {"same": [], "more": ["add_column"], "away": "no draft"}


@pytest.mark.claim("flask-ships-no-migrations", "flask-migrations-flask-migrate")
def test_flask_migrate_adds_the_db_command(run):
    """Fails if Flask itself has a `db` command, or Flask-Migrate's doesn't create the models' tables."""
    seen = run(
        """
    import json, os
    from flask import Flask
    from flask.cli import FlaskGroup
    from flask_migrate import Migrate
    from flask_sqlalchemy import SQLAlchemy
    from sqlalchemy import inspect
    app = Flask(__name__)
    app.config["SQLALCHEMY_DATABASE_URI"] = "sqlite:///" + os.path.abspath("probe.sqlite3")
    db = SQLAlchemy(app)
    seen = {"flask": sorted(FlaskGroup().commands), "before": sorted(app.cli.commands)}
    Migrate(app, db)

    class Play(db.Model):
        id = db.Column(db.Integer, primary_key=True)

    seen["after"] = sorted(app.cli.commands)
    for arguments in ("init", "migrate", "upgrade"):
        app.test_cli_runner().invoke(args=["db", arguments], catch_exceptions=False)
    with app.app_context():
        seen["tables"] = sorted(inspect(db.engine).get_table_names())
    print(json.dumps(seen))
    """
    )
    assert seen == {
        "flask": ["routes", "run", "shell"],
        "before": [],
        "after": ["db"],
        "tables": ["alembic_version", "play"],
    }


PROJECT = """
    import json, os, sqlite3, sys
    from pathlib import Path
    from flask import Flask
    from flask_migrate import Migrate
    from flask_sqlalchemy import SQLAlchemy
    app = Flask(__name__)
    app.config["SQLALCHEMY_DATABASE_URI"] = "sqlite:///" + os.path.abspath("probe.sqlite3")
    db = SQLAlchemy(app)
    Migrate(app, db)

    def play(*names):
        columns = [db.Column("id", db.Integer, primary_key=True), *(db.Column(each, db.String(20)) for each in names)]
        db.metadata.clear()
        db.Table("play", *columns)

    def flask(*arguments):
        # each command is a process of its own outside of a test
        app.extensions["migrate"].configure_args.pop("process_revision_directives", None)
        return app.test_cli_runner().invoke(args=["db", *arguments])

    def migrated():
        before = set(Path("migrations/versions").glob("*.py"))
        assert not flask("migrate").exit_code
        (draft,) = set(Path("migrations/versions").glob("*.py")) - before
        return draft.read_text()

    def sql(statement):
        with sqlite3.connect("probe.sqlite3") as connection:
            return connection.execute(statement).fetchall()

    def tables():
        return sorted(name for (name,) in sql("select name from sqlite_master where type = 'table'"))

    play("title")
    flask("init")
    flask("migrate")
    flask("upgrade")
    sql("insert into play (title) values ('Faust')")
"""


@pytest.mark.claim("flask-migrations-unknown-tables", "flask-migrations-reverse")
def test_alembic_drafts_a_drop_of_each_table_it_does_not_know(run):
    """Fails if Alembic spares unknown tables, include_name spares none, or a downgrade brings the rows back."""
    seen = run(
        PROJECT
        + """
    sql("create table other_team (size integer)")
    sql("insert into other_team values (3)")
    db.metadata.clear()
    draft = migrated()
    seen = {"drafted": [f"op.drop_table('{each}')" in draft for each in ("other_team", "play")]}
    assert not flask("upgrade").exit_code
    seen["upgraded"] = tables()
    assert not flask("downgrade").exit_code
    seen["downgraded"] = [tables(), sql("select count(*) from other_team")]
    assert not flask("upgrade").exit_code

    env = Path("migrations/env.py").read_text()
    known = "def include_name(name, kind, parents):\\n    return kind != 'table' or name in get_metadata().tables\\n"
    env = env.replace("def run_migrations_online", known + "\\n\\ndef run_migrations_online")
    env = env.replace("target_metadata=get_metadata(),", "target_metadata=get_metadata(), include_name=include_name,")
    Path("migrations/env.py").write_text(env)
    sql("create table other_team (size integer)")
    play("title")
    draft = migrated()
    seen["limited"] = ["other_team" in draft, "op.create_table('play'" in draft]
    print(json.dumps(seen))
    """
    )
    assert seen == {
        "drafted": [True, True],
        "upgraded": ["alembic_version"],
        "downgraded": [["alembic_version", "other_team", "play"], [[0]]],
        "limited": [False, True],
    }


@pytest.mark.claim("flask-migrations-renames", "flask-migrations-check")
def test_alembic_drafts_a_rename_that_loses_the_column(run):
    """Fails if Alembic drafts a rename that keeps the data, or `flask db check` passes though tables differ."""
    seen = run(
        PROJECT
        + """
    seen = {"same": flask("check").exit_code == 0}
    play("name")
    seen["renamed"] = flask("check").exit_code == 0
    draft = migrated()
    seen["drafted"] = [f"batch_op.{each}(" in draft for each in ("add_column", "drop_column", "alter_column")]
    seen["not applied"] = flask("check").exit_code == 0
    assert not flask("upgrade").exit_code
    seen["left"] = sql("select name from play")
    seen["then"] = flask("check").exit_code == 0
    sql("alter table play add column size integer")
    seen["by hand"] = flask("check").exit_code == 0
    print(json.dumps(seen))
    """
    )
    assert seen == {
        "same": True,
        "renamed": False,
        "drafted": [True, True, False],
        "not applied": False,
        "left": [[None]],
        "then": True,
        "by hand": False,
    }


DJANGO = """
    import io, json, sys
    import django
    from django.conf import settings
    from django.core.management import call_command
    settings.configure(INSTALLED_APPS=["app"], DATABASES={
        "default": {"ENGINE": "django.db.backends.sqlite3", "NAME": sys.argv[1]},
    })
    django.setup()
    from django.db import connection
    from django.db.utils import OperationalError
"""

MAKE = """
    written = io.StringIO()
    call_command("makemigrations", "app", stdout=written)
    print(json.dumps(written.getvalue()))
"""


@pytest.fixture
def app(tmp_path):
    """An app named `app` in tmp_path; returns a function that writes its one model."""
    (tmp_path / "app").mkdir()
    (tmp_path / "app" / "__init__.py").touch()

    def write(*fields: str, kind: str = "TextField", null: bool = False, model: bool = True) -> None:
        lines = [f"    {each} = models.{kind}(null={null})\n" for each in fields]
        text = "from django.db import models\n" + ("class Play(models.Model):\n" + "".join(lines)) * model
        (tmp_path / "app" / "models.py").write_text(text)

    write.folder = tmp_path / "app"
    return write


@pytest.mark.claim("django-ships-migrations", "django-migrations-from-files")
def test_django_drafts_migrations_without_a_database(run, app):
    """Fails if makemigrations needs a database, or `migrate` creates no table or works without a database."""
    app("title")
    assert "Create model Play" in run(DJANGO + MAKE, "missing/probe.sqlite3")
    assert "No changes" in run(DJANGO + MAKE, "missing/probe.sqlite3")
    seen = run(
        DJANGO
        + """
    before = connection.introspection.table_names()
    call_command("migrate", verbosity=0)
    print(json.dumps([before, sorted(connection.introspection.table_names())]))
    """,
        "probe.sqlite3",
    )
    assert seen == [[], ["app_play", "django_migrations"]]
    away = DJANGO + (
        """
    try:
        call_command("migrate", verbosity=0)
    except OperationalError as error:
        print(json.dumps(str(error)))
    """
    )
    assert run(away, "missing/probe.sqlite3") == "unable to open database file"


MIGRATE = """
    call_command("migrate", verbosity=0)
    with connection.cursor() as cursor:
        for each in sys.argv[2:]:
            cursor.execute(each)
        rows = cursor.execute("select * from app_play").fetchall()
        tables = connection.introspection.table_names(cursor)
    print(json.dumps({"rows": rows, "tables": sorted(each for each in tables if each != "django_migrations")}))
"""


@pytest.mark.claim("django-migrations-renames")
def test_django_asks_whether_a_field_was_renamed(run, app):
    """Fails if makemigrations doesn't ask of a rename, asks though the type changed, or --noinput keeps the data."""
    answer = "    sys.stdin = io.StringIO({!r})\n"
    app("title")
    run(DJANGO + MAKE, "probe.sqlite3")
    run(DJANGO + MIGRATE, "probe.sqlite3", "insert into app_play (title) values ('Faust')")
    app("name")
    seen = run(DJANGO + answer.format("y\n") + MAKE, "probe.sqlite3")
    assert "Was play.title renamed to play.name (a TextField)?" in seen
    assert "Rename field title on play to name" in seen
    assert run(DJANGO + MIGRATE, "probe.sqlite3")["rows"] == [[1, "Faust"]]

    # Enter is a no; then a default for the rows that are there
    app("label")
    seen = run(DJANGO + answer.format("\n1\n''\n") + MAKE, ":memory:")
    assert "Remove field name from play" in seen
    assert "Add field label to play" in seen
    for written in (tmp for tmp in app.folder.glob("migrations/0003*")):
        written.unlink()

    app("label", null=True)
    seen = run(DJANGO + MAKE.replace("stdout", "interactive=False, stdout"), "probe.sqlite3")
    assert "renamed" not in seen
    assert "Remove field name from play" in seen
    assert run(DJANGO + MIGRATE, "probe.sqlite3")["rows"] == [[1, None]]

    # another type: no question either, or input() would fail
    app("size", kind="IntegerField", null=True)
    seen = run(DJANGO + MAKE, "probe.sqlite3")
    assert "renamed" not in seen
    assert "Remove field label from play" in seen
    assert "Add field size to play" in seen


@pytest.mark.claim("django-migrations-from-files", "django-migrations-unknown-tables", "django-migrations-check")
def test_django_looks_at_no_table_when_it_drafts(run, app):
    """Fails if makemigrations notices tables changed by hand, or --check passes although a model is gone."""
    app("title")
    run(DJANGO + MAKE, "probe.sqlite3")
    run(
        DJANGO + MIGRATE,
        "probe.sqlite3",
        "create table other_team (size integer)",
        "insert into app_play (title) values ('Faust')",
        "alter table app_play add column by_hand integer",
    )
    check = DJANGO + (
        """
    try:
        call_command("makemigrations", check=True, verbosity=0)
        print(json.dumps(0))
    except SystemExit as left:
        print(json.dumps(left.code))
    """
    )
    assert run(check, "probe.sqlite3") == 0
    assert "No changes" in run(DJANGO + MAKE, "probe.sqlite3")
    assert run(DJANGO + MIGRATE, "probe.sqlite3")["tables"] == ["app_play", "other_team"]
    app("title", model=False)
    assert run(check, "probe.sqlite3") == 1
    seen = run(DJANGO + MAKE, "probe.sqlite3")
    assert "Delete model Play" in seen
    assert "other_team" not in seen


@pytest.mark.claim("django-migrations-reverse")
def test_django_undoes_a_migration_without_its_rows(run, app):
    """Fails if undoing doesn't bring the column back, brings its data back, or accepts an irreversible step."""
    app("title", "name", null=True)
    run(DJANGO + MAKE, "probe.sqlite3")
    run(DJANGO + MIGRATE, "probe.sqlite3", "insert into app_play (title, name) values ('Faust', 'Goethe')")
    app("title", null=True)
    run(DJANGO + MAKE, "probe.sqlite3")
    assert run(DJANGO + MIGRATE, "probe.sqlite3")["rows"] == [[1, "Faust"]]
    back = MIGRATE.replace('"migrate"', '"migrate", "app", "0001"')
    assert run(DJANGO + back, "probe.sqlite3")["rows"] == [[1, "Faust", None]]
    (app.folder / "migrations" / "0003_code.py").write_text(
        "from django.db import migrations\n"
        "class Migration(migrations.Migration):\n"
        "    dependencies = [('app', '0002_remove_play_name')]\n"
        "    operations = [migrations.RunPython(lambda apps, editor: None)]\n"
    )
    run(DJANGO + MIGRATE, "probe.sqlite3")
    refused = DJANGO + (
        """
    from django.db.migrations.exceptions import IrreversibleError
    try:
        call_command("migrate", "app", "0002", verbosity=0)
    except IrreversibleError as error:
        print(json.dumps(type(error).__name__))
    """
    )
    assert run(refused, "probe.sqlite3") == "IrreversibleError"
