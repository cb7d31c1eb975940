"""Messages kept for the next page: where they wait, and what becomes of large ones."""

import pytest


@pytest.mark.claim("flask-flash", "flask-flash-can-outgrow-the-cookie")
def test_flask_flash_waits_in_the_session_and_can_outgrow_the_cookie(run):
    """Fails if a message is lost unseen or shown twice, or a large cookie is refused."""
    seen = run(
        """
    import json, random, string, warnings
    from flask import Flask, flash, get_flashed_messages, request, session
    app = Flask(__name__)
    app.secret_key = "x"
    # repeated letters would be compressed away
    text = "".join(random.Random(1).choices(string.ascii_letters, k=9000))

    @app.get("/keep")
    def keep():
        flash(text[: int(request.args["length"])])
        return sorted(session)

    @app.get("/show")
    def show():
        return get_flashed_messages()

    @app.get("/other")
    def other():
        return sorted(session)

    @app.get("/login")
    def login():
        session["user"] = "kleist"
        return ""

    seen = []
    for length in (10, 9000):
        with warnings.catch_warnings(record=True) as warned:
            warnings.simplefilter("always")
            client = app.test_client()
            client.get("/login")
            answer = client.get(f"/keep?length={length}")
        cookie = answer.headers["Set-Cookie"]
        said = sum("cookie is too large" in str(each.message) for each in warned)
        seen.append([answer.status_code, answer.json, said, len(cookie.partition(";")[0]) > 4096])
        if length == 10:
            others = [client.get("/other").json for _ in range(2)]
            shown = [client.get("/show").json for _ in range(2)]
            seen.append([others, shown == [[text[:10]], []]])
    print(json.dumps(seen))
    """
    )
    # the message and the login are in one cookie, and two pages that show no message leave it there
    both = ["_flashes", "user"]
    assert seen == [[200, both, 0, False], [[both, both], True], [200, both, 1, True]]


DJANGO = """
    import json
    import django
    from django.conf import settings
    from django.http import HttpResponse
    from django.urls import path
    settings.configure(
        ROOT_URLCONF=__name__, ALLOWED_HOSTS=["*"], SECRET_KEY="x",
        INSTALLED_APPS=["django.contrib.messages", "django.contrib.sessions"],
        MIDDLEWARE=[
            "django.contrib.sessions.middleware.SessionMiddleware",
            "django.contrib.messages.middleware.MessageMiddleware",
        ],
        DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}},
    )
    django.setup()
    from django.contrib import messages
    from django.core.management import call_command
    from django.test import Client
    call_command("migrate", verbosity=0)
    import random, string
    text = "".join(random.Random(1).choices(string.ascii_letters, k=9000))

    def keep(request):
        messages.info(request, text[: int(request.GET["length"])])
        return HttpResponse("")

    def show(request):
        return HttpResponse(" ".join(str(each) for each in messages.get_messages(request)))

    urlpatterns = [path("keep", keep), path("show", show), path("other", lambda request: HttpResponse(""))]
"""


@pytest.mark.claim("django-messages", "django-messages-overflow-to-the-session")
def test_django_messages_overflow_from_cookie_to_session(run):
    """Fails if a message is lost or shown twice, or a large one is kept out of the session."""
    seen = run(
        DJANGO
        + """
    seen = []
    for length in (10, 9000):
        client = Client()
        client.get(f"/keep?length={length}")
        where = [bool(client.cookies.get("messages")), "_messages" in client.session]
        shown = [client.get("/show").content.decode() for _ in range(2)]
        seen.append([where, shown == [text[:length], ""]])
    from django.test import override_settings
    with override_settings(SESSION_ENGINE="django.contrib.sessions.backends.signed_cookies"):
        client = Client()
        seen.append(len(client.get("/keep?length=9000").cookies["sessionid"].value) > 4096)
        client = Client()
        client.get("/keep?length=10")
        seen.append([client.get(each).content.decode() == text[:10] for each in ("/other", "/other", "/show", "/show")])
    print(json.dumps(seen))
    """
    )
    assert seen == [[[True, False], True], [[True, True], True], True, [False, False, True, False]]
