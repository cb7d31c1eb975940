"""One schema for each customer: what the libraries offer for it."""

import pytest


@pytest.mark.claim("flask-sqlalchemy-schema-translate-map")
def test_sqlalchemy_translates_schema_names_but_not_in_text(run):
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


@pytest.mark.claim("django-has-no-tenants")
def test_django_model_takes_no_schema(run):
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
