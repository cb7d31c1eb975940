"""What lies on disk after installing: which parts come along, and which of two sets is the larger."""

import importlib.metadata

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name


def with_all_required(*names):
    """The packages, and what they require here, all the way down."""
    found, todo = set(), list(names)
    while todo:
        name = canonicalize_name(todo.pop())
        if name not in found:
            found.add(name)
            lines = map(Requirement, importlib.metadata.requires(name) or ())
            todo += [each.name for each in lines if each.marker is None or each.marker.evaluate({"extra": ""})]
    return found


def size(packages):
    """Bytes of all installed files, without bytecode caches."""
    files = [file for each in packages for file in importlib.metadata.files(each) if file.suffix != ".pyc"]
    return sum(file.locate().stat().st_size for file in files)


def parts(package):
    return {"/".join(file.parts[:3]) for file in importlib.metadata.files(package) if file.suffix != ".pyc"}


@pytest.mark.claim("flask-with-four-extensions-is-smaller-than-django", "flask-with-extensions-is-larger-than-django")
def test_flask_with_extensions_takes_more_space_than_django():
    """Fails if Django isn't larger than Flask with four extensions and smaller than with Flask-Admin too."""
    chosen = ("flask", "flask-sqlalchemy", "flask-migrate", "flask-wtf", "flask-login")
    django = size(with_all_required("django"))
    assert size(with_all_required(*chosen)) < django < size(with_all_required(*chosen, "flask-admin"))


@pytest.mark.claim("django-installs-every-part")
def test_django_installs_every_part_of_it():
    """Fails if Django's distribution lacks the admin, accounts, GIS, migrations or translations."""
    wanted = {"django/contrib/admin", "django/contrib/gis", "django/contrib/auth", "django/db/migrations"}
    assert wanted <= parts("django")
    assert any(file.suffix == ".mo" for file in importlib.metadata.files("django"))


@pytest.mark.claim("django-is-larger-than-flask")
def test_django_takes_more_space_than_flask():
    """Fails if Django with what it requires isn't larger on disk than Flask with what it requires."""
    assert size(with_all_required("django")) > size(with_all_required("flask"))
