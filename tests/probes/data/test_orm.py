"""The object-relational mapper: what it is there for, and what goes without it."""

import pytest

DJANGO = """
    import json
    import django
    from django.conf import settings
    settings.configure(
        ROOT_URLCONF=__name__, ALLOWED_HOSTS=["*"],
        INSTALLED_APPS=["django.contrib.contenttypes", "django.contrib.auth", "django.contrib.admin"],
        DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}},
    )
    django.setup()
    from django import forms
    from django.contrib import admin
    from django.db import connection, models

    class Play(models.Model):
        title = models.CharField(max_length=20)
        class Meta:
            app_label = "theatre"
"""


@pytest.mark.claim("django-ships-an-orm")
def test_django_model_describes_a_table(run):
    """Fails if a model class makes no table of its fields, or rows can't be saved and found through it."""
    seen = run(
        DJANGO
        + """
    with connection.schema_editor() as editor:
        editor.create_model(Play)
    Play.objects.create(title="Amphitryon")
    columns = connection.cursor().execute("pragma table_info(theatre_play)").fetchall()
    rows = connection.cursor().execute("select title from theatre_play").fetchall()
    found = Play.objects.get(title__startswith="Amph")
    print(json.dumps({"columns": [each[1] for each in columns], "rows": rows, "found": isinstance(found, Play)}))
    """
    )
    assert seen == {"columns": ["id", "title"], "rows": [["Amphitryon"]], "found": True}


@pytest.mark.claim("django-orm-under-its-own-parts")
def test_django_parts_take_its_own_models_only(run):
    """Fails if the admin or a ModelForm takes a SQLAlchemy class, or refuses a Django model."""
    seen = run(
        DJANGO
        + """
    from django.contrib.auth.models import User
    from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

    class Base(DeclarativeBase):
        pass

    class Other(Base):
        __tablename__ = "other"
        id: Mapped[int] = mapped_column(primary_key=True)
        title: Mapped[str]

    def form(model):
        return type("Form", (forms.ModelForm,), {"Meta": type("Meta", (), {"model": model, "fields": ["title"]})})

    def tried(action, model):
        try:
            action(model)
            return "taken"
        except (AttributeError, TypeError) as error:
            return type(error).__name__

    actions = {"admin": admin.site.register, "form": form}
    print(json.dumps({
        "user": issubclass(User, models.Model),
        **{name: [tried(action, Play), tried(action, Other) != "taken"] for name, action in actions.items()},
    }))
    """
    )
    assert seen == {"user": True, "admin": ["taken", True], "form": ["taken", True]}


@pytest.mark.claim("django-view-queries-through-sqlalchemy")
def test_django_view_queries_through_sqlalchemy(run):
    """Fails if a view of Django, without `DATABASES`, can't read and write rows through SQLAlchemy."""
    seen = run(
        """
    import json
    import django
    from django.conf import settings
    from django.http import JsonResponse
    from django.urls import path
    from sqlalchemy import create_engine, func, select
    from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column
    settings.configure(ROOT_URLCONF=__name__, ALLOWED_HOSTS=["*"], SECRET_KEY="x" * 50, LOGGING_CONFIG=None)
    django.setup()
    from django.core.wsgi import get_wsgi_application
    from werkzeug.test import Client

    class Base(DeclarativeBase):
        pass

    class Sale(Base):
        __tablename__ = "sale"
        id: Mapped[int] = mapped_column(primary_key=True)
        shop: Mapped[str]
        price: Mapped[int]

    engine = create_engine("sqlite:///sales.db")
    Base.metadata.create_all(engine)

    def sell(request, shop, price):
        with Session(engine) as session:
            session.add(Sale(shop=shop, price=price))
            session.commit()
        return JsonResponse({})

    def totals(request):
        with Session(engine) as session:
            rows = session.execute(select(Sale.shop, func.sum(Sale.price)).group_by(Sale.shop).order_by(Sale.shop))
            return JsonResponse({shop: total for shop, total in rows})

    urlpatterns = [path("sell/<shop>/<int:price>", sell), path("totals", totals)]
    client = Client(get_wsgi_application())
    sold = [client.get(f"/sell/{shop}/{price}").status_code for shop, price in (("a", 2), ("b", 3), ("a", 5))]
    print(json.dumps({"sold": sold, "totals": client.get("/totals").json}))
    """
    )
    assert seen == {"sold": [200, 200, 200], "totals": {"a": 7, "b": 3}}


@pytest.mark.claim("django-orm-optional")
def test_django_answers_without_a_database(run):
    """Fails if Django needs a database to answer, or a view reads a stored session or user without one."""
    seen = run(
        """
    import json
    import django
    from django.conf import settings
    from django.http import HttpResponse
    from django.urls import path
    settings.configure(
        ROOT_URLCONF=__name__, ALLOWED_HOSTS=["*"], SECRET_KEY="x" * 50, LOGGING_CONFIG=None,
        INSTALLED_APPS=["django.contrib.contenttypes", "django.contrib.auth", "django.contrib.sessions"],
        MIDDLEWARE=[
            "django.contrib.sessions.middleware.SessionMiddleware",
            "django.contrib.auth.middleware.AuthenticationMiddleware",
        ],
    )
    django.setup()
    from django.core.exceptions import ImproperlyConfigured
    from django.core.wsgi import get_wsgi_application
    from werkzeug.test import Client
    urlpatterns = [
        path("", lambda request: HttpResponse("done")),
        path("session", lambda request: HttpResponse(str(request.session.get("seen")))),
        path("user", lambda request: HttpResponse(str(request.user.is_authenticated))),
    ]
    client = Client(get_wsgi_application())
    seen = {"new": [client.get(f"/{each}").status_code for each in ("", "session", "user")]}
    client.set_cookie("sessionid", "a" * 32)
    seen["cookie"] = [client.get(f"/{each}").status_code for each in ("", "session", "user")]
    from django.db import connection
    try:
        connection.cursor()
    except ImproperlyConfigured as error:
        seen["query"] = str(error)
    print(json.dumps(seen))
    """
    )
    assert "settings.DATABASES is improperly configured" in seen.pop("query")
    assert seen == {"new": [200, 200, 200], "cookie": [200, 500, 500]}
