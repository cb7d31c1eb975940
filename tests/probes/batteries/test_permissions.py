"""Permissions: which are made, and what they say of a single object."""

import pytest


@pytest.mark.claim("django-default-permissions", "django-no-object-permissions")
def test_django_permissions_are_about_models_and_not_objects(run):
    seen = run(
        """
    import json
    import django
    from django.conf import settings
    settings.configure(
        INSTALLED_APPS=["django.contrib.auth", "django.contrib.contenttypes"],
        PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"],
        DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}},
    )
    django.setup()
    from django.apps import apps
    from django.contrib.auth.models import Group, Permission, User
    from django.core.management import call_command
    call_command("migrate", verbosity=0)
    words = ("add", "change", "delete", "view")
    made = {each._meta.model_name: sorted(
        Permission.objects.filter(content_type__model=each._meta.model_name).values_list("codename", flat=True)
    ) for each in apps.get_models()}
    group = Group.objects.create(name="readers")
    user, chief = User.objects.create_user("kleist"), User.objects.create_superuser("chief")
    user.user_permissions.set(Permission.objects.filter(codename="view_group"))
    def may(user):
        asked = (["auth.view_group"], ["auth.view_group", group], ["auth.add_group"])
        return [user.has_perm(*each) for each in asked]
    print(json.dumps({
        "made": all(each == [f"{word}_{name}" for word in words] for name, each in made.items()),
        "models": len(made), "user": may(user), "chief": may(chief),
    }))
    """
    )
    assert seen == {"made": True, "models": 4, "user": [True, False, False], "chief": [True, True, True]}
