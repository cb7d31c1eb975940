"""What neither framework includes: a webhook of a payment provider, and a PDF made by another library."""

import pytest

BOTH = """
    import io, json
    import django
    from django.conf import settings
    from flask import Flask, request, send_file
    from flask_wtf import CSRFProtect
    from django.core.management.utils import get_random_secret_key
    key = get_random_secret_key()
"""


@pytest.mark.claim("django-webhook-needs-csrf-exempt", "flask-webhook-and-csrf-protect")
def test_a_webhook_is_stopped_by_the_csrf_check_until_exempt(run, django_project):
    """Fails if a check lets a webhook pass, an exempt view is checked, or the body is not given as it was sent."""
    seen = run(
        BOTH
        + """
    import os, sys
    sys.path.insert(0, "project")
    os.environ["DJANGO_SETTINGS_MODULE"] = "site_of_probe.settings"
    settings.ALLOWED_HOSTS = ["testserver"]
    django.setup()
    from django.http import HttpResponse
    from django.test import Client
    from django.urls import path
    from django.views.decorators.csrf import csrf_exempt
    from site_of_probe import urls
    sent = b'{"paid":   true}'

    def hook(request):
        return HttpResponse(request.body)

    urls.urlpatterns += [path("checked", hook), path("exempt", csrf_exempt(hook))]

    def made(protect):
        app = Flask("shop")
        app.secret_key = key

        @app.post("/checked")
        def checked():
            return request.get_data()

        @app.post("/exempt")
        def exempt():
            return request.get_data()

        if protect:
            CSRFProtect(app).exempt(exempt)
        return app.test_client()

    def answers(client):
        replies = [client.post(each, data=sent, content_type="application/json") for each in ("/checked", "/exempt")]
        bodies = [getattr(each, "content", None) or each.data for each in replies]
        return [[each.status_code, body == sent] for each, body in zip(replies, bodies)]

    print(json.dumps({
        "django": answers(Client(enforce_csrf_checks=True)),
        "flask": answers(made(False)),
        "flask-wtf": answers(made(True)),
    }))
    """
    )
    passed = [200, True]
    assert seen == {
        "django": [[403, False], passed],
        "flask": [passed, passed],
        "flask-wtf": [[400, False], passed],
    }


@pytest.mark.claim("flask-sends-a-pdf-from-memory", "django-documents-pdf-with-reportlab")
def test_both_send_a_pdf_from_memory(run):
    """Fails if either sends no file object of memory, or no type of a PDF."""
    seen = run(
        BOTH
        + """
    settings.configure(SECRET_KEY=key)
    django.setup()
    from django.http import FileResponse
    made = b"%PDF-1.7 made by another library"
    app = Flask("bills")
    app.get("/")(lambda: send_file(io.BytesIO(made), download_name="bill.pdf"))
    by_flask = app.test_client().get("/")
    by_django = FileResponse(io.BytesIO(made), filename="bill.pdf")
    print(json.dumps([
        [by_flask.content_type, by_flask.data == made],
        [by_django["Content-Type"], b"".join(by_django.streaming_content) == made],
    ]))
    """
    )
    assert seen == [["application/pdf", True]] * 2
