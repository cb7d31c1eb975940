"""Whether the usual extensions of Flask run together on the newest Flask, and a new Django project on Django alone."""

import pytest


@pytest.mark.claim("flask-usual-extensions-start-together", "flask-extensions-without-new-releases")
def test_usual_extensions_start_together_on_this_flask(run):
    """Fails if one of the five extensions does not work beside the others on this Flask."""
    seen = run("""
        import json, pathlib
        from flask import Flask
        from flask_admin import Admin
        from flask_admin.contrib.sqla import ModelView
        from flask_login import LoginManager, UserMixin, login_required, login_user
        from flask_migrate import Migrate, init, migrate, upgrade
        from flask_sqlalchemy import SQLAlchemy
        from flask_wtf import FlaskForm
        from wtforms import StringField
        app = Flask(__name__)
        app.config.update(SECRET_KEY="k", SQLALCHEMY_DATABASE_URI="sqlite:///members.db", WTF_CSRF_ENABLED=False)
        db = SQLAlchemy(app)
        Migrate(app, db)
        manager = LoginManager(app)
        class Member(db.Model, UserMixin):
            id = db.Column(db.Integer, primary_key=True)
            name = db.Column(db.String(20))
        class Name(FlaskForm):
            name = StringField()
        Admin(app).add_view(ModelView(Member, db))
        @manager.user_loader
        def load(key):
            return db.session.get(Member, int(key))
        @app.post("/join")
        def join():
            member = Member(name=Name().name.data)
            db.session.add(member)
            db.session.commit()
            login_user(member)
            return "joined"
        @app.get("/inside")
        @login_required
        def inside():
            return "inside"
        with app.app_context():
            init()
            migrate()
            upgrade()
        draft = "".join(each.read_text() for each in pathlib.Path("migrations/versions").glob("*.py"))
        client = app.test_client()
        outside = client.get("/inside").status_code
        joined = client.post("/join", data={"name": "Ada"}).status_code
        listed = client.get("/admin/member/").text
        drafted = "op.create_table('member'" in draft
        print(json.dumps([outside, joined, client.get("/inside").text, "Ada" in listed, drafted]))
        """)
    assert seen == [401, 200, "inside", True, True]


@pytest.mark.claim("django-own-parts-in-one-release")
def test_a_fresh_django_project_runs_on_django_alone(django_project, command):
    """Fails if a new project fails without another package, or Django requires one more."""
    done = command("manage.py", "migrate", cwd=django_project)
    assert done.returncode == 0, done.stderr
    done = command(
        "-c",
        "import os, sys, importlib.metadata as m\n"
        # a package that is None can't be imported
        "others = set(m.packages_distributions()) - {'django', 'asgiref', 'sqlparse', 'tzdata'}\n"
        "sys.modules |= dict.fromkeys(others)\n"
        "os.environ['DJANGO_SETTINGS_MODULE'] = 'site_of_probe.settings'\n"
        "import django; django.setup()\n"
        "from django.conf import settings\n"
        "from django.test import Client\n"
        "assert {a.split('.')[0] for a in settings.INSTALLED_APPS} == {'django'}, settings.INSTALLED_APPS\n"
        "assert Client().get('/admin/login/', headers={'host': 'localhost'}).status_code == 200\n"
        "plain = [r.split(';')[0] for r in m.requires('django') if 'extra' not in r]\n"
        "print({'flask', 'jinja2', 'sqlalchemy'} < others)\n"
        "print(sorted(r.split('>')[0] for r in plain))",
        cwd=django_project,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines() == ["True", "['asgiref', 'sqlparse', 'tzdata']"]
