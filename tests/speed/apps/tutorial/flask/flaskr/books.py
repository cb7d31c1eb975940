from flask import Blueprint, Response, abort, render_template, request, session

from .db import get_db

bp = Blueprint("books", __name__)

ROWS = [
    {"number": number, "title": f"Book {number} & its story", "author": f"Author {number % 20}", "price": number + 0.5}
    for number in range(1, 101)
]


@bp.get("/plain")
def plain():
    return Response("Hello, World!", mimetype="text/plain")


@bp.get("/json")
def json():
    return {"message": "Hello, World!"}


@bp.get("/rows")
def rows():
    return render_template("books/rows.html", rows=ROWS)


@bp.get("/row/<int:book_id>")
def row(book_id):
    book = get_db().execute("SELECT id, title, year, author_id FROM book WHERE id = ?", (book_id,)).fetchone()
    if book is None:
        abort(404)
    return dict(book)


@bp.get("/books-n-queries")
def books_n_queries():
    db = get_db()
    found = []
    for book in db.execute("SELECT title, author_id FROM book ORDER BY id LIMIT 20").fetchall():
        author = db.execute("SELECT name FROM author WHERE id = ?", (book["author_id"],)).fetchone()
        found.append({"title": book["title"], "author": author["name"]})
    return {"books": found}


@bp.get("/books-one-query")
def books_one_query():
    books = get_db().execute(
        "SELECT title, name AS author FROM book JOIN author ON author.id = author_id ORDER BY book.id LIMIT 20"
    )
    return {"books": [dict(book) for book in books]}


@bp.post("/insert")
def insert():
    db = get_db()
    db.execute("INSERT INTO note (text) VALUES (?)", (request.form.get("text", "")[:200],))
    db.commit()
    return {"inserted": True}, 201


@bp.get("/session")
def visits():
    session["visits"] = session.get("visits", 0) + 1
    return {"visits": session["visits"]}


@bp.post("/upload")
def upload():
    file = request.files["file"]
    return {"name": file.filename, "bytes": len(file.read())}
