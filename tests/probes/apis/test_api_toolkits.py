"""What Django itself and Django REST framework do with input for an API, and who may send it."""

import pytest

DJANGO = """
    import json, logging
    import django
    from django.conf import settings
    settings.configure(
        ALLOWED_HOSTS=["*"], ROOT_URLCONF=__name__, SECRET_KEY="probe", REST_FRAMEWORK=globals().get("REST", {}),
        INSTALLED_APPS=["django.contrib.contenttypes", "django.contrib.auth", "rest_framework"],
        DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}})
    django.setup()
    logging.disable(logging.CRITICAL)
    from django.contrib.auth.models import User
    from django.core.management import call_command
    from django.test import Client
    from django.urls import path
    call_command("migrate", verbosity=0)
    client = Client(raise_request_exception=False)
"""

USERS = """
    from rest_framework import serializers, viewsets

    class UserSerializer(serializers.ModelSerializer):
        class Meta:
            model = User
            fields = ["id", "username"]

    class Users(viewsets.ModelViewSet):
        queryset = User.objects.order_by("id")
        serializer_class = UserSerializer
"""


@pytest.mark.claim("django-forms-validate-json")
def test_django_form_validates_parsed_json(run):
    """Fails if a form accepts a text for an integer, or its errors can't be written as JSON."""
    seen = run(
        """
    import json
    from django.conf import settings
    settings.configure()
    import django
    django.setup()
    from django import forms

    class Wanted(forms.Form):
        count = forms.IntegerField()

    form = Wanted(json.loads('{"count": "many"}'))
    good = Wanted(json.loads('{"count": 3}'))
    print(json.dumps([form.is_valid(), form.errors.get_json_data()["count"][0]["code"],
                      good.is_valid(), good.cleaned_data]))
    """
    )
    assert seen == [False, "invalid", True, {"count": 3}]


@pytest.mark.claim("django-deserializes-without-validation")
def test_django_deserializes_without_validation(run):
    """Fails if `save()` of a deserialized object runs validators, or changes the key or flag that the text gives."""
    seen = run(
        DJANGO
        + """
    from django.core import serializers
    from django.core.exceptions import ValidationError
    User.objects.create_user("ada", password="secret")
    text = json.dumps([{"model": "auth.user", "pk": 1, "fields": {
        "username": "not valid!", "is_superuser": True, "password": "x", "date_joined": "2026-01-02T00:00:00Z"}}])
    for each in serializers.deserialize("json", text):
        each.save()
    user = User.objects.get(pk=1)
    try:
        user.full_clean()
    except ValidationError as error:
        invalid = sorted(error.message_dict)
    print(json.dumps([User.objects.count(), user.username, user.is_superuser, invalid]))
    """
    )
    assert seen == [1, "not valid!", True, ["username"]]


@pytest.mark.claim("django-rest-framework-open-by-default")
def test_django_rest_framework_is_open_by_default(run):
    """Fails if a view asks for a login by default, or stays open with a class that asks for one."""
    program = (
        DJANGO
        + USERS
        + """
    urlpatterns = [path("users/", Users.as_view({"get": "list", "post": "create"}))]
    made = client.post("/users/", data='{"username": "ada"}', content_type="application/json")
    print(json.dumps([made.status_code, client.get("/users/").status_code, User.objects.count()]))
    """
    )
    assert run(program) == [201, 200, 1]
    closed = '\n    REST = {"DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAuthenticated"]}'
    assert run(closed + program) == [403, 403, 0]


@pytest.mark.claim("django-rest-framework-has-no-async-views")
def test_django_rest_framework_fails_on_async_handlers(run):
    """Fails if an `APIView` answers with an `async def` handler, or a plain view or handler does not."""
    seen = run(
        DJANGO
        + """
    from django.http import HttpResponse
    from django.views import View
    from rest_framework.views import APIView

    def asynchronous(base):
        class Asynchronous(base):
            async def get(self, request): return HttpResponse("x")
        return Asynchronous.as_view()

    class Synchronous(APIView):
        def get(self, request): return HttpResponse("x")

    urlpatterns = [path("rest", asynchronous(APIView)), path("plain", asynchronous(View)),
                   path("sync", Synchronous.as_view())]
    print(json.dumps([client.get(each).status_code for each in ("/rest", "/plain", "/sync")]))
    """
    )
    assert seen == [500, 200, 200]


@pytest.mark.claim("django-rest-framework-needs-django-models")
def test_django_rest_framework_model_serializer_reads_django_models(run):
    """Fails if `ModelSerializer` takes a SQLAlchemy class or refuses a Django model, or `Serializer` needs a model."""
    seen = run(
        DJANGO
        + """
    from django.contrib.auth.models import Group
    from rest_framework import serializers
    from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

    class Base(DeclarativeBase): pass

    class Other(Base):
        __tablename__ = "other"
        id: Mapped[int] = mapped_column(primary_key=True)
        name: Mapped[str]

    def fields(of):
        class Made(serializers.ModelSerializer):
            class Meta:
                model = of
                fields = ["id", "name"]
        try:
            return sorted(Made().fields)
        except AttributeError as error:
            return "_meta" in str(error)

    class Plain(serializers.Serializer):
        name = serializers.CharField()

    print(json.dumps([fields(Group), fields(Other), Plain(data={"name": "x"}).is_valid()]))
    """
    )
    assert seen == [["id", "name"], True, True]
