"""What is installed along: the packages required, all the way down, by the metadata of what is installed."""

import importlib.metadata

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name


def required(name, platform):
    """Every package that `name` requires on that platform, directly or through another one."""
    found, todo = set(), [name]
    while todo:
        for line in importlib.metadata.requires(todo.pop()) or ():
            requirement = Requirement(line)
            wanted = requirement.marker is None or requirement.marker.evaluate(
                {"extra": "", "sys_platform": platform, "platform_system": {"win32": "Windows"}.get(platform, "Linux")}
            )
            package = canonicalize_name(requirement.name)
            if wanted and package not in found:
                found.add(package)
                if platform == "linux":
                    todo.append(package)
    return found


@pytest.mark.claim("flask-requires-six-packages")
def test_flask_requires_six_packages():
    """Fails if Flask's metadata on Linux requires another package, directly or not, or one fewer."""
    assert required("flask", "linux") == {"blinker", "click", "itsdangerous", "jinja2", "markupsafe", "werkzeug"}


@pytest.mark.claim("django-requires-two-packages")
def test_django_requires_two_packages():
    """Fails if Django's metadata on Linux requires another package, directly or not, or one fewer."""
    assert required("django", "linux") == {"asgiref", "sqlparse"}


@pytest.mark.claim("django-requires-tzdata-on-windows")
def test_django_requires_tzdata_on_windows():
    """Fails if Django's metadata doesn't require tzdata on Windows alone."""
    assert required("django", "win32") - required("django", "linux") == {"tzdata"}


@pytest.mark.claim("flask-extension-brings-its-own")
def test_flask_with_extensions_installs_more_packages_than_django():
    """Fails if Flask with the four extensions requires no more packages than Django, or Flask-Admin adds none."""
    chosen = ("flask", "flask-sqlalchemy", "flask-migrate", "flask-wtf", "flask-login")

    def count(*names):
        return len(set(names).union(*(required(name, "linux") for name in names)))

    assert count(*chosen, "flask-admin") > count(*chosen) > count("django")
