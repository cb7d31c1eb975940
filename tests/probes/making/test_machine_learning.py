"""A trained model called from a view: made once, loaded when the process starts."""

import time

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


def loads(serve, folder, *options):
    """How often three gunicorn workers import the module `app`, which says so when it is imported."""
    server = serve("-m", "gunicorn", "--bind", "127.0.0.1:{port}", "--workers", "3", *options, "app:app", cwd=folder)
    deadline = time.monotonic() + 50
    while server.said().count("WORKER READY") < 3:
        assert time.monotonic() < deadline, server.said()[-2000:]
        time.sleep(0.05)
    return server.said().count("MODEL LOADED")


SAYS = "\nprint('MODEL LOADED', flush=True)\n"
READY = "def post_worker_init(worker):\n    print('WORKER READY', flush=True)\n"


@pytest.mark.claim("flask-model-loaded-in-each-worker")
def test_flask_module_is_loaded_in_each_worker(serve, tmp_path):
    (tmp_path / "gunicorn.conf.py").write_text(READY)
    (tmp_path / "app.py").write_text("from flask import Flask\napp = Flask(__name__)\n" + SAYS)
    assert (loads(serve, tmp_path), loads(serve, tmp_path, "--preload")) == (3, 1)


@pytest.mark.claim("django-model-loaded-in-each-worker")
def test_django_module_is_loaded_in_each_worker(serve, tmp_path):
    (tmp_path / "gunicorn.conf.py").write_text(READY)
    (tmp_path / "app.py").write_text(
        "from django.conf import settings\nfrom django.core.wsgi import get_wsgi_application\n"
        "settings.configure(ROOT_URLCONF=__name__)\nurlpatterns = []\napp = get_wsgi_application()\n" + SAYS
    )
    assert (loads(serve, tmp_path), loads(serve, tmp_path, "--preload")) == (3, 1)


@pytest.mark.claim("django-ready-runs-in-commands")
def test_django_ready_runs_in_commands(command, serve, django_project):
    settings = django_project / "site_of_probe" / "settings.py"
    settings.write_text(settings.read_text() + "\nINSTALLED_APPS = ['app']\nMIDDLEWARE = []\n")
    (django_project / "site_of_probe" / "urls.py").write_text("urlpatterns = []\n")
    (django_project / "app" / "apps.py").write_text(
        "from django.apps import AppConfig\nclass Own(AppConfig):\n    name = 'app'\n"
        "    def ready(self):\n        print('MODEL LOADED', flush=True)\n"
    )
    assert command("manage.py", "migrate", cwd=django_project).stdout.count("MODEL LOADED") == 1
    server = serve("manage.py", "runserver", "127.0.0.1:{port}", cwd=django_project)
    assert server.said().count("MODEL LOADED") == 2
