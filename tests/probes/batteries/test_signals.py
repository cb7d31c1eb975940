"""Signals: whose they are, and which events send them."""

import pytest


@pytest.mark.claim("flask-signals-come-from-blinker", "flask-signals-are-about-requests")
def test_flask_sends_signals_about_requests(run):
    """Fails if a signal is not sent or not Blinker's, or Flask has others than these ten."""
    seen = run(
        """
    import json
    import blinker, flask
    from flask import Flask, flash, render_template_string, signals
    app = Flask(__name__)
    app.secret_key = "x"
    names = sorted(name for name, each in vars(signals).items() if isinstance(each, blinker.Signal))
    heard = []
    for name in names:
        getattr(signals, name).connect(lambda *_, name=name, **more: heard.append(name), app, weak=False)

    @app.get("/")
    def page():
        flash("done")
        return render_template_string("page")

    @app.get("/fail")
    def fail():
        raise LookupError

    answers = [app.test_client().get(each).status_code for each in ("/", "/fail")]
    print(json.dumps({"names": names, "heard": sorted(set(heard)), "answers": answers}))
    """
    )
    names = [
        "appcontext_popped",
        "appcontext_pushed",
        "appcontext_tearing_down",
        "before_render_template",
        "got_request_exception",
        "message_flashed",
        "request_finished",
        "request_started",
        "request_tearing_down",
        "template_rendered",
    ]
    assert seen == {"names": names, "heard": names, "answers": [200, 500]}


@pytest.mark.claim("flask-receivers-are-weak")
def test_flask_receivers_are_weak(run):
    """Fails if a collected local receiver is still called, or one connected with `weak=False` is not."""
    seen = run(
        """
    import gc, json
    from flask import Flask, request_started
    app = Flask(__name__)
    app.add_url_rule("/", view_func=lambda: "page")
    heard = []

    def connect(name, **more):
        def local(sender, **_):
            heard.append(name)
        request_started.connect(local, app, **more)

    connect("weak")
    connect("strong", weak=False)
    gc.collect()
    app.test_client().get("/")
    print(json.dumps(heard))
    """
    )
    assert seen == ["strong"]


@pytest.mark.claim("flask-sqlalchemy-events-miss-statements")
def test_sqlalchemy_events_miss_statements(run):
    """Fails if a statement or `bulk_save_objects()` sends an event, or a change in the session does not."""
    seen = run(
        """
    import json
    from flask import Flask
    from flask_sqlalchemy import SQLAlchemy
    from sqlalchemy import delete, event, insert, update
    app = Flask(__name__)
    app.config["SQLALCHEMY_DATABASE_URI"] = "sqlite://"
    db = SQLAlchemy(app)

    class Play(db.Model):
        id = db.Column(db.Integer, primary_key=True)
        seats = db.Column(db.Integer)

    heard = []
    for name in ("after_insert", "after_update", "after_delete"):
        event.listen(Play, name, lambda *_, name=name: heard.append(name))

    def sent():
        db.session.commit()
        names = list(heard)
        heard.clear()
        return names

    seen = {}
    with app.app_context():
        db.create_all()
        play = Play(seats=1)
        db.session.add(play)
        seen["add"] = sent()
        play.seats = 2
        seen["change"] = sent()
        db.session.delete(play)
        seen["delete"] = sent()
        db.session.execute(insert(Play), [{"seats": 3}, {"seats": 4}])
        db.session.execute(update(Play).values(seats=5))
        db.session.execute(delete(Play))
        db.session.bulk_save_objects([Play(seats=6)])
        seen["statements"] = sent()
        seen["left"] = db.session.query(Play).count()
    print(json.dumps(seen))
    """
    )
    assert seen == {
        "add": ["after_insert"],
        "change": ["after_update"],
        "delete": ["after_delete"],
        "statements": [],
        "left": 1,
    }


DJANGO = """
    import json, sys
    import django
    from django.conf import settings
    settings.configure(
        ROOT_URLCONF=__name__, ALLOWED_HOSTS=["*"], INSTALLED_APPS=["django.contrib.contenttypes"],
        DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}},
    )
    django.setup()
    from django.contrib.contenttypes.models import ContentType
    from django.core import signals as requests
    from django.core.management import call_command
    from django.db.models import signals as models
    from django.dispatch import Signal
    from django.http import HttpResponse
    from django.test import Client
    from django.urls import path
    heard = []

    def listen(signal, name):
        signal.connect(lambda **more: heard.append(name), weak=False)

    names = ("pre_save", "post_save", "pre_delete", "post_delete", "pre_migrate", "post_migrate", "m2m_changed")
    for name in names:
        listen(getattr(models, name), name)

    def sent():
        names = sorted(set(heard))
        heard.clear()
        return names
"""


@pytest.mark.claim("django-signals-are-its-own", "django-signals-are-about-models-too")
def test_django_sends_signals_about_models_requests_and_migrations(run):
    """Fails if one of these events sends no signal, or Django uses Blinker."""
    seen = run(
        DJANGO
        + """
    for name in ("request_started", "request_finished"):
        listen(getattr(requests, name), name)
    own = Signal()
    listen(own, "own")
    urlpatterns = [path("", lambda request: HttpResponse("page"))]
    call_command("migrate", verbosity=0)
    seen = {"migrate": [each for each in sent() if "migrate" in each]}
    play = ContentType.objects.create(app_label="a", model="a")
    seen["save"] = sent()
    play.delete()
    seen["delete"] = sent()
    Client().get("/")
    seen["request"] = sent()
    own.send(sender=None)
    seen["own"] = sent()
    from django.db import connection, models as fields

    class Tagged(fields.Model):
        kinds = fields.ManyToManyField(ContentType)
        class Meta:
            app_label = "contenttypes"

    with connection.schema_editor() as editor:
        editor.create_model(Tagged)
    tagged = Tagged.objects.create()
    sent()
    tagged.kinds.add(ContentType.objects.first() or ContentType.objects.create(app_label="b", model="b"))
    seen["add"] = "m2m_changed" in sent()
    seen["blinker"] = "blinker" in sys.modules
    print(json.dumps(seen))
    """
    )
    assert seen == {
        "migrate": ["post_migrate", "pre_migrate"],
        "save": ["post_save", "pre_save"],
        "delete": ["post_delete", "pre_delete"],
        "request": ["request_finished", "request_started"],
        "own": ["own"],
        "add": True,
        "blinker": False,
    }


@pytest.mark.claim(
    "django-bulk-operations-send-no-save-signals", "django-signals-precede-the-commit", "django-receivers-are-weak"
)
def test_django_bulk_operations_send_no_save_signals(run):
    """Fails if a bulk write sends signals, `delete()` sends none, or they wait for the commit."""
    seen = run(
        DJANGO
        + """
    import gc
    from django.db import connection, models as fields, transaction

    class Part(fields.Model):
        whole = fields.ForeignKey(ContentType, fields.CASCADE)
        class Meta:
            app_label = "contenttypes"

    call_command("migrate", verbosity=0)
    with connection.schema_editor() as editor:
        editor.create_model(Part)
    sent()
    rows = ContentType.objects
    made = rows.bulk_create([ContentType(app_label="a", model=each) for each in "ab"])
    seen = {"bulk_create": sent()}
    rows.bulk_update(made, ["app_label"])
    seen |= {"bulk_update": sent(), "updated": rows.filter(app_label="a").update(app_label="b"), "update": sent()}
    row = rows.filter(app_label="b", model="a").get()
    row.save()
    seen["save"] = sent()
    rows.update_or_create(app_label="b", model="a", defaults={"model": "c"})
    seen["update_or_create"] = sent()
    Part.objects.create(whole=row)
    parts = []
    models.post_delete.connect(lambda **more: parts.append(more["sender"].__name__), weak=False)
    sent()
    rows.filter(app_label="b").delete()
    seen["delete"] = [sent(), sorted(parts)]

    def local(**more):
        heard.append("local")
    models.post_save.connect(local)
    del local
    gc.collect()
    try:
        with transaction.atomic():
            rows.create(app_label="c", model="c")
            transaction.on_commit(lambda: heard.append("committed"))
            raise LookupError
    except LookupError:
        seen["rolled back"] = [rows.filter(app_label="c").count(), sent()]
    with transaction.atomic():
        transaction.on_commit(lambda: heard.append("committed"))
        rows.create(app_label="d", model="d")
        seen["inside"] = sent()
    seen["committed"] = sent()
    print(json.dumps(seen))
    """
    )
    saved = ["post_save", "pre_save"]
    assert seen == {
        "bulk_create": [],
        "bulk_update": [],
        "updated": 2,
        "update": [],
        "save": saved,
        "update_or_create": saved,
        "delete": [["post_delete", "pre_delete"], ["ContentType", "ContentType", "Part"]],
        "rolled back": [0, saved],
        "inside": saved,
        "committed": ["committed"],
    }


@pytest.mark.claim("django-db-cascade-sends-no-signals")
def test_django_sends_no_signals_for_rows_the_database_deletes(run):
    """Fails if `DB_CASCADE` sends `post_delete` for the rows of the other table, or keeps them."""
    seen = run(
        DJANGO
        + """
    from django.db import connection, models as fields

    class Whole(fields.Model):
        class Meta:
            app_label = "contenttypes"

    class Part(fields.Model):
        whole = fields.ForeignKey(Whole, fields.DB_CASCADE)
        class Meta:
            app_label = "contenttypes"

    with connection.schema_editor() as editor:
        for each in (Whole, Part):
            editor.create_model(each)
    Part.objects.create(whole=Whole.objects.create())
    of = []
    models.post_delete.connect(lambda **more: of.append(more["sender"].__name__), weak=False)
    Whole.objects.all().delete()
    print(json.dumps([of, Part.objects.count()]))
    """
    )
    assert seen == [["Whole"], 0]
