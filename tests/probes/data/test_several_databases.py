"""Several databases in one application: who picks one, and what cannot span two."""

import pytest

FLASK = """
    import contextlib, json, os, sqlite3
    from flask import Flask
    from flask_sqlalchemy import SQLAlchemy
    from flask_sqlalchemy.session import Session
    from sqlalchemy import event, func, select, text, union_all
    from sqlalchemy.exc import NoReferencedTableError, OperationalError
    url = "sqlite:///" + os.getcwd()
    app = Flask(__name__)
    app.config |= {"SQLALCHEMY_DATABASE_URI": f"{url}/main", "SQLALCHEMY_BINDS": {"log": f"{url}/log"}}
"""


@pytest.mark.claim("flask-sqlalchemy-binds", "flask-sqlalchemy-bind-has-own-metadata")
def test_flask_sqlalchemy_picks_a_database_by_bind_key(run):
    """Fails if a bind key doesn't pick the database, text() finds it unaided, or a foreign key crosses binds."""
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

        def tried(statement, **more):
            try:
                return db.session.execute(statement, **more).scalars().all()
            except OperationalError as error:
                db.session.rollback()
                return str(error.orig)

        log = {"bind": db.engines["log"]}
        ids = select(Entry.id)
        plain = text("select id from entry")
        forms = (ids, select(func.max(Entry.id)), select(ids.subquery().c.id), plain)
        seen["statements"] = [tried(each) for each in forms]
        seen["union"] = [tried(union_all(ids, ids)), tried(union_all(ids, ids), bind_arguments=log)]
        seen["told"] = tried(plain, bind_arguments=log)

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
        "statements": [[2], [2], [2], "no such table: entry"],
        "union": ["no such table: entry", [2, 2]],
        "told": [2],
        "same bind": True,
        "other bind": "not found",
    }


@pytest.mark.claim("flask-sqlalchemy-two-databases-two-commits")
def test_flask_sqlalchemy_keeps_the_first_commit_when_the_second_fails(run):
    """Fails if a failed second commit rolls back the first database too, or both commits are kept."""
    seen = run(
        FLASK
        + """
    db = SQLAlchemy(app)

    class Play(db.Model):
        id = db.Column(db.Integer, primary_key=True)

    class Entry(db.Model):
        __bind_key__ = "log"
        id = db.Column(db.Integer, primary_key=True)

    with app.app_context():
        db.create_all()
        db.session.add(Play(id=1))
        db.session.flush()
        db.session.add(Entry(id=1))
        db.session.flush()

        # which of the two commits first is not laid down
        commits = []

        def fail(connection):
            commits.append(connection)
            if len(commits) == 2:
                raise LookupError

        for each in db.engines.values():
            event.listen(each, "commit", fail)
        try:
            db.session.commit()
            seen = {"failed": False}
        except LookupError:
            seen = {"failed": True}
        db.session.remove()
    seen["left"] = 0
    for name, table in (("main", "play"), ("log", "entry")):
        with contextlib.closing(sqlite3.connect(name)) as connection:
            seen["left"] += connection.execute(f"select count(*) from {table}").fetchone()[0]
    print(json.dumps(seen))
    """
    )
    assert seen == {"failed": True, "left": 1}


@pytest.mark.claim("flask-sqlalchemy-routing-by-rule")
def test_sqlalchemy_picks_a_database_in_get_bind(run):
    """Fails if a session doesn't ask get_bind() for each statement, so that reads go where writes went."""
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
    """Fails if a router isn't asked for reads, writes, relations and migrations, or a relation spans databases."""
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


@pytest.mark.claim(
    "django-database-routers", "django-cursor-is-the-default-database", "django-atomic-is-for-one-database"
)
def test_django_asks_no_router_for_using_and_for_a_cursor(run):
    """Fails if using() or a cursor asks the router, or atomic() rolls back a database it wasn't opened for."""
    seen = run(
        DJANGO
        + """
    from django.db import connection, transaction
    for each in connections:
        with connections[each].schema_editor() as editor:
            editor.create_model(ContentType)

    def questions(action):
        asked.clear()
        action()
        return list(asked)

    plain = ContentType.objects
    seen = {
        "read": questions(lambda: list(plain.all())),
        "raw": questions(lambda: list(plain.raw("select id from django_content_type"))),
        "using": questions(lambda: list(plain.using("default"))),
        "cursor": questions(lambda: connection.cursor().execute("select 1")),
        "alias": connection.alias,
    }
    try:
        with transaction.atomic():
            for each in connections:
                plain.using(each).create(app_label="probe", model="probe")
            raise LookupError
    except LookupError:
        seen["left"] = {each: plain.using(each).count() for each in connections}
    print(json.dumps(seen))
    """
    )
    assert seen == {
        "read": ["read"],
        "raw": ["read"],
        "using": [],
        "cursor": [],
        "alias": "default",
        "left": {"default": 0, "other": 1},
    }


@pytest.mark.claim("django-has-no-cross-database-relations")
def test_django_follows_a_reference_to_another_database_and_joins_none(run):
    """Fails if a join, filter, reverse manager or deletion works across databases, or reading the row doesn't."""
    seen = run(
        """
    import json
    import django
    from django.conf import settings

    class Router:
        def db_for_read(self, model, **hints):
            return "other" if model.__name__ == "Author" else None

        db_for_write = db_for_read

        def allow_relation(self, one, two, **hints):
            return True

    sqlite = {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}
    settings.configure(
        INSTALLED_APPS=["django.contrib.contenttypes"],
        DATABASES={"default": sqlite, "other": dict(sqlite)}, DATABASE_ROUTERS=[Router()],
    )
    django.setup()
    from django.db import connections, models
    from django.db.utils import OperationalError

    class Author(models.Model):
        name = models.CharField(max_length=20)
        class Meta:
            app_label = "contenttypes"

    class Book(models.Model):
        author = models.ForeignKey(Author, models.CASCADE, db_constraint=False, related_name="books")
        class Meta:
            app_label = "contenttypes"

    for alias, model in (("other", Author), ("default", Book)):
        with connections[alias].schema_editor() as editor:
            editor.create_model(model)
    author = Author.objects.create(name="Kleist")
    Book.objects.create(author=author)

    def tried(action):
        try:
            return bool(action())
        except OperationalError as error:
            return str(error).split(":")[0]

    print(json.dumps({
        "reference": tried(lambda: Book.objects.get().author.name),
        "prefetch": tried(lambda: [each.author.name for each in Book.objects.prefetch_related("author")]),
        "join": tried(lambda: list(Book.objects.select_related("author"))),
        "filter": tried(lambda: list(Book.objects.filter(author__name="Kleist"))),
        "reverse": tried(lambda: list(author.books.all())),
        "delete": tried(author.delete),
    }))
    """
    )
    missing = "no such table"
    assert seen == {
        "reference": True,
        "prefetch": True,
        "join": missing,
        "filter": missing,
        "reverse": missing,
        "delete": missing,
    }
