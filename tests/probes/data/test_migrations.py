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


@pytest.mark.claim("flask-migrations-renames")
def test_alembic_drafts_a_rename_as_drop_and_add(run):
    seen = run(ALEMBIC + '    print(json.dumps(sorted(drafted(plays("name")))))')
    assert seen == ["add_column", "remove_column"]


@pytest.mark.claim("flask-ships-no-migrations", "flask-migrations-flask-migrate")
def test_flask_migrate_adds_the_db_command(run):
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

    def write(*fields: str) -> None:
        lines = [f"    {each} = models.TextField()\n" for each in fields]
        text = "from django.db import models\nclass Play(models.Model):\n" + "".join(lines)
        (tmp_path / "app" / "models.py").write_text(text)

    return write


@pytest.mark.claim("django-ships-migrations", "django-migrations-from-files")
def test_django_drafts_migrations_without_a_database(run, app):
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


@pytest.mark.claim("django-migrations-renames")
def test_django_asks_whether_a_field_was_renamed(run, app):
    answer = "    sys.stdin = io.StringIO({!r})\n"
    app("title")
    run(DJANGO + MAKE, ":memory:")
    app("name")
    seen = run(DJANGO + answer.format("y\n") + MAKE, ":memory:")
    assert "Was play.title renamed to play.name (a TextField)?" in seen
    assert "Rename field title on play to name" in seen
    app("label")
    # no, then a one-off default for the rows that are there
    seen = run(DJANGO + answer.format("n\n1\n''\n") + MAKE, ":memory:")
    assert "Remove field name from play" in seen
    assert "Add field label to play" in seen
