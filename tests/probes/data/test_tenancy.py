"""One schema for each customer: what the libraries offer for it."""

import pytest


@pytest.mark.claim("flask-sqlalchemy-schema-translate-map")
def test_sqlalchemy_translates_schema_names_but_not_in_text(run):
    """Fails if schema_translate_map doesn't pick the schema of a table, or changes names inside text()."""
    seen = run(
        """
    import json
    from sqlalchemy import Column, MetaData, Integer, Table, create_engine, event, select, text
    from sqlalchemy.exc import OperationalError
    table = Table("play", MetaData(), Column("id", Integer), schema="tenant")
    engine = create_engine("sqlite://")
    seen = {}
    with engine.connect() as plain:
        for number, name in enumerate(("one", "two")):
            plain.execute(text(f"attach ':memory:' as {name}"))
            each = plain.execution_options(schema_translate_map={"tenant": name})
            table.create(each)
            each.execute(table.insert().values(id=number))
            seen[name] = each.execute(select(table)).scalars().all()
        seen["physical"] = [
            plain.execute(text(f"select id from {name}.play")).scalars().all() for name in ("one", "two")
        ]
        try:
            plain.execute(text("select id from tenant.play"))
        except OperationalError as error:
            seen["text"] = str(error.orig)
    print(json.dumps(seen))
    """
    )
    assert seen == {"one": [0], "two": [1], "physical": [[0], [1]], "text": "no such table: tenant.play"}


FLASK = """
    import json, os
    from flask import Flask, request
    from flask_sqlalchemy import SQLAlchemy
    from sqlalchemy import event, text
    from sqlalchemy.exc import InvalidRequestError
    app = Flask(__name__)
    app.config["SQLALCHEMY_DATABASE_URI"] = "sqlite:///" + os.path.abspath("main.sqlite3")
    db = SQLAlchemy(app)

    class Play(db.Model):
        title = db.Column(db.String(20), primary_key=True)

    with app.app_context():
        engine = db.engine

    @event.listens_for(engine, "connect")
    def attach(connection, record):
        for each in ("one", "two"):
            connection.execute(f"attach '{each}.sqlite3' as {each}")

    for each in (None, "one", "two"):
        with engine.connect().execution_options(schema_translate_map={None: each}) as connection:
            db.metadata.create_all(connection)
            connection.execute(db.insert(Play).values(title=f"of {each}"))
            connection.commit()

    def titles(session):
        return sorted(session.scalars(db.select(Play.title)))
"""


@pytest.mark.claim("flask-sqlalchemy-schema-translate-map", "flask-sqlalchemy-tenant-for-each-request")
def test_flask_sqlalchemy_session_keeps_the_schema_of_its_tenant(run):
    """Fails if a session forgets its tenant's schema before remove(), or takes another while it is in use."""
    seen = run(
        FLASK
        + """
    @app.before_request
    def choose():
        db.session(execution_options={"schema_translate_map": {None: request.headers["Tenant"]}})

    @app.post("/")
    def page():
        db.session.add(Play(title="new"))
        db.session.commit()
        found = titles(db.session)
        db.session.delete(db.session.get(Play, "new"))
        db.session.commit()
        return {"orm": found, "text": db.session.scalar(text("select title from play"))}

    @app.get("/")
    def end():
        seen = [titles(db.session)]
        db.session.remove()
        seen.append(titles(db.session))
        try:
            db.session(execution_options={"schema_translate_map": {None: "one"}})
        except InvalidRequestError:
            seen.append("refused")
        return seen

    client = app.test_client()
    seen = [client.post("/", headers={"Tenant": each}).json for each in ("one", "two", "one")]
    print(json.dumps([seen, client.get("/", headers={"Tenant": "one"}).json]))
    """
    )
    one, two = ({"orm": ["new", f"of {each}"], "text": "of None"} for each in ("one", "two"))
    assert seen == [[one, two, one], [["of one"], ["of None"], "refused"]]


@pytest.mark.claim("flask-sqlalchemy-schema-map-on-a-connection-ends")
def test_sqlalchemy_forgets_the_schema_of_a_connection_at_commit(run):
    """Fails if a schema map given to session.connection() is still in force after commit()."""
    seen = run(
        FLASK
        + """
    with app.app_context():
        db.session.connection(execution_options={"schema_translate_map": {None: "one"}})
        seen = [titles(db.session)]
        db.session.commit()
        seen.append(titles(db.session))
    print(json.dumps(seen))
    """
    )
    assert seen == [["of one"], ["of None"]]


@pytest.mark.claim("flask-sqlalchemy-pool-keeps-connection-settings")
def test_sqlalchemy_pool_passes_settings_of_a_connection_on(run):
    """Fails if the pool keeps an open transaction, or resets a connection's setting before the next request."""
    seen = run(
        FLASK
        + """
    def setting():
        return db.session.scalar(text("pragma cache_size"))

    @app.get("/")
    def page():
        return [setting(), db.session.execute(text("pragma cache_size = 77")) and setting()]

    pages = [app.test_client().get("/").json for _ in range(2)]
    rows = []
    for end in ("commit()", ""):
        connection = engine.connect()
        connection.execute(db.insert(Play).values(title=end))
        if end:
            connection.commit()
        connection.close()
        with engine.connect() as connection:
            rows.append(connection.scalar(db.select(db.func.count()).select_from(Play)))
    print(json.dumps([pages, rows]))
    """
    )
    (first, second), rows = seen
    assert first[0] != 77
    assert (first, second) == ([first[0], 77], [77, 77])
    # what was not committed is rolled back: one row was there before, and one was committed
    assert rows == [2, 2]


@pytest.mark.claim("django-has-no-tenants")
def test_django_model_takes_no_schema(run):
    """Fails if a model's Meta takes an option `schema`, `db_schema` or `tenant`, or refuses `db_table`."""
    seen = run(
        """
    import json
    import django
    from django.conf import settings
    settings.configure()
    django.setup()
    from django.db import models

    def tried(name):
        try:
            meta = type("Meta", (), {"app_label": "theatre", name: "one"})
            type("Play", (models.Model,), {"Meta": meta, "__module__": "theatre.models"})
            return "taken"
        except TypeError as error:
            return "invalid attribute" in str(error)
    print(json.dumps([tried(each) for each in ("db_table", "schema", "db_schema", "tenant")]))
    """
    )
    assert seen == ["taken", True, True, True]
