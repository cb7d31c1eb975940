"""Full-text search: what each ORM writes for it, and SQLite's FTS5 through both."""

import pytest

# What readers type: a word in another form, and signs that FTS5 takes as its own.
TYPED = """
    CREATE = "create virtual table play using fts5(title, body, tokenize='porter')"
    PLAYS = [("Baal", "The poets are drinking c++"), ("Amphitryon", "A king, a king"), ("Macbeth", "The king")]
    TYPED = ["drink", "poet", "king", "c++", "it's", 'a "', "king AND"]

    def quoted(text):
        return '"' + text.replace('"', '""') + '"'
"""
FOUND = {
    "as typed": [["Baal"], ["Baal"], ["Amphitryon", "Macbeth"], *["OperationalError"] * 4],
    "quoted": [["Baal"], ["Baal"], ["Amphitryon", "Macbeth"], ["Baal"], [], ["Amphitryon"], []],
}


@pytest.mark.claim("flask-sqlalchemy-match", "flask-sqlalchemy-postgres-search-functions")
def test_sqlalchemy_writes_the_search_of_each_database(run):
    """Fails if match() writes another operator, or a search function of PostgreSQL or its column type is gone."""
    seen = run(
        """
    import json
    from sqlalchemy import Column, Integer, MetaData, String, Table, func, select
    from sqlalchemy.dialects import mssql, mysql, oracle, postgresql, sqlite
    from sqlalchemy.schema import CreateTable

    play = Table("play", MetaData(), Column("id", Integer), Column("title", String(20)))
    indexed = Table("indexed", MetaData(), Column("words", postgresql.TSVECTOR))

    def written(element, dialect):
        return " ".join(str(element.compile(dialect=dialect.dialect())).split())

    where = play.c.title.match("king")
    words = postgresql.to_tsvector("english", play.c.title)
    asked = postgresql.websearch_to_tsquery("english", "king")
    best = select(postgresql.ts_headline("english", play.c.title, asked)).where(words.bool_op("@@")(asked))
    dialects = (postgresql, mysql, oracle, mssql, sqlite)
    print(json.dumps({
        "match": {each.__name__.split(".")[-1]: written(where, each) for each in dialects},
        "best": written(best.order_by(func.ts_rank(words, asked).desc()), postgresql),
        "column": written(CreateTable(indexed), postgresql),
    }))
    """
    )
    match = seen["match"]
    assert match["postgresql"].startswith("play.title @@ plainto_tsquery(")
    assert match["mysql"] == "MATCH (play.title) AGAINST (%s IN BOOLEAN MODE)"
    assert match["oracle"] == match["mssql"] == "CONTAINS (play.title, :title_1)"
    assert match["sqlite"] == "play.title MATCH ?"
    for part in ("ts_headline(", "to_tsvector(", "@@ websearch_to_tsquery(", "ORDER BY ts_rank("):
        assert part in seen["best"], part
    assert "words TSVECTOR" in seen["column"]


@pytest.mark.claim("flask-sqlite-fts5")
def test_sqlalchemy_searches_an_fts5_table(run):
    """Fails if match() finds no other form of a word, or takes what FTS5 reads as its own signs."""
    seen = run(
        TYPED
        + """
    import json
    from sqlalchemy import column, create_engine, select, table, text
    from sqlalchemy.exc import OperationalError

    play = table("play", column("title"), column("body"))
    with create_engine("sqlite://").connect() as connection:
        connection.execute(text(CREATE))
        connection.execute(play.insert(), [{"title": title, "body": body} for title, body in PLAYS])

        def found(typed):
            try:
                asked = select(play.c.title).where(play.c.body.match(typed)).order_by(text("rank"))
                return connection.scalars(asked).all()
            except OperationalError as error:
                return type(error).__name__

        print(json.dumps({"as typed": [*map(found, TYPED)], "quoted": [found(quoted(each)) for each in TYPED]}))
    """
    )
    assert seen == FOUND


@pytest.mark.claim("django-sqlite-fts5", "django-full-text-search-is-for-postgres")
def test_django_searches_an_fts5_table_with_raw_sql(run):
    """Fails if raw() finds no other form of a word, takes FTS5's signs, or SQLite has a lookup `search`."""
    seen = run(
        TYPED
        + """
    import json
    import django
    from django.conf import settings
    settings.configure(DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}})
    django.setup()
    from django.core.exceptions import FieldError
    from django.db import OperationalError, connection, models

    class Play(models.Model):
        rowid = models.IntegerField(primary_key=True)
        title = models.TextField()
        body = models.TextField()
        class Meta:
            app_label = "theatre"
            db_table = "play"

    with connection.cursor() as cursor:
        cursor.execute(CREATE)
    for title, body in PLAYS:
        Play.objects.create(title=title, body=body)

    def found(typed):
        try:
            asked = "select rowid, title from play where body match %s order by rank"
            return [each.title for each in Play.objects.raw(asked, [typed])]
        except OperationalError as error:
            return type(error).__name__

    def lookup(name):
        try:
            return len(Play.objects.filter(**{name: "drink"}))
        except FieldError as error:
            return str(error)

    print(json.dumps({
        "as typed": [*map(found, TYPED)], "quoted": [found(quoted(each)) for each in TYPED],
        "lookups": [lookup("body__icontains"), lookup("body__search")],
    }))
    """
    )
    substring, search = seen.pop("lookups")
    assert substring == 1
    assert "Unsupported lookup 'search'" in search
    assert seen == FOUND
