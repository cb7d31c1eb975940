"""Caches: which are there, what they keep, and who shares them."""

import pytest

DJANGO = """
    import json, sys
    import django
    from django.conf import settings
    from django.http import HttpResponse
    from django.urls import path
    backend = "django.core.cache.backends."
    settings.configure(
        ROOT_URLCONF=__name__, ALLOWED_HOSTS=["*"], SECRET_KEY="x",
        MIDDLEWARE=[
            f"django.middleware.cache.{each}CacheMiddleware"
            for each in ("Update", "FetchFrom") if "site" in sys.argv
        ],
        TEMPLATES=[{"BACKEND": "django.template.backends.django.DjangoTemplates"}],
        DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": "probe.sqlite3"}},
        CACHES={"default": {"BACKEND": f"{backend}locmem.LocMemCache"}} if "more" not in sys.argv else {
            "default": {"BACKEND": f"{backend}locmem.LocMemCache"},
            "files": {"BACKEND": f"{backend}filebased.FileBasedCache", "LOCATION": "kept"},
            "rows": {"BACKEND": f"{backend}db.DatabaseCache", "LOCATION": "kept"},
            "redis": {"BACKEND": f"{backend}redis.RedisCache", "LOCATION": "redis://127.0.0.1:1"},
            "memcached": {"BACKEND": f"{backend}memcached.PyMemcacheCache", "LOCATION": "127.0.0.1:1"},
        },
    )
    django.setup()
    from django.core.cache import cache, caches
    from django.core.management import call_command
    from django.test import Client
"""


@pytest.mark.claim("django-cache-backends")
def test_django_cache_backends_are_there(run):
    """Fails if a backend is missing or loses a value, or Redis or Memcached needs no client package."""
    seen = run(
        DJANGO
        + """
    call_command("createcachetable", "kept", verbosity=0)
    seen = {}
    for each in caches.settings:
        try:
            caches[each].set("key", ["value"])
            seen[each] = caches[each].get("key")
        except ModuleNotFoundError as error:
            seen[each] = error.name
    print(json.dumps(seen))
    """,
        "more",
    )
    kept = ["value"]
    assert seen == {"default": kept, "files": kept, "rows": kept, "redis": "redis", "memcached": "pymemcache"}


@pytest.mark.claim("django-cache-levels")
def test_django_caches_site_view_fragment_and_value(run):
    """Fails if a page, view, fragment or value is made twice, or an uncached view only once."""
    program = (
        DJANGO
        + """
    from django.template import Context, Template
    from django.views.decorators.cache import cache_page
    calls = []

    def page(request):
        calls.append(request.path)
        return HttpResponse(str(len(calls)))

    urlpatterns = [path("plain", page), path("kept", cache_page(60)(page))]
    client = Client()
    for _ in range(2):
        client.get("/plain")
        client.get("/kept")
    template = Template("{% load cache %}{% cache 60 part %}{{ word }}{% endcache %}{{ word }}")
    made = []
    values = [cache.get_or_set("key", lambda: made.append(1) or "value") for _ in range(2)]
    print(json.dumps({
        "calls": [calls.count(each) for each in ("/plain", "/kept")],
        "part": [template.render(Context({"word": each})) for each in "ab"],
        "value": [values, len(made)],
    }))
    """
    )
    rest = {"part": ["aa", "ab"], "value": [["value", "value"], 1]}
    assert run(program) == {"calls": [2, 1], **rest}
    assert run(program, "site") == {"calls": [1, 1], **rest}


@pytest.mark.claim("django-cache-page-ignores-the-session")
def test_django_cache_page_ignores_the_session(run):
    """Fails if `cache_page` tells sessions apart, or does not with `vary_on_cookie` below it."""
    seen = run(
        DJANGO
        + """
    from django.test import override_settings
    from django.views.decorators.cache import cache_page
    from django.views.decorators.vary import vary_on_cookie

    def enter(request, name):
        request.session["name"] = name
        return HttpResponse("")

    def page(request):
        return HttpResponse(request.session.get("name", "nobody"))

    urlpatterns = [
        path("in/<name>", enter),
        path("page", page),
        path("kept", cache_page(60)(page)),
        path("varied", cache_page(60)(vary_on_cookie(page))),
    ]
    sessions = "django.contrib.sessions.middleware.SessionMiddleware"
    with override_settings(MIDDLEWARE=[sessions], SESSION_ENGINE="django.contrib.sessions.backends.signed_cookies"):
        clients = [Client() for _ in range(3)]
        for client, name in zip(clients, ("alice", "bob")):
            client.get(f"/in/{name}")
        print(json.dumps({
            name: [client.get(f"/{name}").content.decode() for client in clients] for name in ("page", "kept", "varied")
        }))
    """
    )
    assert seen == {
        "page": ["alice", "bob", "nobody"],
        "kept": ["alice", "alice", "alice"],
        "varied": ["alice", "bob", "nobody"],
    }


@pytest.mark.claim("django-default-cache-is-per-process")
def test_django_default_cache_is_not_shared(run):
    """Fails if a second process reads the default cache, or it keeps more or fewer than 300 entries."""
    first = DJANGO + '    [caches[each].set("key", "value") for each in ("default", "files")]\n'
    read = '    print(json.dumps([caches[each].get("key") for each in ("default", "files")]))'
    assert run(first + read, "more") == ["value", "value"]
    assert run(DJANGO + read, "more") == [None, "value"]
    many = "    [cache.set(str(each), each) for each in range(int(sys.argv[1]))]\n"
    count = "    print(json.dumps(sum(cache.get(str(each)) is not None for each in range(2000))))"
    assert run(DJANGO + many + count, "300") == 300
    assert 200 <= run(DJANGO + many + count, "1000") <= 300
    unset = "import django, json; from django.conf import settings; settings.configure(); django.setup()\n"
    unset += "from django.core.cache import caches; print(json.dumps(type(caches['default']).__name__))"
    assert run(unset) == "LocMemCache"
