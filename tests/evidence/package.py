"""A small release of Django with documentation, code and metadata, and one citation looked up in it."""

from __future__ import annotations

from macros.evidence import check
from macros.model import Absence, Code, Docs, Finding, Metadata

from .parts import Shelf, claim

DATABASES = """\
.. _the-databases:

=========
Databases
=========

Django's "officially" supported databases
are these five.

.. _more notes:

Notes
=====

The same words stand here. And the same
words stand here.

PostgreSQL notes
----------------

A phrase of the deeper section.

Notes
=====

See :ref:`more notes` and :doc:`/ref/other`.
"""
OTHER = "Other page\n==========\n\nWords that only this page has.\n"
CODE = '''\
class QuerySet:
    def select_related(self, *fields):
        """Follow foreign
        keys."""
        return self  # the same one
'''
PACKAGE: dict[str, str | bytes] = {
    "docs/ref/databases.rst": DATABASES,
    "docs/ref/other.rst": OTHER,
    "django/db/query.py": CODE,
    "django/broken.py": "def",
    "django/logo.png": b"\0",
    "images/logo.png": b"\0",
}
METADATA = "Requires-Python: >=3.12\nRequires-Dist: asgiref<4,>=3.9.1\nRequires-Dist: sqlparse>=0.5.0"


def look(shelf: Shelf, evidence: Docs | Code | Metadata | Absence, **bounds: str) -> Finding:
    """What is found in the newest release."""
    return check(shelf.comparison(claim(evidence, **bounds)), shelf.releases())[0].finding


def docs(at: str, phrase: str) -> Docs:
    return Docs(docs="django", at=at, phrase=phrase)
