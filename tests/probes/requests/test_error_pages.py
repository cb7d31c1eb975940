"""What a visitor sees when a URL or the code is wrong, and where the traceback goes."""

import io
import logging

import flask
import pytest
from werkzeug.exceptions import HTTPException


def make():
    app = flask.Flask("probe")

    @app.get("/<what>")
    def view(what):
        if what == "gone":
            flask.abort(404, description="<moved>")
        if what == "returned":
            return "the view's own page", 404
        return str(1 / 0)

    return app


@pytest.mark.claim("flask-default-error-pages", "flask-abort")
def test_flask_answers_errors_with_short_pages():
    """Fails if the error page shows the exception, drops abort()'s text, or a debugging mode shows a page instead."""
    app = make()
    client = app.test_client()
    missing, broken = client.get("/gone"), client.get("/broken")
    assert [missing.status_code, broken.status_code] == [404, 500]
    assert "<h1>Not Found</h1>" in missing.text
    assert "&lt;moved&gt;" in missing.text
    assert "<h1>Internal Server Error</h1>" in broken.text
    assert "division" not in broken.text
    for mode in ("DEBUG", "TESTING", "PROPAGATE_EXCEPTIONS"):
        app = make()
        client = app.test_client()
        app.config[mode] = True
        with pytest.raises(ZeroDivisionError):
            client.get("/broken")


@pytest.mark.claim("flask-error-handlers", "flask-abort")
def test_flask_error_handlers_answer_by_code_and_by_exception():
    """Fails if an error handler isn't run for its code or class of exceptions, or a wider one is preferred."""
    app = make()
    app.register_error_handler(404, lambda error: ("our 404", 404))
    app.register_error_handler(ArithmeticError, lambda error: (f"our {type(error).__name__}", 500))
    app.register_error_handler(HTTPException, lambda error: (f"our other {error.code}", error.code))
    client = app.test_client()
    assert client.get("/gone").text == "our 404"
    assert client.get("/no/such/url").text == "our 404"
    assert client.get("/broken").text == "our ZeroDivisionError"
    assert client.post("/gone").text == "our other 405"


@pytest.mark.claim("flask-error-handlers")
def test_flask_error_handlers_are_for_known_codes_and_raised_errors():
    """Fails if a handler for 402 or KeyboardInterrupt is taken, or one runs for a 404 that a view returned."""
    app = make()
    for unknown in (402, 499, 302, KeyboardInterrupt):
        with pytest.raises(ValueError, match="is not a"):
            app.register_error_handler(unknown, lambda error: "")
    for known in (404, 500):
        app.register_error_handler(known, lambda error: ("ours", 500))
    client = app.test_client()
    assert [client.get("/gone").text, client.get("/returned").text] == ["ours", "the view's own page"]


@pytest.mark.claim("flask-blueprint-error-handlers")
def test_flask_error_handlers_of_a_blueprint_miss_routing_errors():
    """Fails if a blueprint's handler answers for an unmatched URL or method, or not for its own abort()."""
    app = flask.Flask("probe")
    part = flask.Blueprint("part", "probe", url_prefix="/part")
    part.add_url_rule("/gone", endpoint="gone", view_func=lambda: flask.abort(404))
    for code in (404, 405):
        part.register_error_handler(code, lambda error: ("of the blueprint", error.code))
        app.register_error_handler(code, lambda error: ("of the application", error.code))
    app.register_blueprint(part)
    client = app.test_client()
    assert client.get("/part/gone").text == "of the blueprint"
    assert client.get("/part/none").text == "of the application"
    assert client.post("/part/gone").text == "of the application"


@pytest.mark.claim("flask-exception-handler-hides-errors")
def test_flask_handler_for_exception_catches_404_and_is_not_logged():
    """Fails if a handler for Exception misses a 404 or is logged, or one for HTTPException or 500 isn't."""

    def answers(kind):
        app, written = make(), io.StringIO()
        app.logger.handlers = [logging.StreamHandler(written)]
        app.register_error_handler(kind, lambda error: (f"ours {type(error).__name__}", 500))
        client = app.test_client()
        texts = [client.get(url).text[:25] for url in ("/broken", "/no/such/url")]
        return texts, "ZeroDivisionError" in written.getvalue()

    assert answers(Exception) == (["ours ZeroDivisionError", "ours NotFound"], False)
    assert answers(HTTPException) == (["ours InternalServerError", "ours NotFound"], True)
    (broken, missing), logged = answers(500)
    assert (broken, logged) == ("ours InternalServerError", True)
    assert not missing.startswith("ours")
    for mode in ("DEBUG", "TESTING"):
        app = make()
        app.config[mode] = True
        app.register_error_handler(HTTPException, lambda error: ("ours", 500))
        with pytest.raises(ZeroDivisionError):
            app.test_client().get("/broken")


FLASK_APP = """
import flask
app = flask.Flask("probe")
app.add_url_rule("/broken", endpoint="broken", view_func=lambda: str(1 / 0))
"""


@pytest.mark.claim("flask-logs-unhandled-exceptions")
def test_flask_writes_the_traceback_to_the_output_of_gunicorn(serve, tmp_path):
    """Fails if Flask under gunicorn answers an exception without writing its traceback to the output."""
    (tmp_path / "probe.py").write_text(FLASK_APP)
    server = serve("-m", "gunicorn", "-b", "127.0.0.1:{port}", "probe:app")
    assert server.get("/broken").status == 500
    assert "ZeroDivisionError: division by zero" in server.said()


DJANGO = """
    import json, socket, sys
    import django
    from django.conf import settings
    from django.core.exceptions import BadRequest, PermissionDenied
    from django.http import Http404, HttpResponse
    from django.urls import include, path
    from django.views.decorators.csrf import csrf_protect
    from django.views.decorators.http import require_GET

    def view(request, what):
        if what == "gone":
            raise Http404
        if what == "closed":
            raise PermissionDenied
        if what == "bad":
            raise BadRequest
        if what == "returned":
            return HttpResponse("own", status=404)
        if what == "key":
            raise KeyError(what)
        return HttpResponse(str(1 / 0))

    mode, *urls = sys.argv[1:]
    codes = (400, 403, 404, 405, 500, "403_csrf")
    pages = {f"{code}.html": f"page {code}[{{{{ request.path }}}}]" for code in codes} if mode == "pages" else {}
    class inner:
        urlpatterns = [path("<what>", view)]
        handler404 = lambda request, exception: HttpResponse("inner 404", status=404)
    class other:
        urlpatterns = []
        handler404 = lambda request, exception: HttpResponse("other 404", status=404)

    if mode == "handler":
        handler404 = lambda request, exception: HttpResponse("our 404", status=404)
        handler403 = lambda request, exception: HttpResponse("our 403", status=403)

    class Middleware:
        def __init__(self, get_response):
            self.get_response = get_response
        def __call__(self, request):
            if request.GET.get("other"):
                request.urlconf = other
            return self.get_response(request)
        def process_exception(self, request, exception):
            if isinstance(exception, LookupError) and mode == "middleware":
                return HttpResponse(f"ours {type(exception).__name__}", status=409)

    urlpatterns = [
        path("inner/", include(inner)),
        path("get", require_GET(view), {"what": ""}),
        path("form", csrf_protect(view), {"what": ""}),
        path("<what>", view),
    ]
    refusing = socket.socket()
    refusing.bind(("127.0.0.1", 0))
    smtp = {"host": "127.0.0.1", "port": refusing.getsockname()[1], "fail_silently": mode == "silent"}
    mailers = {"default": {"BACKEND": "django.core.mail.backends.smtp.EmailBackend", "OPTIONS": smtp}}
    settings.configure(
        ROOT_URLCONF=__name__,
        ALLOWED_HOSTS=["testserver"],
        SECRET_KEY="one",
        MIDDLEWARE=[f"{__name__}.Middleware"],
        ADMINS=["ada@example.com" if django.VERSION >= (6, 0) else ("Ada", "ada@example.com")],
        TEMPLATES=[{
            "BACKEND": "django.template.backends.django.DjangoTemplates",
            "OPTIONS": {
                "context_processors": ["django.template.context_processors.request"],
                "loaders": [("django.template.loaders.locmem.Loader", pages)],
            },
        }],
        **({"MAILERS": mailers} if mode in ("refused", "silent") else {}),
    )
    django.setup()
    from django.core import mail
    from django.test import Client
    from django.test.utils import setup_test_environment
    if mode not in ("refused", "silent"):
        setup_test_environment(debug=mode == "debug")
    client = Client(raise_request_exception=False, enforce_csrf_checks=True)

    def show(answer):
        return [answer.status_code, answer.content.decode()]
"""
SHOW = "    print(json.dumps([show(client.get(url)) for url in urls]))"


@pytest.mark.claim("django-default-error-pages")
def test_django_answers_errors_with_short_pages(run):
    """Fails if Django's 500 page shows the exception with DEBUG off, or doesn't with DEBUG on."""
    missing, broken = run(DJANGO + SHOW, "plain", "/gone", "/broken")
    assert [missing[0], broken[0]] == [404, 500]
    assert "<h1>Not Found</h1>" in missing[1]
    assert "<h1>Server Error (500)</h1>" in broken[1]
    assert "division" not in broken[1]
    [[code, text]] = run(DJANGO + SHOW, "debug", "/broken")
    assert code == 500
    assert "division" in text


@pytest.mark.claim("django-error-templates", "django-http404")
def test_django_answers_errors_with_templates_named_by_the_code(run):
    """Fails if a raised 400, 403, 404 or 500 isn't answered by the template named by that code."""
    seen = run(DJANGO + SHOW, "pages", "/bad", "/closed", "/gone", "/no/such/url", "/broken")
    assert [[code, text.partition("[")[0]] for code, text in seen] == [
        [code, f"page {code}"] for code in (400, 403, 404, 404, 500)
    ]


@pytest.mark.claim("django-error-templates")
def test_django_error_templates_leave_out_returned_statuses(run):
    """Fails if 404.html or 405.html replaces what a view returned, or a CSRF failure isn't 403_csrf.html."""
    program = DJANGO + '    print(json.dumps([show(client.get("/returned")), *map(show, map(client.post, urls))]))'
    assert run(program, "pages", "/get", "/form") == [[404, "own"], [405, ""], [403, "page 403_csrf[/form]"]]


@pytest.mark.claim("django-500-template-without-context")
def test_django_renders_500_without_context_processors(run):
    """Fails if `request` is known in 500.html, or unknown in 404.html."""
    assert run(DJANGO + SHOW, "pages", "/gone", "/broken") == [[404, "page 404[/gone]"], [500, "page 500[]"]]


@pytest.mark.claim("django-error-handlers-in-the-root")
def test_django_takes_an_error_handler_from_the_root(run):
    """Fails if handler404 comes from an included URLconf, not the request's root, or handler403 takes CSRF failures."""
    assert run(DJANGO + SHOW, "handler", "/gone", "/inner/gone") == [[404, "our 404"]] * 2
    assert run(DJANGO + SHOW, "handler", "/gone?other=1", "/closed") == [[404, "other 404"], [403, "our 403"]]
    [[code, text]] = run(DJANGO + SHOW, "plain", "/inner/gone")
    assert code == 404
    assert "inner 404" not in text
    [code, text] = run(DJANGO + '    print(json.dumps(show(client.post("/form"))))', "handler")
    assert code == 403
    assert "our 403" not in text
    assert "CSRF" in text


@pytest.mark.claim("django-middleware-answers-exceptions")
def test_django_middleware_answers_a_class_of_exceptions(run):
    """Fails if process_exception's response isn't sent, or an exception that it passes over isn't a 500."""
    [key, (code, _)] = run(DJANGO + SHOW, "middleware", "/key", "/broken")
    assert key == [409, "ours KeyError"]
    assert code == 500


@pytest.mark.claim("django-mails-errors-to-admins")
def test_django_mails_an_exception_to_the_admins_unless_debugging(run):
    """Fails if an exception isn't mailed to ADMINS with its traceback, or is with DEBUG on or without ADMINS."""
    sent = (
        DJANGO
        + """
    client.get("/broken")
    print(json.dumps([[each.to, "ZeroDivisionError" in each.body] for each in mail.outbox]))
    """
    )
    assert run(sent, "plain") == [[["ada@example.com"], True]]
    assert run(sent, "debug") == []
    assert (
        run(sent.replace('    client.get("/broken")', '    settings.ADMINS = []\n    client.get("/broken")'), "plain")
        == []
    )


@pytest.mark.claim("django-error-mail-can-break-the-response")
def test_django_loses_the_500_page_when_error_mail_fails(run):
    """Fails if a refused SMTP connection still gives a 500 page, or fail_silently doesn't."""
    program = (
        DJANGO
        + """
    from django.core.wsgi import get_wsgi_application
    from django.test import RequestFactory
    application = get_wsgi_application()
    seen = []
    try:
        application(RequestFactory().get("/broken").environ, lambda status, headers: seen.append(status))
    except OSError as error:
        seen.append(type(error).__name__)
    print(json.dumps(seen))
    """
    )
    assert run(program, "refused") == ["ConnectionRefusedError"]
    assert run(program, "silent") == ["500 Internal Server Error"]


DJANGO_APP = """
import os
from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.http import HttpResponse
from django.urls import path

console = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
urlpatterns = [path("broken", lambda request: HttpResponse(str(1 / 0)))]
settings.configure(
    ROOT_URLCONF=__name__,
    ALLOWED_HOSTS=["127.0.0.1"],
    SECRET_KEY="one",
    **({"LOGGING": console} if os.environ.get("PROBE_LOGS") else {}),
)
application = get_wsgi_application()
"""


@pytest.mark.claim("django-logs-no-traceback-with-debug-off")
def test_django_drops_the_traceback_until_logging_is_set(serve, tmp_path):
    """Fails if Django writes a traceback with DEBUG off and no LOGGING, or none with a console handler."""
    (tmp_path / "probe.py").write_text(DJANGO_APP)
    gunicorn = ("-m", "gunicorn", "-b", "127.0.0.1:{port}", "probe:application")
    plain, logging_set = serve(*gunicorn), serve(*gunicorn, PROBE_LOGS="1")
    assert [plain.get("/broken").status, logging_set.get("/broken").status] == [500, 500]
    assert "ZeroDivisionError" not in plain.said()
    assert "ZeroDivisionError: division by zero" in logging_set.said()
