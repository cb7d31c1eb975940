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
        secret = models.CharField(max_length=40, default="hash")
        class Meta:
            app_label = "people"

    class Note(models.Model):
        author = models.ForeignKey(Person, models.CASCADE)
        class Meta:
            app_label = "people"

    with connection.schema_editor() as editor:
        editor.create_model(Person)
        editor.create_model(Note)
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
        secret = db.Column(db.String(40), default="hash")

    app.app_context().push()
    db.create_all()
    hostile = "{HOSTILE}"
    db.session.add_all([Person(name="ann"), Person(name="bob")])
    db.session.commit()
"""


@pytest.mark.claim("django-queries-use-parameters")
def test_django_queries_keep_values_apart(run):
    """Fails if a value of filter() or create() becomes part of the SQL."""
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
def test_django_raw_sql_does_not_escape_joined_values(run):
    """Fails if raw() escapes a value joined into its SQL, or doesn't keep one in params apart."""
    seen = run(DJANGO + RAW)
    assert seen == [2, 0]


@pytest.mark.claim("flask-sqlalchemy-queries-use-parameters")
def test_sqlalchemy_queries_keep_values_apart(run):
    """Fails if a value of where() or of a new row becomes part of the SQL."""
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
def test_sqlalchemy_text_does_not_escape_joined_values(run):
    """Fails if text() escapes a value joined into it, or doesn't keep a parameter apart."""
    seen = run(SQLALCHEMY + TEXT)
    assert seen == [2, 0]


@pytest.mark.claim("django-other-ways-to-write-sql")
def test_django_extra_and_rawsql_do_not_escape_joined_values(run):
    """Fails if extra(), RawSQL or a cursor escapes a value joined into its SQL, or runs a parameter as SQL."""
    seen = run(
        DJANGO
        + """
    from django.db.models.expressions import RawSQL
    count = "(SELECT COUNT(*) FROM people_person WHERE name = "
    joined = RawSQL(count + "'" + hostile + "')", [])
    apart = RawSQL(count + "%s)", [hostile])
    seen = [Person.objects.annotate(found=each).first().found for each in (joined, apart)]
    seen.append(Person.objects.extra(where=["name = '" + hostile + "'"]).count())
    seen.append(Person.objects.extra(where=["name = %s"], params=[hostile]).count())
    select = "SELECT * FROM people_person WHERE name = "
    with connection.cursor() as cursor:
        seen.append(len(cursor.execute(select + "'" + hostile + "'").fetchall()))
        seen.append(len(cursor.execute(select + "%s", [hostile]).fetchall()))
    print(json.dumps(seen))
    """
    )
    assert seen == [2, 0, 2, 0, 2, 0]


@pytest.mark.claim("django-column-names-from-requests")
def test_django_uses_the_field_that_a_string_names(run):
    """Fails if filter() or order_by() takes a string that names no field, or refuses `secret` or `author__secret`."""
    seen = run(
        DJANGO
        + """
    from django.core.exceptions import FieldError
    Note.objects.create(author=Person.objects.get(name="ann"))

    def refused(make):
        try:
            make()
        except FieldError:
            return True
        return False

    names = ("nothing", "name; DROP TABLE people_person", "name = 'x' OR 1=1 --")
    seen = [refused(lambda: Person.objects.filter(**{name: "x"}).count()) for name in names]
    seen += [refused(lambda: list(Person.objects.order_by(name))) for name in names]
    Person.objects.filter(name="bob").update(secret="a hash")
    found = [Person.objects.filter(**{"secret__startswith": "ha"}).count()]
    found.append(Note.objects.filter(**{"author__secret__startswith": "ha"}).count())
    print(json.dumps([seen, found, [each.name for each in Person.objects.order_by("secret")]]))
    """
    )
    assert seen == [[True] * 6, [1, 1], ["bob", "ann"]]


@pytest.mark.claim("flask-sqlalchemy-refuses-plain-strings")
def test_sqlalchemy_refuses_plain_strings_as_sql(run):
    """Fails if a plain string is run as a statement or condition, or text() and literal_column() escape theirs."""
    seen = run(
        SQLALCHEMY
        + """
    from sqlalchemy import literal_column
    from sqlalchemy.exc import SQLAlchemyError
    condition = "name = '" + hostile + "'"

    def rows(make):
        try:
            return len(db.session.execute(make()).all())
        except SQLAlchemyError as error:
            return type(error).__name__

    select = db.select(Person)
    print(json.dumps([
        rows(lambda: "SELECT * FROM person"), rows(lambda: select.where(condition)),
        rows(lambda: select.where(text(condition))), rows(lambda: select.where(literal_column(condition))),
    ]))
    """
    )
    assert seen == ["ArgumentError", "ArgumentError", 2, 2]


@pytest.mark.claim("flask-sqlalchemy-column-names-from-requests")
def test_sqlalchemy_uses_the_column_that_a_string_names(run):
    """Fails if filter_by() or order_by() takes a string that names no column, or refuses `secret`."""
    seen = run(
        SQLALCHEMY
        + """
    from sqlalchemy.exc import CompileError, InvalidRequestError
    select = db.select(Person)

    def refused(make):
        try:
            db.session.execute(make()).all()
        except (CompileError, InvalidRequestError):
            return True
        return False

    names = ("nothing", "name; DROP TABLE person", "name = 'x' OR 1=1 --")
    seen = [refused(lambda: select.filter_by(**{name: "x"})) for name in names]
    seen += [refused(lambda: select.order_by(name)) for name in names]
    db.session.scalars(select.filter_by(name="bob")).one().secret = "a hash"
    found = len(db.session.scalars(select.filter_by(**{"secret": "hash"})).all())
    print(json.dumps([seen, found, [each.name for each in db.session.scalars(select.order_by("secret"))]]))
    """
    )
    assert seen == [[True] * 6, 1, ["bob", "ann"]]
