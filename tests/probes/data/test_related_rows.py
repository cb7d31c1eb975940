"""Related rows: how many queries a list of them costs."""

import pytest

DJANGO = """
    import json
    import django
    from django.conf import settings
    settings.configure(
        INSTALLED_APPS=["django.contrib.contenttypes"],
        DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}},
    )
    django.setup()
    from django.core.exceptions import FieldError
    from django.db import connection, models
    from django.test.utils import CaptureQueriesContext

    class Author(models.Model):
        name = models.CharField(max_length=20)
        class Meta:
            app_label = "contenttypes"  # looking back from a relation takes an app that is installed

    class Eager(models.Manager):
        def get_queryset(self):
            return super().get_queryset().select_related("author")

    class Book(models.Model):
        title = models.CharField(max_length=20)
        author = models.ForeignKey(Author, models.CASCADE, related_name="books")
        readers = models.ManyToManyField(Author, related_name="reads")
        objects = models.Manager()
        eager = Eager()
        class Meta:
            app_label = "contenttypes"

    with connection.schema_editor() as editor:
        for each in (Author, Book):
            editor.create_model(each)
    for number in range(5):
        author = Author.objects.create(name=f"author {number}")
        Book.objects.create(title=f"book {number}", author=author).readers.add(author)

    def queries(rows, read):
        with CaptureQueriesContext(connection) as run:
            for row in rows:
                read(row)
        return len(run)

    author = lambda book: book.author.name
    books = lambda author: list(author.books.all())
    readers = lambda book: list(book.readers.all())
"""


@pytest.mark.claim("django-loads-relations-eagerly")
def test_django_loads_relations_by_join_or_one_more_query(run):
    """Fails if select_related costs more than one query, prefetch_related more than two, or lazy loading fewer."""
    seen = run(
        DJANGO
        + """
    seen = {
        "lazy": [queries(Book.objects.all(), author), queries(Author.objects.all(), books)],
        "select": queries(Book.objects.select_related("author"), author),
        "manager": queries(Book.eager.all(), author),
        "prefetch": [
            queries(Book.objects.prefetch_related("author"), author),
            queries(Author.objects.prefetch_related("books"), books),
            queries(Book.objects.prefetch_related("readers"), readers),
        ],
    }
    for each in (Author.objects.select_related("books"), Book.objects.select_related("readers")):
        try:
            list(each)
        except FieldError:
            seen["refused"] = seen.get("refused", 0) + 1
    print(json.dumps(seen))
    """
    )
    assert seen == {"lazy": [6, 6], "select": 1, "manager": 1, "prefetch": [2, 2, 2], "refused": 2}


@pytest.mark.claim("django-prefetched-relation-filtered-again")
def test_django_queries_again_for_another_form_of_a_prefetched_relation(run):
    """Fails if filter(), order_by() or an unordered first() use what was prefetched, or all() or count() don't."""
    seen = run(
        DJANGO
        + """
    authors = Author.objects.prefetch_related("books")
    forms = {
        "all": books, "count": lambda each: each.books.count(), "exists": lambda each: each.books.exists(),
        "filter": lambda each: list(each.books.filter(title="x")),
        "order": lambda each: list(each.books.order_by("id")),
        "first": lambda each: each.books.first(),
    }
    seen = {name: queries(authors.all(), read) for name, read in forms.items()}
    Book._meta.ordering = ["title"]
    seen["first of an ordered model"] = queries(authors.all(), forms["first"])
    print(json.dumps(seen))
    """
    )
    assert seen == {
        "all": 2, "count": 2, "exists": 2, "filter": 7, "order": 7, "first": 7, "first of an ordered model": 2,
    }  # fmt: skip


@pytest.mark.claim("django-fetch-modes", "django-fetch-modes-leave-out-managers")
def test_django_fetch_modes_cover_references_and_no_managers(run):
    """Fails if FETCH_PEERS costs more than one more query, FETCH_RAISE doesn't raise, or modes reach collections."""
    seen = run(
        DJANGO
        + """
    from django.core.exceptions import FieldFetchBlocked
    modes = {"one": models.FETCH_ONE, "peers": models.FETCH_PEERS, "raise": models.FETCH_RAISE}
    seen = {"default": queries(Book.objects.all(), author)}
    for name, mode in modes.items():
        try:
            seen[name] = queries(Book.objects.fetch_mode(mode), author)
        except FieldFetchBlocked:
            seen[name] = "blocked"
        try:
            seen[f"{name} field"] = queries(Book.objects.only("id").fetch_mode(mode), lambda book: book.title)
        except FieldFetchBlocked:
            seen[f"{name} field"] = "blocked"
        seen[f"{name} managers"] = [
            queries(Author.objects.fetch_mode(mode), books), queries(Book.objects.fetch_mode(mode), readers),
        ]
    print(json.dumps(seen))
    """
    )
    assert seen == {
        "default": 6,
        "one field": 6,
        "peers field": 2,
        "raise field": "blocked",
        "one": 6,
        "peers": 2,
        "raise": "blocked",
        "one managers": [6, 6],
        "peers managers": [6, 6],
        "raise managers": [6, 6],
    }


@pytest.mark.claim(
    "flask-sqlalchemy-loads-relationships-lazily",
    "flask-sqlalchemy-loads-relationships-eagerly",
    "flask-sqlalchemy-raiseload",
    "flask-sqlalchemy-commit-expires-relationships",
)
def test_sqlalchemy_loads_relationships_lazily_eagerly_or_not_at_all(run):
    """Fails if SQLAlchemy's query counts change for lazy, joined or selectin loads, or raiseload outlives a commit."""
    seen = run(
        """
    import json
    from sqlalchemy import ForeignKey, create_engine, event, select
    from sqlalchemy.exc import InvalidRequestError
    from sqlalchemy.orm import (
        DeclarativeBase, Mapped, Session, joinedload, mapped_column, raiseload, relationship, selectinload,
    )

    class Base(DeclarativeBase):
        pass

    class Author(Base):
        __tablename__ = "author"
        id: Mapped[int] = mapped_column(primary_key=True)
        books: Mapped[list["Book"]] = relationship(back_populates="author")
        joined: Mapped[list["Book"]] = relationship(lazy="joined", viewonly=True)
        strict: Mapped[list["Book"]] = relationship(lazy="raise", viewonly=True)

    class Book(Base):
        __tablename__ = "book"
        id: Mapped[int] = mapped_column(primary_key=True)
        author_id: Mapped[int] = mapped_column(ForeignKey("author.id"))
        author: Mapped[Author] = relationship(back_populates="books")

    engine = create_engine("sqlite://")
    Base.metadata.create_all(engine)
    with Session(engine) as session:
        session.add_all(Book(id=each, author=Author(id=each)) for each in range(5))
        session.commit()
    sent = []
    event.listen(engine, "before_cursor_execute", lambda *each: sent.append(each[2]))

    def queries(model, name, option=None, known=False, commit=False):
        with Session(engine) as session:
            kept = session.scalars(select(Author)).unique().all() if known else []
            sent.clear()
            try:
                found = session.scalars(select(model).options(*[option] if option else [])).unique().all()
                if commit:
                    session.commit()
                    sent.clear()
                for each in found:
                    getattr(each, name)
            except InvalidRequestError:
                return "refused"
            return len(sent)

    def both(option):
        return [queries(Book, "author", option(Book.author)), queries(Author, "books", option(Author.books))]

    print(json.dumps({
        "lazy": [queries(Book, "author"), queries(Author, "books")],
        "known": queries(Book, "author", known=True),
        "joined": both(joinedload),
        "select": both(selectinload),
        "on relationship": queries(Author, "joined"),
        "raise": both(raiseload),
        "committed": {
            "select": queries(Author, "books", selectinload(Author.books), commit=True),
            "raise": queries(Author, "books", raiseload(Author.books), commit=True),
            "on relationship": queries(Author, "strict", commit=True),
        },
    }))
    """
    )
    assert seen == {
        "lazy": [6, 6],
        "known": 1,
        "joined": [1, 1],
        "select": [2, 2],
        "on relationship": 1,
        "raise": ["refused", "refused"],
        "committed": {"select": 10, "raise": 10, "on relationship": "refused"},
    }
