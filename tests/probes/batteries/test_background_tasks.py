"""Background tasks: what queues them, and what runs them."""

import pytest

DJANGO = """
    import json, sys, threading
    import django
    from django.conf import settings
    held = {"TASKS": {"default": {"BACKEND": "django.tasks.backends.dummy.DummyBackend"}}}
    settings.configure(**held if "held" in sys.argv else {})
    django.setup()
    from django.tasks import task
    ran = []

    # a task is found again by its module's name
    sys.modules["probe"] = sys.modules[__name__]
    def note(word):
        ran.append([word, threading.get_ident() == here])
        return word
    note.__module__ = "probe"
    note = task(note)
    here = threading.get_ident()
"""


@pytest.mark.claim("django-tasks-framework", "django-default-task-backend-is-immediate")
def test_django_default_backend_runs_a_task_at_once(run):
    seen = run(
        DJANGO
        + """
    result = note.enqueue("done")
    print(json.dumps({"ran": ran, "status": result.status, "value": result.return_value}))
    """
    )
    assert seen == {"ran": [["done", True]], "status": "SUCCESSFUL", "value": "done"}


@pytest.mark.claim("django-ships-no-task-worker")
def test_django_has_no_command_and_no_backend_that_works_off_a_queue(run):
    seen = run(
        DJANGO
        + """
    import pkgutil
    from django.core.management import get_commands
    from django.tasks import backends
    result = note.enqueue("done")
    print(json.dumps({
        "ran": ran, "status": result.status,
        "backends": sorted(each.name for each in pkgutil.iter_modules(backends.__path__)),
        "commands": [each for each in get_commands() if "task" in each or "work" in each],
    }))
    """,
        "held",
    )
    assert seen == {"ran": [], "status": "READY", "backends": ["base", "dummy", "immediate"], "commands": []}
