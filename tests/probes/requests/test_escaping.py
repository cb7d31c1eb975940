"""Whether what people typed is made harmless in a page, and when it is not."""

import flask
import pytest

HOSTILE = "<script>"
HARMLESS = "&lt;script&gt;"


def render_file(tmp_path, name, text="{{ value }}", value=HOSTILE):
    (tmp_path / "templates").mkdir(exist_ok=True)
    (tmp_path / "templates" / name).write_text(text)
    app = flask.Flask("probe", root_path=str(tmp_path))
    with app.test_request_context():
        return flask.render_template(name, value=value)


@pytest.mark.parametrize("name", ["page.html", "page.htm", "page.xml", "page.xhtml", "page.svg"])
@pytest.mark.claim("flask-escapes-by-file-name")
def test_flask_escapes_in_templates_named_like_markup(tmp_path, name):
    assert render_file(tmp_path, name) == HARMLESS


@pytest.mark.parametrize("name", ["page.txt", "page.html.j2", "page.jinja", "page.HTML"])
@pytest.mark.claim("flask-other-names-are-not-escaped")
def test_flask_does_not_escape_in_templates_of_other_names(tmp_path, name):
    assert render_file(tmp_path, name) == HOSTILE


@pytest.mark.claim("flask-escapes-strings")
def test_flask_escapes_in_templates_given_as_a_string():
    app = flask.Flask("probe")
    with app.test_request_context():
        assert flask.render_template_string("{{ value }}", value=HOSTILE) == HARMLESS
        assert flask.render_template_string("{{ value|safe }}", value=HOSTILE) == HOSTILE


@pytest.mark.claim("flask-escaping-leaves-unquoted-attributes")
def test_flask_escaping_leaves_an_unquoted_attribute_open(tmp_path):
    text = "<p class={{ value }}>"
    assert render_file(tmp_path, "page.html", text, "a onclick=b()") == "<p class=a onclick=b()>"


DJANGO = """
    import json, sys
    import django
    from django.conf import settings

    NAMES = ["page.html", "page.txt", "page.html.j2", "page"]
    text, value = sys.argv[1:]
    settings.configure(TEMPLATES=[
        {
            "BACKEND": "django.template.backends.django.DjangoTemplates",
            "NAME": name,
            "OPTIONS": {"loaders": [("django.template.loaders.locmem.Loader", dict.fromkeys(NAMES, text))], **more},
        }
        for name, more in {"usual": {}, "off": {"autoescape": False}}.items()
    ])
    django.setup()
    from django.template.loader import render_to_string

    def render(name="page.html", using="usual"):
        return render_to_string(name, {"value": value}, using=using)
"""


@pytest.mark.claim("django-escapes-whatever-the-name")
def test_django_escapes_in_templates_of_any_name(run):
    rendered = run(DJANGO + "    print(json.dumps([render(name) for name in NAMES]))", "{{ value }}", HOSTILE)
    assert rendered == [HARMLESS] * 4


@pytest.mark.claim("django-escaping-can-be-turned-off")
def test_django_escaping_is_turned_off_by_a_filter_a_tag_or_an_option(run):
    text = "{{ value }} {{ value|safe }} {% autoescape off %}{{ value }}{% endautoescape %}"
    rendered = run(DJANGO + '    print(json.dumps([render(), render(using="off")]))', text, HOSTILE)
    assert rendered == [f"{HARMLESS} {HOSTILE} {HOSTILE}", f"{HOSTILE} {HOSTILE} {HOSTILE}"]


@pytest.mark.claim("django-escaping-leaves-unquoted-attributes")
def test_django_escaping_leaves_an_unquoted_attribute_open(run):
    text = "<p class={{ value }}>"
    assert run(DJANGO + "    print(json.dumps(render()))", text, "a onclick=b()") == "<p class=a onclick=b()>"
