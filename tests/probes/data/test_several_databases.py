"""Several databases in one application: who picks one, and what cannot span two."""

import pytest

FLASK = """
    import json, os
    from flask import Flask
    from flask_sqlalchemy import SQLAlchemy
    from flask_sqlalchemy.session import Session
    from sqlalchemy.exc import NoReferencedTableError
    url = "sqlite:///" + os.getcwd()
    app = Flask(__name__)
    app.config |= {"SQLALCHEMY_DATABASE_URI": f"{url}/main", "SQLALCHEMY_BINDS": {"log": f"{url}/log"}}
"""


@pytest.mark.claim("flask-sqlalchemy-binds", "flask-sqlalchemy-bind-has-own-metadata")
def test_flask_sqlalchemy_picks_a_database_by_bind_key(run):
    seen = run(
        FLASK
        + """
    from sqlalchemy import inspect
    db = SQLAlchemy(app)

    class Play(db.Model):
        id = db.Column(db.Integer, primary_key=True)

    class Entry(db.Model):
        __bind_key__ = "log"
        id = db.Column(db.Integer, primary_key=True)

    loose = db.Table("loose", db.Column("id", db.Integer, primary_key=True), bind_key="log")
    with app.app_context():
        db.create_all()
        db.session.add_all([Play(id=1), Entry(id=2)])
        db.session.execute(loose.insert().values(id=3))
        db.session.commit()
        seen = {
            "tables": [sorted(inspect(db.engines[each]).get_table_names()) for each in (None, "log")],
            "rows": [[each.id for each in db.session.scalars(db.select(model))] for model in (Play, Entry)],
        }

        class Review(db.Model):
            __bind_key__ = "log"
            id = db.Column(db.Integer, primary_key=True)
            entry_id = db.Column(db.ForeignKey("entry.id"))

        db.create_all()
        seen["same bind"] = "review" in inspect(db.engines["log"]).get_table_names()

        class Seen(db.Model):
            __bind_key__ = "log"
            id = db.Column(db.Integer, primary_key=True)
            play_id = db.Column(db.ForeignKey("play.id"))

        try:
            db.create_all()
        except NoReferencedTableError:
            seen["other bind"] = "not found"
    print(json.dumps(seen))
    """
    )
    assert seen == {
        "tables": [["play"], ["entry", "loose"]],
        "rows": [[1], [2]],
        "same bind": True,
        "other bind": "not found",
    }


@pytest.mark.claim("flask-sqlalchemy-routing-by-rule")
def test_sqlalchemy_picks_a_database_in_get_bind(run):
    seen = run(
        FLASK
        + """
    class Routed(Session):
        def get_bind(self, mapper=None, clause=None, bind=None, **more):
            return self._db.engines["log" if clause is not None and clause.is_select else None]

    db = SQLAlchemy(app, session_options={"class_": Routed})

    class Play(db.Model):
        id = db.Column(db.Integer, primary_key=True)

    with app.app_context():
        for each in db.engines.values():
            db.metadata.create_all(each)
        db.session.add(Play(id=1))
        db.session.commit()
        read = db.session.scalars(db.select(Play)).all()
        written = []
        for each in (None, "log"):
            with db.engines[each].connect() as connection:
                written.append(len(connection.execute(db.select(Play)).all()))
    print(json.dumps({"read": len(read), "written": written}))
    """
    )
    assert seen == {"read": 0, "written": [1, 0]}


DJANGO = """
    import json
    import django
    from django.conf import settings
    asked = []

    class Router:
        def db_for_read(self, model, **hints):
            asked.append("read")
            return "other"

        def db_for_write(self, model, **hints):
            asked.append("write")
            return "default"

        def allow_relation(self, one, two, **hints):
            asked.append("relation")

        def allow_migrate(self, db, app_label, **hints):
            asked.append("migrate")
            return db == "default"

    sqlite = {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}
    settings.configure(
        INSTALLED_APPS=["django.contrib.contenttypes", "django.contrib.auth"],
        DATABASES={"default": sqlite, "other": dict(sqlite)}, DATABASE_ROUTERS=[Router()],
    )
    django.setup()
    from django.contrib.auth.models import Group, Permission, User
    from django.contrib.contenttypes.models import ContentType
    from django.core.management import call_command
    from django.db import connections
"""


@pytest.mark.claim("django-database-routers", "django-has-no-cross-database-relations")
def test_django_routers_pick_a_database_and_relations_stay_in_one(run):
    seen = run(
        DJANGO
        + """
    for each in ("default", "other"):
        call_command("migrate", database=each, verbosity=0)
    names = [len(connections[each].introspection.table_names()) > 1 for each in ("default", "other")]
    seen = {"migrated": names}
    with connections["other"].schema_editor() as editor:
        for each in (ContentType, Permission, Group):
            editor.create_model(each)
    Group.objects.create(name="staff")
    seen["read"] = [Group.objects.count(), Group.objects.using("default").count()]

    here = ContentType.objects.using("default").create(app_label="a", model="a")
    there = ContentType.objects.using("other").create(app_label="b", model="b")
    def tried(action):
        try:
            action()
            return "taken"
        except ValueError as error:
            return any(each in str(error) for each in ("prevents this relation", "is on database"))
    held = Permission.objects.using("default").create(name="p", codename="p", content_type=here)
    away = Permission.objects.using("other").create(name="p", codename="p", content_type_id=there.pk)
    group = Group.objects.using("default").get()
    seen["key"] = [tried(lambda: setattr(held, "content_type", each)) for each in (here, there)]
    seen["many"] = [tried(lambda: group.permissions.add(each)) for each in (held, away)]
    seen["asked"] = sorted(set(asked))
    print(json.dumps(seen))
    """
    )
    assert seen == {
        "migrated": [True, False],
        "read": [0, 1],
        "key": ["taken", True],
        "many": ["taken", True],
        "asked": ["migrate", "read", "relation", "write"],
    }
