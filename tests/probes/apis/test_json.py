"""JSON in and out, with the framework alone: what a view returns, what a request holds, what broken JSON does."""

import json

import pytest

FLASK = """
    import datetime, json
    from flask import Flask, request
    app = Flask("probe")
    client = app.test_client()
    json_type = {"content_type": "application/json"}
"""

DJANGO = """
    import datetime, json
    import django
    from django.conf import settings
    settings.configure(ALLOWED_HOSTS=["*"], ROOT_URLCONF=__name__, SECRET_KEY="probe")
    django.setup()
    from django.http import JsonResponse
    from django.test import Client
    from django.urls import path
    client = Client(raise_request_exception=False)
    json_type = {"content_type": "application/json"}
"""


@pytest.mark.claim("flask-returns-dict-as-json")
def test_flask_makes_json_of_a_returned_dict_or_list(run):
    """Fails if a returned dict or list is not sent as JSON, or a returned text is."""
    seen = run(
        FLASK
        + """
    app.add_url_rule("/dict", view_func=lambda: {"a": [1]}, endpoint="dict")
    app.add_url_rule("/list", view_func=lambda: [1, 2], endpoint="list")
    app.add_url_rule("/text", view_func=lambda: "[1, 2]", endpoint="text")
    print(json.dumps({each: [client.get(each).mimetype, client.get(each).text.strip().replace("\\n", "")]
                      for each in ("/dict", "/list", "/text")}))
    """
    )
    assert {path: kind for path, (kind, _) in seen.items()} == {
        "/dict": "application/json",
        "/list": "application/json",
        "/text": "text/html",
    }
    assert [json.loads(seen[path][1]) for path in ("/dict", "/list")] == [{"a": [1]}, [1, 2]]


@pytest.mark.claim("flask-parses-json-bodies", "flask-parses-json-when-asked")
def test_flask_parses_a_json_body_and_refuses_others(run):
    """Fails if `get_json()` accepts invalid JSON or another type, or an unread body is refused."""
    seen = run(
        FLASK
        + """
    @app.post("/read")
    def read(): return {"got": request.get_json()}

    @app.post("/silent")
    def silent(): return {"got": request.get_json(silent=True)}

    @app.post("/force")
    def force(): return {"got": request.get_json(force=True)}

    @app.post("/unread")
    def unread(): return {"got": "unread"}

    bodies = [('{"a": 1}', "application/json"), ('{"a": ', "application/json"), ('{"a": 1}', "text/plain")]
    print(json.dumps({path: [answer.json["got"] if (answer := client.post(path, data=data, content_type=kind)).is_json
                             else answer.status_code for data, kind in bodies]
                      for path in ("/read", "/silent", "/force", "/unread")}))
    """
    )
    assert seen["/read"] == [{"a": 1}, 400, 415]
    assert seen["/silent"] == [{"a": 1}, None, None]
    assert seen["/force"] == [{"a": 1}, 400, {"a": 1}]
    assert seen["/unread"] == ["unread"] * 3


@pytest.mark.claim("flask-json-dates")
def test_flask_writes_dates_in_json_in_the_http_form(run):
    """Fails if a date is not in the form of HTTP headers, or a `time` or `timedelta` is written."""
    seen = run(
        FLASK
        + """
    values = {
        "utc": datetime.datetime(2026, 1, 2, 3, 4, 5, tzinfo=datetime.UTC),
        "naive": datetime.datetime(2026, 1, 2, 3, 4, 5),
        "date": datetime.date(2026, 1, 2),
        "time": datetime.time(3, 4),
        "timedelta": datetime.timedelta(1),
    }
    app.testing = True
    app.add_url_rule("/<name>", view_func=lambda name: {"at": values[name]})

    def shown(name):
        try:
            return client.get("/" + name).json["at"]
        except TypeError as error:
            return type(error).__name__

    print(json.dumps({name: shown(name) for name in values}))
    """
    )
    assert seen == {
        "utc": "Fri, 02 Jan 2026 03:04:05 GMT",
        "naive": "Fri, 02 Jan 2026 03:04:05 GMT",
        "date": "Fri, 02 Jan 2026 00:00:00 GMT",
        "time": "TypeError",
        "timedelta": "TypeError",
    }


@pytest.mark.claim("flask-json-by-pythons-module")
def test_flask_writes_iso_dates_with_a_provider(run):
    """Fails if a provider assigned to `app.json` is not used for reading or for writing."""
    seen = run(
        FLASK
        + """
    from flask.json.provider import DefaultJSONProvider

    class Iso(DefaultJSONProvider):
        @staticmethod
        def default(value):
            return value.isoformat() if hasattr(value, "isoformat") else DefaultJSONProvider.default(value)

        def loads(self, text, **rest):
            return {"read": super().loads(text, **rest)}

    app.add_url_rule("/", "at", lambda: {"at": datetime.time(3, 4)})
    app.post("/read")(lambda: request.get_json())
    before = client.get("/").status_code
    app.json = Iso(app)
    after = json.loads(client.get("/").text)
    print(json.dumps([before, after, json.loads(client.post("/read", data="[1]", **json_type).text)]))
    """
    )
    assert seen == [500, {"at": "03:04:00"}, {"read": [1]}]


@pytest.mark.claim("flask-json-errors-are-html", "flask-json-error-handler")
def test_flask_answers_errors_as_html_until_a_handler_answers_json(run):
    """Fails if an error is JSON without a handler, or stays HTML with one for `HTTPException`."""
    seen = run(
        FLASK
        + """
    import logging
    from werkzeug.exceptions import HTTPException
    logging.disable(logging.CRITICAL)

    def kinds(handled):
        app = Flask("probe")

        @app.post("/read")
        def read(): return {"got": request.get_json()}

        @app.get("/raise")
        def fail(): raise KeyError("broken")

        if handled:
            app.errorhandler(HTTPException)(lambda error: ({"error": error.name}, error.code))
        client = app.test_client()
        answers = [client.get("/nowhere"), client.get("/read"), client.get("/raise"),
                   client.post("/read", data="{", **json_type)]
        return [[each.status_code, each.mimetype] for each in answers]

    print(json.dumps([kinds(False), kinds(True)]))
    """
    )
    assert seen[0] == [[status, "text/html"] for status in (404, 405, 500, 400)]
    assert seen[1] == [[status, "application/json"] for status in (404, 405, 500, 400)]


@pytest.mark.claim("django-json-response")
def test_django_makes_json_with_json_response(run):
    """Fails if `JsonResponse` takes a list without `safe=False`, or a view may return a bare dict."""
    seen = run(
        DJANGO
        + """
    urlpatterns = [
        path("dict", lambda request: JsonResponse({"a": [1]})),
        path("list", lambda request: JsonResponse([1, 2], safe=False)),
        path("strict", lambda request: JsonResponse([1, 2])),
        path("bare", lambda request: {"a": [1]}),
    ]
    answers = [client.get(each) for each in ("/dict", "/list", "/strict")]
    try:
        bare = client.get("/bare").status_code
    except AttributeError:
        bare = 500
    print(json.dumps([[each.status_code, each["Content-Type"].split(";")[0]] for each in answers] + [bare]))
    """
    )
    assert seen == [[200, "application/json"], [200, "application/json"], [500, "text/html"], 500]


@pytest.mark.claim("django-leaves-json-bodies-to-the-view")
def test_django_leaves_a_json_body_unparsed(run):
    """Fails if a JSON body is in `request.POST`, its type is checked, or invalid JSON answers 400."""
    seen = run(
        DJANGO
        + """
    def view(request):
        return JsonResponse({"form": dict(request.POST), "got": json.loads(request.body)["a"]})
    urlpatterns = [path("", view)]
    good = client.post("/", data='{"a": 1}', **json_type)
    broken = client.post("/", data='{"a": ', **json_type)
    other = client.post("/", data='{"a": 1}', content_type="text/plain")
    print(json.dumps([good.json(), broken.status_code, other.status_code]))
    """
    )
    assert seen == [{"form": {}, "got": 1}, 500, 200]


@pytest.mark.claim("django-json-dates", "django-json-by-pythons-module")
def test_django_writes_dates_in_json_in_the_iso_form(run):
    """Fails if `JsonResponse` writes a date otherwise than in ISO 8601, or ignores `encoder`."""
    seen = run(
        DJANGO
        + """
    zone = datetime.timezone(datetime.timedelta(hours=2))
    values = {
        "utc": datetime.datetime(2026, 1, 2, 3, 4, 5, tzinfo=datetime.UTC),
        "zone": datetime.datetime(2026, 1, 2, 3, 4, 5, tzinfo=zone),
        "naive": datetime.datetime(2026, 1, 2, 3, 4, 5),
        "date": datetime.date(2026, 1, 2),
        "time": datetime.time(3, 4),
        "time in a zone": datetime.time(3, 4, tzinfo=datetime.UTC),
    }

    class Years(json.JSONEncoder):
        def default(self, value):
            return value.year

    def shown(value, **more):
        try:
            return json.loads(JsonResponse({"at": value}, **more).content)["at"]
        except ValueError as error:
            return type(error).__name__

    print(json.dumps([{name: shown(value) for name, value in values.items()}, shown(values["date"], encoder=Years)]))
    """
    )
    assert seen == [
        {
            "utc": "2026-01-02T03:04:05Z",
            "zone": "2026-01-02T03:04:05+02:00",
            "naive": "2026-01-02T03:04:05",
            "date": "2026-01-02",
            "time": "03:04:00",
            "time in a zone": "ValueError",
        },
        2026,
    ]


@pytest.mark.claim("django-json-errors-are-html", "django-json-error-handlers")
def test_django_answers_errors_as_html_until_handlers_answer_json(run):
    """Fails if a 404 or 500 is not the handler's JSON, or a 405 is."""
    program = (
        DJANGO
        + """
    import logging
    from django.views.decorators.http import require_POST
    logging.disable(logging.CRITICAL)

    def fail(request): raise KeyError("broken")
    urlpatterns = [path("post", require_POST(lambda request: JsonResponse({}))), path("raise", fail)]
    {handlers}
    print(json.dumps([[(answer := client.get(each)).status_code, answer["Content-Type"].split(";")[0]]
                      for each in ("/nowhere", "/raise", "/post")]))
    """
    )
    handlers = """handler404 = lambda request, exception: JsonResponse({"error": "not found"}, status=404)
    handler500 = lambda request: JsonResponse({"error": "failed"}, status=500)"""
    html, plain = "text/html", "application/json"
    assert run(program.replace("{handlers}", "")) == [[404, html], [500, html], [405, html]]
    assert run(program.replace("{handlers}", handlers)) == [[404, plain], [500, plain], [405, html]]


@pytest.mark.claim("django-json-post-needs-csrf")
def test_django_new_project_refuses_a_json_post_without_a_token(command, django_project):
    """Fails if a JSON POST without a token reaches the view, or `csrf_exempt` does not let it."""
    program = """
import json, logging, os
os.environ["DJANGO_SETTINGS_MODULE"] = "site_of_probe.settings"
from django.conf import settings
settings.ROOT_URLCONF = "__main__"
import django
django.setup()
logging.disable(logging.CRITICAL)
from django.http import JsonResponse
from django.test import Client
from django.urls import path
from django.views.decorators.csrf import csrf_exempt

def view(request):
    return JsonResponse({"got": json.loads(request.body)})

urlpatterns = [path("checked", view), path("exempt", csrf_exempt(view))]
client = Client(enforce_csrf_checks=True, headers={"host": "localhost"})
print(json.dumps([client.post(each, data="[1]", content_type="application/json").status_code
                  for each in ("/checked", "/exempt")]))
"""
    done = command("-c", program, cwd=django_project)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout) == [403, 200]
