"""The admin: where it comes from, whom it lets in, and which requests it takes."""

import pytest

FLASK = """
    import json, re
    from flask import Flask, request
    from flask_admin import Admin
    from flask_admin.contrib.sqla import ModelView
    from flask_sqlalchemy import SQLAlchemy
    app = Flask(__name__)
    app.config |= {"SECRET_KEY": "x", "SQLALCHEMY_DATABASE_URI": "sqlite://"}
    db = SQLAlchemy(app)

    class Play(db.Model):
        id = db.Column(db.Integer, primary_key=True)
        title = db.Column(db.String(20))

    class Guarded(ModelView):
        def is_accessible(self):
            return "staff" in request.args

    client = app.test_client()
    before = [client.get("/admin/").status_code, client.get("/admin/play/").status_code]
    app = Flask("second")
    app.config |= {"SECRET_KEY": "x", "SQLALCHEMY_DATABASE_URI": "sqlite://"}
    db.init_app(app)
    admin = Admin(app)
    admin.add_view(ModelView(Play, db.session))
    admin.add_view(Guarded(Play, db.session, endpoint="guarded"))
    with app.app_context():
        db.create_all()
    client = app.test_client()

    def titles():
        with app.app_context():
            return [each.title for each in db.session.scalars(db.select(Play).order_by(Play.id))]
"""


@pytest.mark.claim("flask-ships-no-admin", "flask-admin-extension-from-models")
def test_flask_admin_makes_pages_from_models(run):
    """Fails if Flask alone has an admin, or Flask-Admin can't create, list, edit and delete a row."""
    seen = run(
        FLASK
        + """
    seen = {"flask alone": before}
    for each in ("Baal", "Candide"):
        client.post("/admin/play/new/", data={"title": each})
    seen["created"] = titles()
    listed = client.get("/admin/play/").text
    seen["listed"] = "Baal" in listed and "Candide" in listed
    client.post("/admin/play/edit/?id=1", data={"title": "Amphitryon"})
    seen["edited"] = titles()
    client.post("/admin/play/delete/", data={"id": "2"})
    seen["deleted"] = titles()
    print(json.dumps(seen))
    """
    )
    assert seen == {
        "flask alone": [404, 404],
        "created": ["Baal", "Candide"],
        "listed": True,
        "edited": ["Amphitryon", "Candide"],
        "deleted": ["Amphitryon"],
    }


@pytest.mark.claim("flask-admin-extension-open-by-default")
def test_flask_admin_is_open_until_is_accessible_says_no(run):
    """Fails if a view is closed by default, or one view's refusal closes another."""
    seen = run(
        FLASK
        + """
    closed = False
    admin.add_view(ModelView(Play, db.session, endpoint="apart", url="/apart"))

    @app.before_request
    def guard():
        if closed and request.path.startswith("/admin"):
            return "no", 403

    paths = ("/admin/", "/admin/play/", "/admin/guarded/", "/admin/guarded/?staff", "/apart/")
    seen = [[client.get(each).status_code for each in paths]]
    closed = True
    seen.append([client.get(each).status_code for each in paths])
    print(json.dumps(seen))
    """
    )
    # one view that refuses leaves the index and the other views open; a guard on /admin leaves another path open
    assert seen == [[200, 200, 403, 200, 200], [403, 403, 403, 403, 200]]


@pytest.mark.claim("flask-admin-no-csrf-by-default")
def test_flask_admin_takes_a_post_without_token(run):
    """Fails if the default asks for a token, or `SecureForm` or `CSRFProtect` takes a POST without one."""
    seen = run(
        FLASK
        + """
    from flask_admin.form import SecureForm
    from flask_wtf import CSRFProtect

    class Secure(ModelView):
        form_base_class = SecureForm

    other = {"Origin": "https://other.example"}

    def posts(app, view):
        admin = Admin(app)
        admin.add_view(view(Play, db.session))
        with app.app_context():
            db.create_all()
        client, seen = app.test_client(), []
        form = client.get("/admin/play/new/").text
        token = re.search('name="csrf_token"[^>]*value="([^"]+)"', form)
        for more in ({}, {"csrf_token": token[1]} if token else None):
            if more is not None:
                with app.app_context():
                    before = db.session.query(Play).count()
                answer = client.post("/admin/play/new/", data={"title": "Baal", **more}, headers=other).status_code
                with app.app_context():
                    seen.append([answer, db.session.query(Play).count() - before])
        return seen

    seen = {}
    for name, view in (("default", ModelView), ("secure", Secure), ("protect", ModelView), ("both", Secure)):
        app = Flask(name)
        app.config |= {"SECRET_KEY": "x", "SQLALCHEMY_DATABASE_URI": "sqlite://"}
        db.init_app(app)
        if name in ("protect", "both"):
            CSRFProtect(app)
        seen[name] = posts(app, view)
    print(json.dumps(seen))
    """
    )
    assert seen == {
        "default": [[302, 1]],
        "secure": [[200, 0], [302, 1]],
        "protect": [[400, 0], [302, 1]],
        "both": [[400, 0], [200, 0]],
    }


NEW_PROJECT = """
    import json, os, sys
    sys.path.insert(0, "project")
    os.environ["DJANGO_SETTINGS_MODULE"] = "site_of_probe.settings"
    from django.conf import settings
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    import django
    django.setup()
    from django.contrib.auth.models import Group, Permission, User
    from django.core.management import call_command
    from django.test import Client
    from django.test.utils import setup_test_environment
    setup_test_environment()
    call_command("migrate", verbosity=0)
"""


STRANGERS = ("nobody logged in", "a user without the flag", "a superuser without the flag", "an inactive staff member")


@pytest.mark.claim("django-admin-in-new-projects", "django-admin-staff-only")
@pytest.mark.tries(
    "django-admin-staff-only",
    "nobody logged in",
    "a user without the flag",
    "a superuser without the flag",
    "an inactive staff member",
)
def test_django_new_project_has_an_admin_for_staff(run, tried, django_project):
    """Fails if a stranger sees a page of the admin, or an active staff member does not."""
    seen = run(
        NEW_PROJECT
        + """
    from django.contrib import admin
    from django.contrib.admin import AdminSite
    from django.http import HttpResponse
    flags = {"plain": [], "super": ["is_superuser"], "away": ["is_staff"], "staff": ["is_staff"]}
    clients = {"anonymous": Client()}
    for name, more in flags.items():
        more = {"is_active": name != "away", **dict.fromkeys(more, True)}
        user = User.objects.create_user(name, password="Amphitryon", **more)
        clients[name] = Client()
        clients[name].post("/admin/login/", {"username": name, "password": "Amphitryon"})
        if name != "staff":
            clients[name].force_login(user)
    pages = ("/admin/", "/admin/auth/user/", "/admin/jsi18n/", "/admin/password_change/")
    def read():
        return {name: [client.get(each).status_code for each in pages] for name, client in clients.items()}
    seen = [read()]
    AdminSite.has_permission = lambda self, request: True
    seen.append(read())
    login = Client().get("/admin/", follow=True)
    print(json.dumps(seen))
    """
    )
    closed, opened = seen
    assert closed.pop("staff") == [200, 403, 200, 200]
    for case, name in zip(STRANGERS, closed, strict=True):
        tried(case, broke=closed[name] != [302] * 4, noticed=200 in opened[name])


@pytest.mark.claim("django-admin-from-models", "django-admin-keeps-a-history")
def test_django_admin_has_pages_and_a_history_for_a_registered_model(run, django_project):
    """Fails if a page or log entry is missing, or a composite key is accepted."""
    seen = run(
        NEW_PROJECT
        + """
    from django.contrib import admin
    from django.contrib.admin.models import LogEntry
    from django.core.exceptions import ImproperlyConfigured
    from django.db import models
    client = Client()
    client.force_login(User.objects.create_superuser("chief"))
    path = "/admin/auth/group/"
    seen = {"post": [client.post(path + "add/", {"name": "readers"}).status_code]}
    key = Group.objects.get().pk
    pages = ("", "add/", f"{key}/change/", f"{key}/delete/", f"{key}/history/")
    seen["get"] = [client.get(path + each).status_code for each in pages]
    seen["post"].append(client.post(f"{path}{key}/change/", {"name": "writers"}).status_code)
    seen["name"] = Group.objects.get().name
    seen["post"].append(client.post(f"{path}{key}/delete/", {"post": "yes"}).status_code)
    seen["left"] = Group.objects.count()
    seen["log"] = [[each.user.username, each.action_flag] for each in LogEntry.objects.order_by("pk")]

    class Composite(models.Model):
        pk = models.CompositePrimaryKey("a", "b")
        a = models.IntegerField()
        b = models.IntegerField()
        class Meta:
            app_label = "auth"

    class Abstract(models.Model):
        class Meta:
            abstract = True
            app_label = "auth"

    seen["refused"] = []
    for model in (Composite, Abstract):
        try:
            admin.site.register(model)
        except ImproperlyConfigured:
            seen["refused"].append(model.__name__)
    print(json.dumps(seen))
    """
    )
    assert seen == {
        "post": [302, 302, 302],
        "get": [200, 200, 200, 200, 200],
        "name": "writers",
        "left": 0,
        "log": [["chief", 1], ["chief", 2], ["chief", 3]],
        "refused": ["Composite", "Abstract"],
    }


@pytest.mark.claim("django-admin-obeys-permissions", "django-groups")
def test_django_admin_shows_what_a_user_or_their_group_may(run, django_project):
    """Fails if a page opens without permission, or a group's permission has no effect."""
    seen = run(
        NEW_PROJECT
        + """
    group = Group.objects.create(name="readers")
    user = User.objects.create_user("kleist", password="Amphitryon", is_staff=True)
    user.groups.add(group)
    path = f"/admin/auth/group/{group.pk}/change/"
    client = Client()
    client.force_login(user)

    def may():
        index = client.get("/admin/").content.decode()
        client.post(path, {"name": f"{group.name}!", "permissions": [each.pk for each in group.permissions.all()]})
        group.refresh_from_db()
        fresh = User.objects.get(pk=user.pk)
        opened = client.get(path).status_code
        return ["/admin/auth/group/" in index, opened, group.name, fresh.has_perm("auth.view_group")]

    seen = [may()]
    for word in ("view", "change"):
        group.permissions.add(Permission.objects.get(codename=f"{word}_group"))
        seen.append(may())
    away = User.objects.create_user("away", is_active=False)
    away.groups.add(group)
    print(json.dumps([*seen, away.has_perm("auth.view_group")]))
    """
    )
    assert seen == [
        [False, 403, "readers", False],
        [True, 200, "readers", True],
        [True, 200, "readers!", True],
        False,
    ]
