"""How code reaches the request: by an import in Flask, by a parameter in Django."""

import threading
from concurrent.futures import ThreadPoolExecutor

import flask
import pytest


@pytest.mark.claim("flask-request-is-context-local")
def test_flask_request_is_another_one_in_each_simultaneous_request():
    """Fails if two requests in threads at once see the same flask.request."""
    app = flask.Flask("probe")
    both = threading.Barrier(2, timeout=120)

    @app.get("/")
    def view():
        both.wait()
        return helper()

    def helper():
        return flask.request.args["name"]

    def get(name):
        return app.test_client().get("/", query_string={"name": name}).text

    with ThreadPoolExecutor(2) as pool:
        assert list(pool.map(get, ["one", "two"])) == ["one", "two"]


@pytest.mark.claim("flask-request-needs-a-context")
def test_flask_request_raises_outside_a_request():
    """Fails if flask.request is readable outside a request or in a new thread, or not in a copied context."""
    app = flask.Flask("probe")
    with pytest.raises(RuntimeError, match="outside of request context"):
        _ = flask.request.path

    @app.get("/thread")
    def view():
        with ThreadPoolExecutor(1) as pool:
            plain = pool.submit(lambda: flask.request.path).exception()
            copied = pool.submit(flask.copy_current_request_context(lambda: flask.request.path)).result()
        seen = []

        def look():
            try:
                seen.append(flask.request.path)
            except RuntimeError as error:
                seen.append(type(error).__name__)

        for target in (look, flask.copy_current_request_context(look)):
            thread = threading.Thread(target=target)
            thread.start()
            thread.join()
        return [type(plain).__name__, copied, *seen]

    assert app.test_client().get("/thread").json == ["RuntimeError", "/thread"] * 2
    with app.test_request_context("/made-up"):
        assert flask.request.path == "/made-up"


@pytest.mark.claim("flask-generators-lose-the-request")
def test_flask_generators_lose_the_request():
    """Fails if a returned generator can read flask.request unwrapped, or can't with stream_with_context."""
    app = flask.Flask("probe")

    def generate():
        yield flask.request.path

    app.add_url_rule("/plain", endpoint="plain", view_func=lambda: generate())
    app.add_url_rule("/wrapped", endpoint="wrapped", view_func=lambda: flask.stream_with_context(generate()))
    assert app.test_client().get("/wrapped").text == "/wrapped"
    with pytest.raises(RuntimeError, match="outside of request context"):
        _ = app.test_client().get("/plain").text


@pytest.mark.claim("flask-request-holds-form-headers-cookies")
@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE"])
def test_flask_reads_a_form_of_other_methods(method):
    """Fails if flask.request lacks the form of a POST, PUT, PATCH or DELETE, its headers or its cookies."""
    app = flask.Flask("probe")

    def view():
        return [flask.request.form, flask.request.headers["X-Sent"], flask.request.cookies]

    app.add_url_rule("/", endpoint="form", methods=[method], view_func=view)
    client = app.test_client()
    client.set_cookie("kept", "yes")
    answer = client.open("/", method=method, data={"name": "ada"}, headers={"X-Sent": "too"})
    assert answer.json == [{"name": "ada"}, "too", {"kept": "yes"}]


DJANGO = """
    import json
    from concurrent.futures import ThreadPoolExecutor
    import django
    from django.conf import settings
    from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
    from django.urls import path
    from django.views import View

    def function(request):
        return HttpResponse(f"{isinstance(request, HttpRequest)} {request.path}")

    class Class(View):
        def get(self, request):
            return HttpResponse(str(self.request is request))

    def without_a_parameter():
        return HttpResponse("")

    def stream(request):
        with ThreadPoolExecutor(1) as pool:
            in_a_thread = pool.submit(lambda: request.path).result()

        def generate():
            yield f"{in_a_thread} "
            yield request.path

        return StreamingHttpResponse(generate())

    def form(request):
        others = f"{request.headers['X-Sent']} {request.COOKIES['kept']}"
        return HttpResponse(f"{request.POST.get('name')} {request.body.decode()} {others}")

    urlpatterns = [
        path("function", function), path("class", Class.as_view()), path("without", without_a_parameter),
        path("stream", stream), path("form", form),
    ]
    settings.configure(ROOT_URLCONF=__name__, ALLOWED_HOSTS=["testserver"])
    django.setup()
    from django.test import Client
"""


@pytest.mark.claim("django-request-is-a-parameter")
def test_django_hands_each_view_the_request(run):
    """Fails if a view or a view class's method isn't passed the request, or one without a parameter works."""
    seen = run(
        DJANGO
        + """
    client = Client(raise_request_exception=False)
    answers = [client.get(address) for address in ("/function", "/class", "/without")]
    print(json.dumps([[answer.status_code, answer.content.decode()[:30]] for answer in answers]))
    """
    )
    assert seen[0] == [200, "True /function"]
    assert seen[1] == [200, "True"]
    assert seen[2][0] == 500


@pytest.mark.claim("django-generators-keep-the-request")
def test_django_generators_and_threads_use_the_parameter(run):
    """Fails if a generator or thread that a view starts can't read the view's request."""
    seen = run(DJANGO + '    print(json.dumps(b"".join(Client().get("/stream").streaming_content).decode()))')
    assert seen == "/stream /stream"


@pytest.mark.claim("django-request-holds-form-headers-cookies")
def test_django_reads_no_form_of_other_methods(run):
    """Fails if request.POST is filled for PUT, PATCH or DELETE, or empty for POST, or headers or cookies lack."""
    seen = run(
        DJANGO
        + """
    form = {"data": "name=ada", "content_type": "application/x-www-form-urlencoded"}
    methods = ("POST", "PUT", "PATCH", "DELETE")
    client = Client(headers={"X-Sent": "too"})
    client.cookies["kept"] = "yes"
    print(json.dumps([client.generic(method, "/form", **form).content.decode() for method in methods]))
    """
    )
    assert seen == ["ada name=ada too yes", *["None name=ada too yes"] * 3]
