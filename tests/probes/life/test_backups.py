"""Dumps and copies of the data: what they hold, what they leave out, and where they can be loaded."""

import pytest

DJANGO = """
    import io, json, os
    import django
    from django.conf import settings
    os.makedirs("theatre")
    open("theatre/__init__.py", "w").close()
    with open("theatre/models.py", "w") as file:
        file.write(
            "from django.db import models\\n"
            "class Shown(models.Manager):\\n"
            "    def get_queryset(self):\\n"
            "        return super().get_queryset().filter(hidden=False)\\n"
            "class Play(models.Model):\\n"
            "    title = models.CharField(max_length=20)\\n"
            "    hidden = models.BooleanField(default=False)\\n"
            "    poster = models.FileField()\\n"
            "    objects = Shown()\\n"
        )
    base = {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}
    settings.configure(
        DATABASES={"default": base, "other": base}, SECRET_KEY="x", MEDIA_ROOT="media",
        INSTALLED_APPS=["theatre", *(f"django.contrib.{each}" for each in ("auth", "contenttypes", "sessions"))],
    )
    django.setup()
    from django.core.management import call_command
    from theatre.models import Play
    for each in ("default", "other"):
        call_command("migrate", database=each, run_syncdb=True, verbosity=0)

    def dumped(*labels, **options):
        out = io.StringIO()
        call_command("dumpdata", *labels, stdout=out, **options)
        return out.getvalue()

    def loaded(text):
        with open("dump.json", "w") as file:
            file.write(text)
        try:
            call_command("loaddata", "dump.json", database="other", verbosity=0)
            return "loaded"
        except Exception as error:
            return type(error).__name__
"""


@pytest.mark.claim("django-dumpdata-leaves-out-files", "django-dumpdata-includes-secrets")
def test_django_dump_leaves_out_files_and_hidden_rows_and_includes_secrets(run):
    """Fails if a dump holds the bytes of a file or a hidden row, or no password hash or session key."""
    seen = run(
        DJANGO
        + """
    from django.contrib.auth.models import User
    from django.contrib.sessions.backends.db import SessionStore
    from django.core.files.base import ContentFile
    user, session = User.objects.create_user("ada", password="secret"), SessionStore()
    session["user"] = "ada"
    session.create()
    Play(title="Baal").poster.save("poster.txt", ContentFile(b"drawn by hand"))
    Play(title="Cut", hidden=True).save()
    everything = dumped()
    print(json.dumps({
        "file": open("media/poster.txt").read(),
        "dumped": [each in everything for each in ("Baal", "poster.txt", "drawn by hand", "Cut")],
        "all": "Cut" in dumped("theatre", use_base_manager=True),
        "secrets": [each in everything for each in (user.password, session.session_key)],
        "without": [each in dumped(exclude=["auth.User", "sessions"]) for each in (user.password, session.session_key)],
    }))
    """
    )
    assert seen == {
        "file": "drawn by hand",
        "dumped": [True, True, False, False],
        "all": True,
        "secrets": [True, True],
        "without": [False, False],
    }


@pytest.mark.claim("django-dumpdata-loaddata", "django-dumpdata-content-types")
def test_django_loads_a_dump_over_what_is_there(run):
    """Fails if rows stay as they were or go, a failed load keeps a row, or content types with other ids are taken."""
    seen = run(
        DJANGO
        + """
    from django.apps import apps
    from django.contrib.auth.management import create_permissions
    from django.contrib.auth.models import Group, Permission
    from django.contrib.contenttypes.management import create_contenttypes
    from django.contrib.contenttypes.models import ContentType
    there = Play.objects.using("other")

    def plays():
        return [[each.pk, each.title] for each in there.order_by("pk")]

    Play(pk=1, title="Baal").save()
    Play(pk=1, title="Old").save(using="other")
    Play(pk=9, title="Stays").save(using="other")
    seen = [loaded(dumped("theatre")), plays()]
    bad = json.loads(dumped("theatre"))
    bad[0]["fields"]["title"] = "New"
    bad.append({"model": "theatre.play", "pk": 2, "fields": {"title": None}})
    seen += [loaded(json.dumps(bad)), plays()]

    group = Group.objects.create(name="staff")
    group.permissions.add(Permission.objects.get(codename="add_play"))
    ContentType.objects.using("other").all().delete()
    ContentType(pk=50, app_label="gone", model="gone").save(using="other")
    for each in apps.get_app_configs():
        create_contenttypes(each, using="other", verbosity=0)
        create_permissions(each, using="other", verbosity=0)
    left_out = ["contenttypes", "auth.Permission"]
    seen += [loaded(dumped()), loaded(dumped(exclude=left_out))]
    seen.append(loaded(dumped(exclude=left_out, use_natural_foreign_keys=True)))
    held = Group.objects.using("other").get().permissions.values_list("codename", flat=True)
    print(json.dumps([*seen, list(held)]))
    """
    )
    rows = [[1, "Baal"], [9, "Stays"]]
    assert seen == ["loaded", rows, "IntegrityError", rows, *["IntegrityError"] * 2, "loaded", ["add_play"]]


@pytest.mark.claim("flask-sqlalchemy-copies-tables-in-order")
def test_sqlalchemy_copies_tables_in_the_order_of_foreign_keys(run):
    """Fails if a row is copied before the one that it refers to, or tables in a circle are sorted without a word."""
    seen = run(
        """
    import json, warnings
    from sqlalchemy import Column, ForeignKey, Integer, MetaData, Table, create_engine, event, select, text
    from sqlalchemy.exc import IntegrityError, SAWarning

    def engine(*statements):
        made = create_engine("sqlite://")
        event.listen(made, "connect", lambda connection, _: connection.execute("pragma foreign_keys = on"))
        with made.begin() as connection:
            for each in statements:
                connection.execute(text(each))
        return made

    old = engine(
        "create table role (id integer primary key, play integer not null references zplay (id))",
        "create table zplay (id integer primary key)", "insert into zplay values (7)", "insert into role values (3, 7)",
    )
    tables = MetaData()
    tables.reflect(old)

    def copied(order):
        new = engine()
        tables.create_all(new)
        try:
            with old.connect() as source, new.begin() as target:
                for each in order:
                    target.execute(each.insert(), [dict(row) for row in source.execute(select(each)).mappings()])
            with new.connect() as target:
                return [list(row) for row in target.execute(select(tables.tables["role"]))]
        except IntegrityError:
            return "IntegrityError"

    circle = MetaData()
    Table("a", circle, Column("id", Integer, primary_key=True), Column("b", ForeignKey("b.id")))
    Table("b", circle, Column("id", Integer, primary_key=True), Column("a", ForeignKey("a.id")))
    with warnings.catch_warnings(record=True) as noticed:
        warnings.simplefilter("always")
        circle.sorted_tables
    print(json.dumps({
        "sorted": copied(tables.sorted_tables), "unsorted": copied(tables.sorted_tables[::-1]),
        "circle": [each.category is SAWarning for each in noticed],
    }))
    """
    )
    assert seen == {"sorted": [[3, 7]], "unsorted": "IntegrityError", "circle": [True]}


@pytest.mark.claim("flask-sqlite-backup-in-use", "django-sqlite-backup-in-use")
def test_both_reach_the_backup_of_sqlite(run):
    """Fails if either hands out no connection of `sqlite3`, or a copy of the file alone holds what is in the log."""
    seen = run(
        """
    import json, shutil, sqlite3
    import django
    from django.conf import settings
    from sqlalchemy import create_engine, text
    settings.configure(DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": "used.sqlite3"}})
    django.setup()
    from django.db import connection as used_by_django

    def rows(target):
        try:
            return target.execute("select count(*) from play").fetchone()[0]
        except sqlite3.DatabaseError as error:
            return type(error).__name__

    def backup(connection):
        target = sqlite3.connect(":memory:")
        connection.backup(target)
        return rows(target)

    with create_engine("sqlite:///used.sqlite3").connect() as used:
        used.execute(text("pragma journal_mode = wal"))
        used.execute(text("create table play (id integer)"))
        used.execute(text("insert into play values (1)"))
        used.commit()
        shutil.copy("used.sqlite3", "copied.sqlite3")
        used_by_django.ensure_connection()
        print(json.dumps({
            "sqlalchemy": backup(used.connection.driver_connection), "django": backup(used_by_django.connection),
            "copied": rows(sqlite3.connect("copied.sqlite3")),
        }))
    """
    )
    assert seen == {"sqlalchemy": 1, "django": 1, "copied": "OperationalError"}
