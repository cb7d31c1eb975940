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

    class Author(models.Model):
        name = models.CharField(max_length=20)
        class Meta:
            app_label = "theatre"

    class Play(models.Model):
        title = models.CharField(max_length=20, unique=True)
        author = models.ForeignKey(Author, models.CASCADE, null=True)
        class Meta:
            app_label = "theatre"
            get_latest_by = "id"

        @classmethod
        def from_db(cls, *values):
            threads.append(threading.get_ident())
            return super().from_db(*values)

    with connection.schema_editor() as editor:
        editor.create_model(Author)
        editor.create_model(Play)
    connection.close()

    def refused(action):
        try:
            action()
            return False
        except SynchronousOnlyOperation:
            return True
"""


@pytest.mark.claim("django-async-query-methods")
def test_django_awaits_queries(run):
    """Fails if a query method of Django's lacks its `a` form, or a query, cursor or full_clean() runs in async code."""
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
        seen["for"] = sorted([each.title async for each in plays.all()])
        await one.arefresh_from_db()
        seen["sync"] = [refused(each) for each in (
            lambda: plays.get(pk=one.pk), connection.cursor, Play(title="Hamlet").full_clean,
        )]
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
        "for": ["Galilei", "Hamlet"],
        "sync": [True, True, True],
    }


@pytest.mark.claim("django-async-lazy-loading-raises")
def test_django_refuses_lazy_loading_in_async_code(run):
    """Fails if async code may load a relation or deferred field lazily, or can't read one that the query loaded."""
    seen = run(
        DJANGO
        + """
    Play.objects.create(title="Faust", author=Author.objects.create(name="Goethe"))
    connection.close()

    async def work():
        lazy = await Play.objects.aget()
        named = await Play.objects.select_related("author").aget()
        less = await Play.objects.only("id").aget()
        return [refused(lambda: lazy.author), refused(lambda: less.title), named.author.name]
    print(json.dumps(asyncio.run(work())))
    """
    )
    assert seen == [True, True, "Goethe"]


@pytest.mark.claim("django-async-queries-run-in-threads", "django-async-queries-do-not-overlap")
def test_django_runs_awaited_queries_in_one_other_thread(run):
    """Fails if Django runs awaited queries in the event loop's thread, in several threads, or overlapping."""
    seen = run(
        DJANGO
        + """
    import time
    Play.objects.create(title="Amphitryon")
    Play.objects.get()
    connection.close()
    spans = []

    def slow():
        spans.append("begin")
        time.sleep(0.02)
        spans.append("end")
        return 1

    class Slow(models.Func):
        template, output_field = "slow()", models.IntegerField()

    def query():
        connection.connection or connection.connect()
        connection.connection.create_function("slow", 0, slow)

    async def work():
        from asgiref.sync import sync_to_async
        await sync_to_async(query)()
        plays = Play.objects.annotate(slow=Slow())
        await asyncio.gather(*(plays.aget() for _ in range(4)))
        return threading.get_ident()

    loop = asyncio.run(work())
    print(json.dumps({
        "sync": threads[0] == loop, "awaited": loop in threads[1:], "threads": len(set(threads[1:])), "spans": spans,
    }))
    """
    )
    assert seen == {"sync": True, "awaited": False, "threads": 1, "spans": ["begin", "end"] * 4}


@pytest.mark.claim("django-has-no-async-transactions", "django-atomic-requests-refuses-async-views")
def test_django_refuses_transactions_in_async_code(run):
    """Fails if atomic() opens in async code, sync_to_async loses the rollback, or ATOMIC_REQUESTS takes such a view."""
    program = (
        DJANGO
        + """
    from asgiref.sync import sync_to_async

    def block():
        with transaction.atomic():
            return "open"

    def together(fail):
        with transaction.atomic():
            Play.objects.create(title="one" if fail else "two")
            if fail:
                raise LookupError

    async def work():
        seen = [refused(block)]
        for fail in (True, False):
            try:
                await sync_to_async(together)(fail)
            except LookupError:
                seen.append("failed")
        return seen + [each.title async for each in Play.objects.all()]

    async def awaited(request):
        return HttpResponse("async")

    @transaction.non_atomic_requests
    async def marked(request):
        return HttpResponse("marked")

    urlpatterns = [path("sync", lambda request: HttpResponse("sync")), path("async", awaited), path("marked", marked)]
    seen = {"block": asyncio.run(work())}
    for each in ("sync", "async", "marked"):
        try:
            seen[each] = Client().get(f"/{each}").status_code
        except RuntimeError as error:
            seen[each] = str(error)
    print(json.dumps(seen))
    """
    )
    block = [True, "failed", "two"]
    assert run(program) == {"block": block, "sync": 200, "async": 200, "marked": 200}
    assert run(program.replace('"probe.sqlite3"', '"other.sqlite3"'), "atomic") == {
        "block": block,
        "sync": 200,
        "async": "You cannot use ATOMIC_REQUESTS with async views.",
        "marked": 200,
    }


@pytest.mark.claim("django-atomic-on-an-async-function")
def test_django_atomic_on_an_async_function_rolls_nothing_back(run):
    """Fails if @atomic rolls back what an async function wrote, or no longer what a plain function wrote."""
    seen = run(
        DJANGO
        + """
    def sync(title):
        Play.objects.create(title=title)
        raise LookupError

    async def awaited(title):
        await Play.objects.acreate(title=title)
        raise LookupError

    for work in (lambda: transaction.atomic(sync)("sync"), lambda: asyncio.run(transaction.atomic(awaited)("async"))):
        try:
            work()
        except LookupError:
            pass
    print(json.dumps([each.title for each in Play.objects.all()]))
    """
    )
    assert seen == ["async"]


@pytest.mark.claim("flask-async-views-share-no-event-loop")
def test_flask_async_views_share_no_event_loop(run):
    """Fails if two async views of Flask run in the same event loop, or their loop stays open afterwards."""
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


@pytest.mark.claim("flask-sqlalchemy-extension-has-no-async", "flask-sqlalchemy-session-in-async-views")
def test_flask_sqlalchemy_has_nothing_to_await(run):
    """Fails if Flask-SQLAlchemy's extension or session has a coroutine, or the session fails in an async view."""
    seen = run(
        """
    import inspect, json
    from flask import Flask
    from flask_sqlalchemy import SQLAlchemy
    from sqlalchemy import Engine, select
    from sqlalchemy.ext.asyncio import AsyncSession, async_scoped_session
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
        "extension": awaited(SQLAlchemy) + awaited(type(db.session)) + awaited(db.session.session_factory.class_),
        "async": ["execute" in awaited(kind) for kind in (AsyncSession, async_scoped_session)],
    }))
    """
    )
    assert seen == {"page": [False, True, True], "extension": [], "async": [True, True]}
