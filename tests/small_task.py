"""The smallest task with everything that a task can have, laid over the small data."""

from __future__ import annotations

from typing import Any

TASK: dict[str, Any] = {
    "title": "A page",
    "stage": "start",
    "says": "A page with a greeting.",
    "must": ["The page greets."],
    "criteria": ["orm"],
    "frameworks": {
        "flask": {
            "packages": {"flask": "The framework.", "flask-wtf": "Forms."},
            "environment": {"SECRET_KEY": "It signs cookies."},
            "commands": ["flask db upgrade", "flask run"],
            "files": ["app.py"],
            "generated": {"migrations/": "flask db init"},
        },
        "django": {
            "packages": {"django": "The framework."},
            "begins": "django-admin startproject config .",
            "commands": ["python manage.py runserver"],
            "files": ["config/urls.py"],
        },
    },
}
DATA: dict[str, Any] = {
    "data/tasks/a-page/task.yml": TASK,
    "data/tasks/a-page/flask/app.py": "# A greeting.\nimport flask\n\napp = flask.Flask(__name__)\n",
    "data/tasks/a-page/flask/migrations/env.py": "one = 1\n",
    "data/tasks/a-page/django/config/urls.py": "a = 1\nb = 2\n",
    "data/skeletons/django/config/urls.py": "a = 1\n",
    "data/skeletons/django/manage.py": "main = 1\n",
    "tests/tasks/test_a_page.py": "",
}
