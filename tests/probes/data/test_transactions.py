"""Transactions: what is committed, and when."""

import pytest

FLASK = """
    import contextlib, json, os, sqlite3, sys
    from flask import Flask
    from flask_sqlalchemy import SQLAlchemy
    from sqlalchemy import event
    app = Flask(__name__)
    app.config["SQLALCHEMY_DATABASE_URI"] = "sqlite:///" + os.path.abspath("probe.sqlite3")
    app.config["SQLALCHEMY_ENGINE_OPTIONS"] = {"isolation_level": sys.argv[1]} if sys.argv[1:] else {}
    app.logger.disabled = True
    db = SQLAlchemy(app)

    class Play(db.Model):
        id = db.Column(db.Integer, primary_key=True)

    with app.app_context():
        db.create_all()
    client = app.test_client()

    def committed():
        with contextlib.closing(sqlite3.connect("probe.sqlite3")) as connection:
            return connection.execute("select count(*) from play").fetchone()[0]
"""


@pytest.mark.claim("flask-sqlalchemy-discards-uncommitted-changes", "flask-returned-error-keeps-commits")
def test_flask_sqlalchemy_discards_what_was_not_committed(run):
    """Fails if uncommitted rows are kept, committed ones undone by an error, or AUTOCOMMIT keeps nothing."""
    program = (
        FLASK
        + """
    def write():
        db.session.add(Play())
        db.session.flush()

    @app.post("/<word>")
    def page(word):
        if word == "begin":
            with db.session.begin():
                db.session.add(Play())
            return "done"
        write()
        if word in ("commit", "partly", "error"):
            db.session.commit()
        if word in ("partly", "fail"):
            write()
            raise LookupError
        return "done", 500 if word == "error" else 200

    seen, before = {}, 0
    for word in ("leave", "fail", "commit", "begin", "partly", "error"):
        client.post(f"/{word}")
        seen[word], before = committed() - before, committed()
    with app.app_context():
        client.post("/leave")
        db.session.commit()
    seen["outer context"] = committed() - before
    print(json.dumps(seen))
    """
    )
    kept = {"commit": 1, "begin": 1, "partly": 1, "error": 1}
    assert run(program) == {"leave": 0, "fail": 0, **kept, "outer context": 1}
    seen = run(program.replace("probe.sqlite3", "other.sqlite3"), "AUTOCOMMIT")
    assert (seen["leave"], seen["fail"]) == (1, 2)


@pytest.mark.claim("flask-sqlalchemy-begin-block")
def test_flask_sqlalchemy_begin_block_fails_after_a_query(run):
    """Fails if session.begin() opens after a query, or begin_nested() doesn't."""
    seen = run(
        FLASK
        + """
    from sqlalchemy.exc import InvalidRequestError

    @app.post("/<word>")
    def page(word):
        if "query" in word:
            db.session.scalars(db.select(Play)).all()
        try:
            with db.session.begin_nested() if "nested" in word else db.session.begin():
                db.session.add(Play())
        except InvalidRequestError as error:
            return type(error).__name__
        if "nested" in word:
            db.session.commit()
        return "done"

    words = ("begin", "query-begin", "query-nested")
    print(json.dumps([[client.post(f"/{word}").text, committed()] for word in words]))
    """
    )
    assert seen == [["done", 1], ["InvalidRequestError", 1], ["done", 2]]


@pytest.mark.claim("flask-sqlalchemy-after-commit")
def test_sqlalchemy_tells_a_function_of_each_commit(run):
    """Fails if after_commit isn't called at a commit and at the end of a savepoint, or is called at a rollback."""
    seen = run(
        FLASK
        + """
    told = []
    with app.app_context():
        event.listen(db.session(), "after_commit", lambda session: told.append(committed()))
        db.session.add(Play())
        db.session.rollback()
        db.session.add(Play())
        db.session.commit()
        db.session.add(Play())
        with db.session.begin_nested():
            db.session.add(Play())
        told.append("before the rollback")
        db.session.rollback()
    print(json.dumps([told, committed()]))
    """
    )
    assert seen == [[1, 1, "before the rollback"], 1]


@pytest.mark.claim("flask-sqlalchemy-begin-block")
def test_sqlalchemy_begin_block_commits_or_rolls_back(run):
    """Fails if begin() keeps rows when its block raises, or a failed savepoint takes the other rows with it."""
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
    """Fails if SQLite by default drops a savepoint's first rows on failure, or keeps them with autocommit=False."""
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
            session.scalars(select(table.c.id)).all()
            with session.begin_nested():
                session.execute(table.insert().values(id=4))
        with Session(engine) as session:
            seen[name] = session.scalars(select(table.c.id)).all()
    print(json.dumps(seen))
    """
    )
    assert seen == {"as it is": [2, 4], "autocommit off": []}


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
    """Fails if a query outside atomic() isn't committed at once, one inside is, or a failed block keeps its rows."""
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
    """Fails if ATOMIC_REQUESTS is on by default, keeps a failed view's rows, or covers middleware or late rendering."""
    program = (
        DJANGO
        + """
    from django.http import Http404, StreamingHttpResponse
    from django.template import engines
    from django.template.response import TemplateResponse

    def write():
        Play.objects.create()

    def middleware(answer):
        def answered(request):
            response = answer(request)
            if "middleware" in request.GET:
                write()
                raise LookupError
            return response
        return answered

    def fail():
        write()
        raise LookupError

    def page(request):
        word = request.GET["word"]
        if word == "stream":
            return StreamingHttpResponse(fail() for _ in range(1))
        if word == "late":
            template = engines["django"].from_string("{% for each in fail %}{% endfor %}")
            write()
            return TemplateResponse(request, template, {"fail": fail})
        write()
        if word == "raise":
            raise LookupError
        if word == "404":
            raise Http404
        return HttpResponse(status=500 if word == "error" else 200)

    urlpatterns = [path("", page)]
    client = Client(raise_request_exception=False)
    seen, before = {}, 0
    for word in ("done", "raise", "404", "error", "late", "stream", "done&middleware=1"):
        with contextlib.suppress(LookupError):
            list(client.get(f"/?word={word}"))
        seen[word.partition("&")[2] or word], before = len(committed()) - before, len(committed())
    print(json.dumps(seen))
    """
    ).replace("LOGGING_CONFIG=None,", 'LOGGING_CONFIG=None, MIDDLEWARE=[f"{__name__}.middleware"],')
    program = program.replace(
        "DATABASES={", 'TEMPLATES=[{"BACKEND": "django.template.backends.django.DjangoTemplates"}], DATABASES={'
    )
    kept = {"done": 1, "error": 1, "late": 2, "stream": 1, "middleware=1": 2}
    assert run(program) == {**kept, "raise": 1, "404": 1}
    (tmp_path / "probe.sqlite3").unlink()
    assert run(program, "atomic") == {**kept, "raise": 0, "404": 0}


@pytest.mark.claim("django-on-commit")
def test_django_runs_on_commit_functions_after_the_commit(run):
    """Fails if on_commit() runs its function before the commit, or after a rollback."""
    seen = run(
        DJANGO
        + """
    told = []
    for fail in (True, False):
        with contextlib.suppress(LookupError), transaction.atomic():
            Play.objects.create()
            transaction.on_commit(lambda: told.append(len(committed())))
            if fail:
                raise LookupError
    print(json.dumps(told))
    """
    )
    assert seen == [1]
