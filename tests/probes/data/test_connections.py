"""Database connections: when they are opened, kept, pooled and given back."""

import pytest

FLASK = """
    import json
    from flask import Flask
    from flask_sqlalchemy import SQLAlchemy
    from sqlalchemy import select
    app = Flask(__name__)
    app.config["SQLALCHEMY_DATABASE_URI"] = "sqlite:////" + __import__("os").getcwd().lstrip("/") + "/probe.sqlite3"
    db = SQLAlchemy(app)
"""


@pytest.mark.claim("flask-ships-no-orm", "flask-ships-no-database-backend", "flask-keeps-no-connections")
def test_flask_answers_without_loading_a_database_module(run):
    """Fails if Flask loads a database library for a request, or Flask-SQLAlchemy's import would go unseen."""
    seen = run(
        """
    import json, sys
    from flask import Flask
    app = Flask(__name__)
    app.add_url_rule("/", view_func=lambda: "done")
    names = ("sqlite3", "sqlalchemy", "psycopg", "psycopg2", "MySQLdb", "pymysql", "oracledb")
    seen = {"answer": app.test_client().get("/").text, "loaded": [each for each in names if each in sys.modules]}
    import flask_sqlalchemy
    seen["extension"] = [each for each in names if each in sys.modules]
    print(json.dumps(seen))
    """
    )
    assert seen == {"answer": "done", "loaded": [], "extension": ["sqlalchemy"]}


@pytest.mark.claim("flask-sqlalchemy-pools-by-default")
def test_sqlalchemy_pools_five_connections_and_ten_more(run):
    """Fails if a pool lends other than 15 connections, keeps other than 5, waits other than 30 s, or is shared."""
    seen = run(
        """
    import json
    from sqlalchemy import create_engine
    from sqlalchemy.exc import TimeoutError
    from sqlalchemy.pool import QueuePool
    engine = create_engine("sqlite:///probe.sqlite3", pool_timeout=0)
    lent = []
    try:
        while len(lent) < 99:
            lent.append(engine.connect())
    except TimeoutError:
        pass
    seen = {"lent": len(lent)}
    for each in lent:
        each.close()
    seen["kept"] = engine.pool.checkedin()
    seen["wait"] = create_engine("sqlite:///probe.sqlite3").pool.timeout()
    seen["another engine"] = create_engine("sqlite:///probe.sqlite3").pool.checkedin()
    seen["pools"] = [isinstance(each.pool, QueuePool) for each in (engine, create_engine("sqlite://"))]
    print(json.dumps(seen))
    """
    )
    assert seen == {"lent": 15, "kept": 5, "wait": 30, "another engine": 0, "pools": [True, False]}


@pytest.mark.claim("flask-sqlalchemy-returns-connection-after-request")
def test_flask_sqlalchemy_gives_its_connection_back_after_a_request(run):
    """Fails if commit, rollback or the end of the context leaves Flask-SQLAlchemy's connection checked out."""
    seen = run(
        FLASK
        + """
    lent = []

    def look():
        lent.append(db.engine.pool.checkedout())

    @app.get("/")
    def page():
        for end in (db.session.commit, db.session.rollback):
            db.session.execute(select(1))
            look()
            end()
            look()
        db.session.execute(select(1))
        look()
        return "done"

    for _ in range(2):
        app.test_client().get("/")
        with app.app_context():
            look()
    with app.app_context():
        seen = {"lent": list(lent), "kept": db.engine.pool.checkedin()}
        app.test_client().get("/")
        seen["outer context"] = db.engine.pool.checkedout()
    print(json.dumps(seen))
    """
    )
    assert seen == {"lent": [1, 0, 1, 0, 1, 0] * 2, "kept": 1, "outer context": 1}


@pytest.mark.claim("flask-orm-session-per-request")
def test_flask_sqlalchemy_closes_the_session_after_a_request(run):
    """Fails if db.session outlives its context, is shared by two requests, or closes before an outer context ends."""
    seen = run(
        FLASK
        + """
    from sqlalchemy.orm import object_session

    class Play(db.Model):
        id = db.Column(db.Integer, primary_key=True)

    with app.app_context():
        db.create_all()
        db.session.add(Play(id=1))
        db.session.commit()
    sessions, plays = [], []

    @app.get("/")
    def page():
        sessions.append(db.session())
        plays.append(db.session.get(Play, 1))
        return [sessions[-1] is db.session(), object_session(plays[-1]) is sessions[-1]]

    inside = [app.test_client().get("/").json for _ in range(2)]
    left = [object_session(each) is None for each in plays]
    with app.app_context():
        app.test_client().get("/")
        outer = object_session(plays[-1]) is None
    after = object_session(plays[-1]) is None
    print(json.dumps({
        "inside": inside,
        "another": sessions[0] is not sessions[1],
        "left": left,
        "outer context": [outer, after],
    }))
    """
    )
    assert seen == {
        "inside": [[True, True]] * 2,
        "another": True,
        "left": [True, True],
        "outer context": [False, True],
    }


@pytest.mark.claim("django-closes-connection-after-request")
def test_django_closes_its_connection_after_a_request(run):
    """Fails if a connection outlives its request without CONN_MAX_AGE, is closed with it, or is shared by threads."""
    seen = run(
        """
    import json, threading
    import django
    from django.conf import settings
    sqlite = {"ENGINE": "django.db.backends.sqlite3", "NAME": "probe.sqlite3"}
    settings.configure(
        ROOT_URLCONF=__name__, ALLOWED_HOSTS=["*"],
        DATABASES={"default": sqlite, "kept": {**sqlite, "CONN_MAX_AGE": 600}},
    )
    django.setup()
    from django.db import connection
    with connection.cursor() as cursor:
        cursor.execute("select 1")
    outside = bool(connection.connection)
    connection.close()
    from django.core.wsgi import get_wsgi_application
    from django.db import connections
    from django.http import HttpResponse
    from django.urls import path
    from werkzeug.test import Client
    used = []

    def page(request):
        for each in connections:
            connections[each].cursor().execute("select 1")
        used.append({each: connections[each].connection for each in connections})
        return HttpResponse("done")

    urlpatterns = [path("", page)]
    client = Client(get_wsgi_application())
    left = []
    def answer():
        for _ in range(2):
            client.get("/").close()
            left.append([each for each in connections if connections[each].connection])
    answer()
    thread = threading.Thread(target=answer)
    thread.start()
    thread.join()
    print(json.dumps({
        "left": left,
        "reused": {each: used[0][each] is used[1][each] for each in connections},
        "across threads": used[0]["kept"] is used[2]["kept"],
        "open outside a request": outside,
    }))
    """
    )
    assert seen == {
        "left": [["kept"]] * 4,
        "reused": {"default": False, "kept": True},
        "across threads": False,
        "open outside a request": True,
    }
