"""The database in tests: whose it is, and what is left after each test."""

import contextlib
import sqlite3

import pytest

APP = """
    import contextlib, json, os, sqlite3
    from flask import Flask
    from flask_sqlalchemy import SQLAlchemy
    app = Flask(__name__)
    app.config |= {"TESTING": True, "SQLALCHEMY_DATABASE_URI": "sqlite:///" + os.path.abspath("real.sqlite3")}
    db = SQLAlchemy(app)

    class Play(db.Model):
        id = db.Column(db.Integer, primary_key=True)

    @app.post("/")
    def page():
        db.session.add(Play())
        db.session.commit()
        return str(len(db.session.scalars(db.select(Play)).all()))

    with app.app_context():
        db.create_all()
    seen = []
    for _ in range(2):
        with app.test_client() as client:
            seen.append(client.post("/").text)
    with contextlib.closing(sqlite3.connect("real.sqlite3")) as connection:
        seen.append(connection.execute("select count(*) from play").fetchone()[0])
    print(json.dumps([seen, sorted(each for each in os.listdir() if "sqlite" in each)]))
"""


@pytest.mark.claim("flask-ships-no-test-database")
def test_flask_test_client_keeps_what_was_written(run):
    """Fails if Flask or Flask-SQLAlchemy in testing mode uses another database, or undoes what a test committed."""
    assert run(APP) == [["1", "2", 2], ["real.sqlite3"]]


@pytest.mark.claim("flask-sqlalchemy-recipe-for-test-rollback", "flask-sqlalchemy-test-rollback-on-sqlite")
def test_sqlalchemy_session_joins_an_outer_transaction(run):
    """Fails if the recipe rolls commits back on SQLite by default, or keeps them with autocommit=False."""
    seen = run(
        """
    import json
    from sqlalchemy import Column, Integer, MetaData, Table, create_engine, func, select
    from sqlalchemy.orm import Session
    table = Table("play", MetaData(), Column("id", Integer))
    count = select(func.count()).select_from(table)

    def tested(session):
        session.execute(table.insert().values(id=1))
        session.commit()
        session.execute(table.insert().values(id=2))
        session.commit()
        return session.scalar(count)

    seen = {}
    for name, options in {"as it is": {}, "autocommit off": {"autocommit": False}}.items():
        engine = create_engine(f"sqlite:///{name}", connect_args=options)
        table.metadata.create_all(engine)
        seen[name] = []
        for _ in range(2):
            with engine.connect() as connection:
                outer = connection.begin()
                with Session(connection, join_transaction_mode="create_savepoint") as session:
                    seen[name].append(tested(session))
                outer.rollback()
            with Session(engine) as session:
                seen[name].append(session.scalar(count))
    print(json.dumps(seen))
    """
    )
    assert seen == {"as it is": [2, 2, 4, 4], "autocommit off": [2, 0, 2, 0]}


FLASK = """
    import json, os
    from flask import Flask
    from flask_sqlalchemy import SQLAlchemy
    from flask_sqlalchemy.session import Session
    from sqlalchemy import create_engine, inspect
    url = "sqlite:///" + os.getcwd()
    app = Flask(__name__)
    app.config |= {
        "SQLALCHEMY_DATABASE_URI": f"{url}/real.sqlite3",
        "SQLALCHEMY_ENGINE_OPTIONS": {"connect_args": {"autocommit": False}},
    }

    def model(db):
        class Play(db.Model):
            id = db.Column(db.Integer, primary_key=True)
        return Play
"""


@pytest.mark.claim("flask-sqlalchemy-reads-its-url-once")
def test_flask_sqlalchemy_keeps_the_database_it_was_made_with(run):
    """Fails if a URL changed after init_app() moves the engine, so that drop_all() spares the first database."""
    seen = run(
        FLASK
        + """
    from sqlalchemy.engine import make_url
    tables = lambda: inspect(create_engine(f"{url}/real.sqlite3")).get_table_names()
    db = SQLAlchemy(app)
    Play = model(db)
    with app.app_context():
        db.create_all()
    app.config["SQLALCHEMY_DATABASE_URI"] = f"{url}/tested.sqlite3"
    seen = {"before": tables()}
    with app.app_context():
        seen["engine"] = os.path.basename(db.engine.url.database)
        db.drop_all()
    seen["after"] = tables()
    seen["files"] = sorted(each for each in os.listdir() if each.endswith("sqlite3"))
    print(json.dumps(seen))
    """
    )
    assert seen == {"before": ["play"], "engine": "real.sqlite3", "after": [], "files": ["real.sqlite3"]}


@pytest.mark.claim("flask-sqlalchemy-session-ignores-bind")
def test_flask_sqlalchemy_session_joins_an_outer_transaction_by_get_bind(run):
    """Fails if Flask-SQLAlchemy's session heeds `bind`, or get_bind() doesn't bring it into the transaction."""
    program = (
        FLASK
        + """
    import sys
    joined = {}

    class Joined(Session):
        def get_bind(self, *arguments, **more):
            return joined["connection"] if joined else super().get_bind(*arguments, **more)

    own = "get_bind" in sys.argv
    db = SQLAlchemy(app, session_options={"class_": Joined if own else Session})
    Play = model(db)

    @app.post("/")
    def page():
        db.session.add(Play())
        db.session.commit()
        return str(db.session.query(Play).count())

    with app.app_context():
        db.create_all()
        seen = []
        for _ in range(2):
            connection = db.engine.connect()
            outer = connection.begin()
            if own:
                joined["connection"] = connection
            db.session.remove()
            db.session.configure(bind=connection, join_transaction_mode="create_savepoint")
            client = app.test_client()
            seen += [client.post("/").text, client.post("/").text]
            db.session.remove()
            outer.rollback()
            connection.close()
            joined.clear()
    with create_engine(f"{url}/real.sqlite3").connect() as connection:
        seen.append(len(connection.execute(db.select(Play)).all()))
    print(json.dumps(seen))
    """
    )
    assert run(program, "bind") == ["1", "2", "3", "4", 4]
    assert run(program.replace("real", "other"), "get_bind") == ["1", "2", "1", "2", 0]


@pytest.mark.claim("flask-sqlalchemy-lite-test-isolation")
def test_sqlalchemy_commits_on_a_connection_that_its_engine_was_made_to_return(run):
    """Fails if a session on an engine made to return one connection joins that connection's transaction."""
    seen = run(
        """
    import json
    from unittest import mock
    from sqlalchemy import Column, Integer, MetaData, Table, create_engine, func, select
    from sqlalchemy.orm import Session
    table = Table("play", MetaData(), Column("id", Integer))
    count = select(func.count()).select_from(table)
    seen = {}
    for name in ("connection", "engine"):
        engine = create_engine(f"sqlite:///{name}", connect_args={"autocommit": False})
        table.metadata.create_all(engine)
        # what Flask-SQLAlchemy-Lite does in test_isolation(), and for comparison the recipe of SQLAlchemy
        with engine.connect() as connection:
            with mock.patch.object(engine, "connect", lambda: connection):
                outer = connection.begin()
                bind = {"connection": connection, "engine": engine}[name]
                with mock.patch.object(connection, "close", lambda: None):
                    session = Session(bind, join_transaction_mode="create_savepoint")
                    session.execute(table.insert().values(id=1))
                    session.commit()
                    session.close()
                outer.rollback()
        with Session(create_engine(f"sqlite:///{name}")) as session:
            seen[name] = session.scalar(count)
    print(json.dumps(seen))
    """
    )
    assert seen == {"connection": 0, "engine": 1}


TESTS = """
from django.contrib.contenttypes.models import ContentType
from django.db import connection, transaction
from django.test import TestCase, TransactionTestCase

class Shared:
    def write(self):
        name = connection.settings_dict["NAME"]
        count = ContentType.objects.filter(app_label="probe").count()
        ContentType.objects.create(app_label="probe", model="probe")
        with open("seen", "a") as seen:
            print(type(self).__name__, name, count, transaction.get_autocommit(), file=seen)
    test_one = write
    test_two = write

class Rolled(Shared, TestCase):
    pass

class Emptied(Shared, TransactionTestCase):
    pass
"""


@pytest.mark.claim("django-creates-a-test-database", "django-rolls-back-each-test")
def test_django_tests_in_a_database_that_is_reset(run, tmp_path):
    """Fails if tests write to the real database, see each other's rows, or leave the test database behind."""
    (tmp_path / "app").mkdir()
    (tmp_path / "app" / "__init__.py").touch()
    (tmp_path / "app" / "tests.py").write_text(TESTS)
    seen = run(
        """
    import json, os
    import django
    from django.conf import settings
    from django.core.management import call_command
    settings.configure(
        INSTALLED_APPS=["django.contrib.contenttypes", "app"],
        DATABASES={"default": {
            "ENGINE": "django.db.backends.sqlite3", "NAME": "probe.sqlite3", "TEST": {"NAME": "tested.sqlite3"},
        }},
    )
    django.setup()
    from django.contrib.contenttypes.models import ContentType
    call_command("migrate", verbosity=0)
    ContentType.objects.create(app_label="probe", model="kept")
    call_command("test", "app", verbosity=0, interactive=False)
    print(json.dumps({
        "kept": list(ContentType.objects.filter(app_label="probe").values_list("model", flat=True)),
        "left": sorted(each for each in os.listdir() if each.endswith(".sqlite3")),
    }))
    """
    )
    assert seen == {"kept": ["kept"], "left": ["probe.sqlite3"]}
    lines = sorted((tmp_path / "seen").read_text().splitlines())
    assert lines == ["Emptied tested.sqlite3 0 True"] * 2 + ["Rolled tested.sqlite3 0 False"] * 2


OUTSIDE = """
import unittest
import django
django.setup()
from django.contrib.contenttypes.models import ContentType
from django.db import connections
from django.test import TestCase, TransactionTestCase
from django.test.testcases import DatabaseOperationForbidden

def look(case, alias="default"):
    rows = ContentType.objects.using(alias).filter(app_label="probe")
    name = str(connections[alias].settings_dict["NAME"]).rpartition("/")[2]
    with open("seen", "a") as seen:
        print(type(case).__name__, name, [each.model for each in rows], file=seen)
    ContentType.objects.using(alias).create(app_label="probe", model=type(case).__name__)

class Rolled(TestCase):
    def test_here(self):
        look(self)

    def test_other(self):
        with self.assertRaises(DatabaseOperationForbidden):
            look(self, "other")

class Emptied(TransactionTestCase):
    def test_here(self):
        look(self)

class Plain(unittest.TestCase):
    def test_other(self):
        look(self, "other")
"""


@pytest.fixture
def real(tmp_path, command):
    """An app with tests, and two real databases with a row each; returns a function that runs tests and reads rows."""
    (tmp_path / "app").mkdir()
    (tmp_path / "app" / "__init__.py").touch()
    (tmp_path / "app" / "tests.py").write_text(OUTSIDE)
    (tmp_path / "own.py").write_text(
        "engine = 'django.db.backends.sqlite3'\n"
        "INSTALLED_APPS = ['django.contrib.contenttypes', 'app']\n"
        "DATABASES = {each: {'ENGINE': engine, 'NAME': f'{each}.sqlite3'} for each in ('default', 'other')}\n"
    )

    def rows(name):
        with contextlib.closing(sqlite3.connect(tmp_path / f"{name}.sqlite3")) as connection:
            select = "select model from django_content_type where app_label = 'probe'"
            return [each for (each,) in connection.execute(select)]

    def tested(*arguments):
        for each in ("default", "other"):
            with contextlib.closing(sqlite3.connect(tmp_path / f"{each}.sqlite3")) as connection:
                connection.executescript(
                    "create table django_content_type (id integer primary key, app_label text, model text);"
                    "insert into django_content_type (app_label, model) values ('probe', 'real')"
                )
        done = command("-m", *arguments, DJANGO_SETTINGS_MODULE="own", PYTHONPATH=".")
        assert done.returncode == 0, done.stderr + done.stdout
        return (tmp_path / "seen").read_text().splitlines(), rows("default"), rows("other")

    return tested


@pytest.mark.claim("django-creates-a-test-database", "django-tests-of-an-unnamed-database")
def test_django_leaves_a_database_that_no_test_names(real):
    """Fails if a database that no test names is replaced too, TestCase may query it, or named ones stay real."""
    seen, default, other = real("django", "test", "app", "--noinput")
    assert [each.partition(" ")[0] for each in seen] == ["Rolled", "Emptied", "Plain"]
    assert "real" not in seen[0] + seen[1]
    assert seen[2] == "Plain other.sqlite3 ['real']"
    assert (default, sorted(other)) == (["real"], ["Plain", "real"])


WITHOUT = ["Rolled default.sqlite3 ['real']", "Emptied default.sqlite3 ['real']"]


@pytest.mark.claim("django-tests-outside-its-runner")
def test_django_tests_run_by_unittest_use_the_real_database(real):
    """Fails if `python -m unittest` gives Django's test cases a test database, or spares the real tables."""
    names = ("app.tests.Rolled.test_here", "app.tests.Emptied.test_here")
    assert real("unittest", *names) == (WITHOUT, [], ["real"])


@pytest.mark.claim("django-tests-outside-its-runner")
def test_django_tests_run_by_plain_pytest_use_the_real_database(real):
    """Fails if pytest without a plugin gives Django's test cases a test database, or spares the real tables."""
    names = ("app/tests.py::Rolled::test_here", "app/tests.py::Emptied::test_here")
    assert real("pytest", "-p", "no:cacheprovider", *names) == (WITHOUT, [], ["real"])
