"""What a misspelled name in a template does, and what a missing template does."""

import flask
import jinja2
import pytest


@pytest.fixture
def app():
    return flask.Flask("probe")


def render(app, text, **values):
    with app.test_request_context():
        return flask.render_template_string(text, **values)


@pytest.mark.claim("flask-undefined-name-is-empty")
def test_flask_renders_an_undefined_name_as_nothing(app):
    assert render(app, "[{{ nmae }}]", name="ada") == "[]"
    assert render(app, "[{{ person.nmae }}]", person={"name": "ada"}) == "[]"


@pytest.mark.claim("flask-attribute-of-an-undefined-name-raises")
def test_flask_raises_for_an_attribute_of_an_undefined_name(app):
    assert render(app, "[{{ person.name }}]", person={"name": "ada"}) == "[ada]"
    with pytest.raises(jinja2.UndefinedError):
        render(app, "[{{ persno.name }}]", person={"name": "ada"})


@pytest.mark.claim("flask-strict-undefined")
def test_flask_raises_for_every_undefined_name_with_strict_undefined(app):
    app.jinja_options = {"undefined": jinja2.StrictUndefined}
    assert render(app, "[{{ name }} {{ nmae is defined }}]", name="ada") == "[ada False]"
    for text in ("{{ nmae }}", "{% if nmae %}{% endif %}", "{% for each in nmae %}{% endfor %}"):
        with pytest.raises(jinja2.UndefinedError):
            render(app, text, name="ada")


@pytest.mark.claim("flask-missing-template-raises")
def test_flask_raises_for_a_missing_template(app):
    with app.test_request_context(), pytest.raises(jinja2.TemplateNotFound):
        flask.render_template("missing.html")


DJANGO = """
    import json, sys
    import django
    import jinja2
    from django.conf import settings

    settings.configure(TEMPLATES=[
        {
            "BACKEND": "django.template.backends.django.DjangoTemplates",
            "OPTIONS": json.loads(sys.argv[1]) if sys.argv[1:] else {},
        },
        {
            "BACKEND": "django.template.backends.jinja2.Jinja2",
            "OPTIONS": {"undefined": jinja2.StrictUndefined},
        },
    ])
    django.setup()
    from django.template import Context, Template, TemplateDoesNotExist, engines
    from django.template.loader import render_to_string

    TEXTS = [
        "{{ nmae }}", "{{ persno.name.first }}", "{% if nmae %}yes{% else %}no{% endif %}",
        "{% for each in nmae %}{{ each }}{% endfor %}",
    ]

    def render():
        return [Template(f"[{text}]").render(Context({"name": "ada"})) for text in TEXTS]
"""


@pytest.mark.claim("django-undefined-name-is-empty")
def test_django_renders_an_undefined_name_as_nothing(run):
    assert run(DJANGO + "    print(json.dumps(render()))") == ["[]", "[]", "[no]", "[]"]


@pytest.mark.claim("django-string-if-invalid")
def test_django_shows_a_string_of_yours_and_raises_nothing(run):
    seen = run(DJANGO + "    print(json.dumps(render()))", '{"string_if_invalid": "?%s?"}')
    assert seen == ["[?nmae?]", "[?persno.name.first?]", "[no]", "[]"]


@pytest.mark.claim("django-strict-jinja")
def test_django_raises_for_an_undefined_name_with_strict_jinja(run):
    seen = run(
        DJANGO
        + """
    def attempt(text):
        try:
            return engines["jinja2"].from_string(text).render({"name": "ada"})
        except jinja2.UndefinedError as error:
            return type(error).__name__

    print(json.dumps([attempt("{{ name }}"), attempt("{{ nmae }}")]))
    """
    )
    assert seen == ["ada", "UndefinedError"]


@pytest.mark.claim("django-missing-template-raises")
def test_django_raises_for_a_missing_template(run):
    seen = run(
        DJANGO
        + """
    try:
        found = render_to_string("missing.html")
    except TemplateDoesNotExist as error:
        found = type(error).__name__
    print(json.dumps(found))
    """
    )
    assert seen == "TemplateDoesNotExist"
