"""What a misspelled variable in a template does, and what a misspelled tag, filter or template does."""

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
def test_flask_prints_an_undefined_name_as_an_empty_string(app):
    """Fails if an undefined name or attribute prints a text, raises, or gives a loop an item."""
    assert render(app, "[{{ nmae }}]", name="ada") == "[]"
    assert render(app, "[{{ person.nmae }}]", person={"name": "ada"}) == "[]"
    assert render(app, "[{% for each in nmae %}x{% endfor %}]", name="ada") == "[]"


@pytest.mark.claim("flask-attribute-of-an-undefined-name-raises")
def test_flask_raises_for_an_attribute_of_an_undefined_name(app):
    """Fails if an attribute, a call or a sum of an undefined name doesn't raise UndefinedError."""
    assert render(app, "[{{ person.name }}]", person={"name": "ada"}) == "[ada]"
    for text in ("[{{ persno.name }}]", "[{{ persno() }}]", "[{{ persno + 1 }}]"):
        with pytest.raises(jinja2.UndefinedError):
            render(app, text, person={"name": "ada"})


@pytest.mark.claim("flask-misspelled-name-in-if")
def test_flask_undefined_name_is_unequal_to_a_text(app):
    """Fails if `!=` is false or raises for an undefined name without StrictUndefined, or doesn't with it."""
    text = '{% if rol != "guest" %}shown{% endif %}'
    assert render(app, text, role="guest") == "shown"
    assert render(app, text, rol="guest") == ""
    app.jinja_env.undefined = jinja2.StrictUndefined
    with pytest.raises(jinja2.UndefinedError):
        render(app, text, role="guest")


@pytest.mark.claim("flask-strict-undefined")
def test_flask_raises_for_an_undefined_name_with_strict_undefined(app):
    """Fails if StrictUndefined lets a use of an undefined name pass, or `default` or `is defined` raises."""
    app.jinja_env.undefined = jinja2.StrictUndefined
    assert render(app, "[{{ name }} {{ nmae is defined }} {{ nmae|default('d') }}]", name="ada") == "[ada False d]"
    assert render(app, "{% if false %}{{ nmae }}{% endif %}") == ""
    for text in (
        "{{ nmae }}",
        "{{ person.nmae }}",
        "{% if nmae %}{% endif %}",
        "{{ nmae == 1 }}",
        "{% for each in nmae %}{% endfor %}",
    ):
        with pytest.raises(jinja2.UndefinedError):
            render(app, text, person={"name": "ada"})


@pytest.mark.claim("flask-missing-template-raises")
def test_flask_raises_for_a_missing_template_tag_or_filter(app):
    """Fails if a misspelled template, tag or filter is accepted, or a filter in a false `if` raises."""
    with app.test_request_context(), pytest.raises(jinja2.TemplateNotFound):
        flask.render_template("missing.html")
    for text in ("{% if false %}{% nosuchtag %}{% endif %}", "{{ 1|nosuchfilter }}"):
        with pytest.raises(jinja2.TemplateSyntaxError):
            app.jinja_env.from_string(text)
    assert render(app, "{% if false %}{{ 1|nosuchfilter }}{% endif %}") == ""


DJANGO = """
    import json, sys
    import django
    import jinja2
    from django.conf import settings

    class Raising(str):
        def __mod__(self, name):
            raise LookupError(f"undefined: {name}")

    invalid, debug = (sys.argv[1:] + ["", ""])[:2]
    settings.configure(DEBUG=bool(debug), TEMPLATES=[
        {
            "BACKEND": "django.template.backends.django.DjangoTemplates",
            "OPTIONS": {"string_if_invalid": Raising("%s") if invalid == "raising" else invalid},
        },
        {
            "BACKEND": "django.template.backends.jinja2.Jinja2",
            "NAME": "strict",
            "OPTIONS": {"undefined": jinja2.StrictUndefined},
        },
        {"BACKEND": "django.template.backends.jinja2.Jinja2", "NAME": "usual"},
    ])
    django.setup()
    from django.template import Context, Template, TemplateDoesNotExist, engines
    from django.template.loader import render_to_string

    def render(*texts):
        shown = []
        for text in texts:
            try:
                shown.append(Template(f"[{text}]").render(Context({"name": "ada"})))
            except Exception as error:
                shown.append(type(error).__name__)
        print(json.dumps(shown))

    TEXTS = [
        "{{ nmae }}", "{{ persno.name.first }}", "{% if nmae %}yes{% else %}no{% endif %}",
        "{% for each in nmae %}{{ each }}{% endfor %}", "{{ nmae|default:'d' }}", "{{ name|default:nmae }}",
    ]
"""
SHOW = "    render(*TEXTS)"


@pytest.mark.claim("django-undefined-name-is-empty")
def test_django_prints_an_undefined_name_as_an_empty_string(run):
    """Fails if an undefined name prints a text, is true in `if`, raises in `for`, or is taken as an argument."""
    assert run(DJANGO + SHOW) == ["[]", "[]", "[no]", "[]", "[d]", "VariableDoesNotExist"]


@pytest.mark.claim("django-misspelled-name-in-if")
def test_django_undefined_name_is_none_in_if(run):
    """Fails if an undefined name isn't unequal to a text and equal to None in `if`."""
    texts = ['{% if rol != "guest" %}shown{% endif %}', "{% if rol == None %}shown{% endif %}"]
    defined = ['{% if name != "ada" %}shown{% endif %}', "{% if name == None %}shown{% endif %}"]
    seen = run(DJANGO + f"    render(*{texts + defined!r})")
    assert seen == ["[shown]", "[shown]", "[]", "[]"]


@pytest.mark.claim("django-string-if-invalid")
def test_django_shows_a_string_in_place_of_an_undefined_name(run):
    """Fails if string_if_invalid isn't printed with the name, changes `if` or `for`, or filters apply to it."""
    seen = run(DJANGO + SHOW, "?%s?")
    assert seen == ["[?nmae?]", "[?persno.name.first?]", "[no]", "[]", "[?nmae?]", "VariableDoesNotExist"]


@pytest.mark.claim("django-string-if-invalid-can-raise")
def test_django_raises_for_an_undefined_name_with_a_raising_string(run):
    """Fails if printing an undefined name doesn't call string_if_invalid's __mod__, or a defined one does."""
    seen = run(DJANGO + '    render("{{ nmae }}", "{{ persno.name }}", "{{ nmae|upper }}", "{{ name }}")', "raising")
    assert seen == ["LookupError", "LookupError", "LookupError", "[ada]"]


@pytest.mark.claim("django-strict-jinja")
def test_django_raises_for_an_undefined_name_with_strict_jinja(run):
    """Fails if StrictUndefined isn't in force, or DEBUG doesn't decide whether an undefined name is shown."""
    program = (
        DJANGO
        + """
    def attempt(text, engine="strict"):
        try:
            return engines[engine].from_string(text).render({"name": "ada"})
        except jinja2.UndefinedError as error:
            return type(error).__name__

    print(json.dumps([attempt("{{ name }}"), attempt("{{ nmae }}"), attempt("[{{ nmae }}]", "usual")]))
    """
    )
    assert run(program) == ["ada", "UndefinedError", "[]"]
    assert run(program, "", "debug") == ["ada", "UndefinedError", "[{{ nmae }}]"]


@pytest.mark.claim("django-missing-template-raises")
def test_django_raises_for_a_missing_template_tag_or_filter(run):
    """Fails if a misspelled tag or filter in a false `if`, or a missing template, raises nothing or another error."""
    texts = [f"{{% if False %}}{each}{{% endif %}}" for each in ("{% nosuchtag %}", "{{ 1|nosuchfilter }}")]
    assert run(DJANGO + f"    render(*{texts!r})") == ["TemplateSyntaxError"] * 2
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
