"""Small services: without a database, one calling another."""

import pytest

FLASK = """
import urllib.request
from flask import Flask
app = Flask(__name__)

@app.get("/price")
def price():
    return {"price": 7}

@app.get("/order/<int:port>")
def order(port):
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/price") as answer:
        return {"order": answer.read().decode().strip()}
"""
DJANGO = """
import json, sys, urllib.request
from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.http import JsonResponse
from django.urls import path
settings.configure(ALLOWED_HOSTS=["127.0.0.1"], ROOT_URLCONF=__name__)

def price(request):
    return JsonResponse({"price": 7, "admin": "django.contrib.admin" in sys.modules})

def order(request, port):
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/price") as answer:
        return JsonResponse({"order": answer.read().decode()})

urlpatterns = [path("price", price), path("order/<int:port>", order)]
app = get_wsgi_application()
engine = settings.DATABASES.get("default", {}).get("ENGINE", "")
print(json.dumps(engine), json.dumps(settings.INSTALLED_APPS), flush=True)
"""
GUNICORN = ("-m", "gunicorn", "--bind", "127.0.0.1:{port}", "app:app")


@pytest.mark.claim("flask-service-without-database", "flask-service-calls-another")
def test_flask_services_call_each_other_without_a_database(serve, tmp_path):
    (tmp_path / "app.py").write_text(FLASK)
    prices, orders = serve(*GUNICORN), serve(*GUNICORN)
    assert '"price":7' in orders.get(f"/order/{prices.port}").text.replace("\\", "").replace(" ", "")


@pytest.mark.claim("django-service-without-database", "django-service-calls-another")
def test_django_services_call_each_other_without_a_database(serve, tmp_path):
    (tmp_path / "app.py").write_text(DJANGO)
    prices, orders = serve(*GUNICORN), serve(*GUNICORN)
    seen = orders.get(f"/order/{prices.port}").text.replace("\\", "").replace(" ", "")
    assert '"price":7' in seen
    assert '"admin":false' in seen
    assert '"" []' in prices.said()
