"""A trained model called from a view: made once, loaded when the process starts."""

import pytest

# The model is the standard library's least squares, so that the probe needs no further package.
TRAIN = """
import pickle, statistics
model = statistics.linear_regression([1, 2, 3], [10, 20, 30])
with open("model.pickle", "wb") as file:
    pickle.dump(tuple(model), file)
"""
LOAD = """
    import json, pickle
    loaded = []
    with open("model.pickle", "rb") as file:
        slope, intercept = pickle.load(file)
    loaded.append(1)
    predict = lambda value: {"prediction": round(slope * value + intercept, 6), "loaded": len(loaded)}
"""
EXPECTED = [{"prediction": 40.0, "loaded": 1}, {"prediction": 50.0, "loaded": 1}]


@pytest.mark.claim("flask-model-in-a-view")
def test_flask_view_calls_a_trained_model(run, command):
    """Fails if a view can't use what the module loaded when the process started."""
    assert command("-c", TRAIN).returncode == 0
    seen = run(
        LOAD
        + """
    from flask import Flask
    app = Flask(__name__)
    app.add_url_rule("/<int:value>", view_func=predict)
    client = app.test_client()
    print(json.dumps([client.get(each).get_json() for each in ("/4", "/5")]))
    """
    )
    assert seen == EXPECTED


@pytest.mark.claim("django-model-in-a-view")
def test_django_view_calls_a_trained_model(run, command):
    """Fails if a view can't use what the module loaded when the process started."""
    assert command("-c", TRAIN).returncode == 0
    seen = run(
        LOAD
        + """
    import django
    from django.conf import settings
    from django.http import JsonResponse
    from django.urls import path
    settings.configure(ROOT_URLCONF=__name__, ALLOWED_HOSTS=["*"])
    django.setup()
    from django.test import Client
    urlpatterns = [path("<int:value>", lambda request, value: JsonResponse(predict(value)))]
    print(json.dumps([Client().get(each).json() for each in ("/4", "/5")]))
    """
    )
    assert seen == EXPECTED


def started(serve, folder, *options):
    """A gunicorn with three workers, all of them ready."""
    server = serve("-m", "gunicorn", "--bind", "127.0.0.1:{port}", "--workers", "3", *options, cwd=folder)
    server.until(lambda: server.said().count("WORKER READY") >= 3)
    return server


SAYS = "\nprint('MODEL LOADED', flush=True)\n"
READY = "def post_worker_init(worker):\n    print('WORKER READY', flush=True)\n"


@pytest.mark.claim("flask-model-loaded-in-each-worker")
def test_flask_module_is_loaded_in_each_worker(serve, tmp_path):
    """Fails if three workers share one import without `--preload`, or import again with it."""
    (tmp_path / "gunicorn.conf.py").write_text(READY)
    (tmp_path / "app.py").write_text("from flask import Flask\napp = Flask(__name__)\n" + SAYS)
    for options, models in (((), 3), (("--preload",), 1)):
        assert started(serve, tmp_path, *options, "app:app").said().count("MODEL LOADED") == models


@pytest.mark.claim("django-model-loaded-in-each-worker")
def test_django_module_is_loaded_in_each_worker(serve, django_project):
    """Fails if workers share one import without `--preload`, or the views are loaded before a request."""
    package = django_project / "site_of_probe"
    (django_project / "gunicorn.conf.py").write_text(READY)
    (package / "wsgi.py").write_text((package / "wsgi.py").read_text() + SAYS)
    (package / "views.py").write_text(
        "from django.http import HttpResponse\nprint('VIEWS LOADED', flush=True)\n"
        "page = lambda request: HttpResponse()\n"
    )
    (package / "urls.py").write_text(
        "from django.urls import path\nfrom site_of_probe import views\nurlpatterns = [path('', views.page)]\n"
    )
    for options, models in (((), 3), (("--preload",), 1)):
        server = started(serve, django_project, *options, "site_of_probe.wsgi")
        assert server.said().count("MODEL LOADED") == models
        assert "VIEWS LOADED" not in server.said()
        assert server.get("/").status == 200
        assert server.said().count("VIEWS LOADED") == 1


@pytest.mark.claim("django-ready-runs-in-commands")
def test_django_ready_runs_in_commands(command, serve, django_project):
    """Fails if `ready()` is not called by `migrate`, or once by `runserver` with its reloader."""
    settings = django_project / "site_of_probe" / "settings.py"
    settings.write_text(settings.read_text() + "\nINSTALLED_APPS = ['app']\nMIDDLEWARE = []\n")
    (django_project / "site_of_probe" / "urls.py").write_text("urlpatterns = []\n")
    (django_project / "app" / "apps.py").write_text(
        "from django.apps import AppConfig\nclass Own(AppConfig):\n    name = 'app'\n"
        "    def ready(self):\n        print('MODEL LOADED', flush=True)\n"
    )
    assert command("manage.py", "migrate", cwd=django_project).stdout.count("MODEL LOADED") == 1
    options = ("manage.py", "runserver", "127.0.0.1:{port}")
    for more, times in (((), 2), (("--noreload",), 1)):
        assert serve(*options, *more, cwd=django_project).said().count("MODEL LOADED") == times
