"""Rendering a part of a template by itself, as a page that updates in pieces needs."""

import flask
import pytest

PAGE = """
{%- macro row(name) %}<li>{{ name }}</li>{% endmacro -%}
<ul>{% block rows %}{% for name in names %}<li>{{ name }}</li>{% endfor %}{% endblock %}</ul>
"""


@pytest.fixture
def app(tmp_path):
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates" / "page.html").write_text(PAGE)
    return flask.Flask("probe", root_path=str(tmp_path))


@pytest.mark.claim("flask-fragment-in-a-file")
def test_flask_renders_a_fragment_in_a_file_alone_and_included(app, tmp_path):
    """Fails if a template file renders otherwise alone than included in another."""
    (tmp_path / "templates" / "row.html").write_text("<li>{{ name }}</li>")
    (tmp_path / "templates" / "list.html").write_text('<ul>{% include "row.html" %}</ul>')
    with app.test_request_context():
        rendered = [flask.render_template(page, name="<b>") for page in ("row.html", "list.html")]
    assert rendered == ["<li>&lt;b&gt;</li>", "<ul><li>&lt;b&gt;</li></ul>"]


@pytest.mark.claim("flask-renders-one-macro")
def test_flask_renders_one_macro_of_a_template(app):
    """Fails if get_template_attribute() doesn't fetch a macro that renders by itself, with escaping."""
    with app.test_request_context():
        assert flask.render_template("page.html", names=["a"]) == "<ul><li>a</li></ul>"
        row = flask.get_template_attribute("page.html", "row")
        assert row("<b>") == "<li>&lt;b&gt;</li>"


@pytest.mark.claim("flask-renders-one-macro")
def test_flask_macro_alone_lacks_context_processors(app, tmp_path):
    """Fails if a macro fetched alone sees a context processor's value, or in its page doesn't."""
    app.context_processor(lambda: {"brand": "ACME"})
    (tmp_path / "templates" / "shop.html").write_text("{% macro row() %}[{{ brand }}]{% endmacro %}{{ row() }}")
    with app.test_request_context():
        assert flask.render_template("shop.html") == "[ACME]"
        assert flask.get_template_attribute("shop.html", "row")() == "[]"


@pytest.mark.claim("flask-jinja-blocks-low-level")
def test_jinja_renders_one_block_by_its_low_level_interface(app):
    """Fails if template.blocks no longer renders one block by itself."""
    with app.test_request_context():
        template = app.jinja_env.get_template("page.html")
        block = template.blocks["rows"](template.new_context({"names": ["a"]}))
        assert "".join(block) == "<li>a</li>"


DJANGO = """
    import json, sys
    import django
    from django.conf import settings

    PAGES = {
        "page.html": "<ul>{% partialdef row %}<li>{{ name }}</li>{% endpartialdef %}{% partial row %}</ul>",
        "row.html": "<li>{{ name }}</li>",
        "list.html": "<ul>{% include 'row.html' %}</ul>",
        "loop.html": (
            "{% for each in names %}{% partialdef one inline %}[{{ each }}]{% endpartialdef %}{% endfor %}"
            "{% block body %}{% endblock %}"
        ),
        "child.html": "{% extends 'loop.html' %}{% block body %}{% endblock %}",
    }
    settings.configure(TEMPLATES=[{
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "OPTIONS": {"loaders": [("django.template.loaders.locmem.Loader", PAGES)]},
    }])
    django.setup()
    from django.template import TemplateDoesNotExist, TemplateSyntaxError
    from django.template.loader import render_to_string

    def render(name):
        try:
            return render_to_string(name, {"name": "<b>", "names": "ab"})
        except (TemplateDoesNotExist, TemplateSyntaxError) as error:
            return type(error).__name__

    print(json.dumps([render(name) for name in sys.argv[1:]]))
"""


@pytest.mark.claim("django-fragment-in-a-file")
def test_django_renders_a_fragment_in_a_file_alone_and_included(run):
    """Fails if a template file renders otherwise alone than included in another."""
    rendered = run(DJANGO, "row.html", "list.html")
    assert rendered == ["<li>&lt;b&gt;</li>", "<ul><li>&lt;b&gt;</li></ul>"]


@pytest.mark.claim("django-template-partials", "django-renders-one-partial")
def test_django_renders_one_partial_of_a_template(run):
    """Fails if {% partialdef %} isn't printed by {% partial %}, or page.html#row doesn't render it alone."""
    assert run(DJANGO, "page.html", "page.html#row") == ["<ul><li>&lt;b&gt;</li></ul>", "<li>&lt;b&gt;</li>"]


@pytest.mark.claim("django-renders-one-partial")
def test_django_partial_is_rendered_without_what_is_around_it(run):
    """Fails if a partial alone sees the loop around it, or is found through a child template."""
    seen = run(DJANGO, "loop.html", "loop.html#one", "child.html", "child.html#one")
    assert seen == ["[a][b]", "[]", "[a][b]", "TemplateDoesNotExist"]


@pytest.mark.claim("django-no-partials-before-6-0")
def test_django_knows_no_partials(run):
    """Fails if Django knows {% partialdef %} or page.html#row, or can't render a page without them."""
    seen = run(DJANGO, "page.html", "page.html#row", "row.html")
    assert seen == ["TemplateSyntaxError", "TemplateDoesNotExist", "<li>&lt;b&gt;</li>"]
