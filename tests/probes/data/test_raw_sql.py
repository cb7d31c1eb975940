"""SQL written by hand: what runs it, and how values are passed."""

import pytest

DJANGO = """
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
    Play.objects.bulk_create([Play(title="Amphitryon"), Play(title="Baal")])
    select = "select id, title from theatre_play where title = "
    attack = "x' or '1' = '1"
"""


@pytest.mark.claim("django-raw-sql-returns-instances-or-rows")
def test_django_raw_sql_gives_instances_or_rows(run):
    seen = run(
        DJANGO
        + """
    raw = list(Play.objects.raw("select id, title from theatre_play order by id"))
    with connection.cursor() as cursor:
        cursor.execute("create table other (size integer)")
        cursor.execute("insert into other values (3)")
        rows = cursor.execute("select size from other").fetchall()
    print(json.dumps({"raw": [[type(each) is Play, each.title] for each in raw], "rows": rows}))
    """
    )
    assert seen == {"raw": [[True, "Amphitryon"], [True, "Baal"]], "rows": [[3]]}


@pytest.mark.claim("django-raw-sql-parameters", "django-raw-sql-is-not-checked")
def test_django_raw_sql_keeps_parameters_apart_and_checks_no_string(run):
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
        }))
    """
    )
    assert seen == {"found": ["Baal"], "parameter": [0, 0], "formatted": [2, 2]}


@pytest.mark.claim("flask-sqlalchemy-execute-refuses-a-plain-string", "flask-docs-show-a-removed-execute")
def test_sqlalchemy_executes_text_and_refuses_a_string(run):
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
        "Connection refused": "ObjectNotExecutableError",
        "Session": "Baal' --",
        "Session refused": "ArgumentError",
    }
