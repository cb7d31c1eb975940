"""Transactions: what is committed, and when."""

import pytest


@pytest.mark.claim("flask-sqlalchemy-discards-uncommitted-changes")
def test_flask_sqlalchemy_discards_what_was_not_committed(run):
    seen = run(
        """
    import json, os
    from flask import Flask
    from flask_sqlalchemy import SQLAlchemy
    app = Flask(__name__)
    app.config["SQLALCHEMY_DATABASE_URI"] = "sqlite:///" + os.path.abspath("probe.sqlite3")
    app.config["SQLALCHEMY_COMMIT_ON_TEARDOWN"] = True
    db = SQLAlchemy(app)

    class Play(db.Model):
        id = db.Column(db.Integer, primary_key=True)

    @app.post("/<word>")
    def page(word):
        db.session.add(Play())
        db.session.flush()
        if word == "commit":
            db.session.commit()
        return str(len(db.session.scalars(db.select(Play)).all()))

    @app.get("/")
    def rows():
        return str(len(db.session.scalars(db.select(Play)).all()))

    with app.app_context():
        db.create_all()
    client = app.test_client()
    seen = []
    for word in ("leave", "commit"):
        seen += [client.post(f"/{word}").text, client.get("/").text]
    print(json.dumps(seen))
    """
    )
    assert seen == ["1", "0", "1", "1"]


@pytest.mark.claim("flask-sqlalchemy-begin-block")
def test_sqlalchemy_begin_block_commits_or_rolls_back(run):
    seen = run(
        """
    import contextlib, json
    from sqlalchemy import Column, Integer, MetaData, Table, create_engine, select
    from sqlalchemy.orm import Session
    engine = create_engine("sqlite:///probe.sqlite3")
    table = Table("play", MetaData(), Column("id", Integer))
    table.metadata.create_all(engine)

    def write(session, number, fail):
        session.execute(table.insert().values(id=number))
        if fail:
            raise LookupError

    for outer, inner in ((False, False), (False, True), (True, False)):
        with contextlib.suppress(LookupError), Session(engine) as session, session.begin():
            number = 10 * outer + 100 * inner
            session.execute(table.insert().values(id=number))
            with contextlib.suppress(LookupError), session.begin_nested():
                write(session, number + 1, inner)
            write(session, number + 2, outer)
    with Session(engine) as session:
        print(json.dumps(sorted(session.scalars(select(table.c.id)))))
    """
    )
    assert seen == [0, 1, 2, 100, 102]


@pytest.mark.claim("flask-sqlalchemy-savepoints-on-sqlite")
def test_sqlalchemy_savepoint_on_sqlite_outlives_a_failed_block(run):
    seen = run(
        """
    import contextlib, json
    from sqlalchemy import Column, Integer, MetaData, Table, create_engine, select
    from sqlalchemy.orm import Session
    table = Table("play", MetaData(), Column("id", Integer))
    seen = {}
    for name, options in {"as it is": {}, "autocommit off": {"autocommit": False}}.items():
        engine = create_engine(f"sqlite:///{name}", connect_args=options)
        table.metadata.create_all(engine)
        for before in (False, True):
            with contextlib.suppress(LookupError), Session(engine) as session, session.begin():
                if before:
                    session.execute(table.insert().values(id=1))
                with session.begin_nested():
                    session.execute(table.insert().values(id=2 + before))
                raise LookupError
        with Session(engine) as session:
            seen[name] = session.scalars(select(table.c.id)).all()
    print(json.dumps(seen))
    """
    )
    assert seen == {"as it is": [2], "autocommit off": []}


DJANGO = """
    import contextlib, json, sqlite3, sys
    import django
    from django.conf import settings
    settings.configure(
        ROOT_URLCONF=__name__, ALLOWED_HOSTS=["*"], DEBUG_PROPAGATE_EXCEPTIONS=False, LOGGING_CONFIG=None,
        DATABASES={"default": {
            "ENGINE": "django.db.backends.sqlite3", "NAME": "probe.sqlite3",
            **({"ATOMIC_REQUESTS": True} if "atomic" in sys.argv else {}),
        }},
    )
    django.setup()
    from django.db import connection, models, transaction
    from django.http import HttpResponse
    from django.test import Client
    from django.urls import path

    class Play(models.Model):
        class Meta:
            app_label = "theatre"

    with connection.schema_editor() as editor:
        editor.create_model(Play)

    def committed():
        with contextlib.closing(sqlite3.connect("probe.sqlite3")) as other:
            return [each[0] for each in other.execute("select id from theatre_play order by id")]
"""


@pytest.mark.claim("django-autocommits", "django-atomic-block")
def test_django_commits_each_query_unless_a_transaction_is_open(run):
    seen = run(
        DJANGO
        + """
    def write(number, fail):
        Play.objects.create(id=number)
        if fail:
            raise LookupError

    with contextlib.suppress(LookupError):
        write(1, True)
    seen = {"autocommit": committed()}
    with transaction.atomic():
        Play.objects.create(id=2)
        seen["open"] = committed()
    seen["closed"] = committed()
    with contextlib.suppress(LookupError), transaction.atomic():
        write(3, True)
    with transaction.atomic():
        Play.objects.create(id=4)
        with contextlib.suppress(LookupError), transaction.atomic():
            write(5, True)
        with transaction.atomic():
            write(6, False)
    with contextlib.suppress(LookupError), transaction.atomic():
        with transaction.atomic():
            write(7, False)
        raise LookupError
    seen["at last"] = committed()
    print(json.dumps(seen))
    """
    )
    assert seen == {"autocommit": [1], "open": [1], "closed": [1, 2], "at last": [1, 2, 4, 6]}


@pytest.mark.claim("django-atomic-requests")
def test_django_rolls_back_a_failed_view_with_atomic_requests(run, tmp_path):
    program = (
        DJANGO
        + """
    def page(request):
        Play.objects.create()
        inside = len(committed())
        if "fail" in request.GET:
            raise LookupError
        return HttpResponse(str(inside))

    urlpatterns = [path("", page)]
    client = Client(raise_request_exception=False)
    seen = [client.get("/?fail").status_code, len(committed())]
    print(json.dumps([*seen, client.get("/").content.decode(), len(committed())]))
    """
    )
    assert run(program) == [500, 1, "2", 2]
    (tmp_path / "probe.sqlite3").unlink()
    assert run(program, "atomic") == [500, 0, "0", 1]
