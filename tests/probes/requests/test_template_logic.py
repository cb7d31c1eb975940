"""What a template can calculate, how its language is extended, and what a hostile template can do."""

import os

import flask
import jinja2
import pytest
from jinja2.sandbox import SandboxedEnvironment, SecurityError

HOSTILE = "{{ cycler.__init__.__globals__.os.getpid() }}"


def render(app, text, **values):
    with app.test_request_context():
        return flask.render_template_string(text, **values)


@pytest.mark.claim("flask-templates-run-code")
def test_flask_template_reaches_the_operating_system():
    """Fails if a Flask template can't call os.getpid(), or a SandboxedEnvironment lets it."""
    assert render(flask.Flask("probe"), HOSTILE) == str(os.getpid())
    with pytest.raises((SecurityError, jinja2.UndefinedError)) as refused:
        SandboxedEnvironment().from_string(HOSTILE).render()
    assert refused.type is SecurityError
    assert SandboxedEnvironment().from_string("{{ 1 + 1 }}").render() == "2"


@pytest.mark.claim("flask-template-from-user-input")
def test_flask_template_from_user_input_prints_the_secret_key():
    """Fails if input built into a template isn't run, or input passed as a value is."""
    app = flask.Flask("probe")
    app.secret_key = "kept-secret"  # noqa: S105

    @app.get("/built")
    def built():
        return flask.render_template_string(f"Hello {flask.request.args['name']}")

    @app.get("/passed")
    def passed():
        return flask.render_template_string("Hello {{ name }}", name=flask.request.args["name"])

    asked = {"name": "{{ config.SECRET_KEY }}"}
    client = app.test_client()
    assert client.get("/built", query_string=asked).text == "Hello kept-secret"
    assert client.get("/passed", query_string=asked).text == "Hello {{ config.SECRET_KEY }}"


@pytest.mark.claim("flask-jinja-macros-and-assignments")
def test_jinja_has_macros_and_assignments():
    """Fails if a template can't define a macro with an argument or assign its result."""
    text = "{% macro twice(n) %}{{ 2 * n }}{% endmacro %}{% set four = twice(2) %}{{ four }} {{ twice(4) }}"
    assert render(flask.Flask("probe"), text) == "4 8"


@pytest.mark.claim("flask-template-filters")
def test_flask_registers_functions_for_templates():
    """Fails if template_filter, template_global or template_test doesn't register a function."""
    app = flask.Flask("probe")
    app.template_filter("twice")(lambda n: 2 * n)
    app.template_global("five")(lambda: 5)
    app.template_test("even")(lambda n: n % 2 == 0)
    assert render(app, "{{ 4|twice }} {{ five() }} {{ 4 is even }}") == "8 5 True"


DJANGO = """
    import json, sys
    import django
    from django.conf import settings

    settings.configure(
        INSTALLED_APPS=["part"] if "part" in sys.argv else [],
        DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}},
        TEMPLATES=[{"BACKEND": "django.template.backends.django.DjangoTemplates"}],
    )
    django.setup()
    from django.template import Context, Template, TemplateSyntaxError

    def render(text, **values):
        try:
            return Template(text).render(Context(values))
        except TemplateSyntaxError as error:
            return type(error).__name__
"""


@pytest.mark.claim("django-templates-refuse-underscores")
def test_django_templates_refuse_underscores_and_altering_methods(run):
    """Fails if a template reads a name with an underscore, or calls a method marked alters_data."""
    seen = run(
        DJANGO
        + """
    called = []
    class Thing:
        def delete(self):
            called.append("delete")
            return "deleted"
        def show(self):
            return "shown"
    thing = Thing()
    unmarked = render("{{ thing.delete }}", thing=thing)
    Thing.delete.alters_data = True
    from django.db import models
    class Book(models.Model):
        class Meta:
            app_label = "shop"
    print(json.dumps([
        render("{{ thing.__class__ }}", thing=thing), render("{{ thing._x }}", thing=thing),
        unmarked, render("{{ thing.delete }}{{ thing.show }}", thing=thing), called, Book.delete.alters_data,
    ]))
    """
    )
    assert seen == ["TemplateSyntaxError", "TemplateSyntaxError", "deleted", "shown", ["delete"], True]


@pytest.mark.claim("django-template-with")
def test_django_templates_compare_and_calculate(run):
    """Fails if `with` leaks its name, or `if`, `add` or `widthratio` gives another result."""
    seen = run(
        DJANGO
        + """
    print(json.dumps([
        render("{% with four=2|add:2 %}{{ four }}{% endwith %}[{{ four }}]"),
        render("{% if 3 > 2 and 1 in values %}yes{% endif %}", values=[1]),
        render("{% widthratio 6 3 5 %}"),
    ]))
    """
    )
    assert seen == ["4[]", "yes", "10"]


@pytest.mark.claim("django-custom-template-tags")
def test_django_loads_tags_from_a_templatetags_package(run, tmp_path):
    """Fails if {% load %} doesn't find an installed app's tags, or they work unloaded or not installed."""
    (tmp_path / "part" / "templatetags").mkdir(parents=True)
    for folder in ("part", "part/templatetags"):
        (tmp_path / folder / "__init__.py").touch()
    (tmp_path / "part" / "templatetags" / "counting.py").write_text(
        "from django import template\n"
        "register = template.Library()\n"
        "register.filter('twice', lambda n: 2 * n)\n"
        "register.simple_tag(lambda *each: sum(each), name='total')\n"
    )
    texts = ["{% load counting %}{{ 4|twice }} {% total 1 2 3 %}", "{{ 4|twice }}"]
    program = DJANGO + f"    print(json.dumps([render(text) for text in {texts!r}]))"
    assert run(program, "part") == ["8 6", "TemplateSyntaxError"]
    assert run(program) == ["TemplateSyntaxError", "TemplateSyntaxError"]
