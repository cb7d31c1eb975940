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

    urlpatterns = [
        path("body", body), path("form", form),
        path("read", lambda request: HttpResponse(len(request.read()))),
        path("unread", lambda request: HttpResponse("done")),
        path("query", lambda request: HttpResponse(len(request.GET))),
        path("kind", lambda request: HttpResponse(type(request.FILES["file"]).__name__)),
    ]
    MIB = 1024 * 1024
    upload = lambda size: {"file": io.BytesIO(b"x" * size)}
    raw = lambda size, page="/body": Client().post(page, b"x" * size, content_type="application/json").status_code
    sent = lambda data, page="/form": Client().post(page, data).status_code
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

    @app.post("/unread")
    def unread():
        return "done"

    @app.post("/more")
    def more():
        request.max_content_length = 3 * MIB
        return str(len(request.get_data()))

    client = app.test_client()
    MIB = 1024 * 1024
    raw = lambda size, page="/body": client.post(page, data=b"x" * size).status_code
    sent = lambda data: client.post("/form", data=data, content_type="multipart/form-data").status_code
"""


@pytest.mark.claim("django-body-limit", "django-body-limit-leaves-files-out", "django-no-upload-size-limit")
def test_django_refuses_large_bodies_and_takes_large_files(run):
    """Fails if a body over 2.5 MB is read, a file of 20 MB refused, or a large file not written to disk."""
    seen = run(
        DJANGO
        + """
    bodies = [raw(2_621_440), raw(2_621_441), sent({"text": "x" * 3 * MIB})]
    past = [raw(3 * MIB, "/read"), raw(3 * MIB, "/unread")]
    files = [sent(upload(20 * MIB)), sent(upload(20 * MIB), "/body")]
    settings.FILE_UPLOAD_MAX_MEMORY_SIZE = 1000
    files.append(sent(upload(2 * MIB)))
    kinds = [Client().post("/kind", upload(size)).text for size in (500, 1001)]
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = None
    print(json.dumps([bodies, past, files, kinds, raw(3 * MIB)]))
    """
    )
    kinds = ["InMemoryUploadedFile", "TemporaryUploadedFile"]
    assert seen == [[200, 400, 400], [200, 200], [200, 400, 200], kinds, 200]


@pytest.mark.claim("django-field-limits")
def test_django_refuses_many_fields_and_files(run):
    """Fails if 1001 parameters or 101 files are accepted, or 1000 or 100 refused."""
    seen = run(
        DJANGO
        + """
    many = lambda count: {f"f{number}": "x" for number in range(count)}
    files = lambda count: {f"f{number}": io.BytesIO(b"x") for number in range(count)}
    query = lambda count: Client().get("/query", many(count)).status_code
    seen = [sent(many(1000)), sent(many(1001)), query(1000), query(1001)]
    print(json.dumps([*seen, sent(files(100)), sent(files(101))]))
    """
    )
    assert seen == [200, 400, 200, 400, 200, 400]


@pytest.mark.claim("django-asgi-reads-the-whole-body")
def test_django_reads_the_whole_body_under_asgi(run):
    """Fails if the view runs before the body has come, a large body stays in memory, or a small one doesn't."""
    seen = run(
        DJANGO
        + """
    import asyncio
    from django.core.asgi import get_asgi_application
    left, at_view, on_disk = [], [], []

    def view(request):
        at_view.append(len(left))
        on_disk.append(request._stream._rolled)
        return HttpResponse("done")

    urlpatterns.append(path("spooled", view))

    async def receive():
        if not left:
            await asyncio.sleep(60)
        body = left.pop()
        return {"type": "http.request", "body": body, "more_body": bool(left)}

    statuses = []

    async def send(message):
        statuses.append(message.get("status"))

    scope = {
        "type": "http", "method": "POST", "path": "/spooled", "raw_path": b"/spooled", "query_string": b"",
        "headers": [(b"host", b"localhost")], "http_version": "1.1", "scheme": "http",
    }
    for parts in (8, 1):
        left += [b"x" * MIB] * parts
        asyncio.run(get_asgi_application()(scope, receive, send))
    print(json.dumps([[each for each in statuses if each], at_view, on_disk]))
    """
    )
    assert seen == [[200, 200], [0, 0], [True, False]]


@pytest.mark.claim("flask-no-body-limit-by-default", "flask-max-content-length")
def test_flask_takes_large_bodies_until_told_otherwise(run):
    """Fails if Flask limits a body by default, takes one over MAX_CONTENT_LENGTH, or a view can't set its own limit."""
    seen = run(
        FLASK
        + """
    seen = [raw(20 * MIB), sent({"file": (io.BytesIO(b"x" * 20 * MIB), "a.bin")})]
    app.config["MAX_CONTENT_LENGTH"] = MIB
    file = {"file": (io.BytesIO(b"x" * 2 * MIB), "a.bin")}
    read = [raw(MIB), raw(MIB + 1), sent(file)]
    print(json.dumps([seen, read, raw(2 * MIB, "/unread"), raw(2 * MIB, "/more"), raw(4 * MIB, "/more")]))
    """
    )
    assert seen == [[200, 200], [200, 413, 413], 200, 200, 413]


CUT = """
from flask import Flask, request
app = Flask(__name__)
app.config["MAX_CONTENT_LENGTH"] = 1000
app.post("/body")(lambda: str(len(request.get_data())))
app.add_url_rule("/form", "form", lambda: str(len(request.form.get("a", ""))), methods=["POST"])
"""


@pytest.mark.claim("flask-max-content-length-cuts-chunked")
def test_flask_cuts_a_chunked_body_at_the_limit(serve, tmp_path):
    """Fails if a chunked body over the limit is refused or read whole, or one with a length isn't refused."""
    (tmp_path / "cut.py").write_text(CUT)
    server = serve("-m", "gunicorn", "--bind", "127.0.0.1:{port}", "cut:app", cwd=tmp_path)

    def post(page, body, *, chunked):
        # urllib sends what has no length in chunks
        answer = server.get(page, data=iter([body]) if chunked else body)
        return answer.status, answer.text

    body = b"a=" + b"x" * 5000
    assert [post(page, body, chunked=False)[0] for page in ("/body", "/form")] == [413, 413]
    assert [post(page, body, chunked=True) for page in ("/body", "/form")] == [(200, "1000"), (200, "998")]


@pytest.mark.claim("flask-form-limits-multipart-only", "flask-no-body-limit-by-default")
def test_flask_takes_large_plain_forms(run):
    """Fails if MAX_FORM_MEMORY_SIZE or MAX_FORM_PARTS refuses a urlencoded form."""
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
    """Fails if a multipart field over 500,000 bytes or part 1,001 is accepted, or one fewer refused."""
    seen = run(
        FLASK
        + """
    many = lambda count: {f"f{number}": "x" for number in range(count)}
    files = lambda count: {f"file{number}": (io.BytesIO(b"x"), "a.txt") for number in range(count)}
    field = lambda size: {"text": "x" * size}
    sizes = [sent(field(500_000)), sent(field(500_001))]
    counts = [sent(many(1000)), sent(many(1001)), sent(files(1000)), sent(files(1001))]
    print(json.dumps([sizes, counts, sent({**files(101), **many(900)})]))
    """
    )
    assert seen == [[200, 413], [200, 413, 200, 413], 413]
