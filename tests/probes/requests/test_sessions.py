"""Where session data is kept, who can read it, and what still works after logout."""

import base64
import json
import secrets
import warnings
from datetime import timedelta

import flask
import itsdangerous
import pytest
from cachelib.file import FileSystemCache
from flask_session import Session
from flask_sqlalchemy import SQLAlchemy


def make(key="one", **config):
    app = flask.Flask("probe")
    app.config.update(SECRET_KEY=key, TESTING=True, **config)

    @app.get("/set/<value>")
    def put(value):
        flask.session["role"] = value
        return ""

    @app.get("/clear")
    def clear():
        flask.session.clear()
        return ""

    @app.get("/permanent/<value>")
    def permanent(value):
        flask.session.permanent = True
        return put(value)

    @app.get("/regenerate/<value>")
    def regenerate(value):
        app.session_interface.regenerate(flask.session)
        return put(value)

    @app.get("/append/<modified>")
    def append(modified):
        flask.session.setdefault("list", [])
        flask.session.modified = modified == "yes"
        flask.session["list"].append(1)
        return ""

    @app.get("/start")
    def start():
        flask.session["list"] = []
        return ""

    @app.get("/list")
    def show_list():
        return flask.session["list"]

    app.add_url_rule("/", endpoint="show", view_func=lambda: flask.session.get("role", "none"))
    return app


def unpack(cookie):
    text = cookie.partition(".")[0]
    return json.loads(base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)))


def pack(**values):
    return base64.urlsafe_b64encode(json.dumps(values).encode()).rstrip(b"=").decode()


@pytest.mark.claim("flask-session-is-a-signed-cookie")
def test_flask_session_is_read_without_the_key_and_not_changed_without_it():
    """Fails if the session cookie can't be read without the key, or a changed one is accepted."""
    client = make().test_client()
    client.get("/set/guest")
    cookie = client.get_cookie("session").value
    assert unpack(cookie) == {"role": "guest"}
    assert client.get("/").text == "guest"
    client.set_cookie("session", ".".join([pack(role="admin"), *cookie.split(".")[1:]]))
    assert client.get("/").text == "none"


@pytest.mark.claim("flask-session-outlives-clearing")
def test_flask_accepts_a_kept_session_cookie_after_the_session_was_cleared():
    """Fails if a copied cookie is refused after the session was cleared, or accepted past the lifetime."""
    app = make()
    assert app.config["PERMANENT_SESSION_LIFETIME"] == timedelta(days=31)
    client = app.test_client()
    client.get("/set/guest")
    kept = client.get_cookie("session").value
    client.get("/clear")
    assert client.get("/").text == "none"
    client.set_cookie("session", kept)
    assert client.get("/").text == "guest"
    app.config["PERMANENT_SESSION_LIFETIME"] = timedelta(seconds=-1)
    assert client.get("/").text == "none"


@pytest.mark.claim("flask-session-outlives-clearing")
@pytest.mark.parametrize("kind", ["set", "permanent"])
def test_flask_renews_a_kept_cookie_of_a_permanent_session(monkeypatch, kind):
    """Fails if visits don't extend a copied permanent session, or extend one that isn't permanent."""
    days = 24 * 60 * 60
    now = [1_800_000_000]
    monkeypatch.setattr(itsdangerous.TimestampSigner, "get_timestamp", lambda self: now[0])
    app = make()
    owner, thief = app.test_client(), app.test_client()
    owner.get(f"/{kind}/guest")
    kept = owner.get_cookie("session").value
    thief.set_cookie("session", kept)
    owner.get("/clear")
    seen = []
    for _ in range(3):
        now[0] += 20 * days
        answer = thief.get("/")
        seen.append(answer.text)
        # A browser would send what the answer set; the client's clock is not ours, so it is carried over by hand.
        for cookie in answer.headers.getlist("Set-Cookie"):
            thief.set_cookie("session", cookie.partition("session=")[2].partition(";")[0])
    assert seen == (["guest"] * 3 if kind == "permanent" else ["guest", "none", "none"])


@pytest.mark.claim("flask-session-must-fit-a-cookie")
def test_flask_warns_when_a_session_outgrows_its_cookie():
    """Fails if a session cookie above 4093 bytes causes no warning, or a short one does."""
    app = make()
    assert app.config["MAX_COOKIE_SIZE"] == 4093
    client = app.test_client()
    with warnings.catch_warnings(action="error"):
        client.get("/set/short")
    with pytest.warns(UserWarning, match="cookie is too large"):
        client.get("/set/" + secrets.token_urlsafe(5000))


@pytest.mark.claim("flask-session-lasts-until-the-browser-closes")
def test_flask_session_cookie_has_no_expiry_unless_permanent():
    """Fails if a session cookie has an expiry date by default, or none when permanent."""
    client = make().test_client()
    plain, permanent = (client.get(f"/{kind}/guest").headers["Set-Cookie"] for kind in ("set", "permanent"))
    assert "Expires" not in plain
    assert "Max-Age" not in plain
    assert "Expires" in permanent


@pytest.mark.claim("flask-session-misses-inner-changes")
def test_flask_session_misses_a_change_inside_a_list():
    """Fails if Flask saves a change inside a list unasked, or loses it with session.modified."""
    client = make().test_client()
    client.get("/start")
    client.get("/append/no")
    assert client.get("/list").json == []
    client.get("/append/yes")
    assert client.get("/list").json == [1]


@pytest.fixture
def kept_on_the_server(tmp_path):
    app = make(SESSION_TYPE="cachelib", SESSION_CACHELIB=FileSystemCache(str(tmp_path / "sessions")))
    Session(app)
    return app


@pytest.mark.claim("flask-session-extension")
def test_flask_session_extension_keeps_data_on_the_server(kept_on_the_server):
    """Fails if Flask-Session's cookie holds the data, a cleared session is revived, or SESSION_TYPE may be left out."""
    with pytest.raises(ValueError, match="SESSION_TYPE"):
        Session(make())
    client = kept_on_the_server.test_client()
    client.get("/set/guest-of-honour")
    kept = client.get_cookie("session").value
    assert "guest" not in kept
    assert client.get("/").text == "guest-of-honour"
    client.get("/clear")
    client.set_cookie("session", kept)
    assert client.get("/").text == "none"


@pytest.mark.claim("flask-session-extension-keeps-its-id")
@pytest.mark.parametrize(("login", "attacker_sees"), [("set", "ada"), ("regenerate", "none")])
def test_flask_session_extension_logs_in_a_planted_id_unless_regenerated(kept_on_the_server, login, attacker_sees):
    """Fails if Flask-Session renews its id by itself, or regenerate() leaves the old id valid."""
    attacker, victim = kept_on_the_server.test_client(), kept_on_the_server.test_client()
    attacker.get("/start")
    victim.set_cookie("session", attacker.get_cookie("session").value)
    victim.get(f"/{login}/ada")
    assert victim.get("/").text == "ada"
    assert attacker.get("/").text == attacker_sees


@pytest.mark.claim("flask-session-extension-keeps-expired-rows")
def test_flask_session_extension_keeps_expired_rows_until_cleanup():
    """Fails if an expired row goes by itself, or `flask session_cleanup` leaves it."""
    app = make(SQLALCHEMY_DATABASE_URI="sqlite://", SESSION_TYPE="sqlalchemy")
    app.config["SESSION_SQLALCHEMY"] = database = SQLAlchemy(app)
    Session(app)
    app.config["PERMANENT_SESSION_LIFETIME"] = timedelta(seconds=-1)

    def rows():
        with app.app_context():
            return database.session.execute(database.text("select count(*) from sessions")).scalar()

    with app.app_context():
        database.create_all()
    app.test_client().get("/set/guest")
    app.test_client().get("/")
    assert rows() == 1
    assert app.test_cli_runner().invoke(args=["session_cleanup"]).exit_code == 0
    assert rows() == 0


DJANGO = """
    import json, sys
    import django
    from django.conf import settings
    from django.http import HttpResponse, JsonResponse
    from django.urls import path

    def put(request, value):
        request.session["role"] = value
        return HttpResponse("")

    def clear(request):
        request.session.flush()
        return HttpResponse("")

    def log_in(request):
        from django.contrib.auth import login
        from django.contrib.auth.models import User
        login(request, User.objects.get(), backend="django.contrib.auth.backends.ModelBackend")
        return HttpResponse("")

    def log_out(request):
        from django.contrib.auth import logout
        logout(request)
        return HttpResponse("")

    def start(request):
        request.session["list"] = []
        return HttpResponse("")

    def append(request, modified):
        request.session["list"].append(1)
        request.session.modified = modified == "yes"
        return HttpResponse("")

    urlpatterns = [
        path("set/<value>", put),
        path("clear", clear),
        path("login", log_in),
        path("logout", log_out),
        path("start", start),
        path("append/<modified>", append),
        path("list", lambda request: JsonResponse(request.session["list"], safe=False)),
        path("user", lambda request: HttpResponse(str(request.user))),
        path("", lambda request: HttpResponse(request.session.get("role", "none"))),
    ]
    engine, *planted = sys.argv[1:] or ["db"]
    closing = "closing" in planted
    settings.configure(
        ROOT_URLCONF=__name__,
        SECRET_KEY="one",
        ALLOWED_HOSTS=["testserver"],
        MIDDLEWARE=[
            "django.contrib.sessions.middleware.SessionMiddleware",
            "django.contrib.auth.middleware.AuthenticationMiddleware",
        ],
        INSTALLED_APPS=["django.contrib.sessions", "django.contrib.auth", "django.contrib.contenttypes"],
        DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": "sessions.sqlite3"}},
        DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
        **({"SESSION_EXPIRE_AT_BROWSER_CLOSE": True} if closing else {}),  # else the default is at work
        SESSION_FILE_PATH=".",
        **({"SESSION_ENGINE": f"django.contrib.sessions.backends.{engine}"} if engine != "db" else {}),
    )
    django.setup()
    from django.contrib.sessions.models import Session
    from django.core.management import call_command
    from django.test import Client
    call_command("migrate", verbosity=0)
    client = Client()
    first = client.get("/set/guest")
    kept = client.cookies["sessionid"].value

    def get_with(cookie, url="/"):
        client.cookies["sessionid"] = cookie
        return client.get(url).content.decode()
"""


@pytest.mark.claim("django-session-in-the-database")
def test_django_session_is_a_row_named_by_the_cookie(run):
    """Fails if a session isn't one row whose key is the cookie, or an unknown key finds it."""
    seen = run(
        DJANGO
        + """
    [row] = Session.objects.all()
    print(json.dumps([row.pk == kept, row.get_decoded(), get_with(kept), get_with("a" * 32)]))
    """
    )
    assert seen == [True, {"role": "guest"}, "guest", "none"]


@pytest.mark.claim("django-session-in-the-database")
def test_django_new_project_has_the_session_middleware(command, django_project, run):
    """Fails if a new project lacks database sessions, or a request has a session without the middleware."""
    ask = (
        "from django.conf import settings as s; "
        "print('asked', s.SESSION_ENGINE, 'django.contrib.sessions.middleware.SessionMiddleware' in s.MIDDLEWARE)"
    )
    asked = command("manage.py", "shell", "-c", ask, cwd=django_project)
    assert "asked django.contrib.sessions.backends.db True" in asked.stdout
    seen = run(
        """
    import json
    import django
    from django.conf import settings
    from django.http import HttpResponse
    from django.test import Client
    from django.urls import path
    urlpatterns = [path("", lambda request: HttpResponse(str(hasattr(request, "session"))))]
    settings.configure(ROOT_URLCONF=__name__, ALLOWED_HOSTS=["testserver"])
    django.setup()
    print(json.dumps(Client().get("/").content.decode()))
    """
    )
    assert seen == "False"


@pytest.mark.parametrize("engine", ["db", "cache", "file"])
@pytest.mark.parametrize("end", ["/clear", "/logout"])
@pytest.mark.claim("django-session-ends-with-its-row")
def test_django_refuses_a_kept_session_cookie_after_the_session_was_flushed(run, engine, end):
    """Fails if a copied cookie still works after logout() or flush(), or doesn't before."""
    program = DJANGO + '    print(json.dumps([get_with(kept), client.get("END") and get_with(kept)]))'
    assert run(program.replace("END", end), engine) == ["guest", "none"]


@pytest.mark.claim("django-login-renews-the-session-key")
def test_django_login_does_not_log_in_a_planted_session_key(run):
    """Fails if login() keeps the session key, so that the key planted before is logged in."""
    seen = run(
        DJANGO
        + """
    from django.contrib.auth.models import User
    User.objects.create(username="ada")
    victim = Client()
    victim.cookies["sessionid"] = kept
    before = victim.get("/").content.decode()
    victim.get("/login")
    print(json.dumps([before, victim.get("/user").content.decode(), get_with(kept, "/user")]))
    """
    )
    assert seen == ["guest", "ada", "AnonymousUser"]


@pytest.mark.claim("django-expired-sessions-stay")
def test_django_keeps_an_expired_session_until_clearsessions_runs(run):
    """Fails if reading deletes an expired session's row, or clearsessions leaves it."""
    seen = run(
        DJANGO
        + """
    Session.objects.update(expire_date="2001-01-01T00:00:00Z")
    counts = [get_with(kept), Session.objects.count()]
    call_command("clearsessions")
    print(json.dumps([*counts, Session.objects.count()]))
    """
    )
    assert seen == ["none", 1, 0]


@pytest.mark.parametrize("engine", ["cache", "cached_db", "file", "signed_cookies"])
@pytest.mark.claim("django-session-engines")
def test_django_keeps_sessions_elsewhere_by_a_setting(run, engine):
    """Fails if a session engine doesn't work, or writes rows although it isn't a database engine."""
    program = DJANGO + "    print(json.dumps([get_with(kept), Session.objects.count()]))"
    assert run(program, engine) == ["guest", 1 if engine == "cached_db" else 0]


@pytest.mark.parametrize(("engine", "other_process_sees"), [("cache", "none"), ("cached_db", "guest"), ("db", "guest")])
@pytest.mark.claim("django-cache-sessions-need-a-shared-cache")
def test_django_cache_sessions_are_not_seen_by_another_process(run, engine, other_process_sees):
    """Fails if another process sees sessions in the local-memory cache, or not those in the database."""
    key = run(DJANGO + "    print(json.dumps(kept))", engine)
    assert run(DJANGO + "    print(json.dumps(get_with(planted[0])))", engine, key) == other_process_sees


@pytest.mark.claim("django-cookie-sessions-can-be-read")
def test_django_cookie_session_is_read_without_the_key_and_not_changed_without_it(run):
    """Fails if a signed_cookies session can't be read without the key, or a changed one is accepted."""
    kept, as_sent, changed = run(
        DJANGO
        + """
    import base64
    payload, _, rest = kept.partition(":")
    admin = base64.urlsafe_b64encode(b'{"role":"admin"}').rstrip(b"=").decode()
    print(json.dumps([kept, get_with(kept), get_with(f"{admin}:{rest}")]))
    """,
        "signed_cookies",
    )
    assert unpack(kept.partition(":")[0]) == {"role": "guest"}
    assert [as_sent, changed] == ["guest", "none"]


@pytest.mark.claim("django-cookie-sessions-outlive-logout")
def test_django_accepts_a_kept_cookie_session_and_sends_a_large_one(run):
    """Fails if a copy is refused after logout, accepted past its age, or a cookie above 4096 bytes causes a warning."""
    after_logout, expired, size, warned = run(
        DJANGO
        + """
    import secrets, warnings
    client.get("/logout")
    kept_after = get_with(kept)
    settings.SESSION_COOKIE_AGE = -1
    expired = get_with(kept)
    settings.SESSION_COOKIE_AGE = 100
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        answer = Client().get("/set/" + secrets.token_urlsafe(6000))
    print(json.dumps([kept_after, expired, len(answer.cookies["sessionid"].value), len(caught)]))
    """,
        "signed_cookies",
    )
    assert [after_logout, expired, warned] == ["guest", "none", 0]
    assert size > 4096


@pytest.mark.claim("django-session-lasts-two-weeks")
def test_django_session_cookie_lasts_two_weeks_unless_set(run):
    """Fails if the cookie's max-age isn't two weeks, or SESSION_EXPIRE_AT_BROWSER_CLOSE leaves one."""
    program = DJANGO + '    print(json.dumps(first.cookies["sessionid"]["max-age"]))'
    assert run(program) == 14 * 24 * 60 * 60
    assert run(program, "db", "closing") == ""


@pytest.mark.claim("django-session-misses-inner-changes")
def test_django_session_misses_a_change_inside_a_list(run):
    """Fails if Django saves a change inside a list unasked, or loses it with `modified` or SAVE_EVERY_REQUEST."""
    seen = run(
        DJANGO
        + """
    seen = []
    client.get("/start")
    for modified in ("no", "yes"):
        client.get(f"/append/{modified}")
        seen.append(client.get("/list").json())
    settings.SESSION_SAVE_EVERY_REQUEST = True
    client.get("/append/no")
    print(json.dumps([*seen, client.get("/list").json()]))
    """
    )
    assert seen == [[], [1], [1, 1]]
