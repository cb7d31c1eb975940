"""Views as classes: registered with arguments, and ready-made views of rows."""

import flask
import flask.views
import pytest


@pytest.mark.claim("flask-view-classes")
def test_flask_view_class_is_registered_with_different_arguments():
    class Shelf(flask.views.MethodView):
        def __init__(self, name):
            self.name = name

        def get(self, number):
            return f"{self.name} {number}"

    app = flask.Flask("probe")
    for name in ("book", "film"):
        app.add_url_rule(f"/{name}/<int:number>", view_func=Shelf.as_view(name, name))
    client = app.test_client()
    assert [client.get("/book/3").text, client.get("/film/4").text] == ["book 3", "film 4"]


DJANGO = """
    import json
    import django
    from django.conf import settings
    from django.http import HttpResponse
    from django.urls import path
    from django.views import View

    TEMPLATES = {
        "shop/book_list.html": "{% for book in object_list %}[{{ book.title }}]{% endfor %}",
        "shop/book_form.html": "{{ form.title }}",
    }
    settings.configure(
        ROOT_URLCONF=__name__,
        ALLOWED_HOSTS=["testserver"],
        DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}},
        DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
        TEMPLATES=[{
            "BACKEND": "django.template.backends.django.DjangoTemplates",
            "OPTIONS": {"loaders": [("django.template.loaders.locmem.Loader", TEMPLATES)]},
        }],
    )
    django.setup()
    from django.db import connection, models
    from django.test import Client
    from django.views.generic import CreateView, ListView

    class Book(models.Model):
        title = models.CharField(max_length=5)
        class Meta:
            app_label = "shop"

    class Shelf(View):
        name = "none"
        def get(self, request, number):
            return HttpResponse(f"{self.name} {number}")

    urlpatterns = [
        path("book/<int:number>", Shelf.as_view(name="book")),
        path("film/<int:number>", Shelf.as_view(name="film")),
        path("books", ListView.as_view(model=Book)),
        path("new", CreateView.as_view(model=Book, fields=["title"], success_url="/books")),
    ]
    client = Client()
"""


@pytest.mark.claim("django-view-classes")
def test_django_view_class_is_registered_with_different_attributes(run):
    seen = run(DJANGO + '    print(json.dumps([client.get(each).content.decode() for each in ("/book/3", "/film/4")]))')
    assert seen == ["book 3", "film 4"]


@pytest.mark.claim("django-generic-views")
def test_django_generic_views_list_and_create_rows_from_a_model(run):
    seen = run(
        DJANGO
        + """
    with connection.schema_editor() as editor:
        editor.create_model(Book)
    posted = [client.post("/new", {"title": title}).status_code for title in ("Emma", "too long")]
    print(json.dumps([posted, client.get("/books").content.decode(), Book.objects.count()]))
    """
    )
    assert seen == [[302, 200], "[Emma]", 1]
