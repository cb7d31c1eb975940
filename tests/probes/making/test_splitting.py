"""Several parts in one project."""

import pytest


@pytest.mark.claim("flask-blueprints", "flask-blueprint-used-twice", "flask-blueprints-share-the-application")
def test_flask_joins_blueprints(run):
    seen = run(
        """
        import json
        from flask import Blueprint, Flask, current_app, url_for

        def part(name):
            blueprint = Blueprint(name, __name__)

            @blueprint.get("/")
            def page():
                return f"{name} {url_for('.page')} {current_app.config['CITY']}"

            return blueprint

        app = Flask(__name__)
        app.config["CITY"] = "Rome"
        shop = part("shop")
        app.register_blueprint(shop, url_prefix="/shop")
        app.register_blueprint(shop, url_prefix="/again", name="again")
        app.register_blueprint(part("news"), url_prefix="/news")
        client = app.test_client()
        print(json.dumps([client.get(each).text for each in ("/shop/", "/again/", "/news/")]))
        """
    )
    assert seen == ["shop /shop/ Rome", "shop /again/ Rome", "news /news/ Rome"]


@pytest.mark.claim("django-apps", "django-app-not-twice")
def test_django_joins_apps(command, django_project):
    site = django_project / "site_of_probe"
    for name in ("shop", "news"):
        assert command("manage.py", "startapp", name, cwd=django_project).returncode == 0
        app = django_project / name
        (app / "models.py").write_text(
            "from django.db import models\nclass Item(models.Model):\n    name = models.CharField(max_length=9)\n"
        )
        (app / "templates" / name).mkdir(parents=True)
        (app / "templates" / name / "page.html").write_text(f"{name} {{% url '{name}:page' %}}")
        (app / "urls.py").write_text(
            "from django.urls import path\nfrom django.views.generic import TemplateView\n"
            f"app_name = '{name}'\n"
            f"urlpatterns = [path('', TemplateView.as_view(template_name='{name}/page.html'), name='page')]\n"
        )
    (site / "urls.py").write_text(
        "from django.urls import include, path\n"
        "urlpatterns = [path(f'{name}/', include(f'{name}.urls')) for name in ('shop', 'news')]\n"
    )
    settings = site / "settings.py"
    settings.write_text(settings.read_text() + "\nINSTALLED_APPS += ['shop', 'news']\n")
    done = command(
        "manage.py",
        "shell",
        "-c",
        "from django.apps import apps; from django.test import Client\n"
        "print([apps.get_model(each, 'Item')._meta.db_table for each in ('shop', 'news')])\n"
        "print([Client(headers={'host': 'localhost'}).get(each).content.decode() for each in ('/shop/', '/news/')])",
        cwd=django_project,
    )
    assert done.stdout.splitlines()[-2:] == ["['shop_item', 'news_item']", "['shop /shop/', 'news /news/']"]
    settings.write_text(settings.read_text() + "\nINSTALLED_APPS += ['shop']\n")
    twice = command("manage.py", "check", cwd=django_project)
    assert twice.returncode != 0
    assert "Application labels aren't unique" in twice.stderr
