"""A hostile text as a value in a query, as a parameter and as a part of the SQL."""

import pytest

HOSTILE = "nobody' OR '1'='1"

DJANGO = f"""
    import json
    import django
    from django.conf import settings
    settings.configure(DATABASES={{"default": {{"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}}}})
    django.setup()
    from django.db import connection, models

    class Person(models.Model):
        name = models.CharField(max_length=40)
        class Meta:
            app_label = "people"

    with connection.schema_editor() as editor:
        editor.create_model(Person)
    hostile = "{HOSTILE}"
    for name in ("ann", "bob"):
        Person.objects.create(name=name)
"""
SQLALCHEMY = f"""
    import json
    from flask import Flask
    from flask_sqlalchemy import SQLAlchemy
    from sqlalchemy import text
    app = Flask(__name__)
    app.config["SQLALCHEMY_DATABASE_URI"] = "sqlite://"
    db = SQLAlchemy(app)

    class Person(db.Model):
        id = db.Column(db.Integer, primary_key=True)
        name = db.Column(db.String(40))

    app.app_context().push()
    db.create_all()
    hostile = "{HOSTILE}"
    db.session.add_all([Person(name="ann"), Person(name="bob")])
    db.session.commit()
"""


@pytest.mark.claim("django-queries-use-parameters")
def test_django_queries_keep_values_apart(run):
    seen = run(
        DJANGO
        + """
    found = Person.objects.filter(name=hostile)
    sql, values = found.query.sql_with_params()
    Person.objects.create(name=hostile)
    print(json.dumps([hostile in sql, list(values) == [hostile], found.count(), Person.objects.count()]))
    """
    )
    assert seen == [False, True, 1, 3]


RAW = """
    select = "SELECT * FROM people_person WHERE name = "
    joined = Person.objects.raw(select + "'" + hostile + "'")
    apart = Person.objects.raw(select + "%s", [hostile])
    print(json.dumps([len(list(joined)), len(list(apart))]))
    """


@pytest.mark.claim("django-raw-sql-is-not-escaped")
def test_django_raw_sql_is_run_as_it_is(run):
    seen = run(DJANGO + RAW)
    assert seen == [2, 0]


@pytest.mark.claim("flask-sqlalchemy-queries-use-parameters")
def test_sqlalchemy_queries_keep_values_apart(run):
    seen = run(
        SQLALCHEMY
        + """
    query = db.select(Person).where(Person.name == hostile)
    compiled = query.compile()
    db.session.add(Person(name=hostile))
    found, every = (len(db.session.scalars(each).all()) for each in (query, db.select(Person)))
    print(json.dumps([hostile in str(compiled), list(compiled.params.values()) == [hostile], found, every]))
    """
    )
    assert seen == [False, True, 1, 3]


TEXT = """
    select = "SELECT * FROM person WHERE name = "
    joined = db.session.execute(text(select + "'" + hostile + "'"))
    apart = db.session.execute(text(select + ":name"), {"name": hostile})
    print(json.dumps([len(joined.all()), len(apart.all())]))
    """


@pytest.mark.claim("flask-sqlalchemy-text-is-not-escaped")
def test_sqlalchemy_text_is_run_as_it_is(run):
    seen = run(SQLALCHEMY + TEXT)
    assert seen == [2, 0]
