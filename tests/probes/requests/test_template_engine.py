"""Django's template engine without the rest of a project."""

import pytest

RENDER = """
    import json
    import django
    from django.core.exceptions import ImproperlyConfigured
    from django.conf import settings
    from django.template import Context, Engine

    def render(value):
        try:
            return Engine().from_string("{{ value }}").render(Context({"value": value}))
        except ImproperlyConfigured:
            return "refused"

    without = [render("text"), render(7)]
    settings.configure()
    django.setup()
    print(json.dumps([without, [render("text"), render(7)]]))
"""


@pytest.mark.claim("django-engine-without-a-project")
def test_django_engine_renders_text_without_a_project(run):
    """Fails if Engine() needs settings to render a text, or renders a number without them."""
    assert run(RENDER) == [["text", "refused"], ["text", "7"]]
