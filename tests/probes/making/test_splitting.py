"""Several parts in one project."""

import pytest


@pytest.mark.claim("flask-blueprints", "flask-blueprint-used-twice", "flask-blueprints-share-the-application")
def test_flask_joins_blueprints(run):
    """Fails if a blueprint has its own settings, or can be registered twice without or not with a name."""
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
        try:
            app.register_blueprint(shop, url_prefix="/again")
            refused = ""
        except ValueError as error:
            refused = str(error)
        app.register_blueprint(shop, url_prefix="/again", name="again")
        app.register_blueprint(part("news"), url_prefix="/news")
        client = app.test_client()
        seen = [client.get(each).text for each in ("/shop/", "/again/", "/news/")]
        print(json.dumps([*seen, "already registered" in refused]))
        """
    )
    assert seen == ["shop /shop/ Rome", "shop /again/ Rome", "news /news/ Rome", True]


@pytest.mark.claim("flask-blueprint-hooks")
def test_flask_blueprint_hooks_work_for_its_own_views(run):
    """Fails if a blueprint's hook or handler runs for another's view, or for an unknown URL."""
    seen = run(
        """
        import json
        from flask import Blueprint, Flask, abort

        app = Flask(__name__)
        app.register_error_handler(404, lambda error: ("application", 404))
        parts = {name: Blueprint(name, __name__, url_prefix=f"/{name}") for name in ("shop", "news")}
        for part in parts.values():
            part.add_url_rule("/", endpoint="page", view_func=lambda: "done")
            part.add_url_rule("/gone", endpoint="gone", view_func=lambda: abort(404))
        calls = []
        parts["shop"].before_request(lambda: calls.append("shop"))
        parts["shop"].register_error_handler(404, lambda error: ("shop", 404))
        for part in parts.values():
            app.register_blueprint(part)
        client = app.test_client()
        texts = [client.get(each).text for each in ("/news/", "/news/gone")]
        before = len(calls)
        texts += [client.get(each).text for each in ("/shop/", "/shop/gone", "/shop/unknown")]
        print(json.dumps([texts, before, len(calls)]))
        """
    )
    assert seen == [["done", "application", "done", "shop", "application"], 0, 2]


@pytest.mark.claim("flask-blueprint-template-names-are-shared")
def test_flask_blueprints_share_template_names(run):
    """Fails if each blueprint renders its own template, or the application's does not win."""
    seen = run(
        """
        import json
        from pathlib import Path
        from flask import Blueprint, Flask, render_template

        def folder(name):
            Path(name, "templates").mkdir(parents=True)
            Path(name, "templates", "page.html").write_text(name)
            return str(Path(name).resolve())

        def pages(root):
            app = Flask("app", root_path=root)
            for name in ("shop", "news"):
                part = Blueprint(name, name, root_path=folders[name], template_folder="templates")
                part.add_url_rule("/", endpoint="page", view_func=lambda: render_template("page.html"))
                app.register_blueprint(part, url_prefix=f"/{name}")
            return [app.test_client().get(f"/{name}/").text for name in ("shop", "news")]

        folders = {name: folder(name) for name in ("shop", "news", "application")}
        print(json.dumps([pages(str(Path().resolve())), pages(folders["application"])]))
        """
    )
    assert seen == [["shop", "shop"], ["application", "application"]]


@pytest.fixture
def project(command, django_project):
    """A project with two apps that have a model, an admin page, a middleware, URLs and a template of the same name."""
    site = django_project / "site_of_probe"
    for name in ("shop", "news"):
        assert command("manage.py", "startapp", name, cwd=django_project).returncode == 0
        app = django_project / name
        (app / "models.py").write_text(
            "from django.db import models\nclass Item(models.Model):\n    name = models.CharField(max_length=9)\n"
        )
        (app / "admin.py").write_text(
            f"from django.contrib import admin\nfrom {name}.models import Item\nadmin.site.register(Item)\n"
        )
        (app / "templates" / name).mkdir(parents=True)
        (app / "templates" / name / "page.html").write_text(f"{name} {{{{ link }}}} {{{{ city }}}}")
        (app / "templates" / "page.html").write_text(f"the page of {name}")
        (app / "urls.py").write_text(
            "from django.conf import settings\nfrom django.shortcuts import render\n"
            "from django.urls import path, reverse\n"
            f"app_name = '{name}'\n"
            "def page(request):\n"
            f"    link = reverse('{name}:page', current_app=request.resolver_match.namespace)\n"
            f"    return render(request, '{name}/page.html', {{'link': link, 'city': settings.CITY}})\n"
            "urlpatterns = [path('', page, name='page'), path('same', lambda r: render(r, 'page.html'))]\n"
        )
    (django_project / "shop" / "middleware.py").write_text(
        "def mark(get_response):\n"
        "    def middleware(request):\n"
        "        response = get_response(request)\n"
        "        response['X-Shop'] = 'here'\n"
        "        return response\n"
        "    return middleware\n"
    )
    (site / "urls.py").write_text(
        "from django.urls import include, path\n"
        "urlpatterns = [path(f'{name}/', include(f'{name}.urls')) for name in ('shop', 'news')]\n"
        "urlpatterns.append(path('again/', include('shop.urls', namespace='again')))\n"
    )
    settings = site / "settings.py"
    settings.write_text(
        settings.read_text()
        + "\nINSTALLED_APPS += ['shop', 'news']\nMIDDLEWARE += ['shop.middleware.mark']\nCITY = 'Rome'\n"
    )
    return django_project


@pytest.mark.claim(
    "django-apps",
    "django-apps-share-the-settings",
    "django-app-template-names-are-shared",
    "django-middleware-runs-for-the-whole-project",
    "django-urls-included-twice",
)
def test_django_joins_apps(command, project):
    """Fails if an app lacks its table, page or URL, has its own settings, or a middleware stays in its app."""
    done = command(
        "manage.py",
        "shell",
        "-c",
        "from django.apps import apps; from django.contrib import admin; from django.test import Client\n"
        "models = [apps.get_model(each, 'Item') for each in ('shop', 'news')]\n"
        "client = Client(headers={'host': 'localhost'})\n"
        "print([each._meta.db_table for each in models], [admin.site.is_registered(each) for each in models])\n"
        "print([client.get(each).text for each in ('/shop/', '/news/', '/again/')])\n"
        "print([client.get(f'/{each}/same').text for each in ('shop', 'news')])\n"
        "print(client.get('/news/')['X-Shop'])",
        cwd=project,
    )
    assert done.stdout.splitlines()[-4:] == [
        "['shop_item', 'news_item'] [True, True]",
        "['shop /shop/ Rome', 'news /news/ Rome', 'shop /again/ Rome']",
        "['the page of shop', 'the page of shop']",
        "here",
    ], done.stdout + done.stderr


@pytest.mark.claim("django-app-not-twice")
def test_django_installs_an_app_once(command, project):
    """Fails if a project starts with two apps of one label."""
    settings = project / "site_of_probe" / "settings.py"
    assert command("manage.py", "check", cwd=project).returncode == 0
    settings.write_text(settings.read_text() + "\nINSTALLED_APPS += ['shop']\n")
    twice = command("manage.py", "check", cwd=project)
    assert twice.returncode != 0
    assert "Application labels aren't unique" in twice.stderr
