"""Neither framework makes a response go through a model or a template."""

import flask
import pytest


@pytest.mark.claim("flask-one-function-is-an-application")
def test_flask_answers_with_one_function(tmp_path):
    """Fails if a Flask application of one function doesn't answer, or needs or makes a file."""
    app = flask.Flask("probe", root_path=str(tmp_path))
    app.add_url_rule("/", endpoint="home", view_func=lambda: "hello")
    assert app.test_client().get("/").text == "hello"
    assert list(tmp_path.iterdir()) == []


@pytest.mark.claim("django-view-without-model-and-template")
def test_django_answers_without_a_model_and_a_template(run):
    """Fails if a Django view can't answer while no model and no template engine are set up."""
    seen = run(
        """
    import json
    import django
    from django.apps import apps
    from django.conf import settings
    from django.http import HttpResponse
    from django.urls import path

    urlpatterns = [path("", lambda request: HttpResponse("hello"))]
    settings.configure(ROOT_URLCONF=__name__, ALLOWED_HOSTS=["testserver"])
    django.setup()
    from django.template import engines
    from django.test import Client
    answer = Client().get("/").content.decode()
    print(json.dumps([answer, len(apps.get_models()), len(engines.all())]))
    """
    )
    assert seen == ["hello", 0, 0]
