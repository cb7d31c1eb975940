"""Licences: what an installed Django carries beside its own."""

import pytest


@pytest.mark.claim("django-includes-python-licence")
def test_django_carries_files_under_the_mit_licence(run):
    seen = run("""
        import json, pathlib
        import django
        vendor = pathlib.Path(django.__file__).parent / "contrib/admin/static/admin/js/vendor"
        texts = {name: [each.read_text() for each in (vendor / name).glob("LICENSE*")]
                 for name in ("jquery", "select2", "xregexp")}
        granted = "Permission is hereby granted, free of charge"
        plain = {name: [" ".join(each.split()) for each in found] for name, found in texts.items()}
        print(json.dumps({name: [granted in each for each in found] for name, found in plain.items()}))
        """)
    assert seen == {"jquery": [True], "select2": [True], "xregexp": [True]}
