"""The back office: where it comes from, and whom it lets in."""

import pytest

FLASK = """
    import json
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
    seen = run(
        FLASK
        + """
    answers = [
        client.post(f"/admin/{path}", data={"title": path}).status_code
        for path in ("play/new/", "guarded/new/", "guarded/new/?staff")
    ]
    print(json.dumps({"answers": answers, "titles": titles()}))
    """
    )
    assert seen == {"answers": [302, 403, 302], "titles": ["play/new/", "guarded/new/?staff"]}


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


@pytest.mark.claim("django-admin-in-new-projects", "django-admin-staff-only")
def test_django_new_project_has_an_admin_for_staff(run, django_project):
    seen = run(
        NEW_PROJECT
        + """
    seen = {"anonymous": [Client().get("/admin/").status_code, Client().get("/admin/", follow=True).status_code]}
    flags = {"plain": [], "staff": ["is_staff"], "away": ["is_staff"], "super": ["is_superuser"]}
    for name, more in flags.items():
        User.objects.create_user(name, password="Amphitryon", is_active=name != "away", **dict.fromkeys(more, True))
        client = Client()
        client.post("/admin/login/", {"username": name, "password": "Amphitryon"})
        seen[name] = client.get("/admin/").status_code
    print(json.dumps(seen))
    """
    )
    assert seen == {"anonymous": [302, 200], "plain": 302, "staff": 200, "away": 302, "super": 302}


@pytest.mark.claim("django-admin-obeys-permissions", "django-groups")
def test_django_admin_shows_what_a_user_or_their_group_may(run, django_project):
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
        fresh = User.objects.get()
        opened = client.get(path).status_code
        return ["/admin/auth/group/" in index, opened, group.name, fresh.has_perm("auth.view_group")]

    seen = [may()]
    for word in ("view", "change"):
        group.permissions.add(Permission.objects.get(codename=f"{word}_group"))
        seen.append(may())
    print(json.dumps(seen))
    """
    )
    assert seen == [[False, 403, "readers", False], [True, 200, "readers", True], [True, 200, "readers!", True]]
