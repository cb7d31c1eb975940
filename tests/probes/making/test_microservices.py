"""Small services: without a database, one calling another."""

import json

import pytest

FLASK = """
import sys, urllib.request
from flask import Flask
app = Flask(__name__)

@app.get("/price")
def price():
    return {"price": 7, "database": sorted({"sqlite3", "sqlalchemy"} & {*sys.modules})}

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
GUNICORN = ("-m", "gunicorn", "--access-logfile", "-", "--bind", "127.0.0.1:{port}", "app:app")


def logged(server, request):
    """Wait for a request in gunicorn's access log, which it writes after it has answered."""
    server.until(lambda: request in server.said())


@pytest.mark.claim("flask-service-without-database", "flask-service-calls-another")
def test_flask_services_call_each_other_without_a_database(serve, tmp_path):
    """Fails if one service can't call the other, or a service loads a database module."""
    (tmp_path / "app.py").write_text(FLASK)
    prices, orders = serve(*GUNICORN), serve(*GUNICORN)
    (order,) = json.loads(orders.get(f"/order/{prices.port}").text).values()
    assert json.loads(order) == {"price": 7, "database": []}
    logged(prices, "GET /price")
    logged(orders, "GET /order")
    assert "GET /price" not in orders.said()


@pytest.mark.claim("django-service-without-database", "django-service-calls-another")
def test_django_services_call_each_other_without_a_database(serve, tmp_path):
    """Fails if one service can't call the other, or settings name a database or app by default."""
    (tmp_path / "app.py").write_text(DJANGO)
    prices, orders = serve(*GUNICORN), serve(*GUNICORN)
    (order,) = json.loads(orders.get(f"/order/{prices.port}").text).values()
    assert json.loads(order) == {"price": 7, "admin": False}
    logged(prices, "GET /price")
    logged(orders, "GET /order")
    assert "GET /price" not in orders.said()
    assert '"" []' in prices.said()


@pytest.mark.claim("django-project-with-empty-databases")
def test_django_project_answers_with_empty_databases(command, django_project):
    """Fails if a page fails without a database, or a stored session or login works."""
    site = django_project / "site_of_probe"
    (site / "settings.py").write_text((site / "settings.py").read_text() + "\nDATABASES = {}\n")
    (site / "urls.py").write_text(
        "from django.contrib import admin\nfrom django.http import JsonResponse\nfrom django.urls import path\n"
        "urlpatterns = [\n"
        "    path('', lambda request: JsonResponse({'user': str(request.user)})),\n"
        "    path('session', lambda request: JsonResponse({'seen': request.session.get('seen')})),\n"
        "    path('admin/', admin.site.urls),\n"
        "]\n"
    )
    done = command(
        "manage.py",
        "shell",
        "-c",
        "from django.core.exceptions import ImproperlyConfigured\n"
        "from django.test import Client\n"
        "client = Client(headers={'host': 'localhost'})\n"
        "print(client.get('/').content.decode())\n"
        "client.cookies['sessionid'] = 'x' * 32\n"
        "for ask in (lambda: client.get('/session'),"
        " lambda: client.post('/admin/login/', {'username': 'ann', 'password': 'x'})):\n"
        "    try:\n"
        "        print(ask().status_code)\n"
        "    except ImproperlyConfigured:\n"
        "        print('refused')\n"
        "\n",
        cwd=django_project,
    )
    assert done.stdout.splitlines()[-3:] == ['{"user": "AnonymousUser"}', "refused", "refused"], done.stderr[-2000:]


@pytest.mark.claim("django-rest-framework-without-auth")
def test_django_rest_framework_without_auth(command, tmp_path):
    """Fails if a view works without auth by default, or fails with all three settings emptied."""
    (tmp_path / "service.py").write_text(
        "import sys, django\n"
        "from django.conf import settings\n"
        "empty = {'DEFAULT_AUTHENTICATION_CLASSES': [], 'DEFAULT_PERMISSION_CLASSES': []}\n"
        "given = {'nothing': {}, 'classes': empty, 'both': {**empty, 'UNAUTHENTICATED_USER': None}}[sys.argv[1]]\n"
        "settings.configure(ROOT_URLCONF=__name__, ALLOWED_HOSTS=['*'], REST_FRAMEWORK=given)\n"
        "django.setup()\n"
        "from django.test import Client\n"
        "from django.urls import path\n"
        "from rest_framework.response import Response\n"
        "from rest_framework.views import APIView\n"
        "class Price(APIView):\n"
        "    def get(self, request):\n"
        "        return Response({'price': 7})\n"
        "urlpatterns = [path('', Price.as_view())]\n"
        "print(Client(headers={'accept': 'application/json'}).get('/').content.decode())\n"
    )
    done = [command("service.py", given) for given in ("nothing", "classes", "both")]
    assert ["RuntimeError" in each.stderr for each in done] == [True, True, False]
    assert done[2].stdout.strip() == '{"price":7}'
