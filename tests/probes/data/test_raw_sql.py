"""SQL written by hand: what runs it, and how values are passed."""

import pytest

DJANGO = """
    import json
    import django
    from django.conf import settings
    settings.configure(DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}})
    django.setup()
    from django.db import DatabaseError, connection, models

    class Play(models.Model):
        title = models.CharField(max_length=20)
        class Meta:
            app_label = "theatre"

    with connection.schema_editor() as editor:
        editor.create_model(Play)
    Play.objects.bulk_create([Play(title="Amphitryon"), Play(title="Baal")])
    select = "select id, title from theatre_play where title = "

    def rows(statement, values):
        return [each for (each,) in connection.cursor().execute(statement, values).fetchall()]

    def refused(statement, values):
        try:
            connection.cursor().execute(statement, values)
            return False
        except DatabaseError:
            return True

    attack = "x' or '1' = '1"
"""


@pytest.mark.claim("django-raw-sql-returns-instances-or-rows")
def test_django_raw_sql_gives_instances_or_rows(run):
    """Fails if raw() gives no model instances, takes SQL without the primary key, or a cursor needs a model."""
    seen = run(
        DJANGO
        + """
    from django.core.exceptions import FieldDoesNotExist
    raw = list(Play.objects.raw("select id, title from theatre_play order by id"))
    try:
        without = list(Play.objects.raw("select title from theatre_play"))
    except FieldDoesNotExist as error:
        without = str(error)
    with connection.cursor() as cursor:
        cursor.execute("create table other (size integer)")
        cursor.execute("insert into other values (3)")
        rows = cursor.execute("select size from other").fetchall()
    print(json.dumps({"raw": [[type(each) is Play, each.title] for each in raw], "rows": rows, "without": without}))
    """
    )
    assert "must include the primary key" in seen.pop("without")
    assert seen == {"raw": [[True, "Amphitryon"], [True, "Baal"]], "rows": [[3]]}


@pytest.mark.claim("django-raw-sql-parameters", "django-raw-sql-names-are-no-parameters")
def test_django_raw_sql_keeps_parameters_apart_and_checks_no_string(run):
    """Fails if a parameter is run as SQL, may be quoted, or can name a table or the column to sort by."""
    seen = run(
        DJANGO
        + """
    with connection.cursor() as cursor:
        print(json.dumps({
            "found": [each.title for each in Play.objects.raw(select + "%s", ["Baal"])],
            "parameter": [
                len(Play.objects.raw(select + "%s", [attack])), len(cursor.execute(select + "%s", [attack]).fetchall()),
            ],
            "formatted": [
                len(Play.objects.raw(select + f"'{attack}'")), len(cursor.execute(select + f"'{attack}'").fetchall()),
            ],
            "percent": rows("select title from theatre_play where title like 'B%%' and id > %s", [0]),
            "no parameters": [rows(f"select 'B{each}'", None) for each in ("%", "%%")],
            "quoted": refused("select id from theatre_play where title = '%s'", ["Baal"]),
            "table": refused("select id from %s", ["theatre_play"]),
            "order": rows("select title from theatre_play order by %s desc", ["title"]),
        }))
    """
    )
    assert seen == {
        "found": ["Baal"],
        "parameter": [0, 0],
        "formatted": [2, 2],
        "percent": ["Baal"],
        "no parameters": [["B%"], ["B%%"]],
        "quoted": True,
        "table": True,
        "order": ["Amphitryon", "Baal"],
    }


@pytest.mark.claim("flask-sqlalchemy-execute-refuses-a-plain-string", "flask-docs-show-a-removed-execute")
def test_sqlalchemy_executes_text_and_refuses_a_string(run):
    """Fails if execute() takes a plain string, text() or exec_driver_sql() stops working, or Engine.execute is back."""
    seen = run(
        """
    import json
    from sqlalchemy import create_engine, text
    from sqlalchemy.exc import ArgumentError, ObjectNotExecutableError
    from sqlalchemy.orm import Session
    engine = create_engine("sqlite://")
    seen = {"engine has execute": hasattr(engine, "execute")}
    with engine.connect() as connection, Session(engine) as session:
        for each in (connection, session):
            name = type(each).__name__
            seen[name] = each.execute(text("select :name"), {"name": "Baal' --"}).scalar()
            driver = each.connection() if name == "Session" else each
            seen[f"{name} driver"] = driver.exec_driver_sql(f"select '{name}'").scalar()
            try:
                each.execute("select 1")
            except (ArgumentError, ObjectNotExecutableError) as error:
                seen[f"{name} refused"] = type(error).__name__
    print(json.dumps(seen))
    """
    )
    assert seen == {
        "engine has execute": False,
        "Connection": "Baal' --",
        "Connection driver": "Connection",
        "Session driver": "Session",
        "Connection refused": "ObjectNotExecutableError",
        "Session": "Baal' --",
        "Session refused": "ArgumentError",
    }


@pytest.mark.claim("flask-sqlalchemy-text-returns-instances", "flask-sqlalchemy-names-are-no-parameters")
def test_sqlalchemy_text_gives_instances_and_takes_no_names(run):
    """Fails if from_statement() gives no model instances, or a parameter can name a table or a column to sort by."""
    seen = run(
        """
    import json
    from sqlalchemy import create_engine, select, text
    from sqlalchemy.exc import DBAPIError
    from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column

    class Base(DeclarativeBase):
        pass

    class Play(Base):
        __tablename__ = "play"
        id: Mapped[int] = mapped_column(primary_key=True)
        title: Mapped[str]

    engine = create_engine("sqlite://")
    Base.metadata.create_all(engine)
    with Session(engine) as session:
        session.add_all([Play(id=1, title="Amphitryon"), Play(id=2, title="Baal")])
        session.commit()
        statement = select(Play).from_statement(text("select * from play where title = :title"))
        found = session.scalars(statement, {"title": "Baal"}).one()
        seen = {"instance": [type(found) is Play, found.id]}
        ordered = text("select title from play order by :column desc")
        seen["order"] = session.scalars(ordered, {"column": "title"}).all()
        try:
            session.execute(text("select id from :table"), {"table": "play"})
        except DBAPIError as error:
            seen["table"] = type(error).__name__
    print(json.dumps(seen))
    """
    )
    assert seen == {"instance": [True, 2], "order": ["Amphitryon", "Baal"], "table": "OperationalError"}
