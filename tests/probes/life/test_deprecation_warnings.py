"""Deprecations: what each framework's warnings tell about the version of removal."""

import pytest


@pytest.mark.claim("flask-deprecation-names-the-removal")
def test_flask_deprecation_names_the_version_of_removal(run):
    seen = run("""
        import json, warnings
        import flask
        with warnings.catch_warnings(record=True) as caught:
            warnings.simplefilter("always")
            flask.Flask
            before = len(caught)
            flask.__version__
        print(json.dumps([before, [each.category.__name__ for each in caught], str(caught[-1].message)]))
        """)
    assert seen[:2] == [0, ["DeprecationWarning"]]
    assert "will be removed in Flask 3.2" in seen[2]


@pytest.mark.claim("django-deprecation-names-the-removal")
def test_django_deprecation_names_the_version_of_removal(run):
    seen = run("""
        import json
        from django.utils import deprecation
        names = {
            each.__name__: issubclass(each, (DeprecationWarning, PendingDeprecationWarning))
            for name, each in vars(deprecation).items()
            if name.startswith("RemovedIn")
        }
        print(json.dumps(names))
        """)
    assert len(seen) == 2
    assert all(seen.values())
    told = [name.removeprefix("RemovedIn").removesuffix("Warning") for name in seen]
    assert all(each == "NextVersion" or each.removeprefix("Django").isdigit() for each in told)
    assert any(each.startswith("Django") for each in told)
