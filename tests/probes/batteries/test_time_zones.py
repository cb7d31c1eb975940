"""Time zones: what is stored, what is computed with, and what is shown."""

import pytest


@pytest.mark.claim(
    "django-time-zones-are-on-by-default", "django-stores-times-in-utc", "django-current-time-zone-is-activated-by-code"
)
def test_django_stores_utc_and_shows_the_zone_that_code_activates(run):
    program = """
    import json, sys
    from datetime import datetime
    from zoneinfo import ZoneInfo
    import django
    from django.conf import settings
    settings.configure(
        TIME_ZONE="Asia/Tokyo", TEMPLATES=[{"BACKEND": "django.template.backends.django.DjangoTemplates"}],
        DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}},
        **{"USE_TZ": False} if "off" in sys.argv else {},
    )
    django.setup()
    from django.db import connection, models
    from django.template import Context, Template
    from django.utils import timezone

    class Play(models.Model):
        begins = models.DateTimeField()
        class Meta:
            app_label = "theatre"

    with connection.schema_editor() as editor:
        editor.create_model(Play)
    begins = datetime(2026, 1, 1, 20, 0, tzinfo=ZoneInfo("Europe/Berlin"))
    Play.objects.create(begins=begins if settings.USE_TZ else begins.replace(tzinfo=None))
    read = Play.objects.get().begins
    template = Template("{{ begins|date:'H:i' }}")
    shown = [template.render(Context({"begins": read}))]
    with timezone.override("America/New_York"):
        shown.append(template.render(Context({"begins": read})))
    print(json.dumps({
        "stored": connection.cursor().execute("select begins from theatre_play").fetchone(),
        "zones": [str(each.tzinfo) for each in (read, timezone.now())], "same": read == begins, "shown": shown,
    }, default=str))
    """
    assert run(program) == {
        "stored": ["2026-01-01 19:00:00"],
        "zones": ["UTC", "UTC"],
        "same": True,
        "shown": ["04:00", "14:00"],
    }
    assert run(program, "off") == {
        "stored": ["2026-01-01 20:00:00"],
        "zones": ["None", "None"],
        "same": False,
        "shown": ["20:00", "20:00"],
    }


@pytest.mark.claim("flask-ships-no-time-zones", "flask-json-times-become-gmt")
def test_flask_shows_times_as_they_are_and_writes_json_in_gmt(run):
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
