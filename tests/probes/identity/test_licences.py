"""Licences: what an installed Django carries beside its own."""

import pytest


@pytest.mark.claim("django-includes-python-licence")
def test_django_carries_files_under_the_mit_licence(run):
    """Fails if a vendored script has no MIT licence, or Python's licence is not in the package."""
    seen = run("""
        import importlib.metadata, json, pathlib
        import django
        vendor = pathlib.Path(django.__file__).parent / "contrib/admin/static/admin/js/vendor"
        texts = {name: [each.read_text() for each in (vendor / name).glob("LICENSE*")]
                 for name in ("jquery", "select2", "xregexp")}
        granted = "Permission is hereby granted, free of charge"
        plain = {name: [" ".join(each.split()) for each in found] for name, found in texts.items()}
        seen = {name: [granted in each for each in found] for name, found in plain.items()}
        shipped = [each.read_text() for each in importlib.metadata.files("django") if each.name == "LICENSE.python"]
        seen["Python's"] = ["PYTHON SOFTWARE FOUNDATION LICENSE" in each for each in shipped]
        licence = [each for each in importlib.metadata.files("django") if str(each).endswith("licenses/LICENSE")]
        seen["Django's"] = [granted in each.read_text() for each in licence]
        print(json.dumps(seen))
        """)
    # Django's own licence is another one than the three
    mit = {"jquery": [True], "select2": [True], "xregexp": [True]}
    assert seen == {**mit, "Python's": [True], "Django's": [False]}
