"""Primary keys of several columns: what is mapped, migrated and shown, and what is refused."""

import pytest

MODELS = """
    import json, sys
    import django
    from django.conf import settings
    settings.configure(
        INSTALLED_APPS=["django.contrib.contenttypes", "django.contrib.auth", "django.contrib.admin"],
        DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}},
    )
    django.setup()
    from django.db import connection, models

    class Seat(models.Model):
        pk = models.CompositePrimaryKey("row", "number")
        row = models.CharField(max_length=2)
        number = models.IntegerField()
        class Meta:
            app_label = "theatre"

    class Play(models.Model):
        title = models.CharField(max_length=20)
        class Meta:
            app_label = "theatre"
"""


@pytest.mark.claim("django-composite-key-field")
def test_django_reads_and_writes_a_composite_key(run):
    seen = run(
        MODELS
        + """
    with connection.schema_editor() as editor:
        editor.create_model(Seat)
    Seat.objects.create(row="A", number=1)
    Seat.objects.create(row="A", number=2)
    columns = [each[5] for each in connection.cursor().execute("pragma table_info(theatre_seat)").fetchall()]
    found = Seat.objects.get(pk=("A", 2))
    print(json.dumps({"found": [found.row, found.number], "in_key": sum(each > 0 for each in columns)}))
    """
    )
    assert seen == {"found": ["A", 2], "in_key": 2}


@pytest.mark.claim("django-composite-key-in-the-admin", "django-admin-refuses-composite-keys")
def test_django_admin_refuses_a_composite_key(run):
    seen = run(
        MODELS
        + """
    from django.contrib import admin
    from django.core.exceptions import ImproperlyConfigured
    admin.site.register(Play)
    try:
        admin.site.register(Seat)
        refused = ""
    except ImproperlyConfigured as error:
        refused = str(error)
    print(json.dumps({"plain": admin.site.is_registered(Play), "refused": refused}))
    """
    )
    assert seen["plain"]
    assert "composite primary key" in seen["refused"]


@pytest.mark.claim("django-composite-key-as-target")
def test_django_refuses_a_foreign_key_to_a_composite_key(run):
    seen = run(
        MODELS
        + """
    class Ticket(models.Model):
        play = models.ForeignKey(Play, models.CASCADE)
        seat = models.ForeignKey(Seat, models.CASCADE)
        class Meta:
            app_label = "theatre"
    print(json.dumps([each.obj.name for each in Ticket.check() if each.id == "fields.E347"]))
    """
    )
    assert seen == ["seat"]


@pytest.mark.claim("django-composite-key-migrations", "django-composite-key-migration-on-sqlite")
def test_django_drafts_a_composite_key_and_loses_the_key_on_sqlite(run, tmp_path):
    (tmp_path / "app").mkdir()
    (tmp_path / "app" / "__init__.py").touch()
    plain = (
        "from django.db import models\n"
        "class Seat(models.Model):\n"
        "    row = models.CharField(max_length=2)\n"
        "    number = models.IntegerField()\n"
    )
    seen = []
    for models in (plain, f"{plain}    pk = models.CompositePrimaryKey('row', 'number')\n"):
        (tmp_path / "app" / "models.py").write_text(models)
        seen.append(
            run(
                """
    import io, json
    import django
    from django.conf import settings
    from django.core.management import call_command
    settings.configure(
        INSTALLED_APPS=["app"],
        DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": "probe.sqlite3"}},
    )
    django.setup()
    from django.db import connection
    drafted = io.StringIO()
    call_command("makemigrations", "app", stdout=drafted, interactive=False)
    call_command("migrate", "app", verbosity=0)
    columns = connection.cursor().execute("pragma table_info(app_seat)").fetchall()
    print(json.dumps({
        "drafted": "pk" in drafted.getvalue(),
        "in_key": sum(each[5] > 0 for each in columns), "names": sorted(each[1] for each in columns),
    }))
    """
            )
        )
    assert seen == [
        {"drafted": False, "in_key": 1, "names": ["id", "number", "row"]},
        {"drafted": True, "in_key": 0, "names": ["number", "row"]},
    ]


@pytest.mark.claim("flask-composite-key-mapping", "flask-composite-key-as-target")
def test_sqlalchemy_maps_a_composite_key_and_a_reference_to_it(run):
    seen = run(
        """
    import json
    from sqlalchemy import ForeignKeyConstraint, create_engine, event, select
    from sqlalchemy.exc import IntegrityError
    from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column, relationship

    class Base(DeclarativeBase):
        pass

    class Seat(Base):
        __tablename__ = "seat"
        row: Mapped[str] = mapped_column(primary_key=True)
        number: Mapped[int] = mapped_column(primary_key=True)

    class Ticket(Base):
        __tablename__ = "ticket"
        id: Mapped[int] = mapped_column(primary_key=True)
        row: Mapped[str]
        number: Mapped[int]
        seat: Mapped[Seat] = relationship()
        __table_args__ = (ForeignKeyConstraint(["row", "number"], ["seat.row", "seat.number"]),)

    engine = create_engine("sqlite://")
    event.listen(engine, "connect", lambda connection, _: connection.execute("pragma foreign_keys = on"))
    Base.metadata.create_all(engine)
    with Session(engine) as session:
        session.add_all([Seat(row="A", number=1), Seat(row="A", number=2), Ticket(id=1, row="A", number=2)])
        session.commit()
        found, referred = session.get(Seat, ("A", 2)), session.scalars(select(Ticket)).one().seat
        session.add(Ticket(id=2, row="A", number=3))
        try:
            session.commit()
            refused = False
        except IntegrityError:
            refused = True
    print(json.dumps({"same": found is referred, "refused": refused}))
    """
    )
    assert seen == {"same": True, "refused": True}


@pytest.mark.claim("flask-composite-key-in-the-admin")
def test_flask_admin_edits_a_row_with_a_composite_key(run):
    seen = run(
        """
    import json
    from flask import Flask
    from flask_admin import Admin
    from flask_admin.contrib.sqla import ModelView
    from flask_sqlalchemy import SQLAlchemy
    app = Flask(__name__)
    app.config |= {"SECRET_KEY": "x", "SQLALCHEMY_DATABASE_URI": "sqlite://"}
    db = SQLAlchemy(app)

    class Seat(db.Model):
        row = db.Column(db.String(2), primary_key=True)
        number = db.Column(db.Integer, primary_key=True)
        note = db.Column(db.String(20))

    Admin(app).add_view(ModelView(Seat, db.session))

    def notes():
        with app.app_context():
            return [each.note for each in db.session.scalars(db.select(Seat).order_by(Seat.number))]

    with app.app_context():
        db.create_all()
        db.session.add_all([Seat(row="A", number=1, note="first"), Seat(row="A", number=2, note="second")])
        db.session.commit()
    client = app.test_client()
    listed = client.get("/admin/seat/").text
    seen = {"listed": all(each in listed for each in ("first", "second"))}
    client.post("/admin/seat/edit/?id=A,2", data={"note": "changed"})
    seen["edited"] = notes()
    client.post("/admin/seat/delete/", data={"id": "A,1"})
    seen["deleted"] = notes()
    print(json.dumps(seen))
    """
    )
    assert seen == {"listed": True, "edited": ["first", "changed"], "deleted": ["changed"]}


@pytest.mark.claim("flask-composite-key-migrations")
def test_alembic_misses_a_changed_primary_key(run):
    seen = run(
        """
    import json
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext
    from sqlalchemy import Column, Integer, MetaData, Table, create_engine
    engine = create_engine("sqlite://")

    def seats(*more, key):
        columns = [Column("row", Integer, primary_key=True), Column("number", Integer, primary_key=key, nullable=False)]
        return Table("seat", MetaData(), *columns, *more).metadata

    with engine.begin() as connection:
        seats(key=False).create_all(connection)
        context = MigrationContext.configure(connection)
        changes = [seats(key=False), seats(key=True), seats(Column("note", Integer), key=True)]
        print(json.dumps([[each[0] for each in compare_metadata(context, change)] for change in changes]))
    """
    )
    assert seen == [[], [], ["add_column"]]
