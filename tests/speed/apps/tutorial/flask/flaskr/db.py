import sqlite3

import click
from flask import current_app, g


def get_db():
    if "db" not in g:
        g.db = sqlite3.connect(current_app.config["DATABASE"], detect_types=sqlite3.PARSE_DECLTYPES)
        g.db.row_factory = sqlite3.Row
    return g.db


def close_db(error=None):
    db = g.pop("db", None)
    if db is not None:
        db.close()


def init_db():
    db = get_db()
    with current_app.open_resource("schema.sql") as schema:
        db.executescript(schema.read().decode("utf-8"))
    db.executemany("INSERT INTO author (name) VALUES (?)", [(f"Author {number}",) for number in range(1, 21)])
    books = [(f"Book {number}", 1900 + number % 100, (number - 1) % 20 + 1) for number in range(1, 1001)]
    db.executemany("INSERT INTO book (title, year, author_id) VALUES (?, ?, ?)", books)
    db.commit()


@click.command("init-db")
def init_db_command():
    """Clear the tables, and fill them with 20 authors and 1,000 books."""
    init_db()


def init_app(app):
    app.teardown_appcontext(close_db)
    app.cli.add_command(init_db_command)
