"""Dispatch by HTTP method: what an undeclared view answers to, and how a view is limited to some methods."""

import pytest

METHODS = """
    def statuses(send):
        return {each: send(each) for each in ("GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE")}
"""

FLASK = (
    """
    import json
    from flask import Flask
    from flask.views import MethodView
    app = Flask("probe")
    client = app.test_client()
"""
    + METHODS
)

DJANGO = (
    """
    import json
    import django
    from django.conf import settings
    settings.configure(ALLOWED_HOSTS=["*"], ROOT_URLCONF=__name__, SECRET_KEY="probe")
    django.setup()
    from django.http import HttpResponse
    from django.test import Client
    from django.urls import path
    from django.views import View
    from django.views.decorators.http import require_http_methods
    client = Client()
"""
    + METHODS
)


@pytest.mark.claim("flask-route-answers-get")
def test_flask_route_answers_get_unless_told_otherwise(run):
    seen = run(
        FLASK
        + """
    app.add_url_rule("/", view_func=lambda: "x")
    plain = statuses(lambda each: client.open("/", method=each).status_code)
    print(json.dumps([plain, sorted(client.options("/").allow)]))
    """
    )
    assert seen[0] == {"GET": 200, "HEAD": 200, "OPTIONS": 200, "POST": 405, "PUT": 405, "PATCH": 405, "DELETE": 405}
    assert seen[1] == ["GET", "HEAD", "OPTIONS"]


@pytest.mark.claim("flask-views-by-method")
def test_flask_sends_each_method_to_its_own_function(run):
    seen = run(
        FLASK
        + """
    @app.get("/shortcut")
    def read(): return "get"

    @app.delete("/shortcut")
    def remove(): return "delete"

    @app.route("/listed", methods=["GET", "DELETE"])
    def listed(): return "both"

    class Item(MethodView):
        def get(self): return "get"
        def delete(self): return "delete"

    app.add_url_rule("/class", view_func=Item.as_view("item"))
    print(json.dumps([[client.open(at, method=each).text for each in ("GET", "DELETE")]
                      + [client.post(at).status_code] for at in ("/shortcut", "/listed", "/class")]))
    """
    )
    assert seen == [["get", "delete", 405], ["both", "both", 405], ["get", "delete", 405]]


@pytest.mark.claim("django-function-view-takes-every-method")
def test_django_function_view_takes_every_method(run):
    seen = run(
        DJANGO
        + """
    urlpatterns = [path("", lambda request: HttpResponse(request.method))]
    print(json.dumps(statuses(lambda each: client.generic(each, "/").status_code)
                     | {"allow": client.options("/").headers.get("Allow")}))
    """
    )
    assert seen.pop("allow") is None
    assert set(seen.values()) == {200}


@pytest.mark.claim("django-restricts-methods")
def test_django_decorator_refuses_other_methods(run):
    seen = run(
        DJANGO
        + """
    urlpatterns = [path("", require_http_methods(["GET", "DELETE"])(lambda request: HttpResponse("x")))]
    answers = {each: client.generic(each, "/") for each in ("GET", "DELETE", "POST", "OPTIONS")}
    print(json.dumps([{each: answer.status_code for each, answer in answers.items()}, answers["POST"]["Allow"]]))
    """
    )
    assert seen == [{"GET": 200, "DELETE": 200, "POST": 405, "OPTIONS": 405}, "GET, DELETE"]


@pytest.mark.claim("django-views-by-method")
def test_django_class_view_sends_each_method_to_its_own_function(run):
    seen = run(
        DJANGO
        + """
    class Item(View):
        def get(self, request): return HttpResponse("get")
        def delete(self, request): return HttpResponse("delete")

    urlpatterns = [path("", Item.as_view())]
    print(json.dumps([client.get("/").content.decode(),
                      client.delete("/").content.decode(), client.post("/").status_code, client.options("/")["Allow"]]))
    """
    )
    assert seen == ["get", "delete", 405, "GET, DELETE, HEAD, OPTIONS"]
