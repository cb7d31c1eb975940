"""The database from async code: what may be awaited, in which thread it runs, and what is refused."""

import pytest

DJANGO = """
    import asyncio, json, sys, threading
    import django
    from django.conf import settings
    settings.configure(
        ROOT_URLCONF=__name__, ALLOWED_HOSTS=["*"], INSTALLED_APPS=["django.contrib.contenttypes"],
        DATABASES={"default": {
            "ENGINE": "django.db.backends.sqlite3", "NAME": "probe.sqlite3", "ATOMIC_REQUESTS": "atomic" in sys.argv,
        }},
    )
    django.setup()
    from django.core.exceptions import SynchronousOnlyOperation
    from django.db import connection, models, transaction
    from django.http import HttpResponse
    from django.test import Client
    from django.urls import path
    threads = []

    class Play(models.Model):
        title = models.CharField(max_length=20, unique=True)
        class Meta:
            app_label = "theatre"
            get_latest_by = "id"

        @classmethod
        def from_db(cls, *values):
            threads.append(threading.get_ident())
            return super().from_db(*values)

    with connection.schema_editor() as editor:
        editor.create_model(Play)
    connection.close()
"""


@pytest.mark.claim("django-async-query-methods")
def test_django_awaits_queries(run):
    seen = run(
        DJANGO
        + """
    async def work():
        plays, seen = Play.objects, {}
        one = await plays.acreate(title="Amphitryon")
        await plays.abulk_create([Play(title="Baal"), Play(title="Candide")])
        await plays.aget_or_create(title="Don Carlos")
        await plays.aupdate_or_create(title="Don Carlos", defaults={"title": "Emilia"})
        ends = [await plays.aearliest(), await plays.alatest(), await plays.afirst(), await plays.alast()]
        seen["ends"] = [each.title for each in ends]
        seen["count"] = [await plays.acount(), (await plays.aaggregate(n=models.Count("id")))["n"]]
        seen["has"] = [await plays.aexists(), await plays.acontains(one), one.pk in await plays.ain_bulk()]
        seen["plan"] = "theatre_play" in await plays.filter(title="Baal").aexplain()
        one.title = "Faust"
        await plays.abulk_update([one], ["title"])
        await plays.filter(title="Baal").aupdate(title="Galilei")
        (await plays.aget(title="Candide")).title
        await plays.filter(title="Candide").adelete()
        one.title = "Hamlet"
        await one.asave()
        await (await plays.aget(title="Emilia")).adelete()
        seen["left"] = sorted([each.title async for each in plays.aiterator()])
        try:
            plays.get(pk=one.pk)
        except SynchronousOnlyOperation as error:
            seen["sync"] = type(error).__name__
        return seen
    print(json.dumps(asyncio.run(work())))
    """
    )
    assert seen == {
        "ends": ["Amphitryon", "Emilia", "Amphitryon", "Emilia"],
        "count": [4, 4],
        "has": [True, True, True],
        "plan": True,
        "left": ["Galilei", "Hamlet"],
        "sync": "SynchronousOnlyOperation",
    }


@pytest.mark.claim("django-async-queries-run-in-threads")
def test_django_runs_awaited_queries_in_another_thread(run):
    seen = run(
        DJANGO
        + """
    Play.objects.create(title="Amphitryon")
    Play.objects.get()
    async def work():
        await Play.objects.aget()
        return threading.get_ident()
    connection.close()
    loop = asyncio.run(work())
    print(json.dumps({"sync": threads[0] == loop, "awaited": threads[1] == loop}))
    """
    )
    assert seen == {"sync": True, "awaited": False}


@pytest.mark.claim("django-has-no-async-transactions")
def test_django_refuses_transactions_in_async_code(run):
    program = (
        DJANGO
        + """
    async def work():
        try:
            with transaction.atomic():
                return "open"
        except SynchronousOnlyOperation as error:
            return type(error).__name__
    async def awaited(request):
        return HttpResponse("async")
    urlpatterns = [path("sync", lambda request: HttpResponse("sync")), path("async", awaited)]
    seen = {"block": asyncio.run(work()), "sync": Client().get("/sync").status_code}
    try:
        seen["async"] = Client().get("/async").status_code
    except RuntimeError as error:
        seen["async"] = str(error)
    print(json.dumps(seen))
    """
    )
    assert run(program) == {"block": "SynchronousOnlyOperation", "sync": 200, "async": 200}
    assert run(program.replace('"probe.sqlite3"', '":memory:"'), "atomic") == {
        "block": "SynchronousOnlyOperation",
        "sync": 200,
        "async": "You cannot use ATOMIC_REQUESTS with async views.",
    }


@pytest.mark.claim("flask-async-views-share-no-event-loop")
def test_flask_async_views_share_no_event_loop(run):
    seen = run(
        """
    import asyncio, json
    from flask import Flask
    app = Flask(__name__)
    loops = []

    @app.get("/")
    async def page():
        loops.append(asyncio.get_running_loop())
        return "done"

    client = app.test_client()
    answers = [client.get("/").status_code for _ in range(3)]
    print(json.dumps({"answers": answers, "loops": len(set(loops)), "closed": [each.is_closed() for each in loops]}))
    """
    )
    assert seen == {"answers": [200] * 3, "loops": 3, "closed": [True] * 3}


@pytest.mark.claim("flask-sqlalchemy-extension-has-no-async")
def test_flask_sqlalchemy_has_nothing_to_await(run):
    seen = run(
        """
    import inspect, json
    from flask import Flask
    from flask_sqlalchemy import SQLAlchemy
    from sqlalchemy import Engine, select
    app = Flask(__name__)
    app.config["SQLALCHEMY_DATABASE_URI"] = "sqlite://"
    db = SQLAlchemy(app)

    @app.get("/")
    async def page():
        result = db.session.execute(select(1))
        return [inspect.isawaitable(result), result.scalar() == 1, isinstance(db.engine, Engine)]

    def awaited(kind):
        return sorted(name for name, each in inspect.getmembers(kind) if inspect.iscoroutinefunction(each))
    print(json.dumps({
        "page": app.test_client().get("/").json,
        "extension": awaited(SQLAlchemy) + awaited(type(db.session)),
    }))
    """
    )
    assert seen == {"page": [False, True, True], "extension": []}
