"""Dispatch by HTTP method: what an undeclared view answers to, and how a view is limited to some methods."""

import json

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
    """Fails if a route that names no methods also answers POST, or no longer answers HEAD."""
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
    """Fails if a method reaches the function of another one, or POST is answered where none is registered."""
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


@pytest.mark.claim("flask-parses-forms-of-other-methods")
def test_flask_parses_forms_of_put_and_patch(run):
    """Fails if form or upload of a PUT, PATCH or DELETE is left out of `request.form` or `request.files`."""
    seen = run(
        FLASK
        + """
    import io
    from flask import request

    @app.route("/", methods=["POST", "PUT", "PATCH", "DELETE"])
    def view():
        return [request.form.to_dict(), sorted(request.files)]

    methods = ("POST", "PUT", "PATCH", "DELETE")
    print(json.dumps([
        [client.open("/", method=each, data={"a": "1"}).json for each in methods],
        [client.open("/", method=each, data={"a": "1", "f": (io.BytesIO(b"x"), "f.txt")}).json for each in methods],
    ]))
    """
    )
    assert seen == [[[{"a": "1"}, []]] * 4, [[{"a": "1"}, ["f"]]] * 4]


@pytest.mark.claim("django-function-view-takes-every-method")
def test_django_function_view_takes_every_method(run):
    """Fails if a function view refuses one of seven methods, or Django answers OPTIONS for it."""
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


@pytest.mark.claim("django-function-view-takes-every-method")
def test_django_new_project_checks_the_token_before_the_method(command, django_project):
    """Fails if a new project lets a POST or PUT without token reach a view, or `require_GET`."""
    program = """
import json, logging, os
os.environ["DJANGO_SETTINGS_MODULE"] = "site_of_probe.settings"
from django.conf import settings
settings.ROOT_URLCONF = "__main__"
import django
django.setup()
logging.disable(logging.CRITICAL)
from django.http import HttpResponse
from django.test import Client
from django.urls import path
from django.views.decorators.http import require_GET

urlpatterns = [path("plain", lambda request: HttpResponse("x")),
               path("get", require_GET(lambda request: HttpResponse("x")))]
client = Client(enforce_csrf_checks=True, headers={"host": "localhost"})
print(json.dumps([[client.generic(each, at).status_code for each in ("GET", "POST", "PUT", "PATCH", "DELETE")]
                  for at in ("/plain", "/get")]))
"""
    done = command("-c", program, cwd=django_project)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout) == [[200, 403, 403, 403, 403]] * 2


@pytest.mark.claim("django-one-view-for-each-url")
def test_django_stops_at_the_first_pattern(run):
    """Fails if a POST that the first pattern's view refuses goes on to the second."""
    seen = run(
        DJANGO
        + """
    urlpatterns = [path("", require_http_methods([method])(lambda request, method=method: HttpResponse(method)))
                   for method in ("GET", "POST")]
    print(json.dumps([client.get("/").content.decode(), client.post("/").status_code]))
    """
    )
    assert seen == ["GET", 405]


@pytest.mark.claim("django-restricts-methods", "django-require-get-refuses-head")
def test_django_decorator_refuses_other_methods(run):
    """Fails if `require_http_methods` or `require_GET` lets HEAD through, or `require_safe` does not."""
    seen = run(
        DJANGO
        + """
    from django.views.decorators.http import require_GET, require_safe
    answer = lambda request: HttpResponse("x")
    urlpatterns = [path("listed", require_http_methods(["GET", "DELETE"])(answer)),
                   path("get", require_GET(answer)), path("safe", require_safe(answer))]
    methods = ("GET", "HEAD", "DELETE", "POST", "OPTIONS")
    print(json.dumps({at: [client.generic(each, at).status_code for each in methods]
                      for at in ("/listed", "/get", "/safe")} | {"allow": client.post("/listed")["Allow"]}))
    """
    )
    assert seen == {
        "/listed": [200, 405, 200, 405, 405],
        "/get": [200, 405, 405, 405, 405],
        "/safe": [200, 200, 405, 405, 405],
        "allow": "GET, DELETE",
    }


@pytest.mark.claim("django-views-by-method")
def test_django_class_view_sends_each_method_to_its_own_function(run):
    """Fails if HEAD is not answered by `get`, a missing method not by 405, or OPTIONS not by Django."""
    seen = run(
        DJANGO
        + """
    calls = []

    class Item(View):
        def get(self, request):
            calls.append(request.method)
            return HttpResponse("get")
        def delete(self, request): return HttpResponse("delete")

    class Removed(View):
        def delete(self, request): return HttpResponse("delete")

    urlpatterns = [path("", Item.as_view()), path("removed", Removed.as_view())]
    print(json.dumps([client.get("/").content.decode(),
                      client.delete("/").content.decode(), client.post("/").status_code, client.head("/").status_code,
                      client.options("/")["Allow"], calls,
                      [client.head("/removed").status_code, client.options("/removed")["Allow"]]]))
    """
    )
    # HEAD is answered by `get`, and refused where there is none
    without_get = [405, "DELETE, OPTIONS"]
    assert seen == ["get", "delete", 405, 200, "GET, DELETE, HEAD, OPTIONS", ["GET", "HEAD"], without_get]


@pytest.mark.claim("django-parses-forms-of-post")
def test_django_parses_forms_of_post_and_not_of_put(run):
    """Fails if fields or files of a PUT or PATCH are parsed, or those of a POST are not."""
    seen = run(
        DJANGO
        + """
    from django.core.files.uploadedfile import SimpleUploadedFile
    from django.http import JsonResponse
    from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart

    def view(request):
        body = b"" if request.method == "POST" else request.body  # which can't be read after an upload
        return JsonResponse([request.POST.dict(), sorted(request.FILES), body in (b"a=1", upload)], safe=False)

    urlpatterns = [path("", view)]
    upload = encode_multipart(BOUNDARY, {"a": "1", "f": SimpleUploadedFile("f.txt", b"x")})
    forms = [("a=1", "application/x-www-form-urlencoded"), (upload, MULTIPART_CONTENT)]
    print(json.dumps([[client.generic(each, "/", data, content_type=kind).json() for data, kind in forms]
                      for each in ("PUT", "PATCH", "POST")]))
    """
    )
    left, parsed = [{}, [], True], {"a": "1"}
    assert seen == [[left, left], [left, left], [[parsed, [], False], [parsed, ["f"], False]]]


@pytest.mark.claim("django-rest-framework-parses-put")
def test_django_rest_framework_parses_put(run):
    """Fails if `request.data` lacks the form or JSON of a PUT or PATCH."""
    seen = run(
        """
    import json
    import django
    from django.conf import settings
    settings.configure(ALLOWED_HOSTS=["*"], ROOT_URLCONF=__name__, SECRET_KEY="probe", REST_FRAMEWORK={
        "UNAUTHENTICATED_USER": None, "DEFAULT_AUTHENTICATION_CLASSES": []})
    django.setup()
    from django.test import Client
    from django.urls import path
    from rest_framework.renderers import JSONRenderer
    from rest_framework.response import Response
    from rest_framework.views import APIView

    class Echo(APIView):
        renderer_classes = [JSONRenderer]
        def put(self, request): return Response(dict(request.data.items()))
        post = patch = put

    urlpatterns = [path("", Echo.as_view())]
    bodies = [("a=1", "application/x-www-form-urlencoded"), ('{"a": "1"}', "application/json")]
    send = lambda each, data, kind: json.loads(Client().generic(each, "/", data, content_type=kind).content)
    print(json.dumps([[send(each, *body) for body in bodies]
                      for each in ("POST", "PUT", "PATCH")]))
    """
    )
    assert seen == [[{"a": "1"}] * 2] * 3
