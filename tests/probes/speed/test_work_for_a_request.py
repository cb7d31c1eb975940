"""How much Python runs for a request, counted in lines of code and not in time; what is compiled; bytes of headers."""

import json

import pytest

# Counts the lines of Python code that a call runs. The first calls fill caches, so the count is of the fourth.
COUNTER = """
import json, sys

def lines_of(call):
    for _ in range(3):
        call()
    seen = [0]
    def tracer(frame, event, argument):
        seen[0] += event == "line"
        return tracer
    sys.settrace(tracer)
    try:
        call()
    finally:
        sys.settrace(None)
    return seen[0]
"""

# Calls a WSGI application as a server does; gives the header bytes as they go over the wire.
GET = """
from wsgiref.util import setup_testing_defaults

def get(application, path):
    environ = {"PATH_INFO": path, "HTTP_HOST": "localhost"}
    setup_testing_defaults(environ)
    sent = {}
    answer = application(environ, lambda status, headers, failure=None: sent.update(status=status, headers=headers))
    sent["body"] = b"".join(answer).decode()
    getattr(answer, "close", lambda: None)()
    assert sent["status"] == "200 OK", sent
    return sent
"""

FLASK = (
    COUNTER
    + GET
    + """
from flask import Flask

application = Flask("probe")
application.add_url_rule("/text", "text", lambda: "hello")
application.add_url_rule("/json", "json", lambda: {"hello": "world"})
"""
)

DJANGO = (
    COUNTER
    + GET
    + """
import os
os.environ["DJANGO_SETTINGS_MODULE"] = "site_of_probe.settings"
from django.conf import settings
settings.ROOT_URLCONF, settings.DEBUG, settings.ALLOWED_HOSTS = "__main__", False, ["localhost"]
if "bare" in sys.argv:
    settings.MIDDLEWARE = []
if "one" in sys.argv:
    settings.MIDDLEWARE = ["django.middleware.csrf.CsrfViewMiddleware"]
from django.core.wsgi import get_wsgi_application
from django.http import HttpResponse, JsonResponse
from django.urls import path

urlpatterns = [
    path("text", lambda request: HttpResponse("hello")),
    path("json", lambda request: JsonResponse({"hello": "world"})),
]
application = get_wsgi_application()
"""
)

COUNTS = 'print(json.dumps([lines_of(lambda: get(application, path)) for path in ("/text", "/text", "/json")]))\n'
HEADERS = 'print(json.dumps(get(application, "/text")["headers"]))\n'


@pytest.fixture
def printed(command, django_project):
    """What a program prints as JSON, run in a fresh Django project."""

    def printed(program, *arguments, **environment):
        done = command("-c", program, *arguments, cwd=django_project, **environment)
        assert done.returncode == 0, done.stderr[-2000:]
        return json.loads(done.stdout)

    return printed


@pytest.mark.claim("flask-lines-run-for-a-page")
@pytest.mark.claim("django-lines-run-for-a-page")
@pytest.mark.claim("flask-json-runs-more-lines")
@pytest.mark.claim("django-json-runs-more-lines")
def test_lines_of_python_that_run_for_a_page(printed):
    """Fails if a page runs no fewer lines in Flask than in a new project, or middleware or JSON adds none."""
    flask = printed(FLASK + COUNTS)
    new, one, bare = (printed(DJANGO + COUNTS, *arguments) for arguments in ((), ("one",), ("bare",)))
    for text, again, in_json in (flask, new, one, bare):
        assert text == again, "the count differs from one request to the next"
        assert text < in_json
    assert bare[0] < flask[0] < new[0]
    assert bare[0] < one[0] < new[0]


@pytest.mark.claim("django-header-bytes-of-a-page")
def test_header_bytes_of_a_plain_page(printed):
    """Fails if the headers of a new project's page are not Flask's and four more, of 127 bytes with their line ends."""

    def size(headers):
        return sum(len(f"{name}: {value}\r\n") for name, value in headers)

    flask, django = (dict(printed(program + HEADERS)) for program in (FLASK, DJANGO))
    more = {name: value for name, value in django.items() if name not in flask}
    assert {name: django[name] for name in flask} == flask
    assert sorted(more) == [
        "Cross-Origin-Opener-Policy",
        "Referrer-Policy",
        "X-Content-Type-Options",
        "X-Frame-Options",
    ]
    assert size(more.items()) == 127
    assert size(django.items()) - size(flask.items()) == 127


VIEWS = "def text():\n    return 'hello'\n"
COMPILED = """
import importlib.machinery
compiled = []

kept = importlib.machinery.SourceFileLoader.source_to_code

def source_to_code(self, data, path, *rest, **more):
    compiled.append(os.path.basename(path))
    return kept(self, data, path, *rest, **more)

importlib.machinery.SourceFileLoader.source_to_code = source_to_code
import views_of_probe
"""
FLASK_VIEWS = (
    FLASK
    + "import os\n"
    + COMPILED
    + """
application = Flask("views")
application.get("/view")(views_of_probe.text)
"""
)
DJANGO_VIEWS = (
    DJANGO
    + COMPILED
    + """
urlpatterns.append(path("view", lambda request: HttpResponse(views_of_probe.text())))
"""
)
COMPILED_THEN = """
bodies = [get(application, "/view")["body"] for _ in range(3)]
print(json.dumps([compiled.count("views_of_probe.py"), bodies]))
"""


@pytest.mark.claim("flask-code-is-compiled-once")
@pytest.mark.claim("django-code-is-compiled-once")
@pytest.mark.parametrize("program", [FLASK_VIEWS, DJANGO_VIEWS], ids=["flask", "django"])
def test_python_compiles_a_module_once(printed, django_project, program):
    """Fails if a request compiles a module of views, or the next start does with kept bytecode and unchanged source."""
    source = django_project / "views_of_probe.py"
    source.write_text(VIEWS, encoding="utf-8")

    def start(keeps_none=""):
        return printed(program + COMPILED_THEN, PYTHONDONTWRITEBYTECODE=keeps_none)

    assert [start(keeps_none="1")[0] for _ in range(2)] == [1, 1]
    assert start() == [1, ["hello"] * 3]
    assert len(list(django_project.glob("__pycache__/views_of_probe.*.pyc"))) == 1
    assert start() == [0, ["hello"] * 3]
    source.write_text(VIEWS.replace("hello", "changed"), encoding="utf-8")
    assert start() == [1, ["changed"] * 3]


ROWS = """
import os
os.environ["DJANGO_SETTINGS_MODULE"] = "site_of_probe.settings"
import django
django.setup()
from django.contrib.auth.models import Group
from django.core.management import call_command
call_command("migrate", verbosity=0)
Group.objects.bulk_create(Group(name=str(number)) for number in range(100))
objects, tuples = (lambda: list(Group.objects.all())), (lambda: list(Group.objects.values_list("id", "name")))
"""
SQLALCHEMY_ROWS = """
from sqlalchemy import create_engine, select
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column

class Base(DeclarativeBase):
    pass

class Group(Base):
    __tablename__ = "groups"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]

engine = create_engine("sqlite://")
Base.metadata.create_all(engine)
with Session(engine) as session:
    session.add_all(Group(name=str(number)) for number in range(100))
    session.commit()

def rows(*what):
    with Session(engine) as session:
        return session.execute(select(*what)).all()

objects, tuples = (lambda: rows(Group)), (lambda: rows(Group.id, Group.name))
"""
BOTH = """
assert len(objects()) == len(tuples()) == 100
print(json.dumps([lines_of(objects), lines_of(objects), lines_of(tuples)]))
"""


@pytest.mark.claim("django-orm-objects-run-more-lines")
@pytest.mark.claim("flask-orm-objects-run-more-lines")
@pytest.mark.parametrize("program", [ROWS, SQLALCHEMY_ROWS], ids=["django", "sqlalchemy"])
def test_objects_of_an_orm_run_more_lines_than_tuples(printed, program):
    """Fails if 100 rows as objects of the ORM run at most four times the lines of the same rows as tuples."""
    objects, again, tuples = printed(COUNTER + program + BOTH)
    assert objects == again
    assert objects > 4 * tuples
