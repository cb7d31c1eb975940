"""Time zones: what is stored, what is computed with, and what is shown."""

import pytest


@pytest.mark.claim(
    "django-time-zones-are-on-by-default",
    "django-stores-times-in-utc",
    "django-current-time-zone-is-activated-by-code",
    "django-naive-times-are-in-the-default-zone",
)
def test_django_stores_utc_and_shows_the_zone_that_code_activates(run):
    """Fails if times are not stored in UTC, or not shown in the active zone."""
    program = """
    import json, sys, warnings
    from datetime import datetime
    from zoneinfo import ZoneInfo
    import django
    from django.conf import settings
    settings.configure(
        TIME_ZONE="Asia/Tokyo", TEMPLATES=[
            {"BACKEND": "django.template.backends.django.DjangoTemplates"},
            {"BACKEND": "django.template.backends.jinja2.Jinja2"},
        ],
        DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}},
        **{"USE_TZ": False} if "off" in sys.argv else {},
    )
    django.setup()
    from django import forms
    from django.db import connection, models
    from django.http import JsonResponse
    from django.template import Context, Template, engines
    from django.utils import timezone

    class Play(models.Model):
        begins = models.DateTimeField()
        class Meta:
            app_label = "theatre"

    class Moment(forms.Form):
        begins = forms.DateTimeField()

    with connection.schema_editor() as editor:
        editor.create_model(Play)
    begins = datetime(2026, 1, 1, 20, 0, tzinfo=ZoneInfo("Europe/Berlin"))
    Play.objects.create(begins=begins if settings.USE_TZ else begins.replace(tzinfo=None))
    read = Play.objects.get().begins
    template = Template("{{ begins|date:'H:i' }}")
    shown = [template.render(Context({"begins": read}))]
    naive = datetime(2026, 1, 1, 20, 0)
    with timezone.override("America/New_York"), warnings.catch_warnings(record=True) as warned:
        warnings.simplefilter("always")
        shown.append(template.render(Context({"begins": read})))
        shown.append(Moment(initial={"begins": read}).as_p().partition('value="')[2][11:16])
        others = [
            engines["jinja2"].from_string("{{ begins }}").render({"begins": read})[11:16],
            str(read)[11:16], json.loads(JsonResponse({"begins": read}).content)["begins"][11:16],
        ]
        Play.objects.create(begins=naive)
        kept = [str(Play.objects.last().begins)[11:16], ["naive datetime" in str(each.message) for each in warned]]
    print(json.dumps({
        "others": others, "naive": kept,
        "stored": connection.cursor().execute("select begins from theatre_play").fetchone(),
        "zones": [str(each.tzinfo) for each in (read, timezone.now())], "same": read == begins, "shown": shown,
    }, default=str))
    """
    assert run(program) == {
        "stored": ["2026-01-01 19:00:00"],
        "zones": ["UTC", "UTC"],
        "same": True,
        "shown": ["04:00", "14:00", "14:00"],
        "others": ["19:00", "19:00", "19:00"],
        "naive": ["11:00", [True]],
    }
    assert run(program, "off") == {
        "stored": ["2026-01-01 20:00:00"],
        "zones": ["None", "None"],
        "same": False,
        "shown": ["20:00", "20:00", "20:00"],
        "others": ["20:00", "20:00", "20:00"],
        "naive": ["20:00", []],
    }


@pytest.mark.claim("django-activated-zone-outlives-the-request")
def test_django_activated_zone_outlives_the_request(run):
    """Fails if an activated zone ends with its request, or `deactivate()` does not end it."""
    seen = run(
        """
    import json
    import django
    from django.conf import settings
    from django.http import HttpResponse
    from django.urls import path
    settings.configure(ROOT_URLCONF=__name__, ALLOWED_HOSTS=["*"], SECRET_KEY="x", TIME_ZONE="UTC")
    django.setup()
    from django.core.handlers.wsgi import WSGIHandler
    from django.test import RequestFactory
    from django.utils import timezone

    def change(request, zone=None):
        timezone.activate(zone) if zone else timezone.deactivate()
        return HttpResponse("")

    urlpatterns = [
        path("", lambda request: HttpResponse(timezone.get_current_timezone_name())),
        path("tokyo", change, {"zone": "Asia/Tokyo"}),
        path("none", change),
    ]
    handler = WSGIHandler()

    def get(path):
        answer = handler(RequestFactory().get(path).environ, lambda *_: None)
        text = b"".join(answer).decode()
        answer.close()
        return text

    print(json.dumps([get(each) for each in ("/", "/tokyo", "/", "/none", "/")]))
    """
    )
    assert seen == ["UTC", "", "Asia/Tokyo", "", "UTC"]


@pytest.mark.claim("flask-ships-no-time-zones", "flask-json-times-become-gmt")
def test_flask_shows_times_as_they_are_and_writes_json_in_gmt(run):
    """Fails if Flask has a setting for zones, converts in a template, or writes JSON in another zone."""
    seen = run(
        """
    import json
    from datetime import datetime
    from zoneinfo import ZoneInfo
    from flask import Flask, jsonify, render_template_string
    app = Flask(__name__)
    begins = datetime(2026, 1, 1, 20, 0, tzinfo=ZoneInfo("Europe/Berlin"))
    with app.app_context(), app.test_request_context():
        print(json.dumps({
            "shown": render_template_string("{{ begins }}", begins=begins),
            "settings": [each for each in app.config if "ZONE" in each or "TZ" in each],
            "json": jsonify(begins, begins.replace(tzinfo=None)).json,
        }))
    """
    )
    assert seen == {
        "shown": "2026-01-01 20:00:00+01:00",
        "settings": [],
        "json": ["Thu, 01 Jan 2026 19:00:00 GMT", "Thu, 01 Jan 2026 20:00:00 GMT"],
    }
