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
