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
    """Fails if CompositePrimaryKey makes no key of two columns, or a row can't be fetched by a pair of values."""
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


FORMS = (
    MODELS
    + """
    from django.db import IntegrityError
    from django.forms import modelform_factory

    class Reserved(models.Model):
        pk = models.CompositePrimaryKey("row", "number")
        row = models.CharField(max_length=2)
        number = models.IntegerField()
        guest = models.CharField(max_length=20)
        class Meta:
            app_label = "theatre"

    class Constrained(models.Model):
        pk = models.CompositePrimaryKey("row", "number")
        row = models.CharField(max_length=2)
        number = models.IntegerField()
        guest = models.CharField(max_length=20)
        class Meta:
            app_label = "theatre"
            constraints = [models.UniqueConstraint(fields=["row", "number"], name="one_seat")]

    class Plain(models.Model):
        row = models.CharField(max_length=2, primary_key=True)
        guest = models.CharField(max_length=20)
        class Meta:
            app_label = "theatre"

    with connection.schema_editor() as editor:
        for each in (Reserved, Constrained, Plain):
            editor.create_model(each)

    def filled(model, guest, row=None):
        key = {"row": "A"} if model is Plain else {"row": "A", "number": 1}
        return modelform_factory(model, fields=[*key, "guest"])({**key, "guest": guest}, instance=row)

    def guests(model):
        return list(model.objects.values_list("guest", flat=True))

    for each in (Reserved, Constrained, Plain):
        filled(each, "Ada").save()
    """
)


@pytest.mark.claim("django-composite-key-in-a-form")
def test_django_form_overwrites_a_row_with_a_taken_composite_key(run):
    """Fails if a form for a new row refuses a taken composite key or keeps the old row, or accepts a plain one."""
    seen = run(
        FORMS
        + """
    again = filled(Reserved, "Grace")
    if valid := again.is_valid():
        again.save()
    print(json.dumps({"valid": valid, "composite": guests(Reserved), "plain": filled(Plain, "Grace").is_valid()}))
    """
    )
    assert seen == {"valid": True, "composite": ["Grace"], "plain": False}


@pytest.mark.claim("django-composite-key-refused-in-a-form")
def test_django_refuses_a_taken_composite_key_by_force_insert_or_a_constraint(run):
    """Fails if force_insert writes over the row with a taken key, or a form over a UniqueConstraint accepts the key."""
    seen = run(
        FORMS
        + """
    again = filled(Reserved, "Grace").save(commit=False)
    try:
        again.save(force_insert=True)
        raised = ""
    except IntegrityError as error:
        raised = type(error).__name__
    refused = filled(Constrained, "Grace").errors
    own = filled(Constrained, "Grace", Constrained.objects.get()).is_valid()
    print(json.dumps({
        "raised": raised, "guests": guests(Reserved), "refused": list(refused), "own": own,
    }))
    """
    )
    assert seen == {"raised": "IntegrityError", "guests": ["Ada"], "refused": ["__all__"], "own": True}


@pytest.mark.claim("django-composite-key-in-the-admin")
def test_django_admin_refuses_a_composite_key(run):
    """Fails if the admin registers a model with a composite primary key, or refuses one with a plain key."""
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


@pytest.mark.claim("django-composite-key-in-the-admin")
def test_django_admin_shows_a_composite_key_inline_and_fails_to_save_it(run):
    """Fails if an admin inline of a composite-key model isn't shown, or can be saved as one with a plain key can."""
    seen = run(
        """
    import json, re, sys
    import django
    from django.conf import settings
    settings.configure(
        ROOT_URLCONF=__name__, ALLOWED_HOSTS=["*"], SECRET_KEY="x" * 50, LOGGING_CONFIG=None,
        INSTALLED_APPS=[f"django.contrib.{each}" for each in ("contenttypes", "auth", "sessions", "messages", "admin")],
        MIDDLEWARE=[
            "django.contrib.sessions.middleware.SessionMiddleware",
            "django.contrib.auth.middleware.AuthenticationMiddleware",
            "django.contrib.messages.middleware.MessageMiddleware",
        ],
        TEMPLATES=[{
            "BACKEND": "django.template.backends.django.DjangoTemplates", "APP_DIRS": True,
            "OPTIONS": {"context_processors": [
                f"django.{each}" for each in (
                    "template.context_processors.request", "contrib.auth.context_processors.auth",
                    "contrib.messages.context_processors.messages",
                )
            ]},
        }],
        PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"],
        DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}},
    )
    django.setup()
    from django.contrib import admin
    from django.contrib.auth.models import User
    from django.core.management import call_command
    from django.db import connection, models
    from django.test import Client
    from django.urls import clear_url_caches, path

    class Play(models.Model):
        title = models.CharField(max_length=20)
        class Meta:
            app_label = "contenttypes"

    class Plain(models.Model):
        play = models.ForeignKey(Play, models.CASCADE)
        note = models.CharField(max_length=20)
        class Meta:
            app_label = "contenttypes"

    class Seat(models.Model):
        pk = models.CompositePrimaryKey("play_id", "number")
        play = models.ForeignKey(Play, models.CASCADE)
        number = models.IntegerField()
        note = models.CharField(max_length=20)
        class Meta:
            app_label = "contenttypes"

    call_command("migrate", verbosity=0)
    with connection.schema_editor() as editor:
        for each in (Play, Plain, Seat):
            editor.create_model(each)
    play = Play.objects.create(title="Faust")
    Plain.objects.create(play=play, note="old")
    Seat.objects.create(play=play, number=1, note="old")
    urlpatterns, seen = [], {}
    for model in (Plain, Seat):
        inline = type("Inline", (admin.TabularInline,), {"model": model, "extra": 0})
        shown = type("Shown", (admin.ModelAdmin,), {"inlines": [inline]})
        site = admin.AdminSite()
        site.register(Play, shown)
        urlpatterns[:] = [path("admin/", site.urls)]
        clear_url_caches()
        client = Client(raise_request_exception=False)
        client.force_login(User.objects.get_or_create(username="staff", is_staff=True, is_superuser=True)[0])
        page = client.get(f"/admin/contenttypes/play/{play.pk}/change/")
        fields = {}
        for each in re.findall("<input[^>]*>", page.content.decode()):
            name, value = (re.search(f'{key}="([^"]*)"', each) for key in (" name", " value"))
            if name and name[1].startswith(("title", model.__name__.lower())) and "__prefix__" not in name[1]:
                fields[name[1]] = value[1] if value else ""
        fields[f"{model.__name__.lower()}_set-0-note"] = "new"
        saved = client.post(f"/admin/contenttypes/play/{play.pk}/change/", fields)
        seen[model.__name__] = [
            shown(Play, admin.site).check(), page.status_code, saved.status_code, model.objects.get().note,
        ]
    print(json.dumps(seen))
    """
    )
    assert seen == {"Plain": [[], 200, 302, "new"], "Seat": [[], 200, 500, "old"]}


@pytest.mark.claim("django-composite-key-as-target")
def test_django_refuses_a_foreign_key_to_a_composite_key(run):
    """Fails if the checks accept a relation to a composite key, or refuse one to a plain key, with fields.E347."""
    seen = run(
        MODELS
        + """
    class Ticket(models.Model):
        play = models.ForeignKey(Play, models.CASCADE)
        seat = models.ForeignKey(Seat, models.CASCADE)
        only = models.OneToOneField(Seat, models.CASCADE, related_name="+")
        many = models.ManyToManyField(Seat, related_name="+")
        class Meta:
            app_label = "theatre"
    errors = [*Ticket.check(), *Ticket.many.through.check()]
    print(json.dumps(sorted(str(each.obj) for each in errors if each.id == "fields.E347")))
    """
    )
    assert seen == ["theatre.Ticket.only", "theatre.Ticket.seat", "theatre.Ticket_many.seat"]


@pytest.mark.claim("django-foreign-object-to-composite-key")
def test_django_foreign_object_refers_to_a_composite_key(run):
    """Fails if ForeignObject can't follow a composite key, or makes a column, a constraint or an index for it."""
    seen = run(
        MODELS
        + """
    class Ticket(models.Model):
        play = models.ForeignKey(Play, models.CASCADE, null=True)
        row = models.CharField(max_length=2)
        number = models.IntegerField()
        seat = models.ForeignObject(
            Seat, on_delete=models.CASCADE, from_fields=("row", "number"), to_fields=("row", "number"),
        )
        class Meta:
            app_label = "theatre"

    with connection.schema_editor() as editor:
        for each in (Play, Seat, Ticket):
            editor.create_model(each)
    seat = Seat.objects.create(row="A", number=2)
    Ticket.objects.create(row="A", number=2)
    Ticket.objects.create(row="Z", number=9)
    with connection.cursor() as cursor:
        # only the foreign key to Play may be there, which shows that one is seen
        keys = [each[3] for each in cursor.execute("pragma foreign_key_list(theatre_ticket)").fetchall()]
        indexes = [each[1] for each in cursor.execute("pragma index_list(theatre_ticket)").fetchall()]
        indexed = [each[2] for name in indexes for each in cursor.execute(f"pragma index_info({name})").fetchall()]
        columns = [each[1] for each in cursor.execute("pragma table_info(theatre_ticket)").fetchall()]
    print(json.dumps({
        "checks": [each.id for each in Ticket.check() if each.id == "fields.E347"],
        "read": Ticket.objects.select_related("seat").get(seat=seat).seat == seat,
        "keys": keys, "indexed": indexed, "columns": columns, "rows": Ticket.objects.count(),
    }))
    """
    )
    assert seen == {
        "checks": [],
        "read": True,
        "keys": ["play_id"],
        "indexed": ["play_id"],
        "columns": ["id", "play_id", "row", "number"],
        "rows": 2,
    }


@pytest.mark.claim("django-composite-key-migrations", "django-composite-key-migration-on-sqlite")
def test_django_drafts_a_composite_key_and_loses_the_key_on_sqlite(run, tmp_path):
    """Fails if makemigrations drafts no change to a composite key, or SQLite's table gets the new key."""
    (tmp_path / "app").mkdir()
    (tmp_path / "app" / "__init__.py").touch()
    head = "from django.db import models\n"
    fields = "".join(f"    {each} = models.IntegerField()\n" for each in ("row", "number", "block"))
    two, three = (
        f"    pk = models.CompositePrimaryKey({each})\n" for each in ("'row', 'number'", "'row', 'number', 'block'")
    )
    seen = []
    # Seat goes from the automatic key to a composite one, Place from a key of two fields to one of three
    for seat, place in (("", two), (two, three)):
        (tmp_path / "app" / "models.py").write_text(
            f"{head}class Seat(models.Model):\n{fields}{seat}class Place(models.Model):\n{fields}{place}"
        )
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
    with connection.cursor() as cursor:
        keys = {
            name: [each[1] for each in cursor.execute(f"pragma table_info(app_{name})").fetchall() if each[5]]
            for name in ("seat", "place")
        }
    print(json.dumps({"drafted": drafted.getvalue().count(" field pk "), **keys}))
    """
            )
        )
    assert seen == [
        {"drafted": 0, "seat": ["id"], "place": ["row", "number"]},
        {"drafted": 2, "seat": [], "place": ["row", "number"]},
    ]


@pytest.mark.claim("flask-composite-key-mapping", "flask-composite-key-as-target")
def test_sqlalchemy_maps_a_composite_key_and_a_reference_to_it(run):
    """Fails if SQLAlchemy can't get a row by two columns, or the database takes a reference to no row."""
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
    """Fails if Flask-Admin can't list, edit or delete a composite-key row, or creates one without form_columns."""
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

    class Named(ModelView):
        form_columns = ("row", "number", "note")

    admin = Admin(app)
    admin.add_view(ModelView(Seat, db.session))
    admin.add_view(Named(Seat, db.session, endpoint="named"))

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
    new = {"row": "B", "number": "3", "note": "new"}
    for name in ("seat", "named"):
        client.post(f"/admin/{name}/new/", data=new)
        seen[name] = notes()
    print(json.dumps(seen))
    """
    )
    assert seen == {
        "listed": True,
        "edited": ["first", "changed"],
        "deleted": ["changed"],
        "seat": ["changed"],
        "named": ["changed", "new"],
    }


@pytest.mark.claim("flask-composite-key-migrations")
def test_alembic_misses_a_changed_primary_key(run):
    """Fails if Alembic notices that a column joined the primary key, or misses a column that is new."""
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
