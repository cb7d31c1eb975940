"""Which engine renders HTML without installing another package, and what its language allows."""

import flask
import pytest

PAGES = {
    "base.html": "<h1>{% block title %}{% endblock %}</h1>",
    "page.html": '{% extends "base.html" %}{% block title %}{{ name|upper }}{% endblock %}',
}


@pytest.fixture
def pages(tmp_path):
    for name, text in PAGES.items():
        (tmp_path / "templates").mkdir(exist_ok=True)
        (tmp_path / "templates" / name).write_text(text)
    return tmp_path


@pytest.mark.claim("flask-renders-jinja", "flask-jinja-inheritance")
def test_flask_renders_jinja_templates_as_installed(pages):
    """Fails if render_template() doesn't render a page that extends another, blocks and filters included."""
    app = flask.Flask("probe", root_path=str(pages))
    app.add_url_rule("/<name>", endpoint="page", view_func=lambda name: flask.render_template("page.html", name=name))
    assert app.test_client().get("/ada").text == "<h1>ADA</h1>"


@pytest.mark.claim("flask-jinja-calls")
def test_jinja_calls_functions_with_arguments_and_calculates():
    """Fails if a Jinja template can't call a function with an argument and add to its result."""
    app = flask.Flask("probe")
    with app.test_request_context():
        assert flask.render_template_string("{{ double(n) + 1 }}", double=lambda n: 2 * n, n=4) == "9"


DJANGO = """
    import json, sys
    import django
    from django.conf import settings

    def configure(*backends, **more):
        found = [{"BACKEND": f"django.template.backends.{each}", "DIRS": ["templates"]} for each in backends]
        settings.configure(TEMPLATES=found, **more)
        django.setup()
"""


@pytest.mark.claim("django-renders-its-own-language", "django-template-inheritance")
def test_django_renders_its_own_templates_as_installed(run, pages):
    """Fails if Django's engine needs Jinja, or doesn't render a page that extends another."""
    seen = run(
        DJANGO
        + """
    sys.modules["jinja2"] = None
    configure("django.DjangoTemplates")
    from django.template.loader import render_to_string
    print(json.dumps(render_to_string("page.html", {"name": "ada"})))
    """
    )
    assert seen == "<h1>ADA</h1>"


@pytest.mark.claim("django-templates-call-without-arguments")
def test_django_templates_call_functions_without_arguments(run):
    """Fails if a template passes arguments to a call or has a `+`, or a function isn't called without them."""
    seen = run(
        DJANGO
        + """
    configure("django.DjangoTemplates")
    from django.template import Context, Template, TemplateSyntaxError
    values = {"four": lambda: 4, "double": lambda n: 2 * n, "n": 4}
    rendered = []
    for text in ("{{ four }}", "{{ double }}", "{{ n|add:3 }}", "{{ double(n) }}", "{{ n + 1 }}"):
        try:
            rendered.append(Template(text).render(Context(values)))
        except TemplateSyntaxError:
            rendered.append("TemplateSyntaxError")
    print(json.dumps(rendered))
    """
    )
    assert seen == ["4", "", "7", "TemplateSyntaxError", "TemplateSyntaxError"]


@pytest.mark.claim("django-jinja-backend")
def test_django_renders_jinja_templates_by_a_setting(run, pages):
    """Fails if the Jinja backend doesn't render, or knows url() before an `environment` function adds it."""
    (pages / "templates" / "sum.html").write_text("{{ double(n) + 1 }}")
    (pages / "templates" / "link.html").write_text("{{ url('home') }} {{ static('a.css') }}")
    program = (
        DJANGO
        + """
    import types
    from django.http import HttpResponse
    from django.templatetags.static import static
    from django.urls import path, reverse
    import jinja2

    def environment(**options):
        made = jinja2.Environment(**options)
        made.globals.update(url=reverse, static=static)
        return made
    sys.modules["probe_environment"] = sys.modules[__name__]
    urlpatterns = [path("home", lambda request: HttpResponse(), name="home")]

    configure("jinja2.Jinja2", ROOT_URLCONF=__name__, STATIC_URL="/static/")
    settings.TEMPLATES.append({
        **settings.TEMPLATES[0], "NAME": "written", "OPTIONS": {"environment": "probe_environment.environment"},
    })
    from django.template.loader import render_to_string
    values = {"name": "ada", "double": lambda n: 2 * n, "n": 4}
    seen = [render_to_string(name, values, using="jinja2") for name in ("page.html", "sum.html")]
    for engine in ("jinja2", "written"):
        try:
            seen.append(render_to_string("link.html", using=engine))
        except jinja2.UndefinedError as error:
            seen.append(str(error))
    print(json.dumps(seen))
    """
    )
    assert run(program) == ["<h1>ADA</h1>", "9", "'url' is undefined", "/home /static/a.css"]


@pytest.mark.claim("django-two-template-engines")
def test_django_takes_the_first_engine_that_finds_a_template(run, tmp_path):
    """Fails if the order of TEMPLATES doesn't decide between engines, or a missing file isn't passed on."""
    for folder, name in (("jinja2", "both.html"), ("templates", "both.html"), ("templates", "one.html")):
        (tmp_path / "part" / folder).mkdir(parents=True, exist_ok=True)
        (tmp_path / "part" / folder / name).write_text(folder)
    (tmp_path / "part" / "__init__.py").touch()
    program = """
    import json, sys
    import django
    from django.conf import settings
    backends = [{"BACKEND": f"django.template.backends.{name}", "APP_DIRS": True} for name in sys.argv[1:]]
    settings.configure(INSTALLED_APPS=["part"], TEMPLATES=backends)
    django.setup()
    from django.template.loader import render_to_string
    print(json.dumps([render_to_string(name) for name in ("both.html", "one.html")]))
    """
    assert run(program, "jinja2.Jinja2", "django.DjangoTemplates") == ["jinja2", "templates"]
    assert run(program, "django.DjangoTemplates", "jinja2.Jinja2") == ["templates", "templates"]


@pytest.mark.claim("django-admin-needs-its-own-templates")
def test_django_admin_refuses_a_project_with_jinja_alone(run):
    """Fails if the admin with Jinja alone isn't admin.E403, or is with Django's engine beside it."""
    program = (
        DJANGO
        + """
    apps = ["admin", "auth", "contenttypes", "messages", "sessions"]
    configure(*sys.argv[1:], INSTALLED_APPS=[f"django.contrib.{each}" for each in apps])
    from django.core import checks
    print(json.dumps("admin.E403" in [each.id for each in checks.run_checks()]))
    """
    )
    assert run(program, "jinja2.Jinja2")
    assert not run(program, "jinja2.Jinja2", "django.DjangoTemplates")
