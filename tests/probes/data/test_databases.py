"""Databases: which backends are there, which need a driver, and which versions are refused."""

import pytest

DJANGO = """
    import json, sys
    import django
    from django.conf import settings
    settings.configure(DATABASES={
        **{each: {"ENGINE": each, "NAME": "probe"} for each in sys.argv[1:]},
        "default": {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"},
    })
    django.setup()
    from django.core.exceptions import ImproperlyConfigured
    from django.db import connections
    from django.db.utils import NotSupportedError
    seen = {}
    for each in ("default", *sys.argv[1:]):
        try:
            with connections[each].cursor() as cursor:
                seen[each] = cursor.execute("select 1").fetchone()[0]
        except (ImproperlyConfigured, ImportError, NotSupportedError) as error:
            seen[each] = str(error)
    print(json.dumps(seen))
"""


@pytest.mark.claim("django-ships-database-backends", "django-databases-drivers")
def test_django_backends_but_sqlite_ask_for_a_driver(run):
    """Fails if a backend other than SQLite's works without its driver, or SQLite's needs one."""
    names = {"postgresql": "psycopg", "mysql": "MySQLdb", "oracle": "oracledb"}
    seen = run(DJANGO, *(f"django.db.backends.{each}" for each in names))
    assert seen["default"] == 1
    for name, driver in names.items():
        said = seen[f"django.db.backends.{name}"]
        assert said.startswith(("Error loading", "No module named")), said
        assert driver in said


@pytest.mark.claim("django-databases-third-party-backends", "django-supports-no-document-store")
def test_django_names_the_backends_it_has(run):
    """Fails if Django has a backend for SQL Server or MongoDB, or lacks one of its four."""
    seen = run(DJANGO, "django.db.backends.mssql", "django.db.backends.mongodb")
    assert seen.pop("default") == 1
    for said in seen.values():
        assert "isn't an available database backend" in said
        assert "'mysql', 'oracle', 'postgresql', 'sqlite3'" in said


@pytest.mark.claim("django-refuses-older-databases")
def test_django_refuses_a_database_below_its_minimum(run, tmp_path):
    """Fails if Django opens a database older than its minimum, refuses a newer one, or stops the queries after."""
    for name, version in {"low": "(3,)", "high": "(99, 1)"}.items():
        (tmp_path / name).mkdir()
        (tmp_path / name / "__init__.py").touch()
        (tmp_path / name / "base.py").write_text(
            "from django.db.backends.sqlite3 import base, features\n"
            "class DatabaseFeatures(features.DatabaseFeatures):\n"
            f"    minimum_database_version = {version}\n"
            "class DatabaseWrapper(base.DatabaseWrapper):\n"
            "    features_class = DatabaseFeatures\n"
        )
    again = """
    with connections["high"].cursor() as cursor:
        seen["again"] = cursor.execute("select 2").fetchone()[0]
    connections["high"].close()
    try:
        connections["high"].cursor()
    except NotSupportedError as error:
        seen["reopened"] = str(error)
    print(json.dumps(seen))
    """
    seen = run(DJANGO + again, "low", "high")
    assert (seen["default"], seen["low"], seen["again"]) == (1, 1, 2)
    assert "99.1 or later is required" in seen["high"]
    assert seen["reopened"] == seen["high"]


VERSIONS = """
    import json
    import django
    from django.conf import settings
    settings.configure(DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}})
    django.setup()
    from types import SimpleNamespace
    from django.db import connection
    from django.db.backends.mysql.features import DatabaseFeatures as MySQL
    print(json.dumps({
        "sqlite": connection.features.minimum_database_version,
        "mariadb": MySQL(SimpleNamespace(mysql_is_mariadb=True)).minimum_database_version,
        "mysql": MySQL(SimpleNamespace(mysql_is_mariadb=False)).minimum_database_version,
    }))
"""


@pytest.mark.claim("django-database-versions-newest")
def test_django_minimum_versions_since_6_1(run):
    """Fails if Django asks for other versions than SQLite 3.37, MariaDB 10.11 and MySQL 8.4."""
    assert run(VERSIONS) == {"sqlite": [3, 37], "mariadb": [10, 11], "mysql": [8, 4]}


@pytest.mark.claim("django-database-versions-lts")
def test_django_minimum_versions_in_5_2(run):
    """Fails if Django asks for other versions than SQLite 3.31, MariaDB 10.5 and MySQL 8.0.11."""
    assert run(VERSIONS) == {"sqlite": [3, 31], "mariadb": [10, 5], "mysql": [8, 0, 11]}


@pytest.mark.claim("flask-database-versions-sqlalchemy-levels")
def test_sqlalchemy_names_the_versions_it_supports(run):
    """Fails if a dialect of SQLAlchemy states another oldest version under normal_support."""
    seen = run(
        """
    import importlib, json, re
    names = ("postgresql", "mysql", "sqlite", "oracle", "mssql")
    texts = {each: importlib.import_module(f"sqlalchemy.dialects.{each}.base").__doc__ for each in names}
    print(json.dumps({name: re.search(r":normal_support: (.*)", text)[1] for name, text in texts.items()}))
    """
    )
    assert seen == {
        "postgresql": "9.6+",
        "mysql": "5.6+ / 10+",
        "sqlite": "3.12+",
        "oracle": "11+",
        "mssql": "2012+",
    }


@pytest.mark.claim(
    "flask-databases-sqlalchemy-dialects", "flask-databases-sqlalchemy-drivers", "flask-databases-several-drivers"
)
def test_sqlalchemy_has_six_dialects_and_one_driver(run):
    """Fails if SQLAlchemy lacks one of six dialects, has one for MongoDB, or any but SQLite's needs no driver."""
    seen = run(
        """
    import json
    from sqlalchemy import create_engine, select
    from sqlalchemy.engine import make_url
    from sqlalchemy.exc import NoSuchModuleError
    names = ("postgresql", "mysql", "mariadb", "sqlite", "oracle", "mssql")
    seen = {"dialects": [make_url(f"{each}://host/name").get_dialect().name for each in names], "drivers": []}
    for each in names:
        try:
            create_engine("sqlite://" if each == "sqlite" else f"{each}://host/name")
            seen["drivers"].append(each)
        except ModuleNotFoundError:
            pass
    try:
        make_url("mongodb://host/name").get_dialect()
    except NoSuchModuleError:
        seen["other"] = "no such dialect"
    seen["several drivers"] = [
        make_url(f"{each}://host/name").get_dialect().driver
        for each in ("mysql", "mysql+pymysql", "postgresql", "postgresql+asyncpg")
    ]
    with create_engine("sqlite://").connect() as connection:
        seen["sqlite"] = [connection.scalar(select(1)), connection.dialect.dbapi.__name__.split(".")[0]]
    print(json.dumps(seen))
    """
    )
    assert seen == {
        "dialects": ["postgresql", "mysql", "mariadb", "sqlite", "oracle", "mssql"],
        "drivers": ["sqlite"],
        "other": "no such dialect",
        "several drivers": ["mysqldb", "pymysql", "psycopg", "asyncpg"],
        "sqlite": [1, "sqlite3"],
    }


@pytest.mark.claim("django-orm-contains")
def test_django_contains_ignores_case_on_sqlite(run):
    """Fails if __contains on SQLite tells ASCII capitals apart, or ignores the case of a letter such as É."""
    seen = run(
        """
    import json
    import django
    from django.conf import settings
    settings.configure(DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}})
    django.setup()
    from django.db import connection, models

    class Play(models.Model):
        title = models.CharField(max_length=20)
        class Meta:
            app_label = "theatre"

    with connection.schema_editor() as editor:
        editor.create_model(Play)
    Play.objects.create(title="Étude in E")
    print(json.dumps([Play.objects.filter(title__contains=each).count() for each in ("IN e", "É", "é")]))
    """
    )
    assert seen == [1, 1, 0]


@pytest.mark.claim("flask-sqlalchemy-contains")
def test_sqlalchemy_contains_is_like_and_ignores_case_on_sqlite(run):
    """Fails if contains() isn't rendered as LIKE, or tells ASCII capitals apart on SQLite."""
    seen = run(
        """
    import json
    from sqlalchemy import Column, MetaData, String, Table, create_engine, select
    from sqlalchemy.dialects import mysql, postgresql, sqlite
    table = Table("play", MetaData(), Column("title", String(20)))
    engine = create_engine("sqlite://")
    with engine.begin() as connection:
        table.metadata.create_all(connection)
        connection.execute(table.insert().values(title="Étude in E"))
        where = [select(table).where(table.c.title.contains(each)) for each in ("IN e", "É", "é")]
        found = [len(connection.execute(each).all()) for each in where]
    condition = table.c.title.contains("x")
    rendered = [" LIKE " in str(condition.compile(dialect=each.dialect())) for each in (mysql, postgresql, sqlite)]
    print(json.dumps({"found": found, "rendered": rendered}))
    """
    )
    assert seen == {"found": [1, 1, 0], "rendered": [True, True, True]}
