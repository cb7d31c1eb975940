"""How large a request may be before it is refused, by default and when a limit is set."""

import pytest

DJANGO = """
    import io, json
    import django
    from django.conf import settings
    from django.http import HttpResponse
    from django.urls import path
    settings.configure(ROOT_URLCONF=__name__, ALLOWED_HOSTS=["*"], SECRET_KEY="x")
    django.setup()
    from django.test import Client

    def body(request):
        return HttpResponse(len(request.body))

    def form(request):
        return HttpResponse(f"{len(request.POST)} {sum(each.size for each in request.FILES.values())}")

    urlpatterns = [path("body", body), path("form", form)]
    MIB = 1024 * 1024
    upload = lambda size: {"file": io.BytesIO(b"x" * size)}
    raw = lambda size: Client().post("/body", b"x" * size, content_type="application/json").status_code
    sent = lambda data: Client().post("/form", data).status_code
"""
FLASK = """
    import io, json
    from flask import Flask, request
    app = Flask(__name__)

    @app.post("/body")
    def body():
        return str(len(request.get_data()))

    @app.post("/form")
    def form():
        return str(len(request.form) + sum(len(each.read()) for each in request.files.values()))

    client = app.test_client()
    MIB = 1024 * 1024
    raw = lambda size: client.post("/body", data=b"x" * size).status_code
    sent = lambda data: client.post("/form", data=data, content_type="multipart/form-data").status_code
"""


@pytest.mark.claim("django-body-limit", "django-body-limit-leaves-files-out")
def test_django_refuses_large_bodies_and_takes_large_files(run):
    seen = run(
        DJANGO
        + """
    seen = [raw(2_621_440), raw(2_621_441), sent({"text": "x" * 3 * MIB}), sent(upload(20 * MIB))]
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = None
    print(json.dumps([*seen, raw(3 * MIB)]))
    """
    )
    assert [status == 200 for status in seen] == [True, False, False, True, True]
    assert {seen[1], seen[2]} <= {400, 413}


@pytest.mark.claim("django-field-limits")
def test_django_refuses_many_fields_and_files(run):
    seen = run(
        DJANGO
        + """
    many = lambda count: {f"f{number}": "x" for number in range(count)}
    files = lambda count: {f"f{number}": io.BytesIO(b"x") for number in range(count)}
    print(json.dumps([sent(many(1000)), sent(many(1001)), sent(files(100)), sent(files(101))]))
    """
    )
    assert [status == 200 for status in seen] == [True, False, True, False]


@pytest.mark.claim("flask-no-body-limit-by-default", "flask-max-content-length")
def test_flask_takes_large_bodies_until_told_otherwise(run):
    seen = run(
        FLASK
        + """
    seen = [raw(20 * MIB), sent({"file": (io.BytesIO(b"x" * 20 * MIB), "a.bin")})]
    app.config["MAX_CONTENT_LENGTH"] = MIB
    file = {"file": (io.BytesIO(b"x" * 2 * MIB), "a.bin")}
    print(json.dumps([*seen, raw(MIB), raw(MIB + 1), sent(file)]))
    """
    )
    assert seen == [200, 200, 200, 413, 413]


@pytest.mark.claim("flask-form-limits-multipart-only", "flask-no-body-limit-by-default")
def test_flask_takes_large_plain_forms(run):
    seen = run(
        FLASK
        + """
    plain = lambda data: client.post("/form", data=data, content_type="application/x-www-form-urlencoded").text
    print(json.dumps([plain("text=" + "x" * 2 * MIB), plain("&".join(f"f{number}=x" for number in range(2000)))]))
    """
    )
    assert seen == ["1", "2000"]


@pytest.mark.claim("flask-form-limits")
def test_flask_refuses_large_and_many_form_parts(run):
    seen = run(
        FLASK
        + """
    many = lambda count: {f"f{number}": "x" for number in range(count)}
    field = lambda size: {"text": "x" * size}
    print(json.dumps([sent(field(500_000)), sent(field(500_001)), sent(many(1000)), sent(many(1001))]))
    """
    )
    assert seen == [200, 413, 200, 413]
