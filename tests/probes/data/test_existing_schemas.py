"""Tables that someone else made: reading them, and leaving them alone."""

import contextlib
import sqlite3

import pytest

TABLES = """
    create table author (code text primary key, name text);
    create table book (number integer primary key, title text, author_code text references author (code));
    create table remark (book integer, body text);
    create table seat (row text, number integer, note text, primary key (row, number));
    create table ticket (id integer primary key, row text, number integer,
        foreign key (row, number) references seat (row, number));
    insert into author values ('k', 'Kleist');
    insert into book values (1, 'Amphitryon', 'k');
    insert into remark values (1, 'read'), (1, 'read again');
    insert into seat values ('A', 2, 'aisle');
    insert into ticket values (1, 'A', 2);
"""


@pytest.fixture
def tables(tmp_path):
    """A SQLite file `probe.sqlite3` with tables that no model made."""
    with sqlite3.connect(tmp_path / "probe.sqlite3") as connection:
        connection.executescript(TABLES)
    connection.close()
    return tmp_path / "probe.sqlite3"


@pytest.mark.claim("flask-existing-schema-reflection", "flask-existing-schema-automap")
def test_sqlalchemy_reflects_tables_and_maps_them(run, tables):
    """Fails if reflection misses a table, or automap a class or relationship, or maps a table without a key."""
    seen = run(
        """
    import json
    from sqlalchemy import MetaData, create_engine
    from sqlalchemy.ext.automap import automap_base
    from sqlalchemy.orm import Session
    engine = create_engine("sqlite:///probe.sqlite3")
    metadata = MetaData()
    metadata.reflect(engine)
    Base = automap_base()
    Base.prepare(autoload_with=engine)
    with Session(engine) as session:
        book = session.get(Base.classes.book, 1)
        print(json.dumps({
            "tables": sorted(metadata.tables),
            "classes": sorted(Base.classes.keys()),
            "two columns": session.get(Base.classes.ticket, 1).seat.note,
            "columns": metadata.tables["book"].columns.keys(),
            "reference": book.author.name,
            "collection": [each.title for each in book.author.book_collection],
        }))
    """
    )
    assert seen == {
        "tables": ["author", "book", "remark", "seat", "ticket"],
        "classes": ["author", "book", "seat", "ticket"],
        "two columns": "aisle",
        "columns": ["number", "title", "author_code"],
        "reference": "Kleist",
        "collection": ["Amphitryon"],
    }


@pytest.mark.claim("flask-existing-schema-automap")
def test_sqlalchemy_automap_raises_where_names_collide(run):
    """Fails if automap takes a relationship named as a column, or raises although a function names it otherwise."""
    seen = run(
        """
    import json
    from sqlalchemy import create_engine, text
    from sqlalchemy.exc import ArgumentError
    from sqlalchemy.ext.automap import automap_base
    engine = create_engine("sqlite:///probe.sqlite3")
    with engine.begin() as connection:
        connection.execute(text("create table author (id integer primary key)"))
        connection.execute(text(
            "create table book (id integer primary key, author integer, foreign key (author) references author (id))"
        ))

    def prepared(**naming):
        Base = automap_base()
        try:
            Base.prepare(autoload_with=engine, **naming)
            return sorted(Base.classes.book.__mapper__.relationships.keys())
        except ArgumentError as error:
            return type(error).__name__

    own = lambda base, local, referred, constraint: referred.__name__ + "_row"
    print(json.dumps([prepared(), prepared(name_for_scalar_relationship=own)]))
    """
    )
    assert seen == ["ArgumentError", ["author_row"]]


@pytest.mark.claim("flask-existing-schema-connection")
def test_sqlalchemy_declares_a_reflected_class_with_a_connection(run, tables):
    """Fails if a reflected class is declared without its database, or DeferredReflection needs it then."""
    seen = run(
        """
    import json
    from sqlalchemy import create_engine
    from sqlalchemy.exc import OperationalError
    from sqlalchemy.ext.declarative import DeferredReflection
    from sqlalchemy.orm import DeclarativeBase, Session
    from sqlalchemy import Table
    engine, away = (create_engine(f"sqlite:///{each}") for each in ("probe.sqlite3", "missing/probe.sqlite3"))

    class Base(DeclarativeBase):
        pass

    def declare(source):
        try:
            type("Author", (Base,), {"__table__": Table("author", Base.metadata, autoload_with=source)})
            return "declared"
        except OperationalError:
            return "no connection"

    seen = {"away": declare(away), "here": declare(engine)}

    class Later(DeferredReflection, Base):
        __abstract__ = True

    class Book(Later):
        __tablename__ = "book"

    Later.prepare(engine)
    with Session(engine) as session:
        seen["deferred"] = session.get(Book, 1).title
    print(json.dumps(seen))
    """
    )
    assert seen == {"away": "no connection", "here": "declared", "deferred": "Amphitryon"}


@pytest.mark.claim("flask-existing-schema-primary-key")
def test_sqlalchemy_asks_for_a_primary_key(run, tables):
    """Fails if the ORM maps a table without a primary key, or refuses it when columns are named as its key."""
    seen = run(
        """
    import json
    from sqlalchemy import MetaData, Table, create_engine, select
    from sqlalchemy.exc import ArgumentError
    from sqlalchemy.orm import Session, registry
    engine = create_engine("sqlite:///probe.sqlite3")
    table = Table("remark", MetaData(), autoload_with=engine)
    try:
        registry().map_imperatively(type("Remark", (), {}), table)
        seen = {"refused": ""}
    except ArgumentError as error:
        seen = {"refused": str(error)}
    Remark = type("Remark", (), {})
    registry().map_imperatively(Remark, table, primary_key=[table.c.book, table.c.body])
    with Session(engine) as session:
        seen["read"] = len(session.scalars(select(Remark)).all())
    print(json.dumps(seen))
    """
    )
    assert "could not assemble any primary key" in seen["refused"]
    assert seen["read"] == 2


DJANGO = """
    import io, json
    import django
    from django.conf import settings
    from django.core.management import call_command
    settings.configure(DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": "probe.sqlite3"}})
    django.setup()
"""


@pytest.mark.claim("django-existing-schema-inspectdb", "django-existing-schema-draft")
def test_django_inspectdb_drafts_models_from_tables(run, tables):
    """Fails if inspectdb writes no usable models, marks them managed, names no work left, or skips asked-for views."""
    seen = run(
        DJANGO
        + """
    written = io.StringIO()
    call_command("inspectdb", stdout=written)
    from django.db import connection, models
    head, _, body = written.getvalue().partition("from django.db import models")
    namespace = {"models": models, "__name__": "library.models"}
    body = body.replace("class Meta:", "class Meta:\\n        app_label = 'library'")
    exec(body, namespace)
    book = namespace["Book"].objects.select_related("author_code").get()
    connection.cursor().execute("create view shelf as select title from book")
    shelves = []
    for options in ({}, {"include_views": True}):
        written = io.StringIO()
        call_command("inspectdb", stdout=written, **options)
        shelves.append("class Shelf(models.Model)" in written.getvalue())
    print(json.dumps({
        "views": shelves,
        "head": head,
        "read": [book.title, book.author_code.name],
        "managed": [namespace[each]._meta.managed for each in ("Author", "Book", "Remark")],
        "on_delete": "models.DO_NOTHING" in body,
    }))
    """
    )
    assert seen["views"] == [False, True]
    assert (seen["read"], seen["managed"], seen["on_delete"]) == (["Amphitryon", "Kleist"], [False] * 3, True)
    for left in ("Rearrange models' order", "one field with primary_key=True", "`on_delete` set to"):
        assert left in seen["head"]


@pytest.mark.claim("django-existing-schema-composite-foreign-key")
def test_django_inspectdb_splits_a_foreign_key_of_two_columns(run, tables):
    """Fails if inspectdb writes a two-column foreign key as one field, or the checks accept the two."""
    seen = run(
        DJANGO
        + """
    written = io.StringIO()
    call_command("inspectdb", "seat", "ticket", stdout=written)
    from django.db import models
    head, _, body = written.getvalue().partition("from django.db import models")
    namespace = {"models": models, "__name__": "hall.models"}
    exec(body.replace("class Meta:", "class Meta:\\n        app_label = 'hall'"), namespace)
    Ticket, Seat = namespace["Ticket"], namespace["Seat"]
    print(json.dumps({
        "key": type(Seat._meta.pk).__name__,
        "foreign keys": [each.related_model is Seat for each in Ticket._meta.fields if each.remote_field],
        "refused": "fields.E347" in [each.id for each in Ticket.check()],
    }))
    """
    )
    assert seen == {"key": "CompositePrimaryKey", "foreign keys": [True, True], "refused": True}


@pytest.mark.claim("django-migrate-creates-its-own-tables")
def test_django_migrate_creates_ten_tables_of_its_own(command, django_project):
    """Fails if `migrate` in a new project creates other than ten tables, or drops those that were there."""
    database = django_project / "db.sqlite3"
    with contextlib.closing(sqlite3.connect(database)) as connection:
        connection.executescript(TABLES)
        theirs = {name for (name,) in connection.execute("select name from sqlite_master where type = 'table'")}
        done = command("manage.py", "migrate", cwd=django_project)
        assert done.returncode == 0, done.stderr
        every = {name for (name,) in connection.execute("select name from sqlite_master where type = 'table'")}
    ours = {each for each in every - theirs if not each.startswith("sqlite_")}
    assert theirs < every
    assert len(ours) == 10
    assert {"auth_user", "django_session"} < ours


@pytest.mark.claim("django-existing-schema-unmanaged")
def test_django_migrations_leave_an_unmanaged_table_alone(run, tmp_path):
    """Fails if a migration alters or drops an unmanaged model's table, or leaves a managed one as it was."""
    (tmp_path / "app").mkdir()
    (tmp_path / "app" / "__init__.py").touch()
    head = "from django.db import models\n"
    both = "".join(
        f"class {name}(models.Model):\n    name = models.TextField()\n    class Meta:\n        managed = {managed}\n"
        for name, managed in (("Ours", True), ("Theirs", False))
    )
    seen = []
    for models in (both, both.replace("name = models.TextField(", "size = models.IntegerField(null=True"), ""):
        (tmp_path / "app" / "models.py").write_text(head + models)
        seen.append(
            run(
                """
    import json
    import django
    from django.conf import settings
    from django.core.management import call_command
    settings.configure(
        INSTALLED_APPS=["app"],
        DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": "probe.sqlite3"}},
    )
    django.setup()
    from django.db import connection
    with connection.cursor() as cursor:
        cursor.execute("create table if not exists app_theirs (id integer primary key, name text)")
        call_command("makemigrations", "app", verbosity=0, interactive=False)
        call_command("migrate", "app", verbosity=0)
        rows = cursor.execute("select name from sqlite_master where name like 'app_%'").fetchall()
        print(json.dumps({
            name: [each[1] for each in cursor.execute(f"pragma table_info({name})").fetchall()] for (name,) in rows
        }))
    """
            )
        )
    theirs = {"app_theirs": ["id", "name"]}
    assert seen == [{**theirs, "app_ours": ["id", "name"]}, {**theirs, "app_ours": ["id", "size"]}, theirs]


@pytest.mark.claim("django-existing-schema-primary-key")
def test_django_gives_a_model_without_key_a_column_named_id(run, tables):
    """Fails if a model without a key doesn't select a column `id`, or one with a declared key does."""
    seen = run(
        DJANGO
        + """
    from django.db import models
    from django.db.utils import OperationalError

    class Author(models.Model):
        code = models.TextField(primary_key=True)
        class Meta:
            app_label, managed, db_table = "library", False, "author"

    class Remark(models.Model):
        book = models.IntegerField()
        class Meta:
            app_label, managed, db_table = "library", False, "remark"

    try:
        list(Remark.objects.all())
        said = ""
    except OperationalError as error:
        said = str(error)
    keys = [Author._meta.pk.name, Remark._meta.pk.name]
    print(json.dumps({"keys": keys, "said": said, "read": Author.objects.count()}))
    """
    )
    assert seen == {"keys": ["code", "id"], "said": "no such column: remark.id", "read": 1}
