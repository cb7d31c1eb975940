"""Type hints that come with the installed package."""

import pytest

PROGRAM = """
    import json, sys
    from importlib import import_module
    from importlib.metadata import metadata
    from importlib.resources import files
    from inspect import signature
    name, module, function = sys.argv[1:]
    hints = signature(getattr(import_module(module), function))
    print(json.dumps({
        "marker": files(name).joinpath("py.typed").is_file(),
        "classifier": "Typing :: Typed" in metadata(name).get_all("Classifier"),
        "return": hints.return_annotation is not hints.empty,
    }))
"""


@pytest.mark.claim("flask-ships-type-hints")
def test_flask_says_that_it_is_typed(run):
    """Fails if Flask lacks `py.typed`, the classifier or a hint on `render_template`."""
    seen = run(PROGRAM, "flask", "flask", "render_template")
    assert seen == {"marker": True, "classifier": True, "return": True}


@pytest.mark.claim("django-generic-classes")
def test_django_classes_accept_a_type_in_brackets(run):
    """Fails if `QuerySet[...]` raises TypeError, or `ListView[...]` or `CharField[...]` does not."""
    seen = run(
        """
        import json
        from django.conf import settings
        settings.configure()
        import django
        django.setup()
        from django.contrib.admin.options import ModelAdmin
        from django.db.models import CharField, ForeignKey, Manager, QuerySet
        from django.forms import ModelForm
        from django.views.generic import ListView

        def accepts(each):
            try:
                return each[int] is each
            except TypeError:
                return False

        names = (QuerySet, Manager, ForeignKey, CharField, ModelAdmin, ListView, ModelForm)
        print(json.dumps([accepts(each) for each in names]))
        """
    )
    assert seen == [True, True, True, False, False, False, False]


@pytest.mark.claim("django-ships-no-type-hints")
def test_django_does_not_say_that_it_is_typed(run):
    """Fails if Django has `py.typed`, the classifier or a hint on `render`."""
    seen = run(PROGRAM, "django", "django.shortcuts", "render")
    assert seen == {"marker": False, "classifier": False, "return": False}
