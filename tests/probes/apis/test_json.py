"""JSON in and out, with the framework alone: what a view returns, what a request holds, what broken JSON does."""

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
    assert seen["/list"][1] == "[1,2]"


@pytest.mark.claim("flask-parses-json-bodies")
def test_flask_parses_a_json_body_and_refuses_others(run):
    seen = run(
        FLASK
        + """
    app.add_url_rule("/", view_func=lambda: {"got": request.get_json()["a"]}, methods=["POST"])
    good = client.post("/", data='{"a": 1}', **json_type)
    broken = client.post("/", data='{"a": ', **json_type)
    other = client.post("/", data='{"a": 1}', content_type="text/plain")
    print(json.dumps([good.json, broken.status_code, other.status_code]))
    """
    )
    assert seen == [{"got": 1}, 400, 415]


@pytest.mark.claim("flask-json-dates")
def test_flask_writes_dates_in_json_in_the_http_form(run):
    seen = run(
        FLASK
        + """
    moment = datetime.datetime(2026, 1, 2, 3, 4, 5, tzinfo=datetime.UTC)
    app.add_url_rule("/", view_func=lambda: {"at": moment})
    print(json.dumps(client.get("/").json))
    """
    )
    assert seen == {"at": "Fri, 02 Jan 2026 03:04:05 GMT"}


@pytest.mark.claim("django-json-response")
def test_django_makes_json_with_json_response(run):
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


@pytest.mark.claim("django-json-dates")
def test_django_writes_dates_in_json_in_the_iso_form(run):
    seen = run(
        DJANGO
        + """
    moment = datetime.datetime(2026, 1, 2, 3, 4, 5, tzinfo=datetime.UTC)
    urlpatterns = [path("", lambda request: JsonResponse({"at": moment}))]
    print(json.dumps(client.get("/").json()))
    """
    )
    assert seen == {"at": "2026-01-02T03:04:05Z"}
