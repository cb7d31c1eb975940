"""The database in tests: whose it is, and what is left after each test."""

import pytest

APP = """
    import json, sqlite3
    from flask import Flask
    app = Flask(__name__)

    @app.post("/")
    def page():
        with sqlite3.connect("probe.sqlite3") as connection:
            connection.execute("create table if not exists play (title)")
            connection.execute("insert into play values ('Baal')")
            return str(connection.execute("select count(*) from play").fetchone()[0])

    app.testing = True
    print(json.dumps([app.test_client().post("/").text for _ in range(2)]))
"""


@pytest.mark.claim("flask-ships-no-test-database")
def test_flask_test_client_keeps_what_was_written(run):
    assert run(APP) == ["1", "2"]


@pytest.mark.claim("flask-sqlalchemy-recipe-for-test-rollback", "flask-sqlalchemy-test-rollback-on-sqlite")
def test_sqlalchemy_session_joins_an_outer_transaction(run):
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
