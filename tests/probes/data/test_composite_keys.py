"""Primary keys of several columns: what Django maps, and what it refuses."""

import pytest

MODELS = """
    import json, sys
    import django
    from django.conf import settings
    settings.configure(
        INSTALLED_APPS=["django.contrib.contenttypes", "django.contrib.auth", "django.contrib.admin"],
        DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}},
    )
    django.setup()
    from django.db import connection, models

    class Seat(models.Model):
        pk = models.CompositePrimaryKey("row", "number")
        row = models.CharField(max_length=2)
        number = models.IntegerField()
        class Meta:
            app_label = "theatre"

    class Play(models.Model):
        title = models.CharField(max_length=20)
        class Meta:
            app_label = "theatre"
"""


@pytest.mark.claim("django-composite-key-field")
def test_django_reads_and_writes_a_composite_key(run):
    seen = run(
        MODELS
        + """
    with connection.schema_editor() as editor:
        editor.create_model(Seat)
    Seat.objects.create(row="A", number=1)
    Seat.objects.create(row="A", number=2)
    columns = [each[5] for each in connection.cursor().execute("pragma table_info(theatre_seat)").fetchall()]
    found = Seat.objects.get(pk=("A", 2))
    print(json.dumps({"found": [found.row, found.number], "in_key": sum(each > 0 for each in columns)}))
    """
    )
    assert seen == {"found": ["A", 2], "in_key": 2}


@pytest.mark.claim("django-composite-key-in-the-admin", "django-admin-refuses-composite-keys")
def test_django_admin_refuses_a_composite_key(run):
    seen = run(
        MODELS
        + """
    from django.contrib import admin
    from django.core.exceptions import ImproperlyConfigured
    admin.site.register(Play)
    try:
        admin.site.register(Seat)
        refused = ""
    except ImproperlyConfigured as error:
        refused = str(error)
    print(json.dumps({"plain": admin.site.is_registered(Play), "refused": refused}))
    """
    )
    assert seen["plain"]
    assert "composite primary key" in seen["refused"]
