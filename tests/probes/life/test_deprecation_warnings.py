"""Deprecations: what each framework's warnings tell about the version of removal, and when Python shows them."""

import re

import pytest

SHOWN = ("-c", "import used")
IN_MAIN = ("used.py",)


@pytest.mark.claim("flask-deprecation-names-the-removal", "flask-removes-after-one-release")
def test_flask_deprecation_names_the_version_of_removal(tmp_path, command):
    """Fails if `flask.Markup` is back, or the warning is shown by default or names no version."""
    (tmp_path / "used.py").write_text(
        "import flask\nflask.__version__\nprint([hasattr(flask, name) for name in ('Markup', 'escape', 'jsonify')])\n"
    )
    hidden, shown, main = command(*SHOWN), command("-Wd", *SHOWN), command(*IN_MAIN)
    assert hidden.stdout.strip() == "[False, False, True]"
    assert hidden.stderr == ""
    for said in (shown.stderr, main.stderr):
        assert "DeprecationWarning" in said
        assert re.search(r"will be removed in Flask \d\.\d", said)


@pytest.mark.claim("django-deprecation-names-the-removal")
def test_django_deprecation_names_the_version_of_removal(tmp_path, command):
    """Fails if the later warning class is of another name or kind, or is shown without `-Wd`."""
    (tmp_path / "used.py").write_text(
        "import warnings\nfrom django.utils import deprecation\n"
        "each = {one for name, one in vars(deprecation).items() if name.startswith('RemovedIn')}\n"
        "for one in sorted(each, key=lambda one: one.__name__):\n"
        "    warnings.warn('gone soon', one)\n"
        "    print(one.__name__, one.__base__.__name__)\n"
    )
    hidden, shown, main = command(*SHOWN), command("-Wd", *SHOWN), command(*IN_MAIN)
    kinds = dict(line.split() for line in hidden.stdout.splitlines())
    assert sorted(kinds.values()) == ["DeprecationWarning", "PendingDeprecationWarning"]
    later = next(name for name, base in kinds.items() if base == "PendingDeprecationWarning")
    assert later in {"RemovedInDjango61Warning", "RemovedInDjango2028Warning"}
    assert hidden.stderr == ""
    assert all(f"{name}: gone soon" in shown.stderr for name in kinds)
    assert [name for name in kinds if f"{name}: gone soon" in main.stderr] == [name for name in kinds if name != later]
