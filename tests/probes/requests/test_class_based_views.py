"""Views as classes: registered with arguments, and ready-made views of rows."""

import flask
import flask.views
import pytest


@pytest.mark.claim("flask-view-classes")
def test_flask_view_class_is_registered_with_different_arguments():
    """Fails if a function, View or MethodView can't be a view, or as_view() doesn't pass its arguments on."""

    class Shelf(flask.views.MethodView):
        def __init__(self, name):
            self.name = name

        def get(self, number):
            return f"{self.name} {number}"

    app = flask.Flask("probe")
    for name in ("book", "film"):
        app.add_url_rule(f"/{name}/<int:number>", view_func=Shelf.as_view(name, name))

    class Page(flask.views.View):
        def dispatch_request(self):
            return "page"

    app.add_url_rule("/function", endpoint="function", view_func=lambda: "function")
    app.add_url_rule("/page", view_func=Page.as_view("page"))
    client = app.test_client()
    assert [client.get(f"/{name}").text for name in ("function", "page")] == ["function", "page"]
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
        "shop/book_archive.html": "{% for year in date_list %}{{ year.year }}{% endfor %}",
        "shop/book_form.html": "{{ form.title }}",
        "shop/book_detail.html": "{{ book.title }}",
    }
    settings.configure(
        ROOT_URLCONF=__name__,
        SECRET_KEY="one",
        INSTALLED_APPS=["django.contrib.auth", "django.contrib.contenttypes", "django.contrib.sessions"],
        MIDDLEWARE=[
            "django.contrib.sessions.middleware.SessionMiddleware",
            "django.contrib.auth.middleware.AuthenticationMiddleware",
        ],
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
    from django.contrib.auth.mixins import LoginRequiredMixin
    from django.views.generic import ArchiveIndexView, CreateView, DeleteView, DetailView, ListView, UpdateView

    class Book(models.Model):
        title = models.CharField(max_length=5)
        bought = models.DateTimeField(auto_now_add=True)
        class Meta:
            app_label = "shop"

    class Shelf(View):
        name = "none"
        def get(self, request, number):
            return HttpResponse(f"{self.name} {number}")

    class Mine:
        def get_queryset(self):
            return Book.objects.filter(title__startswith="my")

    def editing(prefix, *bases):
        views = ((CreateView, "new"), (UpdateView, "<int:pk>/edit"), (DeleteView, "<int:pk>/delete"))
        shared = {"model": Book, "success_url": "/books", "fields": ["title"]}
        return [path(prefix + url, type("Made", (*bases, view), shared).as_view()) for view, url in views]

    urlpatterns = [
        path("function", lambda request: HttpResponse("function")),
        path("book/<int:number>", Shelf.as_view(name="book")),
        path("film/<int:number>", Shelf.as_view(name="film")),
        path("books", ListView.as_view(model=Book)),
        path("years", ArchiveIndexView.as_view(model=Book, date_field="bought")),
        path("books/<int:pk>", DetailView.as_view(model=Book)),
        *editing(""),
        *editing("closed/", LoginRequiredMixin),
        *editing("mine/", Mine),
    ]
    client = Client()

    def post(url, **values):
        return client.post(url, values).status_code

    def titles():
        return sorted(Book.objects.values_list("title", flat=True))

    def begin(*books):
        from django.core.management import call_command
        call_command("migrate", verbosity=0)
        with connection.schema_editor() as editor:
            editor.create_model(Book)
        for title in books:
            Book.objects.create(title=title)
"""


@pytest.mark.claim("django-view-classes")
def test_django_view_class_is_registered_with_different_attributes(run):
    """Fails if a function or View class can't be a view, or as_view() sets no attribute or one the class lacks."""
    seen = run(
        DJANGO
        + """
    try:
        Shelf.as_view(colour="red")
    except TypeError as error:
        refused = "only accepts arguments that are already attributes" in str(error)
    pages = [client.get(each).content.decode() for each in ("/function", "/book/3", "/film/4")]
    print(json.dumps([pages, refused]))
    """
    )
    assert seen == [["function", "book 3", "film 4"], True]


@pytest.mark.claim("django-generic-views")
def test_django_generic_views_work_on_rows_of_a_model(run):
    """Fails if a generic view doesn't list, show, create, change or delete rows, saves a bad one, or archives none."""
    seen = run(
        DJANGO
        + """
    begin()
    seen = [post("/new", title=title) for title in ("Emma", "too long")]
    seen += [client.get(url).content.decode() for url in ("/books", "/books/1")]
    Book.objects.update(bought="2026-02-03T00:00:00Z")
    seen.append(client.get("/years").content.decode())
    seen += [post("/1/edit", title="Ada"), titles(), post("/1/delete"), titles()]
    print(json.dumps(seen))
    """
    )
    assert seen == [302, 200, "[Emma]", "Emma", "2026", 302, ["Ada"], 302, []]


@pytest.mark.claim("django-generic-views-are-open")
def test_django_generic_views_are_open_without_a_mixin(run):
    """Fails if a generic view asks for a login unasked, or lets visitors in despite LoginRequiredMixin."""
    program = (
        DJANGO
        + """
    begin("one", "two")
    post("/PLACEnew", title="new")
    post("/PLACE1/edit", title="ONE")
    post("/PLACE2/delete")
    print(json.dumps(titles()))
    """
    )
    assert run(program.replace("PLACE", "")) == ["ONE", "new"]
    assert run(program.replace("PLACE", "closed/")) == ["one", "two"]


@pytest.mark.claim("django-generic-views-use-get-queryset")
def test_django_generic_views_answer_404_outside_their_queryset(run):
    """Fails if a generic view changes or deletes a row outside get_queryset(), or refuses one inside."""
    seen = run(
        DJANGO
        + """
    begin("my1", "ada1")
    seen = [post("/mine/2/edit", title="x"), post("/mine/2/delete"), post("/mine/1/edit", title="my2")]
    print(json.dumps([seen, titles()]))
    """
    )
    assert seen == [[404, 404, 302], ["ada1", "my2"]]
