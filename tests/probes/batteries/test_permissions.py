"""Permissions: which are made, and what they say of a single object."""

import pytest


@pytest.mark.claim("django-default-permissions", "django-no-object-permissions")
def test_django_permissions_are_about_models_and_not_objects(run):
    """Fails if a model lacks one of four permissions, or one for the model counts for an object."""
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
    from django.db import models

    class Silent(models.Model):
        class Meta:
            app_label = "auth"
            default_permissions = ()

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
    away = User.objects.create_superuser("away", is_active=False)
    none = made.pop("silent")
    print(json.dumps({
        "made": all(each == [f"{word}_{name}" for word in words] for name, each in made.items()), "none": none,
        "models": len(made), "user": may(user), "chief": may(chief), "away": may(away),
    }))
    """
    )
    assert seen == {
        "made": True,
        "none": [],
        "models": 4,
        "user": [True, False, False],
        "chief": [True, True, True],
        "away": [False, False, False],
    }


ADMIN = """
    import json
    import django
    from django.conf import settings
    from django.http import HttpResponse
    from django.urls import path
    settings.configure(
        ROOT_URLCONF=__name__, ALLOWED_HOSTS=["*"], SECRET_KEY="x", USE_TZ=True,
        PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"],
        DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}},
        INSTALLED_APPS=["django.contrib." + each for each in ("admin", "auth", "contenttypes", "sessions", "messages")],
        MIDDLEWARE=[
            "django.contrib.sessions.middleware.SessionMiddleware",
            "django.contrib.auth.middleware.AuthenticationMiddleware",
            "django.contrib.messages.middleware.MessageMiddleware",
        ],
        TEMPLATES=[{"BACKEND": "django.template.backends.django.DjangoTemplates", "APP_DIRS": True, "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request", "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        }}],
    )
    django.setup()
    from django.apps import apps
    from django.contrib import admin
    from django.contrib.auth.decorators import permission_required
    from django.contrib.auth.management import create_permissions
    from django.contrib.auth.models import Permission, User
    from django.core.management import call_command
    from django.db import models
    from django.test import Client

    class House(models.Model):
        name = models.CharField(max_length=9)
        class Meta:
            app_label = "auth"

        def __str__(self):
            return self.name

    class Play(models.Model):
        house = models.ForeignKey(House, models.CASCADE)
        name = models.CharField(max_length=9)
        class Meta:
            app_label = "auth"

    class Ticket(models.Model):
        house = models.ForeignKey(House, models.CASCADE)
        class Meta:
            app_label = "auth"

    call_command("migrate", verbosity=0)
    from django.db import connection
    with connection.schema_editor() as editor:
        for each in (House, Play, Ticket):
            editor.create_model(each)
    create_permissions(apps.get_app_config("auth"), verbosity=0)
    house = House.objects.create(name="Burg")
    plays = [Play.objects.create(house=house, name=each) for each in ("Baal", "Candide")]
    user = User.objects.create_user("kleist", is_staff=True)
    client = Client()
    client.force_login(user)

    def give(*names):
        user.user_permissions.set(Permission.objects.filter(codename__in=names))
"""


@pytest.mark.claim("django-admin-obeys-permissions", "django-change-user-makes-superusers")
def test_django_admin_reaches_beyond_the_permission(run):
    """Fails if related rows are hidden or kept, or `change_user` does not make a superuser."""
    seen = run(
        ADMIN
        + """
    for each in (House, Play):
        admin.site.register(each)
    urlpatterns = [path("admin/", admin.site.urls)]
    give("change_play", "view_play")
    seen = {"pages": [client.get(f"/admin/auth/{each}/").status_code for each in ("play", "house")]}
    seen["in the form"] = "Burg" in client.get(f"/admin/auth/play/{plays[0].pk}/change/").content.decode()
    Ticket.objects.create(house=house)
    give("delete_house", "view_house", "delete_play")
    answer = client.post(f"/admin/auth/house/{house.pk}/delete/", {"post": "yes"}).status_code
    seen["deleted"] = [answer, Ticket.objects.count()]
    sent = {
        "username": "kleist", "is_active": "on", "is_staff": "on", "is_superuser": "on",
        "date_joined_0": "2026-01-01", "date_joined_1": "00:00:00", "last_login_0": "", "last_login_1": "",
    }
    seen["superuser"] = []
    for names in (["view_user"], ["change_user"]):
        give(*names)
        answer = client.post(f"/admin/auth/user/{user.pk}/change/", sent).status_code
        seen["superuser"].append([answer, User.objects.get().is_superuser])
    print(json.dumps(seen))
    """
    )
    assert seen == {
        "pages": [200, 403],
        "in the form": True,
        "deleted": [302, 0],
        "superuser": [[403, False], [302, True]],
    }


@pytest.mark.claim("django-views-check-no-permission", "django-admin-rules-for-single-objects")
def test_django_views_and_the_admin_check_what_code_asks_for(run):
    """Fails if a plain view asks for a permission, or the list hides what may not be changed."""
    seen = run(
        ADMIN
        + """
    class Own(admin.ModelAdmin):
        def has_change_permission(self, request, obj=None):
            return obj is None or obj.name == "Baal"
        has_view_permission = has_change_permission

    class Filtered(Own):
        def get_queryset(self, request):
            return super().get_queryset(request).filter(name="Baal")

    sites = {name: admin.AdminSite(name) for name in ("own", "filtered")}
    sites["own"].register(Play, Own)
    sites["filtered"].register(Play, Filtered)
    asked = permission_required("auth.view_play", raise_exception=True)
    urlpatterns = [
        path("plain", lambda request: HttpResponse("plays")),
        path("asked", asked(lambda request: HttpResponse("plays"))),
        *(path(f"{name}/", each.urls) for name, each in sites.items()),
    ]
    seen = {"views": [client.get(each).status_code for each in ("/plain", "/asked")]}
    give("view_play")
    seen["views"].append(client.get("/asked").status_code)
    give()
    for name in sites:
        opened = [client.get(f"/{name}/auth/play/{each.pk}/change/").status_code for each in plays]
        listed = client.get(f"/{name}/auth/play/").content.decode()
        seen[name] = [opened, [f"/{name}/auth/play/{each.pk}/change/" in listed for each in plays]]
    print(json.dumps(seen))
    """
    )
    assert seen == {
        "views": [200, 403, 200],
        "own": [[200, 403], [True, True]],
        "filtered": [[200, 302], [True, False]],
    }
