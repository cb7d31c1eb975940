"""Signals: whose they are, and which events send them."""

import pytest


@pytest.mark.claim("flask-signals-come-from-blinker", "flask-signals-are-about-requests")
def test_flask_sends_signals_about_requests(run):
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

    for name in ("pre_save", "post_save", "pre_delete", "post_delete", "pre_migrate", "post_migrate"):
        listen(getattr(models, name), name)

    def sent():
        names = sorted(set(heard))
        heard.clear()
        return names
"""


@pytest.mark.claim("django-signals-are-its-own", "django-signals-are-about-models-too")
def test_django_sends_signals_about_models_requests_and_migrations(run):
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
        "blinker": False,
    }


@pytest.mark.claim("django-bulk-operations-send-no-save-signals")
def test_django_bulk_operations_send_no_save_signals(run):
    seen = run(
        DJANGO
        + """
    call_command("migrate", verbosity=0)
    sent()
    rows = ContentType.objects
    rows.bulk_create([ContentType(app_label="a", model=each) for each in "ab"])
    seen = {"bulk_create": sent(), "updated": rows.filter(app_label="a").update(app_label="b"), "update": sent()}
    rows.filter(app_label="b", model="a").get().save()
    seen["save"] = sent()
    rows.filter(app_label="b").delete()
    seen["delete"] = sent()
    print(json.dumps(seen))
    """
    )
    assert seen == {
        "bulk_create": [],
        "updated": 2,
        "update": [],
        "save": ["post_save", "pre_save"],
        "delete": ["post_delete", "pre_delete"],
    }
