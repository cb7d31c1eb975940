"""Background tasks: what queues them, and what runs them."""

import pytest

DJANGO = """
    import json, sys, threading
    import django
    from django.conf import settings
    held = {"TASKS": {"default": {"BACKEND": "django.tasks.backends.dummy.DummyBackend"}}}
    database = {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}}
    settings.configure(DATABASES=database, **held if "held" in sys.argv else {})
    django.setup()
    from django.tasks import task
    ran = []

    # a task is found again by its module's name
    sys.modules["probe"] = sys.modules[__name__]
    def note(word):
        ran.append([word, threading.get_ident() == here])
        return word
    def fail():
        raise LookupError
    note.__module__ = fail.__module__ = "probe"
    note, fail = task(note), task(fail)
    here = threading.get_ident()
"""


@pytest.mark.claim(
    "django-tasks-framework",
    "django-default-task-backend-is-immediate",
    "django-tasks-wait-for-commit",
    "django-tasks-have-no-timetable",
)
def test_django_default_backend_runs_a_task_at_once(run):
    """Fails if a task waits for a worker or commit, an exception is raised, or `run_after` is taken."""
    seen = run(
        DJANGO
        + """
    result = note.enqueue("done")
    seen = {"ran": list(ran), "status": result.status, "value": result.return_value}
    failed = fail.enqueue()
    seen["failed"] = [failed.status, [each.exception_class_path for each in failed.errors]]

    from datetime import timedelta
    from django.db import transaction
    from django.tasks.exceptions import InvalidTask
    from django.utils import timezone
    try:
        note.using(run_after=timezone.now() + timedelta(days=1)).enqueue("later")
    except InvalidTask:
        seen["later"] = "refused"
    for name in ("inside", "after"):
        ran.clear()
        try:
            with transaction.atomic():
                transaction.on_commit(lambda: note.enqueue(name)) if name == "after" else note.enqueue(name)
                raise LookupError
        except LookupError:
            seen[name] = len(ran)
    print(json.dumps(seen))
    """
    )
    assert seen == {
        "ran": [["done", True]],
        "status": "SUCCESSFUL",
        "value": "done",
        "failed": ["FAILED", ["builtins.LookupError"]],
        "later": "refused",
        "inside": 1,
        "after": 0,
    }


@pytest.mark.claim("django-ships-no-task-worker")
def test_django_has_no_command_and_no_backend_that_works_off_a_queue(run):
    """Fails if Django ships another task backend, or a command that runs tasks."""
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
