"""What a visitor sees when an address or the code is wrong, and who hears of it."""

import logging

import flask
import pytest


def make():
    app = flask.Flask("probe")

    @app.get("/<what>")
    def view(what):
        if what == "gone":
            flask.abort(404)
        return str(1 / 0)

    return app


@pytest.mark.claim("flask-default-error-pages", "flask-abort")
def test_flask_answers_errors_with_short_pages():
    client = make().test_client()
    missing, broken = client.get("/gone"), client.get("/broken")
    assert [missing.status_code, broken.status_code] == [404, 500]
    assert "<h1>Not Found</h1>" in missing.text
    assert "<h1>Internal Server Error</h1>" in broken.text
    assert "division" not in broken.text


@pytest.mark.claim("flask-error-handlers", "flask-abort")
def test_flask_error_handlers_answer_by_code_and_by_exception():
    app = make()
    app.register_error_handler(404, lambda error: ("our 404", 404))
    app.register_error_handler(ArithmeticError, lambda error: (f"our {type(error).__name__}", 500))
    client = app.test_client()
    assert client.get("/gone").text == "our 404"
    assert client.get("/no/such/address").text == "our 404"
    assert client.get("/broken").text == "our ZeroDivisionError"


@pytest.mark.claim("flask-logs-unhandled-exceptions")
def test_flask_logs_an_exception_that_nothing_handles(caplog):
    client = make().test_client()
    with caplog.at_level(logging.ERROR):
        client.get("/broken")
    [record] = caplog.records
    assert record.name == "probe"
    assert record.exc_info[0] is ZeroDivisionError


DJANGO = """
    import json, sys
    import django
    from django.conf import settings
    from django.core.exceptions import BadRequest, PermissionDenied
    from django.http import Http404, HttpResponse
    from django.urls import include, path

    def view(request, what):
        if what == "gone":
            raise Http404
        if what == "closed":
            raise PermissionDenied
        if what == "bad":
            raise BadRequest
        return HttpResponse(str(1 / 0))

    mode, *addresses = sys.argv[1:]
    pages = {f"{code}.html": f"page {code}" for code in (400, 403, 404, 500)} if mode == "pages" else {}
    class inner:
        urlpatterns = [path("<what>", view)]
        handler404 = lambda request, exception: HttpResponse("inner 404", status=404)

    if mode == "handler":
        handler404 = lambda request, exception: HttpResponse("our 404", status=404)

    urlpatterns = [path("inner/", include(inner)), path("<what>", view)]
    settings.configure(
        ROOT_URLCONF=__name__,
        ALLOWED_HOSTS=["testserver"],
        SECRET_KEY="one",
        ADMINS=["ada@example.com" if django.VERSION >= (6, 0) else ("Ada", "ada@example.com")],
        TEMPLATES=[{
            "BACKEND": "django.template.backends.django.DjangoTemplates",
            "OPTIONS": {"loaders": [("django.template.loaders.locmem.Loader", pages)]},
        }],
    )
    django.setup()
    from django.core import mail
    from django.test import Client
    from django.test.utils import setup_test_environment
    setup_test_environment(debug=mode == "debug")

    answers = [Client(raise_request_exception=False).get(address) for address in addresses]
"""
SHOW = "    print(json.dumps([[answer.status_code, answer.content.decode()] for answer in answers]))"


@pytest.mark.claim("django-default-error-pages")
def test_django_answers_errors_with_short_pages(run):
    missing, broken = run(DJANGO + SHOW, "plain", "/gone", "/broken")
    assert [missing[0], broken[0]] == [404, 500]
    assert "<h1>Not Found</h1>" in missing[1]
    assert "<h1>Server Error (500)</h1>" in broken[1]
    assert "division" not in broken[1]


@pytest.mark.claim("django-error-templates", "django-http404")
def test_django_answers_errors_with_templates_named_by_the_code(run):
    seen = run(DJANGO + SHOW, "pages", "/bad", "/closed", "/gone", "/no/such/address", "/broken")
    assert seen == [[code, f"page {code}"] for code in (400, 403, 404, 404, 500)]


@pytest.mark.claim("django-error-handlers-in-the-root")
def test_django_takes_an_error_handler_from_the_root_only(run):
    assert run(DJANGO + SHOW, "handler", "/gone", "/inner/gone") == [[404, "our 404"]] * 2
    [[code, text]] = run(DJANGO + SHOW, "plain", "/inner/gone")
    assert code == 404
    assert "inner 404" not in text


@pytest.mark.claim("django-mails-errors-to-admins")
def test_django_mails_an_exception_to_the_admins_unless_debugging(run):
    sent = '    print(json.dumps([[each.to, "ZeroDivisionError" in each.body] for each in mail.outbox]))'
    assert run(DJANGO + sent, "plain", "/broken") == [[["ada@example.com"], True]]
    assert run(DJANGO + sent, "debug", "/broken") == []
