"""Whether what people typed is made harmless in a page, and when it is not."""

import flask
import pytest

HOSTILE = "<script>"
HARMLESS = "&lt;script&gt;"
# A template, and a value that can run code there though it is escaped: unquoted attribute, link, script, handler.
OPEN = {
    "<p class={{ value }}>": "a onclick=b()",
    '<a href="{{ value }}">': "javascript:b()",
    "<script>let x = {{ value }}</script>": "b()",
    '<button onclick="f({{ value }})">': "b()",
}


def render_file(tmp_path, name, text="{{ value }}", value=HOSTILE):
    (tmp_path / "templates").mkdir(exist_ok=True)
    (tmp_path / "templates" / name).write_text(text)
    app = flask.Flask("probe", root_path=str(tmp_path))
    with app.test_request_context():
        return flask.render_template(name, value=value)


@pytest.mark.parametrize("name", ["page.html", "page.htm", "page.xml", "page.xhtml", "page.svg"])
@pytest.mark.claim("flask-escapes-by-file-name")
def test_flask_escapes_in_templates_named_like_markup(tmp_path, name):
    """Fails if Flask doesn't escape in a template file that ends in .html, .htm, .xml, .xhtml or .svg."""
    assert render_file(tmp_path, name) == HARMLESS


@pytest.mark.parametrize("name", ["page.txt", "page.j2", "page.html.j2", "page.HTML"])
@pytest.mark.claim("flask-other-names-are-not-escaped", "flask-escapes-by-file-name")
def test_flask_does_not_escape_in_templates_of_other_names(tmp_path, name):
    """Fails if Flask escapes in a template file that ends in .txt, .j2, .html.j2 or .HTML."""
    assert render_file(tmp_path, name) == HOSTILE


@pytest.mark.claim("flask-other-names-are-not-escaped")
def test_flask_does_not_escape_in_an_included_file_of_another_name(tmp_path):
    """Fails if Flask escapes in a .txt file that an .html page includes, or stops escaping in that page."""
    render_file(tmp_path, "part.txt")
    assert render_file(tmp_path, "page.html", "{{ value }} {% include 'part.txt' %}") == f"{HARMLESS} {HOSTILE}"


@pytest.mark.parametrize("name", ["page.txt", "page.j2"])
@pytest.mark.claim("flask-autoescape-for-other-names")
def test_flask_escapes_in_other_files_with_an_option(tmp_path, name):
    """Fails if autoescape = True doesn't make Flask escape in .txt and .j2 files, or it does so anyway."""
    assert render_file(tmp_path, name) == HOSTILE
    app = flask.Flask("probe", root_path=str(tmp_path))
    app.jinja_env.autoescape = True
    with app.test_request_context():
        assert flask.render_template(name, value=HOSTILE) == HARMLESS


@pytest.mark.claim("flask-escapes-strings")
def test_flask_escapes_in_templates_given_as_a_string():
    """Fails if Flask doesn't escape in a string template, or `safe` or the tag `autoescape` exempts nothing."""
    app = flask.Flask("probe")
    text = "{{ value }} {{ value|safe }} {% autoescape false %}{{ value }}{% endautoescape %}"
    with app.test_request_context():
        assert flask.render_template_string(text, value=HOSTILE) == f"{HARMLESS} {HOSTILE} {HOSTILE}"


@pytest.mark.parametrize("text", OPEN)
@pytest.mark.claim("flask-escaping-leaves-unquoted-attributes")
def test_flask_escaping_leaves_other_contexts_open(tmp_path, text):
    """Fails if escaping disarms a value in an unquoted attribute, link, script or onclick, or isn't on there."""
    assert render_file(tmp_path, "page.html", text, OPEN[text]) == text.replace("{{ value }}", OPEN[text])
    assert render_file(tmp_path, "other.html", text) == text.replace("{{ value }}", HARMLESS)


@pytest.mark.claim("flask-tojson")
def test_flask_tojson_keeps_a_value_inside_a_script(tmp_path):
    """Fails if tojson lets </script> through, or escapes double quotes so that an attribute holds."""
    text = "<script>let x = {{ value|tojson }}</script>"
    rendered = render_file(tmp_path, "page.html", text, "</script>")
    assert rendered == '<script>let x = "\\u003c/script\\u003e"</script>'
    attribute = '<a onclick="show({{ value|tojson }})">'
    assert render_file(tmp_path, "link.html", attribute, "text") == '<a onclick="show("text")">'


DJANGO = """
    import json, sys
    import django
    from django.conf import settings

    NAMES = ["page.html", "page.txt", "page.html.j2", "page"]
    text, value = sys.argv[1:]
    pages = {**dict.fromkeys(NAMES, text), "including.html": "{% include 'page.txt' %}"}
    settings.configure(TEMPLATES=[
        {
            "BACKEND": "django.template.backends.django.DjangoTemplates",
            "NAME": name,
            "OPTIONS": {"loaders": [("django.template.loaders.locmem.Loader", pages)], **more},
        }
        for name, more in {"usual": {}, "off": {"autoescape": False}}.items()
    ])
    django.setup()
    from django.template.loader import render_to_string

    def render(name="page.html", using="usual"):
        return render_to_string(name, {"value": value}, using=using)
"""
OTHER_NAMES = {"a text file": "page.txt", "a double ending": "page.html.j2", "no ending": "page"}


@pytest.mark.claim("django-escapes-whatever-the-name")
@pytest.mark.tries(
    "django-escapes-whatever-the-name", "a text file", "a double ending", "no ending", "a text file that is included"
)
def test_django_escapes_in_templates_of_other_names(run, tried):
    """Fails if Django's engine doesn't escape in a template because of the template's name."""
    program = DJANGO + '    print(json.dumps({name: [render(name), render(name, "off")] for name in pages}))'
    rendered = run(program, "{{ value }}", "'<")
    for case, name in {**OTHER_NAMES, "a text file that is included": "including.html"}.items():
        usual, off = rendered[name]
        tried(case, broke=usual != "&#x27;&lt;", noticed=off == "'<")


@pytest.mark.claim("django-escaping-can-be-turned-off")
def test_django_escaping_is_turned_off_by_a_filter_a_tag_or_an_option(run):
    """Fails if `safe`, {% autoescape off %} or the option autoescape doesn't turn escaping off, or it isn't on."""
    text = "{{ value }} {{ value|safe }} {% autoescape off %}{{ value }}{% endautoescape %}"
    rendered = run(DJANGO + '    print(json.dumps([render(), render(using="off")]))', text, HOSTILE)
    assert rendered == [f"{HARMLESS} {HOSTILE} {HOSTILE}", f"{HOSTILE} {HOSTILE} {HOSTILE}"]


@pytest.mark.parametrize("text", OPEN)
@pytest.mark.claim("django-escaping-leaves-unquoted-attributes")
def test_django_escaping_leaves_other_contexts_open(run, text):
    """Fails if escaping disarms a value in an unquoted attribute, link, script or onclick, or isn't on there."""
    for value, printed in ((OPEN[text], OPEN[text]), (HOSTILE, HARMLESS)):
        rendered = run(DJANGO + "    print(json.dumps(render()))", text, value)
        assert rendered == text.replace("{{ value }}", printed)


@pytest.mark.claim("django-json-script")
def test_django_json_script_keeps_a_value_inside_a_script(run):
    """Fails if json_script lets </script> through, or doesn't print the script element itself."""
    rendered = run(DJANGO + "    print(json.dumps(render()))", "{{ value|json_script:'x' }}", "</script>")
    assert rendered == '<script id="x" type="application/json">"\\u003C/script\\u003E"</script>'
