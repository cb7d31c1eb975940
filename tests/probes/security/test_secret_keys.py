"""The key that signs sessions: where it comes from, what happens without it, how it is changed."""

import re

import pytest


@pytest.mark.claim("django-secret-key-generated")
def test_django_generates_a_key_for_each_project(command, tmp_path):
    """Fails if two projects get one key, a key lacks `django-insecure-`, or `check --deploy` doesn't warn of it."""
    keys = set()
    for name in ("one", "two"):
        command("-m", "django", "startproject", name)
        keys |= set(re.findall("SECRET_KEY = '(.+)'", (tmp_path / name / name / "settings.py").read_text()))
    assert len(keys) == 2
    assert all(key.startswith("django-insecure-") for key in keys)
    done = command("manage.py", "check", "--deploy", "--tag", "security", cwd=tmp_path / "one")
    assert "security.W009" in done.stdout + done.stderr


@pytest.mark.claim("django-secret-key-required-when-used")
def test_django_starts_without_a_key_and_fails_at_the_first_request(command, django_project):
    """Fails if a project without a key fails `check`, or answers a request."""
    package = django_project / "site_of_probe"
    (package / "urls.py").write_text(
        "from django.http import HttpResponse\n"
        "from django.urls import path\n"
        "urlpatterns = [path('', lambda request: HttpResponse('done'))]\n"
    )
    get = "from django.test import Client; print(Client(headers={'host': 'localhost'}).get('/').status_code)"
    shell = ("manage.py", "shell", "-c", get)
    before = command(*shell, cwd=django_project)
    assert (before.returncode, before.stdout.split()[-1]) == (0, "200")
    settings = package / "settings.py"
    settings.write_text(re.sub("SECRET_KEY = .*", "", settings.read_text()))
    assert command("manage.py", "check", cwd=django_project).returncode == 0
    after = command(*shell, cwd=django_project)
    assert after.returncode != 0
    assert "ImproperlyConfigured: The SECRET_KEY setting must not be empty" in after.stderr


DJANGO = """
    import json
    import django
    from django.conf import settings
    from django.http import HttpResponse
    from django.urls import path
    settings.configure(
        ROOT_URLCONF=__name__, ALLOWED_HOSTS=["*"], SECRET_KEY="old",
        INSTALLED_APPS=["django.contrib.contenttypes", "django.contrib.auth", "django.contrib.sessions"],
        MIDDLEWARE=[
            "django.contrib.sessions.middleware.SessionMiddleware",
            "django.contrib.auth.middleware.AuthenticationMiddleware",
        ],
        DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}},
    )
    django.setup()
    from django.core import signing
    from django.test import Client

    def read(signed):
        try:
            return signing.loads(signed)
        except signing.BadSignature:
            return None
"""


@pytest.mark.claim("django-secret-key-fallbacks", "django-new-key-ends-sessions")
def test_django_reads_what_an_old_key_signed(run):
    """Fails if a fallback key doesn't keep users, reset links and signed data, or they survive without it."""
    seen = run(
        DJANGO
        + """
    from django.contrib.auth.models import User
    from django.contrib.auth.tokens import default_token_generator
    from django.core.management import call_command
    urlpatterns = [path("", lambda request: HttpResponse(request.user.get_username() or "nobody"))]
    call_command("migrate", verbosity=0)
    ann, bob = (User.objects.create_user(name) for name in ("ann", "bob"))
    signed, token = signing.dumps({"user": 1}), default_token_generator.make_token(bob)
    clients = [Client() for number in range(3)]
    for client in clients:
        client.force_login(ann)
    seen = []
    for client, key, fallbacks in zip(clients, ("old", "new", "new"), ([], [], ["old"])):
        settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = key, fallbacks
        name = client.get("/").content.decode()
        seen.append([read(signed), default_token_generator.check_token(bob, token), name])
    print(json.dumps(seen))
    """
    )
    assert seen == [[{"user": 1}, True, "ann"], [None, False, "nobody"], [{"user": 1}, True, "ann"]]


@pytest.mark.claim("django-leaked-key-in-fallbacks")
def test_django_accepts_data_forged_with_an_old_key(run):
    """Fails if data or a session signed with a fallback key is refused, or accepted without that key."""
    seen = run(
        DJANGO
        + """
    from django.contrib.sessions.backends.signed_cookies import SessionStore
    settings.SECRET_KEY = "leaked"
    forged, session = signing.dumps({"user": "admin"}), SessionStore()
    session["cart"] = "free"
    cookie = session._get_session_key()
    settings.SECRET_KEY = "new"
    look = lambda: [read(forged), SessionStore(cookie).load()]
    seen = [look()]
    settings.SECRET_KEY_FALLBACKS = ["leaked"]
    print(json.dumps([*seen, look()]))
    """
    )
    assert seen == [[None, {}], [{"user": "admin"}, {"cart": "free"}]]


FLASK = """
    import json
    from flask import Flask, session
    app = Flask(__name__)

    @app.get("/")
    def page():
        return "done"

    @app.get("/in")
    def log_in():
        session["user"] = "ann"
        return "in"

    @app.get("/who")
    def who():
        return session.get("user", "nobody")

    client = app.test_client()
"""


@pytest.mark.claim("flask-secret-key-unset", "flask-secret-key-required-by-sessions")
@pytest.mark.tries("flask-secret-key-required-by-sessions", "get()", "in", "len()", "a cookie from before")
def test_flask_answers_without_a_key_until_a_session_is_written(run, tried):
    """Fails if Flask without a key reads a session that isn't empty, or writes one."""
    seen = run(
        FLASK
        + """
    app.logger.disabled = True
    reads = {
        "get()": lambda: session.get("user"), "in": lambda: "user" in session, "len()": lambda: len(session),
        "a cookie from before": lambda: dict(session),
    }
    for number, look in enumerate(reads.values()):
        app.add_url_rule(f"/{number}", str(number), lambda look=look: json.dumps(look()))
    look = lambda: [json.loads(client.get(f"/{number}").text) for number in range(len(reads))]
    seen = [app.config["SECRET_KEY"], client.get("/").status_code, client.get("/in").status_code]
    app.secret_key = "x"
    seen.append(client.get("/in").status_code)
    with_key = look()
    app.secret_key = None
    print(json.dumps([*seen, client.get("/in").status_code, list(reads), look(), with_key]))
    """
    )
    assert seen[:5] == [None, 200, 500, 200, 500]
    empty = [None, False, 0, {}]
    for case, without, with_key, nothing in zip(*seen[5:], empty, strict=True):
        tried(case, broke=without != nothing, noticed=with_key != nothing)


@pytest.mark.claim("flask-secret-key-fallbacks", "flask-new-key-ends-sessions")
def test_flask_reads_sessions_that_an_old_key_signed(run):
    """Fails if a fallback key doesn't read old sessions, they survive without it, or it signs new ones."""
    seen = run(
        FLASK
        + """
    app.secret_key = "old"
    client.get("/in")
    app.secret_key = "new"
    seen = [client.get("/who").text]
    app.config["SECRET_KEY_FALLBACKS"] = ["old"]
    seen.append(client.get("/who").text)
    app.config["SECRET_KEY_FALLBACKS"] = None
    seen.append(client.get("/who").text)
    app.config["SECRET_KEY_FALLBACKS"] = ["old"]
    client.get("/in")
    app.config["SECRET_KEY_FALLBACKS"] = None
    print(json.dumps([*seen, client.get("/who").text]))
    """
    )
    assert seen == ["nobody", "ann", "nobody", "ann"]


@pytest.mark.claim("flask-leaked-key-in-fallbacks")
def test_flask_accepts_a_session_forged_with_an_old_key(run):
    """Fails if a session forged with a fallback key is refused, or accepted without that key."""
    seen = run(
        FLASK
        + """
    forger = Flask("forger")
    forger.secret_key = "leaked"
    forged = forger.session_interface.get_signing_serializer(forger).dumps({"user": "admin"})
    app.secret_key = "new"
    client.set_cookie("session", forged)
    seen = [client.get("/who").text]
    app.config["SECRET_KEY_FALLBACKS"] = ["leaked"]
    print(json.dumps([*seen, client.get("/who").text]))
    """
    )
    assert seen == ["nobody", "admin"]


@pytest.mark.claim("flask-secret-key-fallbacks-in-extensions")
def test_flask_extensions_refuse_what_an_old_key_signed(run):
    """Fails if Flask-Login's cookie or Flask-WTF's token of the old key is accepted with a fallback."""
    seen = run(
        FLASK
        + """
    from flask_login import LoginManager, UserMixin, current_user, login_user
    from flask_wtf.csrf import CSRFProtect, generate_csrf
    app.config.update(SECRET_KEY="old")
    CSRFProtect(app)
    users = LoginManager(app)

    class User(UserMixin):
        id = "1"

    users.user_loader(lambda id: User())
    app.add_url_rule("/remember", "remember", lambda: str(login_user(User(), remember=True)))
    app.add_url_rule("/known", "known", lambda: str(current_user.is_authenticated))
    app.add_url_rule("/token", "token", generate_csrf)
    app.add_url_rule("/post", "post", lambda: "done", methods=["POST"])
    client.get("/remember")
    token = client.get("/token").text

    def look():
        sent = client.post("/post", data={"csrf_token": token}).status_code
        cookie = client.get_cookie("remember_token").value
        fresh = app.test_client()
        fresh.set_cookie("remember_token", cookie)
        return [client.get("/known").text, fresh.get("/known").text, sent]

    seen = [look()]
    app.config.update(SECRET_KEY="new", SECRET_KEY_FALLBACKS=["old"])
    print(json.dumps([*seen, look()]))
    """
    )
    assert seen == [["True", "True", 200], ["True", "False", 400]]


@pytest.mark.claim("flask-new-key-ends-sessions")
def test_flask_session_extension_survives_a_new_key(run):
    """Fails if a new key ends Flask-Session's sessions, or doesn't end those in Flask's cookie."""
    seen = run(
        """
        import json
        from cachelib import SimpleCache
        from flask import Flask, session
        from flask_session import Session
        kept = SimpleCache()

        def get(page, key, more, **headers):
            app = Flask(__name__)
            app.secret_key = key
            app.config.update(more)
            if more:
                Session(app)
            app.add_url_rule("/login", "login", lambda: session.update(user="ann") or "done")
            app.add_url_rule("/", "page", lambda: session.get("user", "nobody"))
            return app.test_client(use_cookies=False).get(page, headers=headers)

        seen = []
        for more in ({}, {"SESSION_TYPE": "cachelib", "SESSION_CACHELIB": kept}):
            cookie = get("/login", "old", more).headers["Set-Cookie"].split(";")[0]
            seen.append([get("/", key, more, Cookie=cookie).text for key in ("old", "new")])
        print(json.dumps(seen))
        """
    )
    assert seen == [["ann", "nobody"], ["ann", "ann"]]
